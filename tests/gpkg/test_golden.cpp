// SPDX-License-Identifier: GPL-2.0-or-later
// Every recorded case of the reference library. Where a case is marked as its defect, tests/gpkg/test_defects.cpp says what is right.
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"
#include "goldendata.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace syncline;

namespace
{
  bool isDefect( const QJsonObject &item )
  {
    return item.value( QLatin1String( "reference_defect" ) ).toBool();
  }
  QByteArray sqlOf( const QJsonObject &item, const char *name )
  {
    return item.value( QLatin1String( name ) ).toString().toUtf8();
  }
  QString textOf( const QJsonObject &item, const char *name )
  {
    return item.value( QLatin1String( name ) ).toString();
  }
  int codeOf( const QJsonObject &item, const char *name )
  {
    return item.value( QLatin1String( name ) ).toInt();
  }

  void addRows( const char *file, const char *list = "cases" )
  {
    QTest::addColumn<QJsonObject>( "item" );
    const QJsonArray all = golden::cases( file, list );
    QVERIFY( !all.isEmpty() );
    for ( const QJsonValue &one : all )
    {
      const QJsonObject item = one.toObject();
      if ( isDefect( item ) )
        continue;
      QString name = textOf( item, "name" );
      if ( name.isEmpty() )
        name = textOf( item, "base" ) + QLatin1Char( ' ' ) + textOf( item, "modified" ) +
               textOf( item, "theirs" ) + QLatin1Char( ' ' ) + textOf( item, "ours" );
      QTest::newRow( qPrintable( name ) ) << item;
    }
  }

  DiffOptions inReferenceOrder()
  {
    DiffOptions options;
    options.order = EntryOrder::Reference;
    return options;
  }

  RebaseOptions asReference()
  {
    RebaseOptions options;
    options.referenceOrder = true;
    options.childrenFollowParents = false;
    return options;
  }

  //! Its entries, each with its own header, sorted.
  QStringList singleEntries( const QByteArray &changeset )
  {
    QStringList entries;
    ChangesetReader reader = ChangesetReader::over( { changeset.constData(), size_t( changeset.size() ) } );
    Entry entry;
    while ( *reader.next( entry ) )
    {
      std::string bytes;
      appendEncoded( bytes, *entry.table );
      bytes += entry.raw;
      entries.append( QString::fromLatin1( QByteArray( bytes.data(), int( bytes.size() ) ).toHex() ) );
    }
    entries.sort();
    return entries;
  }

  QJsonObject changesOf( const QString &changeset )
  {
    QBuffer buffer;
    buffer.open( QIODevice::WriteOnly );
    const auto written = writeChangesJson( std::move( *ChangesetReader::open( changeset ) ), buffer );
    return written ? QJsonDocument::fromJson( buffer.data() ).object() : QJsonObject();
  }

  QJsonObject summaryOf( const QString &changeset )
  {
    QBuffer buffer;
    buffer.open( QIODevice::WriteOnly );
    const auto written = writeSummaryJson( std::move( *ChangesetReader::open( changeset ) ), buffer );
    return written ? QJsonDocument::fromJson( buffer.data() ).object() : QJsonObject();
  }
} // namespace

class TestGolden : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    void compareInverse( const QJsonObject &item )
    {
      VERIFY_OK( invert( at( "diff" ), at( "inverse" ) ) );
      QCOMPARE( golden::readFile( at( "inverse" ) ).toHex(), golden::hexOf( item, "inverse_hex" ).toHex() );
    }

    void compareRebase( const QJsonObject &item )
    {
      golden::writeFile( at( "theirs.diff" ), golden::hexOf( item, "theirs_diff_hex" ) );
      golden::writeFile( at( "ours.diff" ), golden::hexOf( item, "ours_diff_hex" ) );
      for ( const char *side : { "theirs", "ours" } ) // the recorded inputs are what our own diff gives
      {
        const QString changeset = at( side ) + QStringLiteral( ".own" );
        VERIFY_OK( diff( at( "base" ), at( side ), changeset, inReferenceOrder() ) );
        QCOMPARE( golden::readFile( changeset ).toHex(),
                  golden::readFile( at( side ) + QStringLiteral( ".diff" ) ).toHex() );
      }
      if ( !item.contains( QLatin1String( "rebased_diff_hex" ) ) )
        return;
      const auto report = rebaseChangeset(
        { at( "base" ), at( "theirs.diff" ), at( "ours.diff" ), at( "rebased" ) }, asReference() );
      VERIFY_OK( report );
      QCOMPARE( golden::readFile( at( "rebased" ) ).toHex(),
                golden::hexOf( item, "rebased_diff_hex" ).toHex() );
      QCOMPARE( QJsonDocument::fromJson( conflictsJson( *report ) ).object(),
                item.value( QLatin1String( "conflicts_json" ) ).toObject() );
    }

  private Q_SLOTS:
    void init() { mDir = std::make_unique<QTemporaryDir>(); }

    void diffsAreTheSameBytes_data() { addRows( "diff_cases" ); }
    void diffsAreTheSameBytes()
    {
      QFETCH( QJsonObject, item );
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      if ( textOf( item, "modified_from" ) == QStringLiteral( "base" ) )
        golden::copyDatabase( at( "base" ), at( "modified" ) );
      golden::runSql( at( "modified" ), sqlOf( item, "modified_sql" ) );

      const auto made = diff( at( "base" ), at( "modified" ), at( "diff" ), inReferenceOrder() );
      if ( codeOf( item, "rc" ) != 0 )
      {
        QVERIFY( !made );
        QCOMPARE( made.error().kind, ErrorKind::SchemaDiffers );
        QVERIFY( !QFile::exists( at( "diff" ) ) );
        return;
      }
      VERIFY_OK( made );
      QCOMPARE( golden::readFile( at( "diff" ) ).toHex(), golden::hexOf( item, "diff_hex" ).toHex() );
      compareInverse( item );
      QCOMPARE( changesOf( at( "diff" ) ), item.value( QLatin1String( "changes_json" ) ).toObject() );
      QCOMPARE( summaryOf( at( "diff" ) ), item.value( QLatin1String( "summary_json" ) ).toObject() );
      QCOMPARE( *hasChanges( at( "diff" ) ), codeOf( item, "has_changes" ) == 1 );
      QCOMPARE( *countEntries( at( "diff" ) ), qint64( codeOf( item, "changes_count" ) ) );
      VERIFY_OK( applyChangeset( at( "base" ), at( "diff" ) ) );
      QCOMPARE( golden::rowsOf( at( "base" ) ),
                golden::rowsOf( item.value( QLatin1String( "applied_rows" ) ).toObject() ) );
    }

    void applyingGivesTheSameRows_data() { addRows( "apply_cases" ); }
    void applyingGivesTheSameRows()
    {
      QFETCH( QJsonObject, item );
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      golden::writeFile( at( "diff" ), golden::hexOf( item, "diff_hex" ) );
      const auto applied = applyChangeset( at( "base" ), at( "diff" ) );
      if ( textOf( item, "name" ) == QStringLiteral( "unique_swap" ) )
      {
        VERIFY_OK( applied ); // more than the reference can do; test_applier.cpp looks at the rows
        return;
      }
      if ( codeOf( item, "rc" ) == 0 )
        VERIFY_OK( applied );
      else
      {
        QVERIFY( !applied );
        const ErrorKind kind = applied.error().kind;
        QVERIFY2( ( kind == ErrorKind::ChangesetConflict ) == ( codeOf( item, "rc" ) == 2 ),
                  qPrintable( toLogLine( applied.error() ) ) );
      }
      QCOMPARE( golden::rowsOf( at( "base" ) ),
                golden::rowsOf( item.value( QLatin1String( "rows" ) ).toObject() ) );
    }

    void rebasesAreTheSameBytes_data() { addRows( "rebase_cases" ); }
    void rebasesAreTheSameBytes()
    {
      QFETCH( QJsonObject, item );
      golden::runSql( at( "base" ), sqlOf( item, "base_sql" ) );
      for ( const char *side : { "theirs", "ours" } )
      {
        golden::copyDatabase( at( "base" ), at( side ) );
        golden::runSql( at( side ),
                        sqlOf( item, qPrintable( QString::fromLatin1( side ) + QStringLiteral( "_sql" ) ) ) );
      }
      compareRebase( item );
      if ( QTest::currentTestFailed() )
        return;
      const auto before = golden::rowsOf( at( "ours" ) );
      const auto report = rebaseDatabase( at( "base" ), at( "theirs.diff" ), at( "ours" ), asReference() );
      if ( codeOf( item, "rebase_rc" ) != 0 )
      {
        QVERIFY( !report );
        QCOMPARE( report.error().kind, ErrorKind::ChangesetConflict );
        QCOMPARE( golden::rowsOf( at( "ours" ) ), before );
        return;
      }
      VERIFY_OK( report );
      QCOMPARE( golden::rowsOf( at( "ours" ) ),
                golden::rowsOf( item.value( QLatin1String( "result_rows" ) ).toObject() ) );
      QCOMPARE( QJsonDocument::fromJson( conflictsJson( *report ) ).object(),
                item.value( QLatin1String( "rebase_conflicts_json" ) ).toObject() );
    }

    void concatenationsHaveTheSameEntries_data() { addRows( "concat_cases" ); }
    void concatenationsHaveTheSameEntries()
    {
      QFETCH( QJsonObject, item );
      QStringList inputs;
      const QJsonArray all = item.value( QLatin1String( "inputs_hex" ) ).toArray();
      for ( const QJsonValue &input : all )
      {
        inputs.append( at( qPrintable( QStringLiteral( "in%1" ).arg( inputs.size() ) ) ) );
        golden::writeFile( inputs.last(), QByteArray::fromHex( input.toString().toLatin1() ) );
      }
      VERIFY_OK( concat( inputs, at( "out" ) ) );
      QStringList expected;
      const QJsonArray entries = item.value( QLatin1String( "result_entries" ) ).toArray();
      for ( const QJsonValue &entry : entries )
        expected.append( entry.toString() );
      expected.sort();
      QCOMPARE( singleEntries( golden::readFile( at( "out" ) ) ), expected );
    }

    void geoPackagePairsAreTheSameBytes_data() { addRows( "gpkg_pairs", "pairs" ); }
    void geoPackagePairsAreTheSameBytes()
    {
      QFETCH( QJsonObject, item );
      golden::copyDatabase( golden::dataPath( textOf( item, "base" ) ), at( "base" ) );
      golden::copyDatabase( golden::dataPath( textOf( item, "modified" ) ), at( "modified" ) );
      const auto made = diff( at( "base" ), at( "modified" ), at( "diff" ), inReferenceOrder() );
      if ( codeOf( item, "rc" ) != 0 )
      {
        QVERIFY( !made );
        QCOMPARE( made.error().kind, ErrorKind::SchemaDiffers );
        return;
      }
      VERIFY_OK( made );
      QCOMPARE( golden::readFile( at( "diff" ) ).toHex(), golden::hexOf( item, "diff_hex" ).toHex() );
      compareInverse( item );
      QCOMPARE( summaryOf( at( "diff" ) ).value( QLatin1String( "geodiff_summary" ) ).toArray(),
                item.value( QLatin1String( "summary" ) ).toArray() );
      golden::copyDatabase( golden::dataPath( textOf( item, "base" ) ), at( "patched" ) );
      VERIFY_OK( applyChangeset( at( "patched" ), at( "diff" ) ) );
      VERIFY_OK( diff( at( "patched" ), at( "modified" ), at( "nothing" ) ) );
      QVERIFY( !*hasChanges( at( "nothing" ) ) );
      VERIFY_OK( applyChangeset( at( "patched" ), at( "inverse" ) ) );
      VERIFY_OK( diff( at( "patched" ), at( "base" ), at( "nothing" ) ) );
      QVERIFY( !*hasChanges( at( "nothing" ) ) );
    }

    void geoPackageRebasesAreTheSameBytes_data() { addRows( "gpkg_rebase" ); }
    void geoPackageRebasesAreTheSameBytes()
    {
      QFETCH( QJsonObject, item );
      if ( textOf( item, "note" ).startsWith( QStringLiteral( "reference" ) ) )
        return; // two more of its defects: test_defects.cpp
      for ( const char *side : { "base", "theirs", "ours" } )
        golden::copyDatabase( golden::dataPath( textOf( item, side ) ), at( side ) );
      compareRebase( item );
      if ( QTest::currentTestFailed() )
        return;
      VERIFY_OK( rebaseDatabase( at( "base" ), at( "theirs.diff" ), at( "ours" ), asReference() ) );
      VERIFY_OK( applyChangeset( at( "theirs" ), at( "rebased" ) ) );
      VERIFY_OK( diff( at( "theirs" ), at( "ours" ), at( "nothing" ) ) );
      QVERIFY( !*hasChanges( at( "nothing" ) ) );
      if ( textOf( item, "expected" ).isEmpty() )
        return;
      golden::copyDatabase( golden::dataPath( textOf( item, "expected" ) ), at( "expected" ) );
      VERIFY_OK( diff( at( "expected" ), at( "ours" ), at( "nothing" ) ) );
      QVERIFY( !*hasChanges( at( "nothing" ) ) );
    }

    void schemaIsTold()
    {
      golden::copyDatabase( golden::dataPath( QStringLiteral( "base.gpkg" ) ), at( "base" ) );
      QBuffer buffer;
      buffer.open( QIODevice::WriteOnly );
      VERIFY_OK( writeSchemaJson( at( "base" ), buffer ) );
      QCOMPARE( QJsonDocument::fromJson( buffer.data() ),
                QJsonDocument::fromJson(
                  golden::readFile( golden::dataPath( QStringLiteral( "schema/base-schema.json" ) ) ) ) );
    }
};

QTEST_GUILESS_MAIN( TestGolden )
#include "test_golden.moc"
