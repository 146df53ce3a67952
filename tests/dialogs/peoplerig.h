// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/peoplepage.h"
#include "plugin/dialogs/peoplewindow.h"
#include "tests/dialogs/accountrig.h"
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

namespace syncline
{
  //! A widget that must be there, by its name.
  template<class T> T *child( QWidget *in, const char *name )
  {
    T *found = in->findChild<T *>( QLatin1String( name ) );
    if ( !found )
      qFatal( "no %s", name );
    return found;
  }
  inline void press( QWidget *in, const char *button )
  {
    QTest::mouseClick( child<QAbstractButton>( in, button ), Qt::LeftButton );
  }
  inline QString notice( QWidget *in ) { return child<InlineNotice>( in, "mNotice" )->text(); }

  struct PeopleRigAnswers
  {
      //! The answer of a call that is answered at once.
      template<class T> static Result<T> got( Call<T> call )
      {
        Result<T> answer = fail( ErrorKind::Bug, QStringLiteral( "no answer yet" ) );
        call.listen( [&answer]( Result<T> result ) { answer = std::move( result ); } );
        return answer;
      }
  };

  //! A workspace "field-team" on an Enterprise server with people and projects, and anna, its owner, signed in.
  struct PeopleRig : AccountRig
  {
      explicit PeopleRig( fake::Edition edition = fake::Edition::Enterprise )
        : ledger( folder.filePath( QStringLiteral( "invitations.json" ) ) )
        , account( peopleParts() )
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
      PeopleParts people() { return { account, clock, &ledger, &cache }; }
      //! data.example.com is a domain of Opendatasoft, everything else the server of Mergin Maps.
      AccountParts peopleParts()
      {
        AccountParts made = parts();
        made.makeTransport = [this,
                              maps = made.makeTransport]( const QUrl &address ) -> std::unique_ptr<Transport>
        {
          if ( address.host() != QLatin1String( "data.example.com" ) )
            return maps( address );
          return std::make_unique<FakeTransport>(
            [this]( FakeRequest request )
            {
              request.target = QByteArray( FakeOpendatasoft::ROOT ) + request.target;
              return domain.handle( request );
            } );
        };
        return made;
      }
      void fillDomain()
      {
        domain.addGroup( QStringLiteral( "admins" ), QStringLiteral( "Administrators" ),
                         { QStringLiteral( "edit_domain" ) } );
        domain.addGroup( QStringLiteral( "crew" ), QStringLiteral( "Crew" ) );
        const auto inGroup = []( const char *uid ) {
          return QJsonArray{ QJsonObject{ { QStringLiteral( "uid" ), QLatin1String( uid ) } } };
        };
        domain.addUser( QStringLiteral( "anna" ),
                        { { QStringLiteral( "first_name" ), QStringLiteral( "Anna" ) },
                          { QStringLiteral( "last_name" ), QStringLiteral( "Adler" ) },
                          { QStringLiteral( "email" ), QStringLiteral( "anna@example.com" ) },
                          { QStringLiteral( "groups" ), inGroup( "admins" ) } } );
        domain.addUser( QStringLiteral( "ben" ),
                        { { QStringLiteral( "first_name" ), QStringLiteral( "Ben" ) },
                          { QStringLiteral( "last_name" ), QStringLiteral( "Berg" ) },
                          { QStringLiteral( "email" ), QStringLiteral( "ben@example.com" ) },
                          { QStringLiteral( "shoe_size" ), 43 },
                          { QStringLiteral( "permissions" ),
                            QJsonArray{ QStringLiteral( "edit_theme" ), QStringLiteral( "edit_page" ) } } } );
        domain.addUser( QStringLiteral( "fiona" ),
                        { { QStringLiteral( "first_name" ), QStringLiteral( "Fiona" ) },
                          { QStringLiteral( "last_name" ), QStringLiteral( "Frost" ) },
                          { QStringLiteral( "email" ), QStringLiteral( "fiona@example.com" ) },
                          { QStringLiteral( "groups" ), inGroup( "crew" ) } } );
      }
      static people::MerginDirectory::Place surveyPlace()
      {
        return { QStringLiteral( "field-team" ), QStringLiteral( "field-team/survey-2026" ) };
      }

      //! The People window with one of its pages in front.
      template<class P> P *open( const char *tab )
      {
        window = new PeopleWindow( people() );
        window->resize( 1000, 580 );
        window->show();
        auto *page = window->findChild<P *>( QLatin1String( tab ) );
        child<QTabWidget>( window, "mTabs" )->setCurrentWidget( page );
        return page;
      }
      void close() { delete window; }

      QString survey;
      QString trees;
      FakeOpendatasoft domain;
      people::InvitationLedger ledger;
      PeopleCache cache;
      Account account;
      QPointer<PeopleWindow> window;
  };
} // namespace syncline
