// SPDX-License-Identifier: GPL-2.0-or-later
// What the reference library does wrong, one test each (D1 to D24): here is what is right instead.
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"
#include "goldendata.h"
#include "holder.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QThread>

#include <thread>

using namespace syncline;

namespace
{
  QJsonObject caseNamed( const char *file, const char *name )
  {
    const QJsonArray all = golden::cases( file );
    for ( const QJsonValue &one : all )
    {
      if ( one.toObject().value( QLatin1String( "name" ) ).toString() == QLatin1String( name ) )
        return one.toObject();
    }
    qFatal( "no case %s", name );
  }

  QByteArray sqlOf( const QJsonObject &item, const char *name )
  {
    return item.value( QLatin1String( name ) ).toString().toUtf8();
  }
} // namespace

class TestDefects : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    //! Makes base and modified of a recorded case, compares them and applies the result; afterwards nothing differs.
    void diffAndApply( const QByteArray &baseSql, const QByteArray &change, qint64 entries )
    {
      golden::runSql( at( "base" ), baseSql );
      golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ), change );
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "diff" ) ) );
      QCOMPARE( *countEntries( at( "diff" ) ), entries );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ), golden::rowsOf( at( "modified" ) ) );
      VERIFY_OK( invert( at( "diff" ), at( "inverse" ) ) );
      VERIFY_OK( applyChangeset( at( "modified" ), at( "inverse" ) ) );
      VERIFY_OK( diff( at( "modified" ), at( "base" ), at( "back" ) ) );
      QCOMPARE( golden::readFile( at( "back" ) ).isEmpty(), entries == 0 );
    }
    void diffAndApply( const char *name, qint64 entries )
    {
      const QJsonObject item = caseNamed( "diff_cases", name );
      diffAndApply( sqlOf( item, "base_sql" ), sqlOf( item, "modified_sql" ), entries );
    }

    //! Rebases in both ways, checks that they agree, and gives the report; the result is in "ours".
    MergeReport rebaseBothWays( const QJsonObject &item )
    {
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      for ( const char *side : { "theirs", "ours" } )
      {
        golden::copyDatabase( at( "base" ), at( side ) );
        golden::runSql( at( side ),
                        sqlOf( item, qPrintable( QString::fromLatin1( side ) + QStringLiteral( "_sql" ) ) ) );
      }
      const auto compared = diff( at( "base" ), at( "theirs" ), at( "theirs.diff" ) );
      const auto created =
        createRebasedChangeset( { at( "base" ), at( "theirs.diff" ), at( "ours" ), at( "rebased" ) } );
      const auto inPlace = rebaseDatabase( at( "base" ), at( "theirs.diff" ), at( "ours" ) );
      const auto applied = applyChangeset( at( "theirs" ), at( "rebased" ) );
      for ( const auto &error : { compared ? QString() : toLogLine( compared.error() ),
                                  created ? QString() : toLogLine( created.error() ),
                                  inPlace ? QString() : toLogLine( inPlace.error() ),
                                  applied ? QString() : toLogLine( applied.error() ) } )
      {
        if ( !error.isEmpty() )
        {
          QTest::qFail( qPrintable( error ), __FILE__, __LINE__ );
          return {};
        }
      }
      if ( golden::rowsOf( at( "theirs" ) ) != golden::rowsOf( at( "ours" ) ) )
        QTest::qFail( "applying the rebased changeset and rebasing in place differ", __FILE__, __LINE__ );
      return *inPlace;
    }
    QStringList ourRows( const char *table )
    {
      return golden::rowsOf( at( "ours" ) ).value( QString::fromLatin1( table ) );
    }

    void applyRaw( const QJsonObject &item )
    {
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      golden::writeFile( at( "diff" ), golden::hexOf( item, "diff_hex" ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
    }

  private Q_SLOTS:
    void init() { mDir = std::make_unique<QTemporaryDir>(); }

    void d1RebasingWithAnEmptySideTouchesNoInput()
    {
      golden::runSql( at( "base" ), "CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES(1,1)" );
      const QByteArray some = QByteArray::fromHex( "540201007400120001000000000000000205" );
      golden::writeFile( at( "some" ), some );
      golden::writeFile( at( "none" ), QByteArray() );
      VERIFY_OK( rebaseChangeset( { at( "base" ), at( "none" ), at( "some" ), at( "out1" ) } ) );
      QCOMPARE( golden::readFile( at( "out1" ) ), some );
      VERIFY_OK( rebaseChangeset( { at( "base" ), at( "some" ), at( "none" ), at( "out2" ) } ) );
      QVERIFY( QFile::exists( at( "out2" ) ) && golden::readFile( at( "out2" ) ).isEmpty() );
      QCOMPARE( golden::readFile( at( "some" ) ), some );
      QVERIFY( golden::readFile( at( "none" ) ).isEmpty() );
    }

    void d2ConcatRefusesImpossiblePairs_data()
    {
      QTest::addColumn<QString>( "name" );
      for ( const char *name : { "insert_insert", "update_insert", "delete_update", "delete_delete" } )
        QTest::newRow( name ) << QString::fromLatin1( name );
    }
    void d2ConcatRefusesImpossiblePairs()
    {
      QFETCH( QString, name );
      const QJsonArray inputs =
        caseNamed( "concat_cases", qPrintable( name ) ).value( QLatin1String( "inputs_hex" ) ).toArray();
      golden::writeFile( at( "a" ), QByteArray::fromHex( inputs.at( 0 ).toString().toLatin1() ) );
      golden::writeFile( at( "b" ), QByteArray::fromHex( inputs.at( 1 ).toString().toLatin1() ) );
      const auto refused = concat( { at( "a" ), at( "b" ) }, at( "out" ) );
      QVERIFY( !refused );
      QCOMPARE( refused.error().kind, ErrorKind::ChangesetConflict );
      QVERIFY( !QFile::exists( at( "out" ) ) );
      VERIFY_OK( concat( { at( "a" ), at( "b" ) }, at( "out" ), ImpossiblePairs::DropBoth ) );
      QVERIFY( golden::readFile( at( "out" ) ).isEmpty() );
    }

    void d3TextKeysStayText()
    {
      rebaseBothWays( caseNamed( "rebase_cases", "text_pk_both" ) );
      QCOMPARE( ourRows( "t" ), QStringList( { QStringLiteral( "t:a|t:TT" ), QStringLiteral( "t:b|t:OO" ),
                                               QStringLiteral( "t:c|t:3" ), QStringLiteral( "t:x|t:T" ),
                                               QStringLiteral( "t:y|t:O" ) } ) );
    }
    void d3TextKeysCanBeDeleted()
    {
      rebaseBothWays( caseNamed( "rebase_cases", "text_pk_both_delete" ) );
      QCOMPARE( ourRows( "t" ), QStringList( { QStringLiteral( "t:a|t:1" ), QStringLiteral( "t:b|t:2" ),
                                               QStringLiteral( "t:x|t:T" ) } ) );
    }
    void d3TheSameTextKeyInsertedTwiceIsOneRowAndAConflict()
    {
      const MergeReport report = rebaseBothWays( QJsonObject{
        { QStringLiteral( "base_sql" ), QStringLiteral( "CREATE TABLE t(k TEXT PRIMARY KEY, a, b)" ) },
        { QStringLiteral( "theirs_sql" ), QStringLiteral( "INSERT INTO t VALUES('x',1,'same')" ) },
        { QStringLiteral( "ours_sql" ), QStringLiteral( "INSERT INTO t VALUES('x',2,'same')" ) } } );
      QCOMPARE( ourRows( "t" ), QStringList( QStringLiteral( "t:x|i:2|t:same" ) ) );
      QCOMPARE( report.conflicts(), qint64( 1 ) );
      const QJsonObject change = QJsonDocument::fromJson( conflictsJson( report ) )
                                   .object()
                                   .value( QLatin1String( "geodiff" ) )
                                   .toArray()
                                   .at( 0 )
                                   .toObject()
                                   .value( QLatin1String( "changes" ) )
                                   .toArray()
                                   .at( 0 )
                                   .toObject();
      QCOMPARE( change, QJsonObject( { { QStringLiteral( "column" ), 1 },
                                       { QStringLiteral( "old" ), 1 },
                                       { QStringLiteral( "new" ), 2 } } ) );
    }

    void d4KeysHave64Bits()
    {
      const MergeReport report = rebaseBothWays( caseNamed( "rebase_cases", "ids_beyond_32_bits" ) );
      QCOMPARE(
        ourRows( "t" ),
        QStringList( { QStringLiteral( "i:1|t:a" ), QStringLiteral( "i:5000000000|t:T" ),
                       QStringLiteral( "i:5000000001|t:O" ), QStringLiteral( "i:6000000000|t:O2" ) } ) );
      QCOMPARE( report.renumbered.value( "t" ).value( 5000000000 ), qint64( 5000000001 ) );
    }

    void d5CompositeKeysMerge()
    {
      rebaseBothWays( caseNamed( "rebase_cases", "composite_pk" ) );
      QCOMPARE( ourRows( "t" ),
                QStringList( { QStringLiteral( "i:1|i:1|t:a" ), QStringLiteral( "i:2|i:1|t:T" ),
                               QStringLiteral( "i:2|i:2|t:O" ) } ) );
    }

    void d6NewKeysAvoidRowsOfTheBase()
    {
      rebaseBothWays( caseNamed( "rebase_cases", "insert_gap_hits_base_row" ) );
      QVERIFY( ourRows( "t" ).contains( QStringLiteral( "i:9|t:p|i:1" ) ) );
      QVERIFY( ourRows( "t" ).contains( QStringLiteral( "i:8|t:h|i:8" ) ) );
    }
    void d6TheHighestKeyCanBeTaken()
    {
      rebaseBothWays( QJsonObject{
        { QStringLiteral( "base_sql" ),
          QStringLiteral( "CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES(1,'b')" ) },
        { QStringLiteral( "theirs_sql" ), QStringLiteral( "INSERT INTO t VALUES(9223372036854775807,'t')" ) },
        { QStringLiteral( "ours_sql" ),
          QStringLiteral( "INSERT INTO t VALUES(9223372036854775807,'o'),(2,'p')" ) } } );
      QCOMPARE( ourRows( "t" ), QStringList( { QStringLiteral( "i:1|t:b" ), QStringLiteral( "i:2|t:p" ),
                                               QStringLiteral( "i:3|t:o" ),
                                               QStringLiteral( "i:9223372036854775807|t:t" ) } ) );
    }

    void d7ChildrenFollowTheirParent()
    {
      rebaseBothWays( caseNamed( "rebase_cases", "foreign_key_not_remapped" ) );
      QVERIFY( ourRows( "par" ).contains( QStringLiteral( "i:3|t:O" ) ) );
      QVERIFY( ourRows( "ch" ).contains( QStringLiteral( "i:3|i:3|t:Oc" ) ) );
      QVERIFY( ourRows( "ch" ).contains( QStringLiteral( "i:2|i:2|t:Tc" ) ) );
    }

    //! A table that adds columns to another has that table's key as its own.
    void d7AKeyThatIsAReferenceFollowsItToo()
    {
      const MergeReport report = rebaseBothWays( QJsonObject{
        { QStringLiteral( "base_sql" ),
          QStringLiteral( "CREATE TABLE tree(id INTEGER PRIMARY KEY, n); INSERT INTO tree VALUES(1,'old');"
                          "CREATE TABLE bark(id INTEGER PRIMARY KEY REFERENCES tree(id), n);"
                          "CREATE TABLE note(id INTEGER PRIMARY KEY, bark TEXT REFERENCES bark(id))" ) },
        { QStringLiteral( "theirs_sql" ),
          QStringLiteral( "INSERT INTO tree VALUES(5,'T5'),(6,'T6');"
                          "INSERT INTO bark VALUES(1,'T1'),(5,'T5'),(6,'T6')" ) },
        { QStringLiteral( "ours_sql" ),
          QStringLiteral( "INSERT INTO tree VALUES(5,'O5'),(7,'O7');"
                          "INSERT INTO bark VALUES(1,'O1'),(5,'O5'),(7,'O7');"
                          "INSERT INTO note VALUES(1,'5'),(2,'7'),(3,'1')" ) } } );
      const QStringList both{ QStringLiteral( "i:5|t:T5" ), QStringLiteral( "i:6|t:T6" ),
                              QStringLiteral( "i:7|t:O5" ), QStringLiteral( "i:8|t:O7" ) };
      QCOMPARE( ourRows( "tree" ), QStringList( QStringLiteral( "i:1|t:old" ) ) + both );
      QCOMPARE( ourRows( "bark" ), QStringList( QStringLiteral( "i:1|t:O1" ) ) + both );
      QCOMPARE( ourRows( "note" ), QStringList( { QStringLiteral( "i:1|t:7" ), QStringLiteral( "i:2|t:8" ),
                                                  QStringLiteral( "i:3|t:1" ) } ) );
      QCOMPARE( report.renumbered.value( "bark" ), ( QHash<qint64, qint64>{ { 5, 7 }, { 7, 8 } } ) );
      QCOMPARE( report.conflicts(), qint64( 1 ) ); // the bark that both added to the old tree
    }

    void d8RowsThatACascadeTookAreNoConflict()
    {
      const QJsonObject item = caseNamed( "apply_cases", "fk_cascade_parent_first" );
      applyRaw( item );
      QCOMPARE( golden::rowsOf( at( "base" ) ),
                golden::rowsOf( item.value( QLatin1String( "rows_2_0_4" ) ).toObject() ) );
    }
    void d8ValuesThatACascadeSetAreNoConflict()
    {
      const QJsonObject item = caseNamed( "apply_cases", "fk_set_null_parent_first" );
      applyRaw( item );
      QCOMPARE( golden::rowsOf( at( "base" ) ),
                golden::rowsOf( item.value( QLatin1String( "rows_2_0_4" ) ).toObject() ) );
    }
    void d8ARowThatACascadeTookWithOtherValuesIsAConflict()
    {
      const QJsonObject item = caseNamed( "apply_cases", "fk_cascade_parent_first" );
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) + ";UPDATE b_ch SET id = 12 WHERE id = 10" );
      const auto before = golden::rowsOf( at( "base" ) );
      golden::writeFile( at( "diff" ), golden::hexOf( item, "diff_hex" ) );
      QCOMPARE( applyChangeset( at( "base" ), at( "diff" ) ).error().kind, ErrorKind::ChangesetConflict );
      QCOMPARE( golden::rowsOf( at( "base" ) ), before );
    }

    void d8TheirNewRowsBelowOneThatWeDeletedAreTold()
    {
      const MergeReport report = rebaseBothWays( QJsonObject{
        { QStringLiteral( "base_sql" ),
          QStringLiteral(
            "CREATE TABLE tree(id INTEGER PRIMARY KEY, up REFERENCES tree ON DELETE CASCADE, n);"
            "CREATE TABLE nest(id TEXT PRIMARY KEY, tree TEXT REFERENCES tree(id) ON DELETE CASCADE, n);"
            "INSERT INTO tree VALUES(1,NULL,'old'),(2,NULL,'other')" ) },
        { QStringLiteral( "theirs_sql" ),
          QStringLiteral(
            "INSERT INTO tree VALUES(5,1,'T5'),(6,2,'T6'); INSERT INTO nest VALUES('a','5','Ta'),"
            "('b','2','Tb')" ) },
        { QStringLiteral( "ours_sql" ), QStringLiteral( "DELETE FROM tree WHERE id = 1" ) } } );
      QCOMPARE( ourRows( "tree" ),
                QStringList( { QStringLiteral( "i:2|null|t:other" ), QStringLiteral( "i:6|i:2|t:T6" ) } ) );
      QCOMPARE( ourRows( "nest" ), QStringList( QStringLiteral( "t:b|t:2|t:Tb" ) ) );
      const QByteArray json = conflictsJson( report );
      QCOMPARE( report.conflicts(), qint64( 2 ) );
      QVERIFY( json.contains( "\"T5\"" ) && json.contains( "\"Ta\"" ) );
      QVERIFY( !json.contains( "T6" ) && !json.contains( "Tb" ) );
    }

    void d9UniqueValuesCanSwap()
    {
      applyRaw( caseNamed( "apply_cases", "unique_swap" ) );
      diffAndApply(
        "CREATE TABLE u(id INTEGER PRIMARY KEY, n TEXT NOT NULL UNIQUE, x); INSERT INTO u VALUES(1,'a',1),(2,'b',2),(3,'c',3)",
        "UPDATE u SET n='-' WHERE id=1; UPDATE u SET n='a' WHERE id=2; UPDATE u SET n='b' WHERE id=3; UPDATE u SET n='c' WHERE id=1",
        3 );
    }

    void d10DatetimesThatNobodyCanReadAreCompared() { diffAndApply( "datetime_unparsable", 4 ); }
    void d11TextGoesOnBehindANul() { diffAndApply( "nul_in_text", 2 ); }

    void d12RowsWithoutAKeyStayQuietWhileTheyStay()
    {
      diffAndApply( "null_pk", 0 );
      const auto changed = [this]( const char *name, const QByteArray &sql )
      {
        golden::copyDatabase( at( "base" ), at( name ) );
        golden::runSql( at( name ), sql );
        return diff( at( "base" ), at( name ), at( "diff" ) );
      };
      VERIFY_OK( changed( "added", "INSERT INTO t VALUES(NULL, 7)" ) );
      QCOMPARE( *countEntries( at( "diff" ) ), qint64( 1 ) );
      const auto refused = changed( "changed", "UPDATE t SET a = 9 WHERE id IS NULL" );
      QVERIFY( !refused );
      QCOMPARE( refused.error().kind, ErrorKind::InvalidInput );
      QVERIFY( refused.error().detail.contains( QStringLiteral( "table t" ) ) );
    }

    void d12NewRowsWithoutAKeyAreNoRowsOfOneKey()
    {
      rebaseBothWays( QJsonObject{
        { QStringLiteral( "base_sql" ), QStringLiteral( "CREATE TABLE t(id TEXT PRIMARY KEY, a)" ) },
        { QStringLiteral( "theirs_sql" ), QStringLiteral( "INSERT INTO t VALUES(NULL,1),(NULL,2)" ) },
        { QStringLiteral( "ours_sql" ), QStringLiteral( "INSERT INTO t VALUES(NULL,2),('x',3)" ) } } );
      const QStringList all{ QStringLiteral( "null|i:1" ), QStringLiteral( "null|i:2" ),
                             QStringLiteral( "null|i:2" ), QStringLiteral( "t:x|i:3" ) };
      QCOMPARE( ourRows( "t" ), all );
      VERIFY_OK( concat( { at( "theirs.diff" ), at( "rebased" ) }, at( "all" ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "all" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ).value( QStringLiteral( "t" ) ), all );
    }

    void d13GeneratedColumnsAreLeftOut() { diffAndApply( "generated_column", 2 ); }

    void d14StatisticsAndIndexTablesMayBeOnOneSide_data()
    {
      QTest::addColumn<QString>( "name" );
      QTest::newRow( "statistics" ) << QStringLiteral( "stat1_breaks" );
      QTest::newRow( "full text" ) << QStringLiteral( "fts_breaks" );
    }
    void d14StatisticsAndIndexTablesMayBeOnOneSide()
    {
      QFETCH( QString, name );
      const QJsonObject item = caseNamed( "diff_cases", qPrintable( name ) );
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ), sqlOf( item, "modified_sql" ) );
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "diff" ) ) );
      QVERIFY( golden::readFile( at( "diff" ) ).isEmpty() );
    }

    void d15CollationsHideNothing() { diffAndApply( "collation_ignored", 2 ); }
    void d15CollationsOfKeysHideNothing() { diffAndApply( "nocase_text_pk", 2 ); }

    void d16MalformedFilesAreRefusedWhereverTheyAreCut()
    {
      golden::runSql(
        at( "base" ),
        "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, v REAL, b BLOB, n INT);"
        "INSERT INTO t VALUES(1,'one',1.5,x'0102',10),(2,'two',NULL,NULL,NULL),(3,'three',2.0,x'',5)" );
      const auto before = golden::rowsOf( at( "base" ) );
      const QByteArray whole = golden::hexOf( caseNamed( "diff_cases", "insert_delete_update" ), "diff_hex" );
      int shorter = 0;
      for ( int length = 1; length < whole.size(); ++length )
      {
        golden::copyDatabase( at( "base" ), at( "live" ) );
        golden::writeFile( at( "cut" ), whole.left( length ) );
        const auto applied = applyChangeset( at( "live" ), at( "cut" ) );
        if ( applied )
          ++shorter; // cut between two entries
        else
        {
          QCOMPARE( applied.error().kind, ErrorKind::MalformedChangeset );
          QVERIFY( applied.error().detail.contains( QStringLiteral( "at byte" ) ) );
          QCOMPARE( golden::rowsOf( at( "live" ) ), before );
        }
      }
      QCOMPARE( shorter, 4 ); // behind the header and behind three of the four entries
    }
    //! All recorded files, after each byte; of long ones, after some thousand.
    void d16EveryRecordedFileCanBeCutAnywhere()
    {
      int files = 0;
      QDirIterator found( golden::dataPath( QString() ), { QStringLiteral( "*.diff" ) }, QDir::Files,
                          QDirIterator::Subdirectories );
      while ( found.hasNext() )
      {
        const QByteArray whole = golden::readFile( found.next() );
        const auto entriesOf = [&whole]( int length ) -> Result<int>
        {
          int entries = 0;
          SYNCLINE_CHECK( forEachEntry( ChangesetReader::over( { whole.constData(), size_t( length ) } ),
                                        [&entries]( const Entry & ) -> Result<void>
                                        {
                                          ++entries;
                                          return {};
                                        } ) );
          return entries;
        };
        const auto all = entriesOf( int( whole.size() ) );
        if ( !all ) // recorded because it is broken
          continue;
        ++files;
        const int step = qMax( 1, int( whole.size() ) / 2000 );
        for ( int length = 0; length < whole.size(); length += step )
        {
          const auto some = entriesOf( length );
          QVERIFY( some ? *some <= *all
                        : some.error().kind == ErrorKind::MalformedChangeset &&
                            some.error().detail.startsWith( QStringLiteral( "at byte " ) ) );
        }
      }
      QVERIFY( files > 20 );
      qInfo( "%d files", files );
    }

    void d16LengthsBeyondTheEndAreRefused_data()
    {
      QTest::addColumn<QByteArray>( "hex" );
      QTest::newRow( "blob of 2 GiB" ) << QByteArray( "540101007400120004888080800041" );
      QTest::newRow( "blob of 2^63" ) << QByteArray( "54010100740012000480ffffffffffffffff41" );
      QTest::newRow( "many columns" ) << QByteArray( "54848081000100" );
      QTest::newRow( "no table" ) << QByteArray( "120001" );
      QTest::newRow( "name without end" ) << QByteArray( "5401017474747474" );
      QTest::newRow( "value type 6" ) << QByteArray( "540101007400120006" );
      QTest::newRow( "short integer" ) << QByteArray( "5401010074001200010000" );
    }
    void d16LengthsBeyondTheEndAreRefused()
    {
      QFETCH( QByteArray, hex );
      golden::writeFile( at( "bad" ), QByteArray::fromHex( hex ) );
      const auto counted = countEntries( at( "bad" ) );
      QVERIFY( !counted );
      QCOMPARE( counted.error().kind, ErrorKind::MalformedChangeset );
    }

    void d17TextThatIsNoUtf8IsReplacedInJson()
    {
      golden::writeFile( at( "diff" ), QByteArray::fromHex( "540201007400120001000000000000000103"
                                                            "02"
                                                            "41ff" ) );
      QBuffer buffer;
      buffer.open( QIODevice::WriteOnly );
      VERIFY_OK( writeChangesJson( std::move( *ChangesetReader::open( at( "diff" ) ) ), buffer ) );
      QVERIFY( buffer.data().contains( "\"A\xef\xbf\xbd\"" ) );
    }

    void d18UpdatesThatChangeAKeyKeepIt()
    {
      const QJsonArray inputs = caseNamed( "concat_cases", "update_pk_then_update_old_pk" )
                                  .value( QLatin1String( "inputs_hex" ) )
                                  .toArray();
      golden::writeFile( at( "a" ), QByteArray::fromHex( inputs.at( 0 ).toString().toLatin1() ) );
      golden::writeFile( at( "b" ), QByteArray::fromHex( inputs.at( 1 ).toString().toLatin1() ) );
      VERIFY_OK( concat( { at( "a" ), at( "b" ) }, at( "out" ) ) );
      QCOMPARE( *countEntries( at( "out" ) ), qint64( 2 ) );
      QVERIFY( golden::readFile( at( "out" ) ).startsWith( golden::readFile( at( "a" ) ) ) );
    }

    void d19FailuresLeaveNoHalfFilesAndConflictFilesDoNotGoStale()
    {
      golden::runSql( at( "base" ),
                      "CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(id INTEGER PRIMARY KEY, x)" );
      golden::runSql(
        at( "modified" ),
        "CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(id INTEGER PRIMARY KEY, y); INSERT INTO a VALUES(1)" );
      golden::writeFile( at( "diff" ), "as it was" );
      QVERIFY( !diff( at( "base" ), at( "modified" ), at( "diff" ) ) );
      QCOMPARE( golden::readFile( at( "diff" ) ), QByteArray( "as it was" ) );
      golden::writeFile( at( "conflicts.json" ), "stale" );
      VERIFY_OK( writeConflicts( MergeReport(), at( "conflicts.json" ) ) );
      QVERIFY( !QFile::exists( at( "conflicts.json" ) ) );
      QCOMPARE( QDir( mDir->path() ).entryList( QDir::Files ).size(), 3 );
    }

    void d20TwoMergesAtOnceDoNotShareTemporaryFiles()
    {
      const QJsonObject item = caseNamed( "rebase_cases", "insert_insert" );
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      golden::writeFile( at( "theirs" ), golden::hexOf( item, "theirs_diff_hex" ) );
      std::vector<std::thread> threads;
      std::array<bool, 4> worked{};
      for ( size_t i = 0; i < worked.size(); ++i )
      {
        const QString ours = at( qPrintable( QStringLiteral( "ours%1" ).arg( i ) ) );
        golden::copyDatabase( at( "base" ), ours );
        golden::runSql( ours, sqlOf( item, "ours_sql" ) );
        threads.emplace_back(
          [&worked, i, ours, this]
          { worked[i] = rebaseDatabase( at( "base" ), at( "theirs" ), ours ).has_value(); } );
      }
      for ( std::thread &thread : threads )
        thread.join();
      for ( size_t i = 0; i < worked.size(); ++i )
      {
        QVERIFY( worked[i] );
        QCOMPARE( golden::rowsOf( at( qPrintable( QStringLiteral( "ours%1" ).arg( i ) ) ) ),
                  golden::rowsOf( item.value( QLatin1String( "result_rows" ) ).toObject() ) );
      }
    }

    void d21TheKeyMinusOneIsAKeyLikeOthers()
    {
      rebaseBothWays( QJsonObject{
        { QStringLiteral( "base_sql" ),
          QStringLiteral( "CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES(1,'a')" ) },
        { QStringLiteral( "theirs_sql" ), QStringLiteral( "DELETE FROM t WHERE id=1" ) },
        { QStringLiteral( "ours_sql" ),
          QStringLiteral( "DELETE FROM t WHERE id=1; INSERT INTO t VALUES(-1,'o')" ) } } );
      QCOMPARE( ourRows( "t" ), QStringList( QStringLiteral( "i:-1|t:o" ) ) );
    }

    void d22ALockIsWaitedFor()
    {
      golden::runSql( at( "base" ), "CREATE TABLE t(id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES(1,1)" );
      golden::writeFile( at( "diff" ), QByteArray::fromHex( "540201007400120001000000000000000205" ) );
      Holder other;
      other.ask( QStringLiteral( "open " ) + at( "base" ) );
      QCOMPARE( other.sql( QStringLiteral( "BEGIN IMMEDIATE" ) ), QStringLiteral( "ok" ) );
      Result<void> applied;
      std::thread applying( [&] { applied = applyChangeset( at( "base" ), at( "diff" ) ); } );
      QThread::msleep( 300 ); // the wait itself is what is tested
      QCOMPARE( other.sql( QStringLiteral( "COMMIT" ) ), QStringLiteral( "ok" ) );
      applying.join();
      VERIFY_OK( applied );
    }

    void d23AGeometryThatCannotBeReadDoesNotStopTheRest()
    {
      golden::copyDatabase( golden::dataPath( QStringLiteral( "base.gpkg" ) ), at( "base" ) );
      std::string bytes;
      const TableHeader header{ "simple", { true, false, false, false } };
      appendEncoded( bytes, header );
      appendEncoded(
        bytes, Operation::Insert, {},
        { Value::ofInteger( 50 ), Value::ofBlob( "no geometry" ), Value::ofText( "bad" ), Value::null() } );
      golden::writeFile( at( "diff" ), QByteArray( bytes.data(), int( bytes.size() ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      auto database = Database::open( at( "base" ), Database::Access::ReadOnly );
      QCOMPARE( *database->integerOf( "SELECT count(*) FROM simple WHERE fid = 50" ), qint64( 1 ) );
      QCOMPARE( *database->integerOf( "SELECT count(*) FROM rtree_simple_geometry WHERE id = 50" ),
                qint64( 0 ) );
      QCOMPARE( *database->integerOf( "SELECT count(*) FROM rtree_simple_geometry" ), qint64( 3 ) );
    }

    void d23AGeometryThatCannotBeReadIsWarnedOfWhenWritten()
    {
      golden::copyDatabase( golden::dataPath( QStringLiteral( "base.gpkg" ) ), at( "base" ) );
      golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ),
                      "DROP TRIGGER rtree_simple_geometry_insert;"
                      "DROP TRIGGER IF EXISTS gpkg_tile_matrix_zoom_level_insert;"
                      "INSERT INTO simple(fid, geometry) VALUES (60, x'0102'), (61, x'0102')" );
      QTest::ignoreMessage( QtWarningMsg,
                            QRegularExpression( QStringLiteral( "table simple has a geometry" ) ) );
      VERIFY_OK( diff( at( "base" ), at( "modified" ), at( "diff" ) ) );
      QCOMPARE( *countEntries( at( "diff" ) ), qint64( 2 ) );
    }

    void d24JsonIsWrittenInPieces()
    {
      struct Meter : public QIODevice
      {
          Meter() { open( QIODevice::WriteOnly | QIODevice::Unbuffered ); }
          qint64 largest = 0;
          qint64 total = 0;
          qint64 readData( char *, qint64 ) override { return -1; }
          qint64 writeData( const char *, qint64 size ) override
          {
            largest = qMax( largest, size );
            total += size;
            return size;
          }
      } meter;
      golden::runSql(
        at( "base" ),
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 50000) INSERT INTO t SELECT i, 'text' || i FROM c" );
      VERIFY_OK( dump( at( "base" ), at( "dump" ) ) );
      VERIFY_OK( writeChangesJson( std::move( *ChangesetReader::open( at( "dump" ) ) ), meter ) );
      QVERIFY( meter.total > 5 * 1000 * 1000 );
      QVERIFY( meter.largest < 300 * 1024 );
    }
};

QTEST_GUILESS_MAIN( TestDefects )
#include "test_defects.moc"
