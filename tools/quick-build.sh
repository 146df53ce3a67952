# SPDX-License-Identifier: GPL-2.0-or-later
# What tools/test and tools/demo tell cmake, so that a first build takes a third of a compiler's usual time: little optimising, and the
# sources of a library joined by tens. Who works on the code uses the presets as they are.
quick_build=("-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1 -g1" -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=10)
