// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <QString>

namespace syncline::cli
{
  //! Asks on the terminal, without showing what is typed. Unauthorized where there is no terminal or nothing was typed.
  [[nodiscard]] Result<QString> askPassword( const QString &question, const CancelToken &cancel );
} // namespace syncline::cli
