// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/logging.h"

Q_LOGGING_CATEGORY( lcNet, "syncline.net", QtInfoMsg )
Q_LOGGING_CATEGORY( lcApi, "syncline.api", QtInfoMsg )
Q_LOGGING_CATEGORY( lcGpkg, "syncline.gpkg", QtInfoMsg )
Q_LOGGING_CATEGORY( lcSync, "syncline.sync", QtInfoMsg )
Q_LOGGING_CATEGORY( lcJournal, "syncline.journal", QtInfoMsg )
Q_LOGGING_CATEGORY( lcUi, "syncline.ui", QtInfoMsg )
