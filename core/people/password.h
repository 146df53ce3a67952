// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

namespace syncline::people
{
  //! A password from the system's random source that satisfies the servers' rules: 16 characters, small and capital letters, digits
  //! and a sign, none that are mistaken for each other when read aloud (0 O, 1 l I).
  QString makePassword();
} // namespace syncline::people
