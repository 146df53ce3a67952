// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/errors/nextstep.h"

#include <QCoreApplication>

namespace syncline
{
  namespace
  {
    class NextStepText
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::NextStepText )
      public:
        static QString of( NextStep step )
        {
          switch ( step )
          {
            case NextStep::None:
              return QString();
            case NextStep::Sync:
              return tr( "Sync" );
            case NextStep::Cancel:
              return tr( "Cancel" );
            case NextStep::TryAgain:
              return tr( "Try Again" );
            case NextStep::TryNow:
              return tr( "Try Now" );
            case NextStep::CheckAgain:
              return tr( "Check Again" );
            case NextStep::Finish:
              return tr( "Finish" );
            case NextStep::Repair:
              return tr( "Repair" );
            case NextStep::SignIn:
              return tr( "Sign In…" );
            case NextStep::KeepInQgis:
              return tr( "Keep in QGIS Database" );
            case NextStep::ChangeServer:
              return tr( "Change Server…" );
            case NextStep::OpenOptions:
              return tr( "Open Options" );
            case NextStep::OpenNetworkOptions:
              return tr( "Open Network Options" );
            case NextStep::ShowFolder:
              return tr( "Show Folder" );
            case NextStep::ShowFiles:
              return tr( "Show Files" );
            case NextStep::ShowValues:
              return tr( "Show Values…" );
            case NextStep::OpenCopy:
              return tr( "Open Copy" );
            case NextStep::LoadServerVersion:
              return tr( "Load Server Version" );
            case NextStep::RemoveOnServer:
              return tr( "Remove on the Server…" );
            case NextStep::AnswerEdits:
              return tr( "Answer" );
            case NextStep::OpenProjects:
              return tr( "Projects…" );
            case NextStep::OpenPeople:
              return tr( "People…" );
            case NextStep::OpenProject:
              return tr( "Open Project" );
            case NextStep::Details:
              return tr( "Details" );
          }
          Q_UNREACHABLE();
        }
    };
  } // namespace

  QString buttonText( NextStep step ) { return NextStepText::of( step ); }
} // namespace syncline
