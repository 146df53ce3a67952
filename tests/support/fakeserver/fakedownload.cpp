// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakemergeddiffs.h"
#include "tests/support/fakeserver/fakerules.h"
#include "tests/support/fakeserver/fakeshapes.h"

#include <QRegularExpression>
#include <QUrl>

namespace syncline::fake
{
  namespace
  {
    struct ByteRange
    {
        qint64 first = 0;
        qint64 last = 0;
    };

    //! One range that lies in a file of \a size bytes, its end clipped; anything else cannot be satisfied.
    std::optional<ByteRange> rangeFrom( const QByteArray &header, qint64 size )
    {
      static const QRegularExpression form( QStringLiteral( "\\Abytes=([0-9]*)-([0-9]*)\\z" ) );
      const QRegularExpressionMatch match = form.match( QString::fromLatin1( header ) );
      const QString first = match.captured( 1 );
      const QString last = match.captured( 2 );
      if ( !match.hasMatch() || ( first.isEmpty() && last.isEmpty() ) )
        return std::nullopt;
      ByteRange range{ first.toLongLong(),
                       last.isEmpty() ? size - 1 : std::min( last.toLongLong(), size - 1 ) };
      if ( first.isEmpty() )
        range = { size - last.toLongLong(), size - 1 };
      const bool isInverted = !first.isEmpty() && !last.isEmpty() && last.toLongLong() < first.toLongLong();
      return range.first < 0 || range.first >= size || isInverted ? std::nullopt
                                                                  : std::optional<ByteRange>( range );
    }

    QByteArray attachment( const QString &path )
    {
      return "attachment; filename*=UTF-8''" +
             QUrl::toPercentEncoding( path.section( QLatin1Char( '/' ), -1 ) );
    }

    FakeResponse served( const Context &context, const QByteArray &blob, const QString &name )
    {
      const ContentStore &content = context.state.content;
      const qint64 size = content.sizeOf( blob );
      if ( size < 0 )
        return problem( 404, QStringLiteral( "File %1 not found" ).arg( name ) );
      const QByteArray etag = '"' + blob + '"';
      FakeResponse response;
      response.setHeader( "ETag", etag );
      if ( context.request.header( "If-None-Match" ) == etag )
      {
        response.status = 304;
        return response;
      }
      const QByteArray wanted = context.request.header( "Range" );
      const bool isPart = !wanted.isEmpty() && size > 0;
      const std::optional<ByteRange> range = isPart ? rangeFrom( wanted, size ) : ByteRange{ 0, size - 1 };
      if ( !range )
      {
        FakeResponse refused =
          problem( 416, QStringLiteral( "The server cannot provide the requested range." ) );
        refused.setHeader( "Content-Range", "bytes */" + QByteArray::number( size ) );
        return refused;
      }
      response.setHeader( "Content-Type", guessedType( content.readPart( blob, 0, HEAD_BYTES ) ) );
      response.setHeader( "Content-Disposition", attachment( name ) );
      response.setHeader( "Accept-Ranges", "bytes" );
      if ( isPart )
      {
        response.status = 206;
        response.setHeader( "Content-Range", "bytes " + QByteArray::number( range->first ) + '-' +
                                               QByteArray::number( range->last ) + '/' +
                                               QByteArray::number( size ) );
      }
      content.serve( blob, range->first, range->last - range->first + 1, response );
      return response;
    }

    FakeResponse servedDiff( const Context &context, const FileChange &change, const QString &path )
    {
      if ( !change.diff )
        return problem( 404, QStringLiteral( "No diff in particular file %1 version" ).arg( path ) );
      return served( context, change.diff->blob, change.diff->path );
    }
  } // namespace

  FakeResponse downloadRaw( Context &context )
  {
    QueryReader reader( context );
    const QString path = reader.needText( "file"_l1 );
    const QString version = reader.version( "version"_l1 ).value_or( QString() );
    const bool isDiff = reader.boolean( "diff"_l1, false );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findByName( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    if ( isDiff && isVersioned( path ) && version.isEmpty() )
      return problem( 400, QStringLiteral( "Changeset must be requested for particular file version" ) );
    const int latest = found.project->latest();
    const int number = version.isEmpty() ? latest : std::min( versionNumber( version ), latest );
    const FileState file = filesAt( *found.project, number ).value( path );
    if ( !file.change )
      return problem( 404, QStringLiteral( "File %1 not found" ).arg( path ) );
    return isDiff ? servedDiff( context, *file.change, path ) : served( context, file.change->blob, path );
  }

  FakeResponse downloadDiff( Context &context )
  {
    QueryReader reader( context );
    const QString id = reader.needText( "file"_l1 );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findById( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    for ( const ProjectVersion &version :
          found.project->versions ) // the oldest of that name is the one that is served
      for ( const FileChange &change : version.changes )
        if ( change.diff && change.diff->path == id )
          return id.contains( "../"_l1 ) ? coded( 422, QStringLiteral( "DiffDownloadError" ),
                                                  QStringLiteral( "Diff cannot be read" ) )
                                         : served( context, change.diff->blob, id );
    const std::optional<QByteArray> merged = mergedDiffBlob( context.state.content, *found.project, id );
    if ( merged && merged->isEmpty() )
      return coded( 422, QStringLiteral( "DiffDownloadError" ), QStringLiteral( "Diff cannot be made" ) );
    return merged ? served( context, *merged, id ) : problem( 404 );
  }
} // namespace syncline::fake
