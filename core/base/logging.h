// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QLoggingCategory>

// Every line that Syncline logs belongs to one of these. No tokens, passwords, API keys or e-mail addresses, ever.
// Debug output is off by default: QT_LOGGING_RULES="syncline.*.debug=true" turns it on.

Q_DECLARE_LOGGING_CATEGORY( lcNet )
Q_DECLARE_LOGGING_CATEGORY( lcApi )
Q_DECLARE_LOGGING_CATEGORY( lcGpkg )
Q_DECLARE_LOGGING_CATEGORY( lcSync )
Q_DECLARE_LOGGING_CATEGORY( lcJournal )
Q_DECLARE_LOGGING_CATEGORY( lcUi )
