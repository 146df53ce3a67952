// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace syncline
{
  //! What a button beside a sentence does. Each one is carried out by ProjectPresenter or by the window that shows it.
  enum class NextStep
  {
    None,
    Sync,
    Cancel,
    TryAgain,
    TryNow,
    CheckAgain,
    Finish,
    Repair, //!< damaged metadata, by a sync
    SignIn,
    KeepInQgis,   //!< the sign-in, in the QGIS authentication database
    ChangeServer, //!< opens the sign-in dialog with the address to mend
    OpenOptions,
    OpenNetworkOptions,
    ShowFolder,
    ShowFiles,
    ShowValues, //!< of an edit conflict file
    OpenCopy,   //!< a conflict copy
    LoadServerVersion,
    RemoveOnServer, //!< asks again before it does
    AnswerEdits,
    OpenProjects, //!< the window with all of them
    OpenPeople,   //!< the window of those who have access to the open project
    OpenProject,  //!< one that was just downloaded
    Details
  };

  //! What stands on the button; empty for None.
  QString buttonText( NextStep step );
} // namespace syncline

Q_DECLARE_METATYPE( syncline::NextStep )
