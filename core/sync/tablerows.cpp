// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/tablerows.h"

#include "core/gpkg/changesetjson.h"
#include "core/gpkg/differ.h"

#include <QTemporaryDir>

namespace syncline
{
  Result<QList<TableRows>> rowsChangedBy( const QString &changeset )
  {
    SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
    SYNCLINE_TRY( tables, summarize( std::move( reader ) ) );
    QList<TableRows> rows;
    for ( auto table = tables.begin(); table != tables.end(); ++table )
      rows.append( { QString::fromUtf8( table.key() ), table->inserts, table->updates, table->deletes } );
    return rows;
  }

  Result<bool> hasTextWithZero( const QString &changeset )
  {
    bool isFound = false;
    const auto look = [&isFound]( const std::vector<Value> &values )
    {
      for ( const Value &value : values )
        isFound =
          isFound || ( value.type == ValueType::Text && value.bytes.find( '\0' ) != std::string_view::npos );
    };
    SYNCLINE_TRY( reader, ChangesetReader::open( changeset ) );
    SYNCLINE_CHECK( forEachEntry( std::move( reader ),
                                  [&look]( const Entry &entry ) -> Result<void>
                                  {
                                    look( entry.oldValues );
                                    look( entry.newValues );
                                    return {};
                                  } ) );
    return isFound;
  }

  Result<QList<TableRows>> rowsBetween( const QString &base, const QString &modified,
                                        const CancelToken &cancel )
  {
    const QTemporaryDir scratch; // of the system: to look at a project writes nothing into it
    if ( !scratch.isValid() )
      return fail( ErrorKind::LocalIo, scratch.errorString() );
    const QString changeset = scratch.filePath( QStringLiteral( "changes" ) );
    DiffOptions options;
    options.cancel = cancel;
    SYNCLINE_CHECK( diff( base, modified, changeset, options ) );
    return rowsChangedBy( changeset );
  }
} // namespace syncline
