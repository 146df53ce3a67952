// SPDX-License-Identifier: GPL-2.0-or-later
// Two bytes with the roots, then two database files of equal length. Whatever they hold: no crash, no page read more often
// than the bound says, candidates in order, and nothing found between a file and itself.
#include "core/gpkg/pagediff.h"
#include "memorypages.h"

#include <algorithm>
#include <cstdlib>

using namespace syncline;

namespace
{
  constexpr quint64 MOST_VISITS = 8; // of each page: those that the budget counts, and reading ahead

  void require( bool condition )
  {
    if ( !condition )
      std::abort();
  }

  bool isAscending( const std::vector<qint64> &rowids )
  {
    return std::adjacent_find( rowids.begin(), rowids.end(), std::greater_equal<>() ) == rowids.end();
  }

  void compare( const QByteArray &base, const QByteArray &modified, PageDiff::Roots roots )
  {
    MemoryPages a( base );
    MemoryPages b( modified );
    if ( !a.isDatabase() || !b.isDatabase() || !a.geometry().isComparableTo( b.geometry() ) )
      return;
    PageDiff diff( a, b, {} );
    const auto found = diff.compare( roots );
    for ( const MemoryPages *pages : { &a, &b } )
    {
      const quint64 readAhead = READ_AHEAD_BYTES / quint64( pages->geometry().pageSize );
      require( pages->pagesRead() <= MOST_VISITS * ( pages->geometry().pageCount + readAhead ) );
    }
    if ( !found )
    {
      require( found.error().kind == ErrorKind::DamagedDatabase );
      return;
    }
    if ( !*found )
      return;
    require( isAscending( ( *found )->added ) && isAscending( ( *found )->removed ) &&
             isAscending( ( *found )->changed ) );
    if ( base == modified && roots.base == roots.modified )
      require( ( *found )->size() == 0 );
  }
} // namespace

extern "C" int LLVMFuzzerTestOneInput( const uint8_t *data, size_t size )
{
  if ( size < 2 )
    return 0;
  const PageDiff::Roots roots{ data[0], data[1] };
  const auto half = qsizetype( ( size - 2 ) / 2 );
  const QByteArray base( reinterpret_cast<const char *>( data + 2 ), half );
  const QByteArray modified( reinterpret_cast<const char *>( data + 2 + half ), half );
  compare( base, modified, roots );
  compare( base, base, { roots.base, roots.base } );
  return 0;
}
