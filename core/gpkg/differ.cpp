// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/differ.h"

#include "core/gpkg/deletionorder.h"
#include "core/gpkg/entryspool.h"
#include "core/gpkg/pagecandidates.h"
#include "core/gpkg/tablediff.h"

#include <algorithm>
#include <array>

namespace syncline
{
  namespace
  {
    enum Section
    {
      Inserts,
      Deletes,
      Updates,
      SectionCount
    };

    Section sectionOf( Operation operation )
    {
      switch ( operation )
      {
        case Operation::Insert:
          return Inserts;
        case Operation::Delete:
          return Deletes;
        case Operation::Update:
          return Updates;
      }
      Q_UNREACHABLE();
    }

    //! A table's entries before their place in the file is known.
    struct TableEntries
    {
        const TableSchema *schema = nullptr;
        std::array<EntrySpool, SectionCount> sections;
        bool isEmpty() const
        {
          return std::all_of( sections.begin(), sections.end(),
                              []( const EntrySpool &spool ) { return spool.isEmpty(); } );
        }
    };

    //! What goes and what changes. Rows that refer to others of their table leave their parents before these go.
    [[nodiscard]] Result<void> writeMakingRoom( const Database &database, TableEntries &entries,
                                                ChangesetWriter &writer )
    {
      const TableHeader header = entries.schema->header();
      EntrySpool &deletes = entries.sections[Deletes];
      EntrySpool &updates = entries.sections[Updates];
      SYNCLINE_TRY( references, ownReferences( database, *entries.schema ) );
      if ( references.empty() )
      {
        SYNCLINE_CHECK( deletes.moveTo( writer, header ) );
        return updates.moveTo( writer, header );
      }
      if ( !entries.schema->hasUnique ) // else a change may need a value that a deletion frees
        SYNCLINE_CHECK( updates.moveTo( writer, header ) );
      ChangesetWriter unordered = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( deletes.moveTo( unordered, header ) );
      const std::string bytes = unordered.takeBytes();
      SYNCLINE_CHECK( writeChildrenFirst( bytes, references, writer ) );
      return updates.moveTo( writer, header );
    }

    [[nodiscard]] Result<void> writeSafely( const Database &database, std::vector<TableEntries> &tables,
                                            ChangesetWriter &writer )
    {
      std::vector<const TableSchema *> schemas;
      for ( const TableEntries &table : tables )
        schemas.push_back( table.schema );
      std::vector<const TableSchema *> order = childrenFirst( schemas );
      const auto entriesOf = [&tables]( const TableSchema *schema ) -> TableEntries &
      {
        return *std::find_if( tables.begin(), tables.end(),
                              [schema]( const TableEntries &t ) { return t.schema == schema; } );
      };
      for ( const TableSchema *schema : order )
        SYNCLINE_CHECK( writeMakingRoom( database, entriesOf( schema ), writer ) );
      std::reverse( order.begin(), order.end() );
      for ( const TableSchema *schema : order )
        SYNCLINE_CHECK( entriesOf( schema ).sections[Inserts].moveTo( writer, schema->header() ) );
      return {};
    }

    [[nodiscard]] Result<void> writeByName( std::vector<TableEntries> &tables, ChangesetWriter &writer )
    {
      for ( TableEntries &table : tables )
      {
        for ( EntrySpool &section : table.sections )
          SYNCLINE_CHECK( section.moveTo( writer, table.schema->header() ) );
      }
      return {};
    }

    //! Opens both for one consistent read.
    [[nodiscard]] Result<Database> openPair( const QString &base, const QString &modified,
                                             const CancelToken &cancel )
    {
      SYNCLINE_TRY( database, Database::open( modified, Database::Access::ReadOnly, cancel ) );
      auto attached = database.attach( base, "base" );
      if ( attached )
        return database;
      // SQLite refuses another text encoding with a general error; this one has a name.
      SYNCLINE_TRY( own, database.textOf( "PRAGMA encoding" ) );
      SYNCLINE_TRY( other, Database::open( base, Database::Access::ReadOnly, cancel ) );
      SYNCLINE_TRY( encoding, other.textOf( "PRAGMA encoding" ) );
      if ( own != encoding )
        return fail( ErrorKind::SchemaDiffers,
                     QStringLiteral( "the text encodings differ: %1 and %2" )
                       .arg( QString::fromUtf8( encoding ), QString::fromUtf8( own ) ) );
      return passOn( std::move( attached ).error(), __func__ );
    }

    bool needsSpool( const std::vector<TablePair> &pairs, EntryOrder order )
    {
      std::vector<const TableSchema *> all;
      for ( const TablePair &pair : pairs )
        all.push_back( &pair.modified );
      return order == EntryOrder::Safe ||
             ( order == EntryOrder::Auto &&
               std::any_of( all.begin(), all.end(),
                            [&all]( const TableSchema *table )
                            { return table->hasKey() && needsSafeOrder( *table, all ); } ) );
    }

    //! Compares the tables of a connection's two files, and writes what differs.
    class PairDiff
    {
      public:
        PairDiff( const Database &database, const std::vector<TablePair> &pairs, EntryOrder order )
          : mDatabase( database )
          , mPairs( pairs )
          , mOrder( order )
        {
        }

        //! \a finder may be null: then by SQL alone.
        [[nodiscard]] Result<void> write( ChangesetWriter &writer, CandidateFinder *finder )
        {
          mFinder = finder;
          return needsSpool( mPairs, mOrder ) ? writeSpooled( writer ) : writeStreaming( writer );
        }

        [[nodiscard]] Result<QMap<QByteArray, TableChanges>> count( CandidateFinder *finder )
        {
          mFinder = finder;
          SYNCLINE_TRY( comparison, ValueComparison::on( mDatabase ) );
          QMap<QByteArray, TableChanges> tables;
          for ( const TablePair &pair : mPairs )
          {
            if ( !pair.modified.hasKey() )
              continue;
            std::array<qint64, SectionCount> counts{};
            const auto sink = [&counts]( Operation operation, const std::vector<Value> &,
                                         const std::vector<Value> & ) -> Result<void>
            {
              ++counts[sectionOf( operation )];
              return {};
            };
            SYNCLINE_CHECK( diffTable( pair, comparison, sink ) );
            if ( counts != std::array<qint64, SectionCount>{} )
              tables.insert( pair.modified.name, { counts[Inserts], counts[Updates], counts[Deletes] } );
          }
          return tables;
        }

      private:
        [[nodiscard]] Result<void> diffTable( const TablePair &pair, ValueComparison &comparison,
                                              const EntrySink &sink )
        {
          TableDiff table( mDatabase, pair, comparison );
          if ( mFinder )
          {
            SYNCLINE_TRY( candidates, mFinder->find( pair, comparison ) );
            if ( candidates )
              return table.ofCandidates( *candidates, sink );
          }
          return table.bySql( sink );
        }

        //! Keeps every entry until it is known which tables changed, and then chooses the order.
        [[nodiscard]] Result<void> writeSpooled( ChangesetWriter &writer )
        {
          SYNCLINE_TRY( comparison, ValueComparison::on( mDatabase ) );
          std::vector<TableEntries> changed;
          for ( const TablePair &pair : mPairs )
          {
            if ( !pair.modified.hasKey() )
              continue;
            TableEntries entries;
            entries.schema = &pair.modified;
            SYNCLINE_CHECK( diffTable(
              pair, comparison,
              [&entries]( Operation operation, const std::vector<Value> &oldValues,
                          const std::vector<Value> &newValues )
              { return entries.sections[sectionOf( operation )].add( operation, oldValues, newValues ); } ) );
            if ( !entries.isEmpty() )
              changed.push_back( std::move( entries ) );
          }
          std::vector<const TableSchema *> involved;
          for ( const TableEntries &entries : changed )
            involved.push_back( entries.schema );
          const bool isSafe =
            mOrder == EntryOrder::Safe ||
            std::any_of( involved.begin(), involved.end(),
                         [&]( const TableSchema *table ) { return needsSafeOrder( *table, involved ); } );
          return isSafe ? writeSafely( mDatabase, changed, writer ) : writeByName( changed, writer );
        }

        [[nodiscard]] Result<void> writeStreaming( ChangesetWriter &writer )
        {
          SYNCLINE_TRY( comparison, ValueComparison::on( mDatabase ) );
          for ( const TablePair &pair : mPairs )
          {
            if ( !pair.modified.hasKey() )
              continue;
            const TableHeader header = pair.modified.header();
            SYNCLINE_CHECK( diffTable( pair, comparison,
                                       [&]( Operation operation, const std::vector<Value> &oldValues,
                                            const std::vector<Value> &newValues ) {
                                         return writer.write( header, operation, oldValues, newValues );
                                       } ) );
          }
          return {};
        }

        const Database &mDatabase;
        const std::vector<TablePair> &mPairs;
        EntryOrder mOrder;
        CandidateFinder *mFinder = nullptr;
    };

    //! That the pages lead to the same bytes as SQL does. SQL is the judge: its errors are not ours.
    [[nodiscard]] Result<void> checkPages( PairDiff &diff, CandidateFinder &finder )
    {
      ChangesetWriter bySql = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( diff.write( bySql, nullptr ) );
      ChangesetWriter byPages = ChangesetWriter::toMemory();
      SYNCLINE_CHECK( diff.write( byPages, &finder ) );
      const std::string expected = bySql.takeBytes();
      const std::string found = byPages.takeBytes();
      if ( found == expected )
        return {};
      return fail( ErrorKind::Bug,
                   QStringLiteral( "the pages lead to a changeset of %1 bytes, SQL to one of %2" )
                     .arg( found.size() )
                     .arg( expected.size() ) );
    }
  } // namespace

  std::vector<const TableSchema *> childrenFirst( const std::vector<const TableSchema *> &tables )
  {
    std::vector<const TableSchema *> order;
    std::vector<const TableSchema *> left = tables;
    std::sort( left.begin(), left.end(),
               []( const TableSchema *a, const TableSchema *b ) { return a->name < b->name; } );
    while ( !left.empty() )
    {
      // The next is the first whose children are all placed; in a circle, simply the first.
      auto next = std::find_if( left.begin(), left.end(),
                                [&left]( const TableSchema *table )
                                {
                                  return std::none_of( left.begin(), left.end(),
                                                       [table]( const TableSchema *other ) {
                                                         return other != table && other->references.contains(
                                                                                    table->name.toLower() );
                                                       } );
                                } );
      if ( next == left.end() )
        next = left.begin();
      order.push_back( *next );
      left.erase( next );
    }
    return order;
  }

  bool needsSafeOrder( const TableSchema &table, const std::vector<const TableSchema *> &all )
  {
    return table.hasUnique || !table.keyIsBinary || !table.references.isEmpty() ||
           std::any_of( all.begin(), all.end(),
                        [&table]( const TableSchema *other )
                        { return other->references.contains( table.name.toLower() ); } );
  }

  Result<void> diff( const QString &base, const QString &modified, ChangesetWriter &writer,
                     const DiffOptions &options )
  {
    SYNCLINE_TRY( database, openPair( base, modified, options.cancel ) );
    SYNCLINE_TRY( snapshot, PageSnapshot::begin( database ) );
    SYNCLINE_TRY( pairs, matchTables( database, options.tables ) );
    PairDiff pairDiff( database, pairs, options.order );
    if ( options.path == DiffPath::Sql )
      return pairDiff.write( writer, nullptr );
    if ( options.path == DiffPath::Both || qEnvironmentVariableIsSet( "SYNCLINE_CHECK_PAGES" ) )
    {
      CandidateFinder finder( database, snapshot, options.cancel );
      SYNCLINE_CHECK( checkPages( pairDiff, finder ) );
    }
    CandidateFinder finder( database, snapshot, options.cancel );
    return pairDiff.write( writer, &finder );
  }

  Result<void> diff( const QString &base, const QString &modified, const QString &changeset,
                     const DiffOptions &options )
  {
    SYNCLINE_TRY( writer, ChangesetWriter::create( changeset ) );
    SYNCLINE_CHECK( diff( base, modified, writer, options ) );
    return writer.finish();
  }

  Result<QMap<QByteArray, TableChanges>> countChanges( const QString &base, const QString &modified,
                                                       const DiffOptions &options )
  {
    SYNCLINE_TRY( database, openPair( base, modified, options.cancel ) );
    SYNCLINE_TRY( snapshot, PageSnapshot::begin( database ) );
    SYNCLINE_TRY( pairs, matchTables( database, options.tables ) );
    PairDiff pairDiff( database, pairs, options.order );
    if ( options.path == DiffPath::Sql )
      return pairDiff.count( nullptr );
    CandidateFinder finder( database, snapshot, options.cancel );
    return pairDiff.count( &finder );
  }

  Result<void> compareSchemas( const QString &a, const QString &b, const TableFilter &filter )
  {
    SYNCLINE_TRY( database, openPair( a, b, {} ) );
    SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
    SYNCLINE_CHECK( matchTables( database, filter ) );
    return {};
  }

  Result<void> dump( const QString &path, const QString &changeset, const DiffOptions &options )
  {
    SYNCLINE_TRY( database, Database::open( path, Database::Access::ReadOnly, options.cancel ) );
    SYNCLINE_TRY( reading, Transaction::begin( database, Transaction::Kind::Read ) );
    SYNCLINE_TRY( names, tableNames( database, "main", options.tables ) );
    SYNCLINE_TRY( writer, ChangesetWriter::create( changeset ) );
    std::vector<TableSchema> tables;
    for ( const QByteArray &name : names )
    {
      SYNCLINE_TRY( table, readTable( database, "main", name ) );
      tables.push_back( std::move( table ) );
    }
    std::vector<Value> values;
    for ( const TableSchema &table : tables )
    {
      if ( !table.hasKey() )
        continue;
      const QByteArray order = table.rowid.isEmpty() ? QByteArray() : " ORDER BY " + table.rowid;
      SYNCLINE_TRY(
        rows, database.prepare( "SELECT " + table.columnList() + " FROM " + quoted( table.name ) + order ) );
      const TableHeader header = table.header();
      for ( ;; )
      {
        SYNCLINE_TRY( more, rows.next() );
        if ( !more )
          break;
        values.clear();
        for ( int i = 0; i < int( table.columns.size() ); ++i )
          values.push_back( rows.column( i ) );
        SYNCLINE_CHECK( writer.write( header, Operation::Insert, {}, values ) );
      }
    }
    return writer.finish();
  }
} // namespace syncline
