// SPDX-License-Identifier: GPL-2.0-or-later
#include "goldendata.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

class TestGpkgCommands : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> mDir;
    QByteArray mOut;
    QByteArray mComplaint;
    QString at( const char *name ) const { return mDir->filePath( QString::fromLatin1( name ) ); }

    //! Runs `syncline gpkg …` in the folder and gives its exit status.
    int gpkg( const char *arguments )
    {
      QProcess process;
      process.setWorkingDirectory( mDir->path() );
      process.start( QStringLiteral( SYNCLINE_BIN_DIR "/syncline" ),
                     QStringList( QStringLiteral( "gpkg" ) ) +
                       QString::fromUtf8( arguments ).split( QLatin1Char( ' ' ) ) );
      if ( !process.waitForFinished() )
        return -1;
      mOut = process.readAllStandardOutput();
      mComplaint = process.readAllStandardError();
      return process.exitCode();
    }
    QByteArray bytes( const char *name ) const { return golden::readFile( at( name ) ); }

  private Q_SLOTS:
    void init()
    {
      mDir = std::make_unique<QTemporaryDir>();
      golden::copyDatabase( golden::dataPath( QStringLiteral( "base.gpkg" ) ), at( "base.gpkg" ) );
      golden::copyDatabase( golden::dataPath( QStringLiteral( "2_updates/updated_A.gpkg" ) ),
                            at( "a.gpkg" ) );
      golden::copyDatabase( golden::dataPath( QStringLiteral( "2_updates/updated_B.gpkg" ) ),
                            at( "b.gpkg" ) );
    }

    void comparesAppliesAndShows()
    {
      QCOMPARE( gpkg( "diff base.gpkg a.gpkg a.diff" ), 0 );
      QCOMPARE( bytes( "a.diff" ),
                golden::readFile( golden::dataPath( QStringLiteral( "2_updates/base-updated_A.diff" ) ) ) );
      QCOMPARE( gpkg( "show --summary a.diff" ), 0 );
      QCOMPARE( QJsonDocument::fromJson( mOut ),
                QJsonDocument::fromJson( golden::readFile(
                  golden::dataPath( QStringLiteral( "2_updates/base-updated_A-summary.json" ) ) ) ) );
      QCOMPARE( gpkg( "show a.diff" ), 0 );
      QCOMPARE( QJsonDocument::fromJson( mOut ), QJsonDocument::fromJson( golden::readFile( golden::dataPath(
                                                   QStringLiteral( "2_updates/base-updated_A.json" ) ) ) ) );
      QCOMPARE( gpkg( "invert a.diff back.diff" ), 0 );
      QCOMPARE( gpkg( "concat a.diff back.diff a.diff again.diff" ), 0 );
      QCOMPARE( bytes( "again.diff" ), bytes( "a.diff" ) );
      QCOMPARE( gpkg( "apply base.gpkg again.diff" ), 0 );
      QCOMPARE( gpkg( "diff base.gpkg a.gpkg nothing.diff" ), 0 );
      QVERIFY( QFile::exists( at( "nothing.diff" ) ) && bytes( "nothing.diff" ).isEmpty() );
    }

    void rebasesInBothWays()
    {
      QCOMPARE( gpkg( "diff base.gpkg a.gpkg a.diff" ), 0 );
      QCOMPARE( gpkg( "diff base.gpkg b.gpkg b.diff" ), 0 );
      QCOMPARE( gpkg( "rebase-diff base.gpkg a.diff b.diff out.diff conflicts.json" ), 0 );
      QCOMPARE( gpkg( "rebase base.gpkg a.gpkg b.gpkg conflicts2.json" ), 0 );
      QVERIFY( !bytes( "conflicts.json" ).isEmpty() );
      QCOMPARE( bytes( "conflicts2.json" ), bytes( "conflicts.json" ) );
      QCOMPARE( gpkg( "apply a.gpkg out.diff" ), 0 );
      QCOMPARE( gpkg( "diff a.gpkg b.gpkg nothing.diff" ), 0 );
      QVERIFY( bytes( "nothing.diff" ).isEmpty() );
    }

    void aRebaseThatFailsLeavesNoConflictFile()
    {
      golden::runSql( at( "base.db" ), "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT UNIQUE, b);"
                                       "INSERT INTO t VALUES(1, 'x', 0), (2, 'y', 0)" );
      golden::copyDatabase( at( "base.db" ), at( "theirs.db" ) );
      golden::copyDatabase( at( "base.db" ), at( "ours.db" ) );
      golden::runSql( at( "theirs.db" ), "UPDATE t SET b = 1; INSERT INTO t VALUES(3, 'same', 1)" );
      golden::runSql( at( "ours.db" ), "UPDATE t SET b = 2; INSERT INTO t VALUES(4, 'same', 2)" );
      const auto before = golden::rowsOf( at( "ours.db" ) );
      const QStringList files = QDir( mDir->path() ).entryList( QDir::Files | QDir::Dirs );
      QVERIFY( gpkg( "rebase base.db theirs.db ours.db conflicts.json" ) > 0 );
      QVERIFY( mComplaint.contains( "row 3 of table t" ) || mComplaint.contains( "row 4 of table t" ) );
      QCOMPARE( golden::rowsOf( at( "ours.db" ) ), before );
      QCOMPARE( QDir( mDir->path() ).entryList( QDir::Files | QDir::Dirs ), files );
      golden::runSql( at( "ours.db" ), "DELETE FROM t WHERE id = 4" );
      QCOMPARE( gpkg( "rebase base.db theirs.db ours.db conflicts.json" ), 0 );
      QVERIFY( QFile::exists( at( "conflicts.json" ) ) );
      QCOMPARE( gpkg( "rebase theirs.db theirs.db ours.db conflicts.json" ), 0 ); // nothing of theirs is new
      QVERIFY( !QFile::exists( at( "conflicts.json" ) ) );
    }

    void tellsWhichEntryOfWhichChangesetIsBroken()
    {
      QCOMPARE( gpkg( "diff base.gpkg a.gpkg a.diff" ), 0 );
      golden::writeFile( at( "cut.diff" ), bytes( "a.diff" ).chopped( 3 ) );
      QVERIFY( gpkg( "rebase-diff base.gpkg a.diff cut.diff out.diff conflicts.json" ) > 0 );
      QVERIFY( mComplaint.contains( "our changeset" ) && mComplaint.contains( "table simple, row 2" ) );
      QVERIFY( gpkg( "rebase-diff base.gpkg cut.diff a.diff out.diff conflicts.json" ) > 0 );
      QVERIFY( mComplaint.contains( "their changeset" ) );
      QVERIFY( gpkg( "concat a.diff cut.diff out.diff" ) > 0 );
      QVERIFY( mComplaint.contains( "changeset 2" ) );
      QVERIFY( !QFile::exists( at( "out.diff" ) ) && !QFile::exists( at( "conflicts.json" ) ) );
    }

    void saysWhyNotAndChangesNothing()
    {
      golden::copyDatabase( golden::dataPath( QStringLiteral( "modified_scheme/added_table.gpkg" ) ),
                            at( "other.gpkg" ) );
      QCOMPARE( gpkg( "schema base.gpkg a.gpkg" ), 0 );
      QVERIFY( gpkg( "schema base.gpkg other.gpkg" ) > 0 );
      QVERIFY( mComplaint.contains( "added_table" ) );
      QVERIFY( gpkg( "diff base.gpkg other.gpkg out.diff" ) > 0 );
      QVERIFY( !QFile::exists( at( "out.diff" ) ) );
      QCOMPARE( gpkg( "diff base.gpkg a.gpkg a.diff" ), 0 );
      const QByteArray before = bytes( "a.gpkg" );
      QVERIFY( gpkg( "apply a.gpkg a.diff" ) > 0 );
      QVERIFY( mComplaint.contains( "update row 2 of table simple" ) );
      QVERIFY( gpkg( "diff base.gpkg a.gpkg a.gpkg" ) > 0 ); // a changeset never goes over a database
      QVERIFY( gpkg( "apply a.gpkg base.gpkg" ) > 0 );
      QVERIFY( gpkg( "apply a.gpkg missing.diff" ) > 0 );
      QVERIFY( mComplaint.contains( "There is no such file" ) && mComplaint.contains( "missing.diff" ) );
      QVERIFY( gpkg( "diff missing.gpkg a.gpkg out.diff" ) > 0 );
      QCOMPARE( bytes( "a.gpkg" ), before );
      QCOMPARE( gpkg( "diff --skip-table simple base.gpkg other.gpkg out.diff" ) > 0, true );
      QCOMPARE( gpkg( "diff --table simple base.gpkg other.gpkg out.diff" ), 0 );
    }
};

QTEST_GUILESS_MAIN( TestGpkgCommands )
#include "test_gpkgcommands.moc"
