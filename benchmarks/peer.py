# SPDX-License-Identifier: GPL-2.0-or-later
"""peer.py WORK TIMES FILES…: as bench_gpkg, by the pygeodiff of the Python that runs this."""

import os
import shutil
import sys
import time

import pygeodiff

geodiff = pygeodiff.GeoDiff()
WORKS = {  # what to do before, unmeasured, and what is measured
    'diff': (None, lambda f: geodiff.create_changeset(*f)),
    'apply': (lambda f: shutil.copyfile(f[0], f[2]), lambda f: geodiff.apply_changeset(f[2], f[1])),
    'json': (None, lambda f: geodiff.list_changes(*f)),
    'invert': (None, lambda f: geodiff.invert_changeset(*f)),
    'concat': (None, lambda f: geodiff.concat_changes(f[:2], f[2])),
    'create-rebased': (None, lambda f: geodiff.create_rebased_changeset(*f)),
    'rebase': (lambda f: shutil.copyfile(f[2], f[3]), lambda f: geodiff.rebase(f[0], f[1], f[3], f[4])),
}

work, times, *files = sys.argv[1:]
prepare, run = WORKS[work]
for _ in range(int(times)):
    if prepare:
        prepare(files)
    elif os.path.exists(files[-1]):
        os.remove(files[-1])
    started = time.perf_counter()
    run(files)
    print(f'{(time.perf_counter() - started) * 1000:.3f}')
