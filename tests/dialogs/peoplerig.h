// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplepresenter.h"
#include "tests/dialogs/accountrig.h"

namespace syncline
{
  //! A workspace "field-team" on an Enterprise server with people and projects, and anna, its owner, signed in.
  struct PeopleRig : AccountRig
  {
      explicit PeopleRig( fake::Edition edition = fake::Edition::Enterprise )
        : account( parts() )
      {
        server.change(
          [edition]( fake::Settings &settings )
          {
            settings.edition = edition;
            settings.defaultRole = fake::Role::Guest;
          } );
        server.addUser( QStringLiteral( "anna" ), QStringLiteral( "secret" ), QString(),
                        edition == fake::Edition::Community );
        for ( const char *name : { "ben", "carla", "dan" } )
          server.addUser( QLatin1String( name ), QStringLiteral( "Topsecret1!" ) );
        if ( edition == fake::Edition::Enterprise )
          server.setWorkspaceRole( QStringLiteral( "anna" ), QStringLiteral( "owner" ) );
        survey = server.createProject( QStringLiteral( "survey-2026" ), QStringLiteral( "anna" ) );
        trees = server.createProject( QStringLiteral( "trees-2026" ), QStringLiteral( "anna" ) );
        for ( const QString &project : { survey, trees } )
          server.commit( project, QStringLiteral( "anna" ),
                         { { QStringLiteral( "project.qgz" ), QByteArray( 12345, 'x' ) } } );
      }
      void signIn( const char *name = "anna", const char *password = "secret" )
      {
        SessionData data;
        data.server = QUrl( serverAddress() );
        data.credentials = Credentials{ QLatin1String( name ), QLatin1String( password ), {} };
        account.begin( data, KeepPlace::UntilQgisCloses );
      }
      PeopleParts people() { return { account, clock, nullptr }; }
      static people::MerginDirectory::Place surveyPlace()
      {
        return { QStringLiteral( "field-team" ), QStringLiteral( "field-team/survey-2026" ) };
      }

      QString survey;
      QString trees;
      Account account;
  };
} // namespace syncline
