// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/people/merginpeople.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"

namespace syncline
{
  //! A server with people and a project, and somebody signed in to it; answers come at once.
  struct PeopleWorld
  {
      using PeopleState = people::PeopleState;
      using Scope = people::Scope;
      static fake::Settings settings( fake::Edition edition, fake::Role defaultRole )
      {
        fake::Settings made;
        made.edition = edition;
        made.defaultRole = defaultRole;
        made.workspace = QStringLiteral( "team" );
        return made;
      }
      explicit PeopleWorld( fake::Edition edition = fake::Edition::Enterprise,
                            fake::Role defaultRole = fake::Role::Guest, const char *me = "anna" )
        : server( settings( edition, defaultRole ) )
        , transport( server )
        , session( account() )
        , api( transport, session, clock )
        , people( api, clock )
      {
        server.addUser( QStringLiteral( "anna" ), QStringLiteral( "Topsecret1!" ), QString(), true );
        for ( const char *name : { "ben", "carla", "dan" } )
          server.addUser( QLatin1String( name ), QStringLiteral( "Topsecret1!" ) );
        trees = server.createProject( QStringLiteral( "trees" ), QStringLiteral( "anna" ) );
        signIn( me );
      }

      static SessionData account()
      {
        SessionData data;
        data.server = QUrl( QStringLiteral( "https://maps.example.com" ) );
        return data;
      }
      void signIn( const char *name )
      {
        AuthSession auth;
        auth.userId.value = 1;
        auth.userName = QLatin1String( name );
        auth.token = server.tokenFor( QLatin1String( name ) );
        auth.expires = clock.now().addDays( 3650 );
        session.begin( auth );
      }

      PeopleState read( const Scope &scope ) { return *got( people.read( scope ) ); }
      PeopleState read( bool wantsMembers = true )
      {
        return read( { {}, { QStringLiteral( "team/trees" ) }, wantsMembers } );
      }

      //! The answer of a call that is answered at once.
      template<class T> static Result<T> got( Call<T> call )
      {
        Result<T> answer = fail( ErrorKind::Bug, QStringLiteral( "no answer yet" ) );
        call.listen( [&answer]( Result<T> result ) { answer = std::move( result ); } );
        return answer;
      }

      FakeServer server;
      FakeClock clock;
      FakeTransport transport;
      Session session;
      ApiClient api;
      people::MerginPeople people;
      QString trees; //!< id
  };
} // namespace syncline
