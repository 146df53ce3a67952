// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/journal.h"
#include "core/project/projectlock.h"
#include "core/project/trash.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace syncline;

class TestJournal : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void anIntentIsThereCompleteOrNotAtAll();
    void aTornIntentCountsAsNotThere();
    void writingWholeNeverOverwritesByHalf();
    void renamingToANewNameNeverReplaces();
    void oneFolderHasOneOwner();
    void theTrashKeepsTheNewestAndDropsTheOld();
};

namespace
{
  QByteArray contentOf( const QString &path )
  {
    QFile file( path );
    return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray( "<missing>" );
  }
} // namespace

void TestJournal::anIntentIsThereCompleteOrNotAtAll()
{
  const QTemporaryDir folder;
  Journal journal( realDisk(), folder.filePath( QStringLiteral( "journal" ) ) );
  QVERIFY( !journal.load()->has_value() );
  const QJsonObject intent{ { QStringLiteral( "steps" ), QString::fromUtf8( "ü" ) } };
  QVERIFY( journal.begin( intent ) );
  QCOMPARE( **journal.load(), intent );
  QVERIFY( journal.finish() );
  QVERIFY( !journal.load()->has_value() );
  QVERIFY( journal.finish() ); // twice is once
}

void TestJournal::aTornIntentCountsAsNotThere()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "journal" ) );
  Journal journal( realDisk(), path );
  QVERIFY( journal.begin( { { QStringLiteral( "a" ), 1 } } ) );
  const QByteArray whole = contentOf( path );
  for ( int length = 0; length < whole.size(); ++length )
  {
    QFile file( path );
    QVERIFY( file.open( QIODevice::WriteOnly | QIODevice::Truncate ) );
    file.write( whole.left( length ) );
    file.close();
    const auto loaded = journal.load();
    QVERIFY( loaded );
    QVERIFY( !loaded->has_value() );
  }
}

void TestJournal::writingWholeNeverOverwritesByHalf()
{
  //! Breaks off after the first half of the first write.
  class Disk : public RealFileOps
  {
    public:
      Result<void> writeAt( const QString &path, qint64 offset, const QByteArray &bytes ) override
      {
        (void)RealFileOps::writeAt( path, offset, bytes.left( bytes.size() / 2 ) );
        return fail( ErrorKind::DiskFull );
      }
  };
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "a.json" ) );
  QVERIFY( writeWhole( realDisk(), path, "old and whole" ) );
  Disk disk;
  QCOMPARE( writeWhole( disk, path, "new" ).error().kind, ErrorKind::DiskFull );
  QCOMPARE( contentOf( path ), QByteArray( "old and whole" ) );
  QVERIFY( writeWhole( realDisk(), path, "new" ) );
  QCOMPARE( contentOf( path ), QByteArray( "new" ) );
}

void TestJournal::renamingToANewNameNeverReplaces()
{
  const QTemporaryDir folder;
  const QString a = folder.filePath( QStringLiteral( "a" ) );
  const QString b = folder.filePath( QStringLiteral( "b" ) );
  QVERIFY( realDisk().writeAt( a, 0, "a" ) );
  QVERIFY( realDisk().writeAt( b, 0, "b" ) );
  QCOMPARE( realDisk().renameToNew( a, b ).error().kind, ErrorKind::AlreadyExists );
  QCOMPARE( realDisk().copy( a, b ).error().kind, ErrorKind::AlreadyExists );
  QCOMPARE( realDisk().link( a, b ).error().kind, ErrorKind::AlreadyExists );
  QCOMPARE( contentOf( b ), QByteArray( "b" ) );
}

void TestJournal::oneFolderHasOneOwner()
{
  const QTemporaryDir folder;
  const ProjectPaths paths( folder.path() );
  {
    const Result<ProjectLock> first = ProjectLock::acquire( paths, realDisk() );
    QVERIFY( first );
    const Result<ProjectLock> second = ProjectLock::acquire( paths, realDisk() );
    QVERIFY( !second );
    QCOMPARE( second.error().kind, ErrorKind::Busy );
  }
  QVERIFY( ProjectLock::acquire( paths, realDisk() ) );
}

void TestJournal::theTrashKeepsTheNewestAndDropsTheOld()
{
  const QTemporaryDir folder;
  const ProjectPaths paths( folder.path() );
  Trash trash( realDisk(), paths );
  const QDateTime now( QDate( 2026, 6, 30 ), QTime( 12, 0 ), Qt::UTC );
  const RelPath file = *RelPath::fromString( QStringLiteral( "d/a.txt" ) );
  QStringList slots_;
  for ( const int daysAgo : { 90, 40, 5, 0 } )
  {
    const Result<QString> slot = trash.slotFor( newRunName( now.addDays( -daysAgo ) ), file );
    QVERIFY( slot );
    QVERIFY( realDisk().writeAt( *slot, 0, "kept" ) );
    slots_.append( *slot );
  }
  QVERIFY( trash.collect( now ) );
  QVERIFY( !QFile::exists( slots_.at( 0 ) ) );
  QVERIFY( !QFile::exists( slots_.at( 1 ) ) );
  QVERIFY( QFile::exists( slots_.at( 2 ) ) );
  QVERIFY( QFile::exists( slots_.at( 3 ) ) );
}

QTEST_GUILESS_MAIN( TestJournal )
#include "test_journal.moc"
