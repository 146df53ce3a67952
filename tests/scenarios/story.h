// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/await.h"
#include "tests/support/scenario.h"

#include <QtTest>

#define VERIFY_OK( result )                                                                                  \
  do                                                                                                         \
  {                                                                                                          \
    const auto verified_ = ( result );                                                                       \
    QVERIFY2( verified_, verified_ ? "" : syncline::whyNot( verified_.error() ).constData() );               \
  } while ( false )

namespace syncline
{
  inline QString text( const char *utf8 ) { return QString::fromUtf8( utf8 ); }

  //! Two people, a server, a project with three files.
  struct Story
  {
      Story()
      {
        server.addUser( text( "anna" ), text( "secret" ) );
        server.addUser( text( "ben" ), text( "secret" ) );
        id = server.createProject( text( "survey" ), text( "anna" ) );
        server.commit( id, text( "anna" ),
                       { { text( "notes.txt" ), "one\n" },
                         { text( "photos/a.jpg" ), "jpg one" },
                         { text( "trees.gpkg" ), databaseOf( { text( "oak" ), text( "ash" ) } ) } } );
        anna = std::make_unique<Editor>( server, text( "anna" ), text( "mergin/survey" ) );
        ben = std::make_unique<Editor>( server, text( "ben" ), text( "mergin/survey" ) );
      }
      //! Both folders and the server hold the same.
      [[nodiscard]] bool isQuiet()
      {
        return anna->files() == ben->files() && anna->files() == serverFiles( server, id );
      }
      int version() { return server.latestVersion( id ); }
      //! What the server's newest version holds of a file, without any client.
      QByteArray onServer( const QString &path ) { return server.files( id ).value( path, "<missing>" ); }
      //! The second person's edits, made without a folder.
      void elsewhere( const FileContents &changed, const QStringList &removed = {} )
      {
        server.commit( id, text( "ben" ), changed, removed );
      }

      FakeServer server;
      QString id;
      std::unique_ptr<Editor> anna;
      std::unique_ptr<Editor> ben;
  };
} // namespace syncline
