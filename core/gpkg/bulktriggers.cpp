// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/bulktriggers.h"

#include "core/gpkg/sqlwords.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr qint64 FEWEST_ENTRIES = 2000; // below, triggers are fast enough
    constexpr qint64 MOST_OTHERS_PER_ENTRY =
      4; // rewriting an R-tree costs as many of its entries as this in triggers

    struct Trigger
    {
        QByteArray name;
        QByteArray words;
    };

    //! What a changeset does to one table, as far as R-trees and counts are concerned.
    struct Demand
    {
        std::shared_ptr<const TableHeader> header;
        qint64 rows = 0;               // that come or go
        std::vector<qint64> updatesOf; // by column
        bool isSimple = true;          // one integer is the key, and no key changes
    };

    void count( Demand &demand, const Entry &entry )
    {
      const std::vector<Value> &values =
        entry.operation == Operation::Insert ? entry.newValues : entry.oldValues;
      for ( size_t i = 0; i < values.size(); ++i )
      {
        if ( entry.table->isKey[i] && values[i].type != ValueType::Integer )
          demand.isSimple = false;
      }
      if ( entry.operation != Operation::Update )
      {
        ++demand.rows;
        return;
      }
      for ( size_t i = 0; i < entry.newValues.size(); ++i )
      {
        if ( !entry.newValues[i].isDefined() )
          continue;
        ++demand.updatesOf[i];
        demand.isSimple = demand.isSimple && !entry.table->isKey[i];
      }
    }

    [[nodiscard]] Result<QMap<QByteArray, Demand>> demands( std::vector<ChangesetReader> &changesets )
    {
      QMap<QByteArray, Demand> tables;
      Entry entry;
      for ( ChangesetReader &changeset : changesets )
      {
        for ( ;; )
        {
          SYNCLINE_TRY( more, changeset.next( entry ) );
          if ( !more )
            break;
          Demand &demand = tables[entry.table->name];
          if ( !demand.header )
          {
            demand.header = entry.table;
            demand.updatesOf.resize( entry.table->isKey.size() );
            demand.isSimple = std::count( entry.table->isKey.begin(), entry.table->isKey.end(), true ) == 1;
          }
          if ( *demand.header == *entry.table )
            count( demand, entry );
          else
            demand.isSimple = false;
        }
        SYNCLINE_CHECK( changeset.rewind() );
      }
      return tables;
    }

    [[nodiscard]] Result<std::vector<Trigger>> triggersOf( const Database &database, const QByteArray &table )
    {
      std::vector<Trigger> triggers;
      SYNCLINE_TRY( rows, database.prepare( "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' "
                                            "AND lower(tbl_name) = lower(?)" ) );
      rows.bind( 0, Value::ofText( { table.constData(), size_t( table.size() ) } ) );
      for ( ;; )
      {
        SYNCLINE_TRY( more, rows.next() );
        if ( !more )
          return triggers;
        triggers.push_back( { rows.textAt( 0 ), sqlWords( rows.textAt( 1 ) ) } );
      }
    }

    //! The statements of GeoPackage's R-tree extension and of GDAL's feature counts, for one table.
    class Templates
    {
      public:
        Templates( const TableSchema &table, const QByteArray &rtree, size_t geometry )
          : mTable( word( table.name ) )
          , mRtree( word( rtree ) )
          , mGeometry( word( table.columns[geometry].name ) )
          , mLiteral( literal( table.name ) )
        {
          for ( const Column &column : table.columns )
          {
            if ( column.isKey )
              mKey = word( column.name );
          }
        }

        bool isRtree( const QByteArray &words ) const
        {
          return words == filled( "create virtual table %r using rtree ( id , minx , maxx , miny , maxy )" );
        }
        bool isRtreeTrigger( const Trigger &trigger ) const
        {
          const QByteArray box = "( new . %k , st_minx ( new . %g ) , st_maxx ( new . %g ) , st_miny ( new . "
                                 "%g ) , st_maxy ( new . %g ) ) ; end";
          const QByteArray isThere = "( new . %g not null and not st_isempty ( new . %g ) )";
          const QByteArray wasThere = "( old . %g not null and not st_isempty ( old . %g ) )";
          const QByteArray isGone = "( new . %g is null or st_isempty ( new . %g ) )";
          const QByteArray wasGone = "( old . %g is null or st_isempty ( old . %g ) )";
          const QByteArray onUpdate = " after update of %g on %t when old . %k = new . %k and ";
          const QByteArray known[] = {
            " after insert on %t when " + isThere + " begin insert or replace into %r values " + box,
            " after delete on %t when old . %g not null begin delete from %r where id = old . %k ; end",
            onUpdate + isThere + " begin insert or replace into %r values " + box,
            onUpdate + isGone + " begin delete from %r where id = old . %k ; end",
            onUpdate + isThere + " and " + wasThere +
              " begin update %r set minx = st_minx ( new . %g ) , maxx = st_maxx ( new . %g ) , miny = st_miny ( "
              "new . %g ) , maxy = st_maxy ( new . %g ) where id = new . %k ; end",
            onUpdate + isThere + " and " + wasGone + " begin insert into %r values " + box,
          };
          return std::any_of( std::begin( known ), std::end( known ),
                              [&]( const QByteArray &words )
                              { return isNamed( trigger, filled( words ) ); } );
        }
        //! Fires only where a key changes.
        bool isRenumberingTrigger( const Trigger &trigger ) const
        {
          return trigger.words.startsWith( "create trigger " + word( trigger.name ) + ' ' ) &&
                 ( trigger.words.contains( filled( " on %t when old . %k != new . %k and " ) ) );
        }
        bool isCountTrigger( const Trigger &trigger, const char *event, const char *sign ) const
        {
          return isNamed(
            trigger, " after " + QByteArray( event ) +
                       filled( " on %t begin update gpkg_ogr_contents set feature_count = feature_count " ) +
                       sign + " 1 where lower ( table_name ) = lower ( " + mLiteral + " ) ; end" );
        }

      private:
        static QByteArray word( const QByteArray &name ) { return name.toLower(); }
        static QByteArray literal( QByteArray name ) { return '\'' + name.replace( '\'', "''" ) + '\''; }
        static bool isNamed( const Trigger &trigger, const QByteArray &rest )
        {
          return trigger.words == "create trigger " + word( trigger.name ) + rest;
        }
        QByteArray filled( QByteArray text ) const
        {
          return text.replace( "%t", mTable )
            .replace( "%r", mRtree )
            .replace( "%g", mGeometry )
            .replace( "%k", mKey );
        }
        QByteArray mTable;
        QByteArray mRtree;
        QByteArray mGeometry;
        QByteArray mKey;
        QByteArray mLiteral;
    };

    //! Rows come and go by entries alone.
    [[nodiscard]] Result<bool> standsAlone( const Database &database, const TableSchema &table )
    {
      if ( !table.rowidIsKey || table.isWithoutRowid || sqlWords( table.sql ).contains( " replace" ) )
        return false;
      SYNCLINE_TRY(
        keys, database.prepare( "SELECT 1 FROM pragma_foreign_key_list(?, 'main') WHERE on_update <> 'NO "
                                "ACTION' OR on_delete <> 'NO ACTION' LIMIT 1" ) );
      keys.bind( 0, Value::ofText( { table.name.constData(), size_t( table.name.size() ) } ) );
      SYNCLINE_TRY( hasActions, keys.next() );
      return !hasActions;
    }

    std::optional<size_t> geometryColumnOf( const TableSchema &table )
    {
      for ( size_t i = 0; i < table.columns.size(); ++i )
      {
        if ( table.columns[i].geometry )
          return i;
      }
      return std::nullopt;
    }

    //! Nothing where the triggers have to run. Adds their names to \a names.
    [[nodiscard]] Result<std::optional<BulkTriggers::Table>> planFor( const Database &database,
                                                                      const Demand &demand,
                                                                      QSet<QByteArray> &names )
    {
      SYNCLINE_TRY( schema, readTable( database, "main", demand.header->name ) );
      const auto geometry = geometryColumnOf( schema );
      if ( !geometry || !( schema.header() == *demand.header ) )
        return std::nullopt;
      const qint64 entries = demand.rows + demand.updatesOf[*geometry];
      SYNCLINE_TRY( isAlone, standsAlone( database, schema ) );
      if ( entries < FEWEST_ENTRIES || !isAlone )
        return std::nullopt;

      BulkTriggers::Table table;
      table.geometryColumn = *geometry;
      table.keyColumn = size_t( std::find( demand.header->isKey.begin(), demand.header->isKey.end(), true ) -
                                demand.header->isKey.begin() );
      const QByteArray rtree = "rtree_" + schema.name + '_' + schema.columns[*geometry].name;
      const Templates templates( schema, rtree, *geometry );
      SYNCLINE_TRY( triggers, triggersOf( database, schema.name ) );
      QSet<QByteArray> found;
      for ( const Trigger &trigger : triggers )
      {
        const bool isRtree = templates.isRtreeTrigger( trigger );
        const bool countsInserts = templates.isCountTrigger( trigger, "insert", "+" );
        const bool countsDeletes = templates.isCountTrigger( trigger, "delete", "-" );
        if ( isRtree )
          table.rtree = rtree;
        table.countsInserts = table.countsInserts || countsInserts;
        table.countsDeletes = table.countsDeletes || countsDeletes;
        if ( isRtree || countsInserts || countsDeletes )
          found.insert( trigger.name );
        else if ( isKeptTrigger( trigger.name ) && !templates.isRenumberingTrigger( trigger ) )
          return std::nullopt;
      }
      if ( !table.rtree.isEmpty() )
      {
        SYNCLINE_TRY( sql, database.prepare( "SELECT sql FROM main.sqlite_master WHERE name = ?" ) );
        sql.bind( 0, Value::ofText( { rtree.constData(), size_t( rtree.size() ) } ) );
        SYNCLINE_TRY( exists, sql.next() );
        if ( !exists || !templates.isRtree( sqlWords( sql.textAt( 0 ) ) ) )
          return std::nullopt;
        SYNCLINE_TRY( present,
                      database.integerOf( "SELECT count(*) FROM main." + quoted( rtree + "_rowid" ) ) );
        if ( present > entries * MOST_OTHERS_PER_ENTRY )
          return std::nullopt;
      }
      names += found;
      return found.isEmpty() ? std::nullopt : std::optional<BulkTriggers::Table>( std::move( table ) );
    }
  } // namespace

  bool isKeptTrigger( const QByteArray &name )
  {
    static const char *const KEPT[] = { "gpkg_", "rtree_", "trigger_insert_feature_count_",
                                        "trigger_delete_feature_count_" };
    return std::any_of( std::begin( KEPT ), std::end( KEPT ),
                        [&name]( const char *prefix ) { return name.startsWith( prefix ); } );
  }

  Result<BulkTriggers> BulkTriggers::plan( const Database &database, std::vector<ChangesetReader> &changesets,
                                           const TableFilter &filter )
  {
    BulkTriggers bulk;
    SYNCLINE_TRY( isGeoPackage, hasTable( database, "main", "gpkg_contents" ) );
    qint64 bytes = 0;
    for ( const ChangesetReader &changeset : changesets )
      bytes += changeset.totalBytes();
    if ( !isGeoPackage || bytes < FEWEST_ENTRIES * 2 )
      return bulk;
    SYNCLINE_TRY( wanted, demands( changesets ) );
    for ( auto it = wanted.constBegin(); it != wanted.constEnd(); ++it )
    {
      SYNCLINE_TRY( exists, hasTable( database, "main", it.key() ) );
      if ( !exists || !it->isSimple || it.key().startsWith( "gpkg_" ) || !filter.takes( it.key() ) )
        continue;
      SYNCLINE_TRY( table, planFor( database, *it, bulk.mTriggers ) );
      if ( table )
        bulk.mTables.insert( it.key(), std::move( *table ) );
    }
    return bulk;
  }

  BulkTriggers BulkTriggers::copy()
  {
    mLatest = nullptr; // it leads into tables that the copy shares from now on
    mLatestTable = nullptr;
    return *this;
  }

  void BulkTriggers::note( const Entry &entry )
  {
    if ( mTables.isEmpty() )
      return;
    if ( entry.table != mLatest )
    {
      const auto table = mTables.find( entry.table->name );
      mLatest = entry.table;
      mLatestTable = table == mTables.end() ? nullptr : &*table;
    }
    if ( mLatestTable )
      noteRow( *mLatestTable, entry );
  }

  void BulkTriggers::noteRow( Table &table, const Entry &entry )
  {
    switch ( entry.operation )
    {
      case Operation::Insert:
        table.moreFeatures += table.countsInserts ? 1 : 0;
        break;
      case Operation::Delete:
        table.moreFeatures -= table.countsDeletes ? 1 : 0;
        break;
      case Operation::Update:
        if ( !entry.newValues[table.geometryColumn].isDefined() )
          return;
        break;
    }
    if ( table.rtree.isEmpty() )
      return;
    const qint64 key =
      ( entry.operation == Operation::Insert ? entry.newValues : entry.oldValues )[table.keyColumn].integer;
    std::optional<RtreeBox> &box = table.changes[key];
    box.reset();
    if ( entry.operation == Operation::Delete )
      return;
    const Value &geometry = entry.newValues[table.geometryColumn];
    const auto facts = geometry.type == ValueType::Blob ? readGeometryFacts( geometry.bytes ) : std::nullopt;
    if ( facts && !facts->isEmpty )
      box = RtreeBox::of( *facts );
  }

  Result<void> BulkTriggers::finish( Database &database ) const
  {
    for ( auto it = mTables.constBegin(); it != mTables.constEnd(); ++it )
    {
      for ( const auto &[id, box] : it->changes )
      {
        if ( box && !box->isValid() )
          return fail( ErrorKind::ChangesetConflict,
                       QStringLiteral( "row %1 of table %2: its geometry has no extent" )
                         .arg( id )
                         .arg( QString::fromUtf8( it.key() ) ) );
      }
      if ( !it->rtree.isEmpty() && !it->changes.empty() )
        SYNCLINE_CHECK( packRtree( database, it->rtree, it->changes ) );
      if ( it->moreFeatures == 0 )
        continue;
      SYNCLINE_TRY( counting,
                    database.prepare( "UPDATE main.gpkg_ogr_contents SET feature_count = feature_count + ? "
                                      "WHERE lower(table_name) = lower(?)" ) );
      counting.bind( 0, Value::ofInteger( it->moreFeatures ) );
      counting.bind( 1, Value::ofText( { it.key().constData(), size_t( it.key().size() ) } ) );
      SYNCLINE_CHECK( counting.next() );
    }
    return {};
  }
} // namespace syncline
