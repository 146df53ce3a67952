// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/ids.h"

#include <QTest>

using namespace syncline;

class TestIds : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void aProjectNameHasExactlyTwoParts()
    {
      const auto name = ProjectName::fromString( QStringLiteral( "acme/field survey" ) );
      QVERIFY( name );
      QCOMPARE( name->workspace(), QStringLiteral( "acme" ) );
      QCOMPARE( name->project(), QStringLiteral( "field survey" ) );
      QCOMPARE( name->toString(), QStringLiteral( "acme/field survey" ) );
      for ( const char *bad : { "", "acme", "/x", "acme/", "a/b/c" } )
        QVERIFY2( !ProjectName::fromString( QString::fromLatin1( bad ) ), bad );
    }

    void checksumsAreThoseOfTheServer()
    {
      QCOMPARE( sha1Of( "hello" ).toString(), QStringLiteral( "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d" ) );
      QVERIFY( !Sha1::fromString( QStringLiteral( "AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D" ) ) );
      QVERIFY( !Sha1::fromString( QStringLiteral( "aaf4" ) ) );
    }

    void chunkIdsAreFreshUuids()
    {
      QVERIFY( newChunkId() != newChunkId() );
      QVERIFY( ChunkId::fromString( newChunkId().toString() ) );
      QVERIFY( !ProjectId::fromString( QStringLiteral( "../../etc" ) ) );
    }

    void rolesOrderByRights()
    {
      QVERIFY( ProjectRole::Reader < ProjectRole::Editor );
      QVERIFY( ProjectRole::Writer < ProjectRole::Owner );
      for ( int i = 0; i <= int( ProjectRole::Owner ); ++i )
        QCOMPARE( *projectRoleFromWire( toWire( ProjectRole( i ) ) ), ProjectRole( i ) );
      for ( int i = 0; i <= int( WorkspaceRole::Owner ); ++i )
        QCOMPARE( *workspaceRoleFromWire( toWire( WorkspaceRole( i ) ) ), WorkspaceRole( i ) );
      QVERIFY( !projectRoleFromWire( QStringLiteral( "admin" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestIds )
#include "test_ids.moc"
