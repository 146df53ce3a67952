// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/applier.h"
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"
#include "core/gpkg/differ.h"
#include "core/gpkg/rebaser.h"
#include "randomdatabase.h"
#include "tests/gpkg/goldendata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <rapidcheck.h>

#include <algorithm>
#include <memory>
#include <random>

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <algorithm>
#include <random>
#include <sqlite3.h>

using namespace syncline;

namespace
{
  void ok( const Result<void> &done )
  {
    if ( !done )
      RC_FAIL( toLogLine( done.error() ).toStdString() );
  }

  //! Databases from one base, in a folder of their own.
  class World
  {
    public:
      World()
        : kind( randomdatabase::kind() )
      {
        const QByteArray sql = randomdatabase::settings() + randomdatabase::schema( kind ) +
                               randomdatabase::edits( kind, "base" ) + randomdatabase::edits( kind, "base" );
        run( "base", sql );
      }
      const SchemaKind kind;
      QString at( const char *name ) const { return mDir.filePath( QString::fromLatin1( name ) ); }

      //! A copy of \a from, edited.
      void edit( const char *from, const char *to )
      {
        copy( from, to );
        run( to, randomdatabase::edits( kind, to ) );
      }
      void copy( const char *from, const char *to ) const
      {
        QFile::remove( at( to ) );
        RC_ASSERT( QFile::copy( at( from ), at( to ) ) );
      }
      //! base → modified, as bytes.
      QByteArray changes( const char *base, const char *modified, EntryOrder order = EntryOrder::Auto ) const
      {
        DiffOptions options;
        options.order = order;
        options.path = DiffPath::Both;
        ok( diff( at( base ), at( modified ), at( "changes" ), options ) );
        return golden::readFile( at( "changes" ) );
      }
      void apply( const char *database, const QByteArray &changeset ) const
      {
        golden::writeFile( at( "applied" ), changeset );
        ok( applyChangeset( at( database ), at( "applied" ) ) );
      }
      bool same( const char *a, const char *b ) const { return changes( a, b ).isEmpty(); }
      QString write( const char *name, const QByteArray &bytes ) const
      {
        golden::writeFile( at( name ), bytes );
        return at( name );
      }

    private:
      void run( const char *name, const QByteArray &sql )
      {
        RC_LOG() << name << ": " << sql.toStdString() << '\n';
        auto database = QFile::exists( at( name ) )
                          ? Database::open( at( name ), Database::Access::ReadWrite )
                          : Database::open( at( name ), Database::Access::Create );
        RC_ASSERT( database.has_value() );
        ok( database->execute( sql ) );
      }
      QTemporaryDir mDir;
  };

  QByteArray inverted( const QByteArray &changeset )
  {
    ChangesetWriter writer = ChangesetWriter::toMemory();
    ok( invert( ChangesetReader::over( { changeset.constData(), size_t( changeset.size() ) } ), writer ) );
    return QByteArray::fromStdString( writer.takeBytes() );
  }

  std::string_view viewOf( const QByteArray &bytes ) { return { bytes.constData(), size_t( bytes.size() ) }; }

  //! SQLite's own difference between two files, by its session extension.
  QByteArray sessionDiff( const QString &base, const QString &modified,
                          const std::vector<const char *> &tables )
  {
    sqlite3 *handle = nullptr;
    RC_ASSERT( sqlite3_open( modified.toUtf8().constData(), &handle ) == SQLITE_OK );
    const QByteArray attach = "ATTACH '" + base.toUtf8() + "' AS base";
    RC_ASSERT( sqlite3_exec( handle, attach.constData(), nullptr, nullptr, nullptr ) == SQLITE_OK );
    sqlite3_session *session = nullptr;
    RC_ASSERT( sqlite3session_create( handle, "main", &session ) == SQLITE_OK );
    for ( const char *table : tables )
    {
      char *complaint = nullptr;
      RC_ASSERT( sqlite3session_attach( session, table ) == SQLITE_OK );
      RC_ASSERT( sqlite3session_diff( session, "base", table, &complaint ) == SQLITE_OK );
    }
    int size = 0;
    void *bytes = nullptr;
    RC_ASSERT( sqlite3session_changeset( session, &size, &bytes ) == SQLITE_OK );
    const QByteArray changeset( static_cast<const char *>( bytes ), size );
    sqlite3_free( bytes );
    sqlite3session_delete( session );
    sqlite3_close( handle );
    return changeset;
  }

  int refuse( void *, int, sqlite3_changeset_iter * ) { return SQLITE_CHANGESET_ABORT; }

  void sessionApply( const QString &database, QByteArray changeset )
  {
    sqlite3 *handle = nullptr;
    RC_ASSERT( sqlite3_open( database.toUtf8().constData(), &handle ) == SQLITE_OK );
    RC_ASSERT( sqlite3changeset_apply( handle, int( changeset.size() ), changeset.data(), nullptr, refuse,
                                       nullptr ) == SQLITE_OK );
    sqlite3_close( handle );
  }

  //! Schemas for which SQLite's own tools mean the same as we do.
  bool suitsSession( SchemaKind kind )
  {
    return kind != SchemaKind::CompositeKey && kind != SchemaKind::Generated &&
           kind != SchemaKind::Collations && kind != SchemaKind::Datetimes && kind != SchemaKind::Triggers &&
           kind != SchemaKind::Unique && kind != SchemaKind::Family && kind != SchemaKind::Tree &&
           kind != SchemaKind::Extension;
  }

  const std::vector<Value> &valuesOf( const Entry &entry )
  {
    return entry.operation == Operation::Insert ? entry.newValues : entry.oldValues;
  }

  //! What the report says about the row of an entry of ours; null where it says nothing.
  const RowMerge *told( const Entry &entry, const MergeReport &report )
  {
    const RowMerge *found = nullptr;
    for ( const RowMerge &row : report.rows )
    {
      size_t at = 0;
      bool isRow = row.table == entry.table->name;
      for ( size_t i = 0; isRow && i < valuesOf( entry ).size(); ++i )
        isRow = !entry.table->isKey[i] || row.key[at++].view() == valuesOf( entry )[i];
      const bool isInsert = row.outcome == RowOutcome::Renumbered || row.outcome == RowOutcome::InsertsMerged;
      if ( isRow && isInsert == ( entry.operation == Operation::Insert ) )
        found = &row;
    }
    return found;
  }

  //! Searches the merged table for a row by all columns, or by its key alone; \a newKey instead of an integer key.
  Statement searchOf( const Database &merged, const Entry &entry, bool byKeyAlone,
                      std::optional<qint64> newKey )
  {
    const auto schema = readTable( merged, "main", entry.table->name );
    RC_ASSERT( schema.has_value() );
    QByteArray where = " WHERE 1";
    for ( const Column &column : schema->columns )
    {
      if ( column.isKey || !byKeyAlone )
        where += " AND " + quoted( column.name ) + " IS ?";
    }
    auto search =
      merged.prepare( "SELECT " + schema->columnList() + " FROM " + quoted( entry.table->name ) + where );
    RC_ASSERT( search.has_value() );
    int at = 0;
    for ( size_t i = 0; i < valuesOf( entry ).size(); ++i )
    {
      if ( entry.table->isKey[i] )
        search->bind( at++, newKey ? Value::ofInteger( *newKey ) : valuesOf( entry )[i] );
      else if ( !byKeyAlone )
        search->bind( at++, valuesOf( entry )[i] );
    }
    return std::move( *search );
  }

  //! Whether our edit of a row is in the merged table, or the report names it. (A row that we deleted theirs may have made anew.)
  void isKept( const Entry &entry, const Database &merged, const MergeReport &report )
  {
    const RowMerge *row = told( entry, report );
    if ( entry.operation == Operation::Delete )
      return;
    if ( entry.operation == Operation::Insert )
    {
      Statement search = searchOf( merged, entry, false, row ? row->newKey : std::nullopt );
      RC_ASSERT( search.next().value_or( false ) );
      return;
    }
    Statement search = searchOf( merged, entry, true, std::nullopt );
    if ( !search.next().value_or( false ) )
    {
      RC_ASSERT( row && row->isConflict() );
      return;
    }
    for ( size_t i = 0; i < entry.newValues.size(); ++i )
    {
      if ( entry.newValues[i].isDefined() && !entry.table->isKey[i] )
        RC_ASSERT( search.column( int( i ) ) == entry.newValues[i] );
    }
  }
} // namespace

class TestChangesets : public QObject
{
    Q_OBJECT
    //! rapidcheck prints the seed and the smallest case on standard error.
    template<class Property> void holds( const char *sentence, const Property &property )
    {
      QVERIFY( rc::check( sentence, property ) );
    }

  private Q_SLOTS:
    void applyingADifferenceMakesTheFilesEqual()
    {
      holds( "apply( base, diff( base, modified ) ) = modified, in either order",
             []
             {
               World world;
               world.edit( "base", "modified" );
               for ( const EntryOrder order : { EntryOrder::Safe, EntryOrder::Reference } )
               {
                 const QByteArray changes = world.changes( "base", "modified", order );
                 const auto counted = countChanges( world.at( "base" ), world.at( "modified" ) );
                 const auto summary = summarize( ChangesetReader::over( viewOf( changes ) ) );
                 RC_ASSERT( counted.has_value() && summary.has_value() &&
                            counted->keys() == summary->keys() );
                 for ( const QByteArray &table : summary->keys() )
                 {
                   RC_ASSERT( counted->value( table ).inserts == summary->value( table ).inserts );
                   RC_ASSERT( counted->value( table ).updates == summary->value( table ).updates );
                   RC_ASSERT( counted->value( table ).deletes == summary->value( table ).deletes );
                 }
                 world.copy( "base", "result" );
                 world.apply( "result", changes );
                 RC_ASSERT( world.same( "result", "modified" ) );
                 RC_ASSERT( world.same( "modified", "result" ) );
               }
             } );
    }

    void entriesMayComeInAnyOrder()
    {
      holds( "apply( base, shuffled( diff( base, modified ) ) ) = modified",
             []
             {
               World world;
               world.edit( "base", "modified" );
               const QByteArray changes = world.changes( "base", "modified" );
               std::vector<std::string> entries;
               ok( forEachEntry( ChangesetReader::over( viewOf( changes ) ),
                                 [&entries]( const Entry &entry ) -> Result<void>
                                 {
                                   std::string bytes;
                                   appendEncoded( bytes, *entry.table );
                                   entries.push_back( bytes.append( entry.raw ) );
                                   return {};
                                 } ) );
               std::mt19937 random( *rc::gen::arbitrary<quint32>() );
               std::shuffle( entries.begin(), entries.end(), random );
               std::string shuffled;
               for ( const std::string &entry : entries )
                 shuffled += entry;
               world.copy( "base", "result" );
               world.apply( "result", QByteArray::fromStdString( shuffled ) );
               RC_ASSERT( world.same( "result", "modified" ) );
             } );
    }

    void invertingUndoes()
    {
      holds( "invert( invert( d ) ) = d, and apply( modified, invert( d ) ) = base",
             []
             {
               World world;
               world.edit( "base", "modified" );
               const QByteArray changes = world.changes( "base", "modified", EntryOrder::Reference );
               RC_ASSERT( inverted( inverted( changes ) ) == changes );
               world.copy( "modified", "result" );
               world.apply( "result", inverted( changes ) );
               RC_ASSERT( world.same( "result", "base" ) );
             } );
    }

    void concatenatingIsTheSequence()
    {
      holds( "concat( d1, d2 ) does what d1 and d2 do",
             []
             {
               World world;
               world.edit( "base", "one" );
               world.edit( "one", "two" );
               const QByteArray first = world.changes( "base", "one" );
               const QByteArray second = world.changes( "one", "two" );
               ChangesetWriter writer = ChangesetWriter::toMemory();
               ok( concat( { viewOf( first ), viewOf( second ) }, writer ) );
               world.copy( "base", "result" );
               world.apply( "result", QByteArray::fromStdString( writer.takeBytes() ) );
               RC_ASSERT( world.same( "result", "two" ) );
             } );
    }

    void rebasingKeepsEveryEditOrNamesIt()
    {
      holds( "their state + rebased holds our edits, or the report names them",
             []
             {
               World world;
               world.edit( "base", "theirs" );
               world.edit( "base", "ours" );
               const QByteArray theirs = world.changes( "base", "theirs" );
               const QByteArray ours = world.changes( "base", "ours" );
               const auto report =
                 rebaseChangeset( { world.at( "base" ), world.write( "their changes", theirs ),
                                    world.write( "our changes", ours ), world.at( "rebased" ) } );
               RC_ASSERT( report.has_value() );
               world.copy( "theirs", "merged" );
               world.copy( "ours", "in place" );
               const auto applied = applyChangeset( world.at( "merged" ), world.at( "rebased" ) );
               const auto inPlace =
                 rebaseDatabase( world.at( "base" ), world.at( "their changes" ), world.at( "in place" ) );
               world.copy( "ours", "onto" );
               const auto onto =
                 rebaseDatabaseOnto( world.at( "base" ), world.at( "theirs" ), world.at( "onto" ) );
               RC_ASSERT( onto.has_value() == inPlace.has_value() );
               RC_ASSERT( world.same( "onto", "in place" ) );
               if ( !applied && randomdatabase::canConflict( world.kind ) )
               {
                 RC_ASSERT( applied.error().kind == ErrorKind::ChangesetConflict );
                 RC_ASSERT( world.same( "merged", "theirs" ) );
                 RC_ASSERT( inPlace.has_value() || world.same( "in place", "ours" ) );
                 return;
               }
               ok( applied );
               if ( !inPlace && randomdatabase::canConflict( world.kind ) )
                 RC_ASSERT( world.same( "in place", "ours" ) );
               else
               {
                 RC_ASSERT( inPlace.has_value() );
                 RC_ASSERT( world.same( "in place", "merged" ) );
               }
               if ( !randomdatabase::hasIntegerKey( world.kind ) ||
                    randomdatabase::canConflict( world.kind ) )
                 return;
               auto merged = Database::open( world.at( "merged" ), Database::Access::ReadOnly );
               RC_ASSERT( merged.has_value() );
               ChangesetReader reader = ChangesetReader::over( viewOf( ours ) );
               Entry entry;
               while ( reader.next( entry ).value_or( false ) )
                 isKept( entry, *merged, *report );
             } );
    }

    void rebasingOnNothingChangesNothing()
    {
      holds( "rebase with an empty side",
             []
             {
               World world;
               world.edit( "base", "ours" );
               const QByteArray ours = world.changes( "base", "ours" );
               for ( const bool theirsIsEmpty : { true, false } )
               {
                 ChangesetWriter writer = ChangesetWriter::toMemory();
                 const std::string_view none;
                 RC_ASSERT( rebase( { theirsIsEmpty ? none : viewOf( ours ),
                                      theirsIsEmpty ? viewOf( ours ) : none, nullptr },
                                    writer )
                              .has_value() );
                 RC_ASSERT( QByteArray::fromStdString( writer.takeBytes() ) ==
                            ( theirsIsEmpty ? ours : QByteArray() ) );
               }
             } );
    }

    void sqlitesOwnSessionsAgree()
    {
      holds( "what SQLite's session extension writes we apply, and the other way round",
             []
             {
               World world;
               RC_PRE( suitsSession( world.kind ) );
               world.edit( "base", "modified" );
               world.copy( "base", "by us" );
               world.apply( "by us", sessionDiff( world.at( "base" ), world.at( "modified" ), { "t" } ) );
               RC_ASSERT( world.same( "by us", "modified" ) );
               world.copy( "base", "by SQLite" );
               sessionApply( world.at( "by SQLite" ), world.changes( "base", "modified" ) );
               RC_ASSERT( world.same( "by SQLite", "modified" ) );
             } );
    }
};

QTEST_GUILESS_MAIN( TestChangesets )
#include "test_changesets.moc"
