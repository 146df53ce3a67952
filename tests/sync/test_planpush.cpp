// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/planpush.h"

#include <QtTest>

using namespace syncline;

namespace
{
  RelPath path( const QString &text ) { return *RelPath::fromString( text ); }

  UploadCandidate candidate( const QString &name, UploadKind kind = UploadKind::Add, qint64 size = 10 )
  {
    return { path( name ), kind, size, name.endsWith( QLatin1String( ".gpkg" ) ) };
  }

  LocalFile local( const QString &name, LocalChange change )
  {
    LocalFile file;
    file.path = path( name );
    file.change = change;
    file.checksum = sha1Of( "mine" );
    file.sizeBytes = 4;
    return file;
  }

  //! A base entry that the server still has.
  void known( Inventory &inventory, const QString &name, const QByteArray &base, const QByteArray &server )
  {
    inventory.base.insert( path( name ), { path( name ), sha1Of( base ), base.size(), {} } );
    ServerFile file;
    file.path = path( name );
    file.checksum = sha1Of( server );
    inventory.server.insert( file.path, file );
  }

  const PushRights WRITER{ ProjectRole::Writer, ServerType::Community };
} // namespace

class TestPlanPush : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void whatChangedHereIsSent();
    void nothingGoesOverAVersionThatWasNotPulled();
    void whatIsUnknownIsNeitherSentNorRemoved();
    void namesAndSizesThatServersRefuseAreLeftOut_data();
    void namesAndSizesThatServersRefuseAreLeftOut();
    void aRemovalIsNeverRefusedForItsName();
    void rolesAreAskedBeforeAnythingIsSent_data();
    void rolesAreAskedBeforeAnythingIsSent();
    void oneRefusedFileDoesNotBlockTheRest();
    void batchesHoldDatabasesFirstAndRemovalsLast();
    void manyRemovalsNeedAWord_data();
    void manyRemovalsNeedAWord();
};

void TestPlanPush::whatChangedHereIsSent()
{
  Inventory inventory;
  for ( const char *name : { "changed.txt", "same.txt", "gone.txt", "gone-there-too.txt" } )
    known( inventory, QString::fromLatin1( name ), "old", "old" );
  inventory.server.remove( path( QStringLiteral( "gone-there-too.txt" ) ) );
  inventory.local.insert( path( QStringLiteral( "new.txt" ) ),
                          local( QStringLiteral( "new.txt" ), LocalChange::Added ) );
  inventory.local.insert( path( QStringLiteral( "changed.txt" ) ),
                          local( QStringLiteral( "changed.txt" ), LocalChange::Modified ) );
  inventory.local.insert( path( QStringLiteral( "same.txt" ) ),
                          local( QStringLiteral( "same.txt" ), LocalChange::Unchanged ) );
  inventory.local.insert( path( QStringLiteral( "gone.txt" ) ),
                          local( QStringLiteral( "gone.txt" ), LocalChange::Missing ) );
  inventory.local.insert( path( QStringLiteral( "gone-there-too.txt" ) ),
                          local( QStringLiteral( "gone-there-too.txt" ), LocalChange::Missing ) );
  const PushPlan plan = planPush( inventory, WRITER, {} );
  QCOMPARE( plan.changes.size(), 3 );
  QCOMPARE( plan.count( UploadKind::Add ), 1 );
  QCOMPARE( plan.count( UploadKind::Update ), 1 );
  QCOMPARE( plan.count( UploadKind::Remove ), 1 );
  QVERIFY( plan.leftOut.isEmpty() );
}

void TestPlanPush::nothingGoesOverAVersionThatWasNotPulled()
{
  Inventory inventory;
  known( inventory, QStringLiteral( "a.txt" ), "old", "theirs" );
  known( inventory, QStringLiteral( "b.txt" ), "old", "theirs" );
  inventory.local.insert( path( QStringLiteral( "a.txt" ) ),
                          local( QStringLiteral( "a.txt" ), LocalChange::Modified ) );
  inventory.local.insert( path( QStringLiteral( "b.txt" ) ),
                          local( QStringLiteral( "b.txt" ), LocalChange::Missing ) );
  QVERIFY( planPush( inventory, WRITER, {} ).isEmpty() );
}

void TestPlanPush::whatIsUnknownIsNeitherSentNorRemoved()
{
  Inventory inventory;
  known( inventory, QStringLiteral( "a.txt" ), "old", "old" );
  LocalFile file = local( QStringLiteral( "a.txt" ), LocalChange::Unknown );
  file.problem = Error{ ErrorKind::ReadOnly, {}, {}, {} };
  inventory.local.insert( file.path, file );
  const PushPlan plan = planPush( inventory, WRITER, {} );
  QVERIFY( plan.isEmpty() );
  QCOMPARE( plan.leftOut.size(), 1 );
  QCOMPARE( plan.leftOut.first().problem->kind, ErrorKind::ReadOnly );
}

void TestPlanPush::namesAndSizesThatServersRefuseAreLeftOut_data()
{
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<qint64>( "size" );
  QTest::addColumn<bool>( "refused" );
  const auto row = []( const char *name, bool refused, qint64 size = 10 )
  { QTest::addRow( "%s %lld", name, size ) << QString::fromUtf8( name ) << size << refused; };
  for ( const char *good :
        { "a.txt", "d/a.gpkg", "a.tar.gz", ".hidden.txt", "~/a.txt", "COM0.txt", "CONIN$.txt",
          "med..ia/pho.tos/ima...ge.png", "\u00fc \U0001f333.txt", "x.html", "x.zip", "a~.b", " d/a.txt" } )
    row( good, false );
  for ( const char *bad :
        { "README", "notes~",   ".txt",           "..txt",          ".DS_Store",  "x.py",    "x.PY",
          "x.tmp",  "x.mdb",    "d./x.txt",       "a<b.txt",        "ab:c.txt",   "a|b.txt", "a?.txt",
          "a*.txt", "a\".txt",  "con.txt",        "d/NUL/x.txt",    "Lpt1.gpkg",  "a.txt ",  " a.txt",
          "a.",     "d /a.txt", "x.mergin/a.txt", "a.DS_Store.txt", "x.directory" } )
    row( bad, true );
  row( "empty.txt", false, 0 );
  row( "empty.gpkg", true, 0 );
  row( "large.tif", false, MAX_FILE_BYTES );
  row( "larger.tif", true, MAX_FILE_BYTES + 1 );
  row( "large.gpkg", false, MAX_VERSIONED_FILE_BYTES );
  row( "larger.gpkg", true, MAX_VERSIONED_FILE_BYTES + 1 );
}

void TestPlanPush::namesAndSizesThatServersRefuseAreLeftOut()
{
  QFETCH( QString, name );
  QFETCH( qint64, size );
  QFETCH( bool, refused );
  QCOMPARE( refusalOf( candidate( name, UploadKind::Add, size ) ).has_value(), refused );
}

void TestPlanPush::aRemovalIsNeverRefusedForItsName()
{
  QVERIFY( !refusalOf( candidate( QStringLiteral( "README" ), UploadKind::Remove ) ) );
}

void TestPlanPush::rolesAreAskedBeforeAnythingIsSent_data()
{
  QTest::addColumn<int>( "role" );
  QTest::addColumn<int>( "server" );
  QTest::addColumn<QString>( "name" );
  QTest::addColumn<int>( "kind" );
  QTest::addColumn<bool>( "allowed" );
  const auto row = []( ProjectRole role, ServerType server, const char *name, UploadKind kind, bool allowed )
  {
    QTest::addRow( "%d %d %s %d", int( role ), int( server ), name, int( kind ) )
      << int( role ) << int( server ) << QString::fromLatin1( name ) << int( kind ) << allowed;
  };
  row( ProjectRole::None, ServerType::Saas, "a.txt", UploadKind::Add, false );
  row( ProjectRole::Reader, ServerType::Saas, "a.txt", UploadKind::Add, false );
  row( ProjectRole::Writer, ServerType::Community, "a.qgz", UploadKind::Update, true );
  row( ProjectRole::Owner, ServerType::Legacy, "a.gpkg", UploadKind::Remove, true );
  row( ProjectRole::Editor, ServerType::Community, "a.txt", UploadKind::Add, false );
  row( ProjectRole::Editor, ServerType::Enterprise, "a.txt", UploadKind::Update, true );
  row( ProjectRole::Editor, ServerType::Saas, "a.QGZ", UploadKind::Update, false );
  row( ProjectRole::Editor, ServerType::Saas, "a.qgs", UploadKind::Add, false );
  row( ProjectRole::Editor, ServerType::Saas, "mergin-config.json", UploadKind::Remove, false );
  row( ProjectRole::Editor, ServerType::Saas, "a.gpkg", UploadKind::Add, true );
  row( ProjectRole::Editor, ServerType::Saas, "a.gpkg", UploadKind::Update, true ); // its rows
  row( ProjectRole::Editor, ServerType::Saas, "a.gpkg", UploadKind::Remove, false );
}

void TestPlanPush::rolesAreAskedBeforeAnythingIsSent()
{
  QFETCH( int, role );
  QFETCH( int, server );
  QFETCH( QString, name );
  QFETCH( int, kind );
  QFETCH( bool, allowed );
  const std::optional<Error> forbidden =
    forbiddanceOf( candidate( name, UploadKind( kind ) ), { ProjectRole( role ), ServerType( server ) } );
  QCOMPARE( !forbidden.has_value(), allowed );
  if ( forbidden )
    QCOMPARE( forbidden->kind, ErrorKind::Forbidden );
}

void TestPlanPush::oneRefusedFileDoesNotBlockTheRest()
{
  Inventory inventory;
  inventory.local.insert( path( QStringLiteral( "README" ) ),
                          local( QStringLiteral( "README" ), LocalChange::Added ) );
  inventory.local.insert( path( QStringLiteral( "a.txt" ) ),
                          local( QStringLiteral( "a.txt" ), LocalChange::Added ) );
  inventory.local.insert( path( QStringLiteral( "b.txt" ) ),
                          local( QStringLiteral( "b.txt" ), LocalChange::Added ) );
  const QHash<RelPath, Error> refusedByServer{ { path( QStringLiteral( "b.txt" ) ),
                                                 { ErrorKind::ServerRejected, {}, {}, {} } } };
  const PushPlan plan = planPush( inventory, WRITER, refusedByServer );
  QCOMPARE( plan.changes.size(), 1 );
  QCOMPARE( plan.changes.first().path, path( QStringLiteral( "a.txt" ) ) );
  QCOMPARE( plan.leftOut.size(), 2 );
}

void TestPlanPush::batchesHoldDatabasesFirstAndRemovalsLast()
{
  QList<UploadCandidate> changes;
  for ( int i = 0; i < 130; ++i )
    changes.append( candidate( QStringLiteral( "%1.jpg" ).arg( i ), UploadKind::Add, 1000 - i ) );
  changes.append( candidate( QStringLiteral( "a.gpkg" ), UploadKind::Update, 1000000 ) );
  changes.append( candidate( QStringLiteral( "gone.txt" ), UploadKind::Remove ) );
  const QList<UploadCandidate> first = firstBatch( changes );
  QCOMPARE( first.size(), MAX_FILES_PER_PUSH );
  QCOMPARE( first.first().path.toString(), QStringLiteral( "a.gpkg" ) );
  QCOMPARE( first.at( 1 ).path.toString(), QStringLiteral( "129.jpg" ) );
  const QList<UploadCandidate> rest = firstBatch( changes.mid( 0, 20 ) + changes.mid( 131 ) );
  QCOMPARE( rest.size(), 21 );
  QCOMPARE( rest.last().kind, UploadKind::Remove );
}

void TestPlanPush::manyRemovalsNeedAWord_data()
{
  QTest::addColumn<int>( "removals" );
  QTest::addColumn<int>( "files" );
  QTest::addColumn<bool>( "isMany" );
  QTest::newRow( "none" ) << 0 << 0 << false;
  QTest::newRow( "nearly all of a few" ) << 9 << 10 << false;
  QTest::newRow( "all of a few" ) << 10 << 10 << true;
  QTest::newRow( "all" ) << 11 << 11 << true;
  QTest::newRow( "half" ) << 50 << 100 << false;
  QTest::newRow( "more than half" ) << 51 << 100 << true;
}

void TestPlanPush::manyRemovalsNeedAWord()
{
  QFETCH( int, removals );
  QFETCH( int, files );
  QFETCH( bool, isMany );
  QCOMPARE( isMassRemoval( removals, files ), isMany );
}

QTEST_GUILESS_MAIN( TestPlanPush )
#include "test_planpush.moc"
