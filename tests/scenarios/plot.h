// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/scenarios/story.h"

namespace syncline
{
  //! Every pair of protocols that a server may want.
  inline void protocols()
  {
    QTest::addColumn<bool>( "pushV2" );
    QTest::addColumn<bool>( "pullV2" );
    QTest::newRow( "v1" ) << false << false;
    QTest::newRow( "v2 push" ) << true << false;
    QTest::newRow( "v2" ) << true << true;
  }

  inline const QString TREES = QStringLiteral( "trees.gpkg" );

  inline QStringList plot()
  {
    return { text( "CREATE TABLE trees(fid INTEGER PRIMARY KEY, kind TEXT, height INTEGER)" ),
             text( "CREATE TABLE log(message TEXT)" ),
             text( "INSERT INTO trees VALUES(1,'oak',10),(2,'ash',20),(3,'elm',30)" ) };
  }

  //! Both have the project with the plot of trees.
  struct Plot : Story
  {
      explicit Plot( bool pushV2 = false, bool pullV2 = false )
      {
        server.change(
          [=]( fake::Settings &settings )
          {
            settings.hasV2Push = pushV2;
            settings.hasV2Pull = pullV2;
          } );
        elsewhere( { { TREES, databaseBy( plot() ) } } ); // v2
        isReady = anna->download() && ben->download();
      }
      QStringList trees( const Editor &who, const QString &path = TREES )
      {
        return textsIn( who.at( path ),
                        text( "SELECT kind || ' ' || coalesce(height,'-') FROM trees ORDER BY kind" ) );
      }
      //! Everybody syncs until nothing moves.
      [[nodiscard]] bool settle()
      {
        return ben->sync() && anna->sync() && ben->sync() && anna->files() == ben->files() &&
               trees( *anna ) == trees( *ben );
      }
      bool isReady = false;
  };

  //! With the protocols of the test's row.
  inline Plot plotOfRow()
  {
    QFETCH( bool, pushV2 );
    QFETCH( bool, pullV2 );
    return Plot( pushV2, pullV2 );
  }
} // namespace syncline
