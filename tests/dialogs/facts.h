// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectstate.h"

namespace syncline
{
  //! A synced project of anna's with nothing to do; tests change what they are about.
  inline ProjectFacts syncedFacts()
  {
    ProjectFacts facts;
    facts.open = OpenProject::Synced;
    facts.title = QStringLiteral( "survey-2026" );
    facts.folder = QStringLiteral( "/data/survey-2026" );
    facts.name = *ProjectName::fromString( QStringLiteral( "field-team/survey-2026" ) );
    facts.role = ProjectRole::Writer;
    facts.version = Version( 43 );
    facts.host = QStringLiteral( "maps.example.com" );
    facts.user = QStringLiteral( "anna" );
    facts.isSignedIn = true;
    facts.checkedAt = QDateTime::currentDateTimeUtc();
    ProjectStatus status;
    status.local = Version( 43 );
    status.server = Version( 43 );
    status.serverWasAsked = true;
    facts.status = status;
    return facts;
  }

  //! A file that a sync left out, and why.
  inline FileOutcome leftOut( const QString &path, ErrorKind kind )
  {
    FileOutcome outcome;
    outcome.path = path;
    outcome.event = FileEvent::NotUploaded;
    outcome.problem = Error{ kind, QStringLiteral( "technical" ), {}, {} };
    return outcome;
  }
} // namespace syncline
