// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/gpkg/pagecandidates.h"

#include "core/base/logging.h"

namespace syncline
{
  namespace
  {
    bool canHaveCandidates( const TablePair &pair )
    {
      return pair.base.sql == pair.modified.sql && !pair.modified.sql.isEmpty() &&
             !pair.modified.rowid.isEmpty() && !pair.modified.isWithoutRowid && !pair.modified.hasGenerated &&
             pair.modified.hasKey();
    }
  } // namespace

  CandidateFinder::CandidateFinder( const Database &database, const PageSnapshot &snapshot,
                                    const CancelToken &cancel )
    : mDatabase( database )
  {
    const auto opened = open( snapshot, cancel );
    if ( !opened )
      qCInfo( lcGpkg ).noquote() << "comparing by SQL:" << toLogLine( opened.error() );
  }

  Result<void> CandidateFinder::open( const PageSnapshot &snapshot, const CancelToken &cancel )
  {
    SYNCLINE_TRY( base, snapshot.pages( "base" ) );
    SYNCLINE_TRY( modified, snapshot.pages( "main" ) );
    if ( !base->geometry().isComparableTo( modified->geometry() ) )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "the files are divided into pages differently" ) );
    mBase = std::move( base );
    mModified = std::move( modified );
    mDiff.emplace( *mBase, *mModified, cancel );
    return {};
  }

  Result<std::optional<RowCandidates>> CandidateFinder::find( const TablePair &pair )
  {
    if ( !mDiff || !canHaveCandidates( pair ) )
      return std::nullopt;
    auto found = compare( pair.modified.name );
    if ( found || found.error().kind == ErrorKind::Canceled )
      return found;
    // SQLite decides what to make of such a file; here it only means that pages are no help.
    qCWarning( lcGpkg ).noquote() << "comparing a table by SQL, for its pages are odd:"
                                  << toLogLine( found.error() );
    return std::nullopt;
  }

  Result<std::optional<RowCandidates>> CandidateFinder::compare( const QByteArray &table )
  {
    PageDiff::Roots roots;
    SYNCLINE_TRY( base, rootOf( "base", table ) );
    SYNCLINE_TRY( modified, rootOf( "main", table ) );
    roots.base = base;
    roots.modified = modified;
    return mDiff->compare( roots );
  }

  Result<PageNumber> CandidateFinder::rootOf( const QByteArray &schema, const QByteArray &table ) const
  {
    SYNCLINE_TRY( row, mDatabase.prepare( "SELECT rootpage FROM " + quoted( schema ) +
                                          ".sqlite_master WHERE type = 'table' AND name = ?" ) );
    row.bind( 0, Value::ofText( { table.constData(), size_t( table.size() ) } ) );
    SYNCLINE_TRY( hasRow, row.next() );
    const qint64 root = hasRow ? row.integerAt( 0 ) : 0;
    return root > 0 && root <= 0xffffffff ? PageNumber( root ) : 0;
  }
} // namespace syncline
