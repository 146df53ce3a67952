// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/planpull.h"

#include <QtTest>

using namespace syncline;

namespace
{
  RelPath path( const QString &text ) { return *RelPath::fromString( text ); }

  //! Builds an inventory line by line. Contents are words; the same word is the same content.
  class Lists
  {
    public:
      Lists &base( const QString &file, const QByteArray &content )
      {
        mInventory.base.insert( path( file ), { path( file ), sha1Of( content ), content.size(), {} } );
        return *this;
      }
      Lists &server( const QString &file, const QByteArray &content )
      {
        ServerFile one;
        one.path = path( file );
        one.checksum = sha1Of( content );
        one.sizeBytes = content.size();
        mInventory.server.insert( one.path, one );
        return *this;
      }
      Lists &here( const QString &file, LocalChange change, const QByteArray &content = {} )
      {
        LocalFile one;
        one.path = path( file );
        one.change = change;
        if ( change != LocalChange::Missing && change != LocalChange::Unknown )
          one.checksum = sha1Of( content );
        one.sizeBytes = content.size();
        if ( change == LocalChange::Unknown )
          one.problem = Error{ ErrorKind::FileInUse, {}, {}, {} };
        one.isDatabase = file.endsWith( QLatin1String( ".gpkg" ) );
        mInventory.local.insert( one.path, one );
        return *this;
      }
      void doubt( const QString &name ) { mInventory.doubtful.insert( path( name ) ); }
      LocalFile &file( const QString &name ) { return mInventory.local[path( name )]; }
      QStringList plan() const
      {
        return words( planPull( mInventory, { QStringLiteral( "anna" ), Version( 7 ) } ) );
      }

    private:
      static QStringList words( const PullPlan &plan )
      {
        QStringList lines;
        for ( const pull::Action &action : plan )
          lines.append( word( action ) );
        return lines;
      }
      static QString word( const pull::Action &action )
      {
        const QString file = pull::pathOf( action ).toString();
        if ( const auto *fetch = std::get_if<pull::Fetch>( &action ) )
        {
          const char *const whys[] = { "fetch new ", "fetch changed ", "fetch removed here " };
          return QString::fromLatin1( whys[int( fetch->why )] ) + file;
        }
        if ( std::holds_alternative<pull::Adopt>( action ) )
          return QStringLiteral( "adopt " ) + file;
        if ( std::holds_alternative<pull::Merge>( action ) )
          return QStringLiteral( "merge " ) + file;
        if ( std::holds_alternative<pull::KeepBoth>( action ) )
          return QStringLiteral( "keep both " ) + file;
        if ( std::holds_alternative<pull::Remove>( action ) )
          return QStringLiteral( "remove " ) + file;
        if ( std::holds_alternative<pull::KeepHere>( action ) )
          return QStringLiteral( "keep here " ) + file;
        if ( std::holds_alternative<pull::Forget>( action ) )
          return QStringLiteral( "forget " ) + file;
        if ( const auto *aside = std::get_if<pull::MoveAside>( &action ) )
          return QStringLiteral( "move aside %1 to %2" ).arg( file, aside->to );
        if ( const auto *move = std::get_if<pull::FollowMove>( &action ) )
          return QStringLiteral( "follow %1 to %2 with copy %3" )
            .arg( move->from.toString(), file, move->copy );
        if ( const auto *carried = std::get_if<pull::CarryOver>( &action ) )
          return QStringLiteral( "carry %1 over to %2" ).arg( carried->from.toString(), file );
        return QStringLiteral( "defer " ) + file;
      }

      Inventory mInventory;
  };
} // namespace

class TestPlanPull : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void everyPairOfChangesHasItsAction_data();
    void everyPairOfChangesHasItsAction();
    void anEmptyDatabaseIsNoEdit();
    void aDamagedDatabaseIsKeptAside();
    void aPendingLogIsMoreThanTheBytes();
    void aDoubtfulBaseIsLookedAtAnew();
    void onlyDatabasesWithRowsAreMerged();
    void aMoveOnTheServerIsFollowedByLocalEdits();
    void rowsComeAlongWhenTheServerMovesADatabase();
    void aFileHereWhereTheServerNeedsAFolderGoesAside();
    void aFolderHereWhereTheServerHasAFileGoesAside();
    void theServerMayTurnAFileIntoAFolderAndBack();
    void aFileThatCannotBeReadBlocksOnlyWhatStandsInItsPlace();
    void namesThatOneDiskCannotHoldAreFound();
};

void TestPlanPull::everyPairOfChangesHasItsAction_data()
{
  QTest::addColumn<QByteArray>( "base" );   // empty: not in the base
  QTest::addColumn<QByteArray>( "server" ); // empty: not on the server
  QTest::addColumn<QString>( "here" );      // none, missing, unknown, or the content
  QTest::addColumn<QString>( "action" );    // empty: nothing
  const auto row =
    []( const char *name, const char *base, const char *server, const char *here, const char *action )
  {
    QTest::newRow( name ) << QByteArray( base ) << QByteArray( server ) << QString::fromLatin1( here )
                          << QString::fromLatin1( action );
  };
  row( "P1 nothing changed", "old", "old", "old", "" );
  row( "P2 server edits", "old", "new", "old", "fetch changed" );
  row( "P3 server removes", "old", "", "old", "remove" );
  row( "P5 server adds", "", "new", "none", "fetch new" );
  row( "P6 edited here", "old", "old", "mine", "" );
  row( "P7 both edit to the same", "old", "new", "new", "adopt" );
  row( "P8 both edit", "old", "new", "mine", "keep both" ); // V6, of a database: merge
  row( "P10 edited here, removed there", "old", "", "mine", "keep here" );
  row( "P11 removed here", "old", "old", "missing", "" );
  row( "P12 removed here, edited there", "old", "new", "missing", "fetch removed here" );
  row( "P13 both remove", "old", "", "missing", "forget" );
  row( "P14 added here", "", "", "mine", "" );
  row( "P15 both add the same", "", "new", "new", "adopt" );
  row( "P16 both add", "", "new", "mine", "keep both" );
  row( "P20 unreadable, nothing there", "old", "old", "unknown", "" );
  row( "P20 unreadable, edited there", "old", "new", "unknown", "defer" );
  row( "P20 unreadable, removed there", "old", "", "unknown", "defer" );
}

void TestPlanPull::everyPairOfChangesHasItsAction()
{
  QFETCH( QByteArray, base );
  QFETCH( QByteArray, server );
  QFETCH( QString, here );
  QFETCH( QString, action );
  for ( const QString &file : { QStringLiteral( "a.txt" ), QStringLiteral( "a.gpkg" ) } )
  {
    Lists lists;
    if ( !base.isEmpty() )
      lists.base( file, base );
    if ( !server.isEmpty() )
      lists.server( file, server );
    if ( here == QLatin1String( "missing" ) )
      lists.here( file, LocalChange::Missing );
    else if ( here == QLatin1String( "unknown" ) )
      lists.here( file, LocalChange::Unknown );
    else if ( here != QLatin1String( "none" ) )
    {
      const QByteArray content = here.toLatin1();
      lists.here( file,
                  base.isEmpty()    ? LocalChange::Added
                  : content == base ? LocalChange::Unchanged
                                    : LocalChange::Modified,
                  content );
    }
    const bool isMerged =
      action == QLatin1String( "keep both" ) && !base.isEmpty() && file.endsWith( QLatin1String( "gpkg" ) );
    const QString word = isMerged ? QStringLiteral( "merge" ) : action;
    const QStringList wanted =
      word.isEmpty() ? QStringList() : QStringList{ word + QLatin1Char( ' ' ) + file };
    QCOMPARE( lists.plan(), wanted );
  }
}

void TestPlanPull::anEmptyDatabaseIsNoEdit()
{
  Lists lists;
  lists.base( QStringLiteral( "a.gpkg" ), "old" ).server( QStringLiteral( "a.gpkg" ), "new" );
  lists.here( QStringLiteral( "a.gpkg" ), LocalChange::Modified, "" );
  lists.file( QStringLiteral( "a.gpkg" ) ).isDamaged = true;
  QCOMPARE( lists.plan(), QStringList{ QStringLiteral( "fetch changed a.gpkg" ) } );
}

void TestPlanPull::aDamagedDatabaseIsKeptAside()
{
  Lists lists;
  lists.base( QStringLiteral( "a.gpkg" ), "old" ).server( QStringLiteral( "a.gpkg" ), "new" );
  lists.here( QStringLiteral( "a.gpkg" ), LocalChange::Modified, "text" );
  lists.file( QStringLiteral( "a.gpkg" ) ).isDamaged = true;
  QCOMPARE( lists.plan(), QStringList{ QStringLiteral( "keep both a.gpkg" ) } );
}

void TestPlanPull::aPendingLogIsMoreThanTheBytes()
{
  Lists lists;
  lists.base( QStringLiteral( "a.gpkg" ), "old" ).server( QStringLiteral( "a.gpkg" ), "new" );
  lists.here( QStringLiteral( "a.gpkg" ), LocalChange::Modified, "new" );
  lists.file( QStringLiteral( "a.gpkg" ) ).hasPendingLog = true;
  QCOMPARE( lists.plan(), QStringList{ QStringLiteral( "merge a.gpkg" ) } );
}

void TestPlanPull::onlyDatabasesWithRowsAreMerged()
{
  for ( const char *name : { "a.txt", "a.mbtiles", "a.gpkg" } )
  {
    Lists lists;
    const QString file = QString::fromLatin1( name );
    lists.base( file, "old" ).server( file, "new" ).here( file, LocalChange::Modified, "mine" );
    lists.file( file ).isDatabase = file != QLatin1String( "a.txt" );
    lists.file( file ).isDamaged = file == QLatin1String( "a.gpkg" );
    QCOMPARE( lists.plan(), QStringList{ QStringLiteral( "keep both " ) + file } );
  }
}

void TestPlanPull::aDoubtfulBaseIsLookedAtAnew()
{
  Lists lists;
  const QString file = QStringLiteral( "a.gpkg" );
  lists.base( file, "old" ).server( file, "old" ).here( file, LocalChange::Modified, "mine" );
  lists.doubt( file );
  QCOMPARE( lists.plan(), QStringList{ QStringLiteral( "merge a.gpkg" ) } );
  lists.here( file, LocalChange::Missing );
  QCOMPARE( lists.plan(), QStringList() );
}

void TestPlanPull::aMoveOnTheServerIsFollowedByLocalEdits()
{
  Lists lists;
  lists.base( QStringLiteral( "a.txt" ), "old" ).server( QStringLiteral( "d/b.txt" ), "old" );
  lists.here( QStringLiteral( "a.txt" ), LocalChange::Modified, "mine" );
  QCOMPARE( lists.plan(), QStringList{ QStringLiteral(
                            "follow a.txt to d/b.txt with copy d/b (conflicted copy, anna v7).txt" ) } );
}

void TestPlanPull::rowsComeAlongWhenTheServerMovesADatabase()
{
  Lists lists;
  lists.base( QStringLiteral( "a.gpkg" ), "old" ).server( QStringLiteral( "d/b.gpkg" ), "old" );
  lists.here( QStringLiteral( "a.gpkg" ), LocalChange::Modified, "mine" );
  QCOMPARE( lists.plan(), QStringList{ QStringLiteral( "carry a.gpkg over to d/b.gpkg" ) } );

  Lists other; // which of the two is it now?
  other.base( QStringLiteral( "a.gpkg" ), "old" )
    .server( QStringLiteral( "b.gpkg" ), "old" )
    .server( QStringLiteral( "c.gpkg" ), "old" );
  other.here( QStringLiteral( "a.gpkg" ), LocalChange::Modified, "mine" );
  const QStringList wanted{ QStringLiteral( "keep here a.gpkg" ), QStringLiteral( "fetch new b.gpkg" ),
                            QStringLiteral( "fetch new c.gpkg" ) };
  QCOMPARE( other.plan(), wanted );
}

void TestPlanPull::aFileHereWhereTheServerNeedsAFolderGoesAside()
{
  Lists lists;
  lists.server( QStringLiteral( "a.d/x.txt" ), "new" )
    .here( QStringLiteral( "a.d" ), LocalChange::Added, "mine" );
  const QStringList wanted{ QStringLiteral( "move aside a.d to a (conflicted copy, anna v7).d" ),
                            QStringLiteral( "fetch new a.d/x.txt" ) };
  QCOMPARE( lists.plan(), wanted );
}

void TestPlanPull::aFolderHereWhereTheServerHasAFileGoesAside()
{
  Lists lists;
  lists.base( QStringLiteral( "a.d/x.txt" ), "old" ).server( QStringLiteral( "a.d" ), "new" );
  lists.here( QStringLiteral( "a.d/x.txt" ), LocalChange::Modified, "mine" );
  lists.here( QStringLiteral( "a.d-not-below" ), LocalChange::Added, "other" );
  const QStringList wanted{ QStringLiteral( "fetch new a.d" ),
                            QStringLiteral(
                              "move aside a.d/x.txt to a (conflicted copy, anna v7).d/x.txt" ) };
  QCOMPARE( lists.plan(), wanted );
}

void TestPlanPull::theServerMayTurnAFileIntoAFolderAndBack()
{
  Lists toFolder;
  toFolder.base( QStringLiteral( "a.d" ), "old" ).server( QStringLiteral( "a.d/x.txt" ), "new" );
  toFolder.here( QStringLiteral( "a.d" ), LocalChange::Unchanged, "old" );
  const QStringList folder{ QStringLiteral( "remove a.d" ), QStringLiteral( "fetch new a.d/x.txt" ) };
  QCOMPARE( toFolder.plan(), folder );
  Lists toFile;
  toFile.base( QStringLiteral( "a.d/x.txt" ), "old" ).server( QStringLiteral( "a.d" ), "new" );
  toFile.here( QStringLiteral( "a.d/x.txt" ), LocalChange::Unchanged, "old" );
  const QStringList file{ QStringLiteral( "fetch new a.d" ), QStringLiteral( "remove a.d/x.txt" ) };
  QCOMPARE( toFile.plan(), file );
}

void TestPlanPull::aFileThatCannotBeReadBlocksOnlyWhatStandsInItsPlace()
{
  Lists lists;
  lists.server( QStringLiteral( "a.d/x.txt" ), "new" ).server( QStringLiteral( "b.txt" ), "new" );
  lists.here( QStringLiteral( "a.d" ), LocalChange::Unknown );
  const QStringList wanted{ QStringLiteral( "defer a.d/x.txt" ), QStringLiteral( "fetch new b.txt" ) };
  QCOMPARE( lists.plan(), wanted );
}

void TestPlanPull::namesThatOneDiskCannotHoldAreFound()
{
  ServerInventory server;
  BaseFiles base;
  for ( const char *name : { "A.txt", "a.txt", "b.txt", "\u00e9.txt", "e\u0301.txt" } )
  {
    ServerFile file;
    file.path = path( QString::fromUtf8( name ) );
    server.insert( file.path, file );
  }
  base.insert( path( QStringLiteral( "a.txt" ) ), {} );
  base.first().path = path( QStringLiteral( "a.txt" ) );
  const QHash<RelPath, RelPath> losers = colliding( server, base );
  QCOMPARE( losers.size(), 2 );
  QCOMPARE( losers.value( path( QStringLiteral( "A.txt" ) ) ),
            path( QStringLiteral( "a.txt" ) ) ); // which is here already
  QVERIFY( !losers.contains( path( QStringLiteral( "b.txt" ) ) ) );
}

QTEST_GUILESS_MAIN( TestPlanPull )
#include "test_planpull.moc"
