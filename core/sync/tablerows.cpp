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
