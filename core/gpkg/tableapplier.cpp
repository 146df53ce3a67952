// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/tableapplier.h"

#include "core/gpkg/entrytext.h"
#include "core/gpkg/sqlwords.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr size_t MOST_STATEMENTS =
      200; // wide tables can change in more sets of columns than memory has room for
    const char INSTANT[] = "STRFTIME('%Y-%m-%d %H:%M:%f', ";

    Error schemaError( const TableHeader &header, const QString &why )
    {
      return { ErrorKind::SchemaDiffers,
               QStringLiteral( "table %1: %2" ).arg( QString::fromUtf8( header.name ), why ),
               {},
               {} };
    }

    QByteArray goneTable( const QByteArray &table ) { return "temp." + quoted( "syncline_gone_" + table ); }
  } // namespace

  Result<TableApplier> TableApplier::forTable( const Database &database, const TableHeader &header )
  {
    TableApplier applier;
    applier.mDatabase = &database;
    applier.mHeader = header;
    auto schema = readTable( database, "main", header.name );
    if ( !schema && schema.error().kind == ErrorKind::NotFound )
      return tl::unexpected<Error>( schemaError( header, QStringLiteral( "it does not exist" ) ) );
    SYNCLINE_CHECK( schema );
    applier.mSchema = *schema;
    const TableHeader own = applier.mSchema.header();
    if ( own.columnCount() != header.columnCount() )
      return tl::unexpected<Error>(
        schemaError( header, QStringLiteral( "it has %1 columns, the changeset %2" )
                               .arg( own.columnCount() )
                               .arg( header.columnCount() ) ) );
    if ( own.isKey != header.isKey )
      return tl::unexpected<Error>(
        schemaError( header, QStringLiteral( "its primary key is not that of the changeset" ) ) );

    SYNCLINE_TRY( encoding, database.textOf( "PRAGMA encoding" ) );
    applier.mIsUtf16 = encoding != "UTF-8";
    applier.mResolvesConflicts = sqlWords( applier.mSchema.sql ).contains( " on conflict " );
    SYNCLINE_TRY( keys, database.prepare(
                          "SELECT \"from\", on_update, on_delete FROM pragma_foreign_key_list(?, 'main')" ) );
    keys.bind( 0, Value::ofText( { header.name.constData(), size_t( header.name.size() ) } ) );
    for ( ;; )
    {
      SYNCLINE_TRY( more, keys.next() );
      if ( !more )
        break;
      const QByteArray name = keys.textAt( 0 ).toLower();
      const QByteArray onUpdate = keys.textAt( 1 );
      const QByteArray onDelete = keys.textAt( 2 );
      const auto changes = []( const QByteArray &action )
      { return action == "CASCADE" || action.startsWith( "SET " ); };
      applier.mIsCascadingChild = applier.mIsCascadingChild || onDelete == "CASCADE";
      for ( size_t i = 0; i < applier.mSchema.columns.size(); ++i )
      {
        if ( applier.mSchema.columns[i].name.toLower() == name &&
             ( changes( onUpdate ) || onDelete.startsWith( "SET " ) ) )
          applier.mSetByForeignKey.insert( i );
      }
    }
    SYNCLINE_TRY(
      parents,
      database.prepare(
        "SELECT 1 FROM sqlite_master AS t, pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table' "
        "AND lower(k.\"table\") = lower(?) AND k.on_delete <> 'NO ACTION' LIMIT 1" ) );
    parents.bind( 0, Value::ofText( { header.name.constData(), size_t( header.name.size() ) } ) );
    SYNCLINE_TRY( isParent, parents.next() );
    applier.mIsCascadingParent = isParent;
    return applier;
  }

  //! \a wanted is what will be bound: SQLite takes the bytes of a stored blob for UTF-16 there, but not those of a parameter.
  QByteArray TableApplier::matches( size_t column, const Value &wanted ) const
  {
    const QByteArray name = quoted( mSchema.columns[column].name );
    if ( mSchema.columns[column].isKey )
      return name + " = ?";
    if ( mSchema.columns[column].base == BaseType::DateTime &&
         !( mIsUtf16 && wanted.type == ValueType::Blob ) )
      return INSTANT + name + ") IS " + INSTANT + "?)";
    return name + " IS ?";
  }

  Result<void> TableApplier::checkValues( const Entry &entry ) const
  {
    const auto malformed = [&]( const QString &why ) {
      return fail( ErrorKind::MalformedChangeset, QStringLiteral( "%1: %2" ).arg( entryText( entry ), why ) );
    };
    const auto isDefined = []( const Value &value ) { return value.isDefined(); };
    const bool whole = entry.operation == Operation::Insert
                         ? std::all_of( entry.newValues.begin(), entry.newValues.end(), isDefined )
                         : entry.operation == Operation::Update ||
                             std::all_of( entry.oldValues.begin(), entry.oldValues.end(), isDefined );
    if ( !whole )
      return malformed( QStringLiteral( "a value is missing" ) );
    for ( size_t i = 0; entry.operation == Operation::Update && i < entry.oldValues.size(); ++i )
    {
      if ( mHeader.isKey[i] && !entry.oldValues[i].isDefined() )
        return malformed( QStringLiteral( "the key is missing" ) );
    }
    return {};
  }

  /**
   * A table may say ON CONFLICT REPLACE (or IGNORE, ROLLBACK) of its constraints, and would give up other rows for ours without
   * a word. Our statement overrules that. It overrules the triggers that keep R-trees as well, which is why it is not said where
   * nothing but a geometry changes.
   */
  QByteArray TableApplier::orAbort( const Entry &entry ) const
  {
    bool matters = entry.operation == Operation::Insert;
    for ( size_t i = 0; entry.operation == Operation::Update && i < entry.newValues.size(); ++i )
      matters = matters || ( entry.newValues[i].isDefined() && !mSchema.columns[i].geometry );
    return mResolvesConflicts && matters ? " OR ABORT " : " ";
  }

  //! Which row an update or a deletion means: " WHERE …".
  QByteArray TableApplier::rowOf( const Entry &entry, bool lenient ) const
  {
    QByteArray where;
    const auto add = [&where]( const QByteArray &condition )
    { where += ( where.isEmpty() ? " WHERE " : " AND " ) + condition; };
    for ( size_t i = 0; i < mSchema.columns.size(); ++i )
    {
      const bool changes = entry.operation == Operation::Update && entry.newValues[i].isDefined();
      if ( entry.operation == Operation::Delete && lenient && mSetByForeignKey.count( i ) )
        add( "(" + matches( i, entry.oldValues[i] ) + " OR " + quoted( mSchema.columns[i].name ) +
             " IS NULL)" );
      else if ( mSchema.columns[i].isKey || entry.operation == Operation::Delete )
        add( matches( i, entry.oldValues[i] ) );
      else if ( changes && lenient && mSetByForeignKey.count( i ) )
        add( "(" + matches( i, entry.oldValues[i] ) + " OR " + matches( i, entry.newValues[i] ) + ")" );
      else if ( changes )
        add( matches( i, entry.oldValues[i] ) );
    }
    return where;
  }

  //! One statement for each operation and set of changed columns: only triggers of columns that change have to run.
  Result<Statement *> TableApplier::statementFor( const Entry &entry, bool lenient )
  {
    mMask.assign( 1, char( entry.operation ) );
    mMask += lenient ? '?' : '!';
    for ( const Value &value : entry.newValues )
      mMask += value.isDefined() ? '1' : '0';
    for ( size_t i = 0; mIsUtf16 && i < entry.oldValues.size(); ++i ) // matches() looks at these
    {
      mMask += char( entry.oldValues[i].type );
      mMask += entry.newValues.empty() ? '\0' : char( entry.newValues[i].type );
    }
    const auto known = mStatements.find( mMask );
    if ( known != mStatements.end() )
      return &known->second;

    const QByteArray name = "main." + quoted( mSchema.name );
    QByteArray sql;
    QByteArray sets;
    for ( size_t i = 0; entry.operation == Operation::Update && i < mSchema.columns.size(); ++i )
    {
      if ( entry.newValues[i].isDefined() )
        sets += ( sets.isEmpty() ? "" : ", " ) + quoted( mSchema.columns[i].name ) + " = ?";
    }
    switch ( entry.operation )
    {
      case Operation::Insert:
        sql = "INSERT" + orAbort( entry ) + "INTO " + name + " (" + mSchema.columnList() + ") VALUES (";
        for ( size_t i = 0; i < mSchema.columns.size(); ++i )
          sql += i ? ", ?" : "?";
        sql += ")";
        break;
      case Operation::Delete:
        sql = "DELETE FROM " + name + rowOf( entry, lenient );
        break;
      case Operation::Update: // an update of nothing still says that the row has to be there
        sql = "UPDATE" + orAbort( entry ) + name + " SET " +
              ( sets.isEmpty()
                  ? quoted( mSchema.columns.front().name ) + " = " + quoted( mSchema.columns.front().name )
                  : sets ) +
              rowOf( entry, lenient );
        break;
    }
    if ( mStatements.size() >= MOST_STATEMENTS )
      mStatements.clear();
    SYNCLINE_TRY( statement, mDatabase->prepare( sql ) );
    return &mStatements.emplace( mMask, std::move( statement ) ).first->second;
  }

  void TableApplier::bindAll( Statement &statement, const Entry &entry, bool lenient ) const
  {
    int at = 0;
    if ( entry.operation != Operation::Delete )
    {
      for ( const Value &value : entry.newValues )
      {
        if ( value.isDefined() )
          statement.bind( at++, value );
      }
    }
    if ( entry.operation == Operation::Insert )
      return;
    for ( size_t i = 0; i < mSchema.columns.size(); ++i )
    {
      const bool changes = entry.operation == Operation::Update && entry.newValues[i].isDefined();
      if ( !changes && !mSchema.columns[i].isKey && entry.operation != Operation::Delete )
        continue;
      statement.bind( at++, entry.oldValues[i] );
      if ( changes && lenient && !mSchema.columns[i].isKey && mSetByForeignKey.count( i ) )
        statement.bind( at++, entry.newValues[i] );
    }
  }

  Result<Applied> TableApplier::run( Statement &statement )
  {
    const auto outcome = statement.step();
    statement.reset();
    SYNCLINE_CHECK( outcome );
    if ( *outcome == Statement::Step::Constraint )
    {
      if ( !mDatabase->isInTransaction() ) // a trigger's RAISE(ROLLBACK) has ended it
        return fail( ErrorKind::ChangesetConflict,
                     QStringLiteral( "table %1: %2" )
                       .arg( QString::fromUtf8( mSchema.name ), mDatabase->lastMessage() ) );
      return Applied::Constraint;
    }
    return mDatabase->changedRows() > 0 ? Applied::Done : Applied::NoMatch;
  }

  Result<Applied> TableApplier::apply( const Entry &entry )
  {
    SYNCLINE_CHECK( checkValues( entry ) );
    SYNCLINE_TRY( statement, statementFor( entry, false ) );
    bindAll( *statement, entry, false );
    SYNCLINE_TRY( applied, run( *statement ) );
    if ( applied == Applied::NoMatch && entry.operation == Operation::Insert )
      return Applied::Constraint; // a trigger's RAISE(IGNORE)
    return applied;
  }

  Result<void> TableApplier::watchCascades()
  {
    if ( !mIsCascadingChild )
      return {};
    const QByteArray gone = goneTable( mSchema.name );
    SYNCLINE_TRY( table, mDatabase->prepare( "CREATE TEMP TABLE IF NOT EXISTS " + gone.mid( 5 ) +
                                             " AS SELECT " + mSchema.columnList() + " FROM main." +
                                             quoted( mSchema.name ) + " WHERE 0" ) );
    SYNCLINE_CHECK( table.next() );
    SYNCLINE_TRY( trigger,
                  mDatabase->prepare( "CREATE TEMP TRIGGER IF NOT EXISTS " +
                                      quoted( "syncline_watch_" + mSchema.name ) + " AFTER DELETE ON main." +
                                      quoted( mSchema.name ) + " BEGIN INSERT INTO " + gone.mid( 5 ) +
                                      " VALUES (" + mSchema.columnList( "OLD" ) + "); END" ) );
    SYNCLINE_CHECK( trigger.next() );
    return {};
  }

  Result<bool> TableApplier::wasDoneByForeignKey( const Entry &entry )
  {
    if ( entry.operation != Operation::Insert && !mSetByForeignKey.empty() )
    {
      SYNCLINE_TRY( statement, statementFor( entry, true ) );
      bindAll( *statement, entry, true );
      SYNCLINE_TRY( applied, run( *statement ) );
      if ( applied == Applied::Done )
        return true;
    }
    if ( entry.operation != Operation::Delete || !mIsCascadingChild )
      return false;
    QByteArray where;
    for ( size_t i = 0; i < mSchema.columns.size(); ++i )
      where += ( i ? " AND " : "" ) + matches( i, entry.oldValues[i] );
    SYNCLINE_TRY( search,
                  mDatabase->prepare( "DELETE FROM " + goneTable( mSchema.name ) + " WHERE " + where ) );
    bindAll( search, entry, false );
    SYNCLINE_TRY( found, run( search ) );
    return found == Applied::Done;
  }

  Result<std::optional<std::string>> TableApplier::takeOut( const Entry &update )
  {
    QByteArray where;
    for ( size_t i = 0; i < mSchema.columns.size(); ++i )
    {
      if ( mSchema.columns[i].isKey || update.newValues[i].isDefined() )
        where += ( where.isEmpty() ? "" : " AND " ) + matches( i, update.oldValues[i] );
    }
    std::string row;
    for ( const QByteArray &verb :
          { "SELECT " + mSchema.columnList() + " FROM main.", QByteArray( "DELETE FROM main." ) } )
    {
      SYNCLINE_TRY( statement, mDatabase->prepare( verb + quoted( mSchema.name ) + " WHERE " + where ) );
      int at = 0;
      for ( size_t i = 0; i < mSchema.columns.size(); ++i )
      {
        if ( mSchema.columns[i].isKey || update.newValues[i].isDefined() )
          statement.bind( at++, update.oldValues[i] );
      }
      SYNCLINE_TRY( hasRow, statement.next() );
      if ( row.empty() && !hasRow )
        return std::optional<std::string>();
      for ( size_t i = 0; hasRow && i < mSchema.columns.size(); ++i )
        appendEncoded( row,
                       update.newValues[i].isDefined() ? update.newValues[i] : statement.column( int( i ) ) );
    }
    return std::optional<std::string>( std::move( row ) );
  }

  Result<Applied> TableApplier::putBack( std::string_view encodedRow )
  {
    std::string bytes;
    appendEncoded( bytes, mHeader );
    bytes += char( Operation::Insert );
    bytes += '\0';
    bytes += encodedRow;
    ChangesetReader reader = ChangesetReader::over( bytes );
    Entry entry;
    SYNCLINE_CHECK( reader.next( entry ) );
    return apply( entry );
  }
} // namespace syncline
