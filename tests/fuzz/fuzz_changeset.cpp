// SPDX-License-Identifier: GPL-2.0-or-later
// A changeset of whatever bytes: read whole, or refused with a byte offset; what is read can be undone, undone twice,
// and listed. No crash, no memory beyond a multiple of the input.
#include "core/gpkg/changesetjson.h"
#include "core/gpkg/changesetops.h"

#include <QBuffer>

#include <cstdlib>

using namespace syncline;

namespace
{
  void require( bool condition )
  {
    if ( !condition )
      std::abort();
  }

  [[nodiscard]] Result<std::string> inverted( std::string_view changeset )
  {
    ChangesetWriter writer = ChangesetWriter::toMemory();
    SYNCLINE_CHECK( invert( ChangesetReader::over( changeset ), writer ) );
    return writer.takeBytes();
  }
} // namespace

extern "C" int LLVMFuzzerTestOneInput( const uint8_t *data, size_t size )
{
  const std::string_view bytes( reinterpret_cast<const char *>( data ), size );
  ChangesetReader reader = ChangesetReader::over( bytes );
  Entry entry;
  qint64 entries = 0;
  qint64 read = 0;
  for ( ;; )
  {
    const auto more = reader.next( entry );
    if ( !more )
    {
      require( more.error().kind == ErrorKind::MalformedChangeset &&
               more.error().detail.contains( QLatin1String( "byte" ) ) );
      require( !inverted( bytes ) );
      return 0;
    }
    if ( !*more )
      break;
    require( entry.offset >= read && size_t( entry.offset ) + entry.raw.size() <= size );
    read = entry.offset + qint64( entry.raw.size() );
    ++entries;
  }
  const auto undo = inverted( bytes );
  require( undo.has_value() );
  const auto redo = inverted( *undo );
  require( redo.has_value() );
  const auto undoAgain = inverted( *redo ); // from here on it is what our writer writes
  require( undoAgain && *undoAgain == *undo );

  QBuffer json;
  json.open( QIODevice::WriteOnly );
  require( writeChangesJson( ChangesetReader::over( bytes ), json ).has_value() );
  const auto summary = summarize( ChangesetReader::over( bytes ) );
  require( summary.has_value() );
  qint64 counted = 0;
  for ( const TableChanges &changes : *summary )
    counted += changes.inserts + changes.updates + changes.deletes;
  require( counted == entries );
  return 0;
}
