// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "core/api/urlparts.h"
#include "core/base/require.h"

#include <QRegularExpression>

#include <memory>

namespace syncline::endpoints
{
  namespace
  {
    constexpr qint64 TO_THE_END = -1;

    /**
     * Lets the bytes that were asked for through, and counts them.
     *
     *     head 206 ──► Content-Range fits? ──► all bytes
     *     head 200 ──► the server ignored the range ──► skip what stands before it, drop what stands after it
     */
    class RangeFilter
    {
      public:
        RangeFilter( qint64 first, qint64 last, BodySink sink )
          : mFirst( first )
          , mLast( last )
          , mSink( std::move( sink ) )
        {
        }

        bool isWhole() const { return mFirst == 0 && mLast == TO_THE_END; }

        QByteArray header() const
        {
          return "bytes=" + QByteArray::number( mFirst ) + '-' +
                 ( mLast == TO_THE_END ? QByteArray() : QByteArray::number( mLast ) );
        }

        [[nodiscard]] Result<void> takeHead( const HttpResponse &head )
        {
          mCount = 0;
          mToSkip = 0;
          mPromised = TO_THE_END;
          if ( head.status == 206 && !isWhole() )
            return takeRange( head.header( "Content-Range" ) );
          if ( head.status != 200 )
            return fail( ErrorKind::MalformedReply,
                         QStringLiteral( "HTTP %1 for a file" ).arg( head.status ) );
          mToSkip = mFirst;
          return {};
        }

        [[nodiscard]] Result<void> takeBytes( const QByteArray &bytes )
        {
          const qint64 skipped = qMin<qint64>( mToSkip, bytes.size() );
          mToSkip -= skipped;
          const qint64 room = mLast == TO_THE_END ? bytes.size() : mLast - mFirst + 1 - mCount;
          const qint64 taken = qBound<qint64>( 0, room, bytes.size() - skipped );
          if ( mPromised != TO_THE_END && mCount + bytes.size() > mPromised )
            return fail( ErrorKind::MalformedReply, QStringLiteral( "more bytes than the range holds" ) );
          mCount += taken;
          if ( taken == 0 )
            return {};
          return mSink( taken == bytes.size() ? bytes : bytes.mid( int( skipped ), int( taken ) ) );
        }

        [[nodiscard]] Result<qint64> count() const
        {
          if ( mPromised != TO_THE_END && mCount != mPromised )
            return fail( ErrorKind::MalformedReply,
                         QStringLiteral( "%1 bytes of %2 came" ).arg( mCount ).arg( mPromised ),
                         NetworkDetail{ NetworkDetail::Cause::CutOff, {} } );
          return mCount;
        }

      private:
        [[nodiscard]] Result<void> takeRange( const QByteArray &text )
        {
          static const QRegularExpression sForm(
            QStringLiteral( "\\Abytes (\\d{1,18})-(\\d{1,18})/(?:\\d{1,18}|\\*)\\z" ) );
          const QRegularExpressionMatch match = sForm.match( QString::fromLatin1( text ).trimmed() );
          const qint64 first = match.captured( 1 ).toLongLong();
          const qint64 last = match.captured( 2 ).toLongLong();
          const bool isTooFar = mLast != TO_THE_END && last > mLast;
          if ( !match.hasMatch() || first != mFirst || last < first || isTooFar )
            return fail( ErrorKind::MalformedReply, QStringLiteral( "another range than asked for: \"%1\"" )
                                                      .arg( QString::fromLatin1( text.left( 100 ) ) ) );
          mPromised = last - first + 1;
          return {};
        }

        qint64 mFirst;
        qint64 mLast;
        BodySink mSink;
        qint64 mToSkip = 0;
        qint64 mPromised = TO_THE_END; //!< by Content-Range
        qint64 mCount = 0;
    };

    HttpRequest rawRequest( const ProjectName &project, const RelPath &file, Version version )
    {
      HttpRequest request =
        getRequest( urlPath( "v1/project/raw", { project.workspace(), project.project() } ) );
      addToQuery( request.query, "file", file.toString() );
      addToQuery( request.query, "version", version.toString() );
      return request;
    }

    Endpoint<qint64> through( const std::shared_ptr<RangeFilter> &filter, HttpRequest request )
    {
      request.setHeader( "Accept-Encoding", "identity" ); // ranges count the file's own bytes
      request.onHead = [filter]( const HttpResponse &head ) { return filter->takeHead( head ); };
      request.sink = [filter]( const QByteArray &bytes ) { return filter->takeBytes( bytes ); };
      return { request, [filter]( const HttpResponse & ) { return filter->count(); }, Auth::IfSignedIn, {} };
    }
  } // namespace

  Endpoint<qint64> rawFile( const RawRange &what, const BodySink &sink )
  {
    SYNCLINE_REQUIRE( what.firstByte >= 0 &&
                      ( what.lastByte == TO_THE_END || what.lastByte >= what.firstByte ) );
    const auto filter = std::make_shared<RangeFilter>( what.firstByte, what.lastByte, sink );
    HttpRequest request = rawRequest( what.project, what.file, what.version );
    if ( !filter->isWhole() )
      request.setHeader( "Range", filter->header() );
    return through( filter, request );
  }

  Endpoint<qint64> rawDiff( const RawDiff &what, const BodySink &sink )
  {
    HttpRequest request = rawRequest( what.project, what.file, what.version );
    addToQuery( request.query, "diff", QStringLiteral( "true" ) );
    return through( std::make_shared<RangeFilter>( 0, TO_THE_END, sink ), request );
  }

  Endpoint<qint64> rawDiffById( const ProjectId &project, const QString &diff, const BodySink &sink )
  {
    HttpRequest request = getRequest(
      urlPath( "v2/projects", { project.toString(), QStringLiteral( "raw" ), QStringLiteral( "diff" ) } ) );
    addToQuery( request.query, "file", diff );
    return through( std::make_shared<RangeFilter>( 0, TO_THE_END, sink ), request );
  }
} // namespace syncline::endpoints
