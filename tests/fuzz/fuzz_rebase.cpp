// SPDX-License-Identifier: GPL-2.0-or-later
// Two changesets of whatever bytes (the first two bytes say where one ends): their rebase, and their concatenation. No crash, no
// hang; the result is a changeset again, and every row of ours is in it or in the report.
#include "core/gpkg/changesetops.h"
#include "core/gpkg/rebaser.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cstdlib>

using namespace syncline;

namespace
{
  void require( bool condition )
  {
    if ( !condition )
      std::abort();
  }

  //! How many entries; -1 for what is no changeset.
  qint64 entriesOf( std::string_view changeset )
  {
    ChangesetReader reader = ChangesetReader::over( changeset );
    Entry entry;
    for ( qint64 count = 0;; ++count )
    {
      const auto more = reader.next( entry );
      if ( !more )
        return -1;
      if ( !*more )
        return count;
    }
  }

  void rebaseThem( std::string_view theirs, std::string_view ours, bool inReferenceOrder )
  {
    RebaseOptions options;
    options.referenceOrder = inReferenceOrder;
    ChangesetWriter writer = ChangesetWriter::toMemory();
    const auto report = rebase( { theirs, ours, nullptr }, writer, options );
    if ( !report )
      return;
    const std::string rebased = writer.takeBytes();
    const qint64 written = entriesOf( rebased );
    require( written >= 0 && written <= entriesOf( ours ) );
    require( entriesOf( ours ) - written <= qint64( report->rows.size() ) );
  }
} // namespace

extern "C" int LLVMFuzzerInitialize( int *, char *** )
{
  QLoggingCategory::setFilterRules( QStringLiteral( "*=false" ) ); // each pair that is dropped would be told
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput( const uint8_t *data, size_t size )
{
  if ( size < 2 )
    return 0;
  const std::string_view all( reinterpret_cast<const char *>( data ) + 2, size - 2 );
  const size_t end = std::min( all.size(), size_t( data[0] ) * 256 + data[1] );
  const std::string_view first = all.substr( 0, end );
  const std::string_view second = all.substr( end );
  rebaseThem( first, second, false );
  rebaseThem( first, second, true );
  for ( const ImpossiblePairs impossible : { ImpossiblePairs::Fail, ImpossiblePairs::DropBoth } )
  {
    ChangesetWriter writer = ChangesetWriter::toMemory();
    if ( concat( { first, second }, writer, impossible ) )
      require( entriesOf( writer.takeBytes() ) <= entriesOf( first ) + entriesOf( second ) );
  }
  return 0;
}
