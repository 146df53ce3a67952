// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/servererror.h"

#include <QTest>

using namespace syncline;

namespace
{
  HttpResponse answer( int status, const QByteArray &body,
                       const QByteArray &type = "application/problem+json" )
  {
    HttpResponse made;
    made.status = status;
    made.headers.append( HttpHeader( "Content-Type", type ) );
    made.body = body;
    return made;
  }

  QByteArray problem( int status, const char *detail )
  {
    return QByteArray( "{\"type\":\"about:blank\",\"title\":\"Some Title\",\"detail\":\"" ) + detail +
           "\",\"status\":" + QByteArray::number( status ) + "}\n";
  }

  QByteArray coded( const char *code, const char *extra = "" )
  {
    return QByteArray( "{\"code\":\"" ) + code + "\",\"detail\":\"It is so (" + code + ")\"" + extra + "}";
  }
} // namespace

class TestServerError : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void theCodeDecides_data()
    {
      QTest::addColumn<int>( "status" );
      QTest::addColumn<QString>( "code" );
      QTest::addColumn<int>( "kind" );
      const auto row = []( int status, const char *code, ErrorKind kind )
      { QTest::addRow( "%d %s", status, code ) << status << QString::fromLatin1( code ) << int( kind ); };
      row( 409, "ProjectVersionExists", ErrorKind::VersionConflict );
      row( 409, "AnotherUploadRunning", ErrorKind::Locked );
      row( 422, "ProjectLocked", ErrorKind::Locked );
      row( 423, "ProjectLocked", ErrorKind::Locked );
      row( 422, "StorageLimitHit", ErrorKind::QuotaExceeded );
      row( 422, "ProjectsLimitHit", ErrorKind::QuotaExceeded );
      row( 422, "UsersLimitHit", ErrorKind::QuotaExceeded );
      row( 207, "EditorsLimitHit", ErrorKind::QuotaExceeded );
      row( 422, "TrialExpired", ErrorKind::QuotaExceeded );
      row( 422, "DataSyncError", ErrorKind::ServerRejected );
      row( 413, "BigChunkError", ErrorKind::ServerRejected );
      row( 400, "InvalidProjectName", ErrorKind::ServerRejected );
      row( 400, "BatchLimitExceeded", ErrorKind::ServerRejected );
      row( 422, "DiffDownloadError", ErrorKind::ServerRejected );
      row( 422, "UpdateProjectAccessError", ErrorKind::ServerRejected );
      row( 422, "UploadError", ErrorKind::ServerRejected );
      row( 409, "UploadError", ErrorKind::VersionConflict );
      row( 400, "UploadError", ErrorKind::ServerRejected );
      row( 404, "SomethingNew", ErrorKind::NotFound );
    }

    void theCodeDecides()
    {
      QFETCH( int, status );
      QFETCH( QString, code );
      QFETCH( int, kind );
      const Error error = errorOf( answer( status, coded( code.toLatin1().constData() ) ) );
      QCOMPARE( nameOf( error.kind ), nameOf( ErrorKind( kind ) ) );
      QVERIFY2( error.detail.contains( code ), qPrintable( error.detail ) );
      QCOMPARE( error.detail.count( code ), 1 ); // not twice, although the sentence repeats it
      if ( const ServerDetail *said = std::get_if<ServerDetail>( &error.payload ) )
      {
        QCOMPARE( said->code, code );
        QCOMPARE( said->status, status );
        QCOMPARE( said->detail, QStringLiteral( "It is so" ) );
      }
    }

    void sentencesWithoutCodeAreUnderstood_data()
    {
      QTest::addColumn<int>( "status" );
      QTest::addColumn<QString>( "sentence" );
      QTest::addColumn<int>( "kind" );
      QTest::addColumn<QString>( "code" );
      const auto row = []( int status, const char *sentence, ErrorKind kind, const char *code )
      {
        QTest::addRow( "%d %s", status, sentence )
          << status << QString::fromLatin1( sentence ) << int( kind ) << QString::fromLatin1( code );
      };
      row( 400, "Version mismatch", ErrorKind::VersionConflict, "ProjectVersionExists" );
      row( 400, "First push should be with v0", ErrorKind::VersionConflict, "ProjectVersionExists" );
      row( 400, "Another process is running. Please try later.", ErrorKind::Locked, "AnotherUploadRunning" );
      row( 400, "No changes", ErrorKind::ServerRejected, "NoChanges" );
      row( 422, "No changes", ErrorKind::ServerRejected, "NoChanges" );
      row( 400, "Unsupported file name detected: 'a?.txt'. Please remove the invalid characters.",
           ErrorKind::ServerRejected, "FileName" );
      row( 422, "Unsupported file name detected: 'a?.txt'. Please remove the invalid characters.",
           ErrorKind::ServerRejected, "FileName" );
      row( 400, "Folder name contains a trailing space. Please remove the space in: 'a /b.txt'.",
           ErrorKind::ServerRejected, "FileName" );
      row( 422, "Folder name contains a trailing space. Please remove the space in: 'a /b.txt'.",
           ErrorKind::ServerRejected, "FileName" );
      row(
        400,
        "Unsupported file type detected: 'a.exe'. Please remove the file or try compressing it into a ZIP file",
        ErrorKind::ServerRejected, "FileType" );
      row(
        422,
        "Unsupported file type detected: 'a.exe'. Please remove the file or try compressing it into a ZIP file",
        ErrorKind::ServerRejected, "FileType" );
      row( 400, "File is not valid", ErrorKind::ServerRejected, "FileEmpty" );
      row( 422, "File is not valid", ErrorKind::ServerRejected, "FileEmpty" );
      row( 400, "File a.txt has been already uploaded", ErrorKind::ServerRejected, "FileExists" );
      row( 400, "Too big chunk", ErrorKind::ServerRejected, "BigChunkError" );
      row( 400, "Upload was probably canceled", ErrorKind::NotFound, "UploadGone" );
      row( 409, "Project with the same name already exists", ErrorKind::AlreadyExists, "" );
      row(
        409,
        "Project with the same name is scheduled for deletion, you can create a project with this name in 7 days",
        ErrorKind::AlreadyExists, "NameReserved" );
      row( 409, "Name already exist within workspace", ErrorKind::AlreadyExists, "" );
      row( 409, "There is already version with this name v3", ErrorKind::VersionConflict,
           "ProjectVersionExists" );
      row( 409, "Database integrity error", ErrorKind::VersionConflict, "ProjectVersionExists" );
      row( 422, "Failed to create new version: a.gpkg error=sync error: file not found on server",
           ErrorKind::ServerRejected, "VersionNotCreated" );
      row( 422, "Failed to create upload session. Please try later.", ErrorKind::ServerFailure, "" );
      row( 422, "Failed to upload a new project version. Please try later.", ErrorKind::ServerFailure, "" );
      row( 503, "Service unavailable due to maintenance, please try later", ErrorKind::ServerFailure,
           "Maintenance" );
      row( 401, "Invalid username or password", ErrorKind::Unauthorized, "" );
      row( 403, "You do not have permissions for this project", ErrorKind::Forbidden, "" );
      row( 404, "Project at requested version does not exist", ErrorKind::NotFound, "" );
      row( 404, "Workspace does not exist", ErrorKind::NotFound, "" );
      row( 400, "Some other Version mismatch", ErrorKind::ServerRejected,
           "" ); // only where the sentence begins so
    }

    void sentencesWithoutCodeAreUnderstood()
    {
      QFETCH( int, status );
      QFETCH( QString, sentence );
      QFETCH( int, kind );
      QFETCH( QString, code );
      const Error error = errorOf( answer( status, problem( status, sentence.toUtf8().constData() ) ) );
      QCOMPARE( nameOf( error.kind ), nameOf( ErrorKind( kind ) ) );
      QVERIFY( error.detail.contains( sentence ) );
      if ( const ServerDetail *said = std::get_if<ServerDetail>( &error.payload ) )
      {
        QCOMPARE( said->code, code );
        QCOMPARE( said->detail, sentence );
      }
      else
      {
        QVERIFY( std::holds_alternative<VersionPair>( error.payload ) );
      }
    }

    void theStatusDecidesWhereNothingElseDoes_data()
    {
      QTest::addColumn<int>( "status" );
      QTest::addColumn<int>( "kind" );
      const auto row = []( int status, ErrorKind kind )
      { QTest::addRow( "%d", status ) << status << int( kind ); };
      row( 302, ErrorKind::NotAServer );
      row( 304, ErrorKind::NotAServer );
      row( 400, ErrorKind::ServerRejected );
      row( 401, ErrorKind::Unauthorized );
      row( 402, ErrorKind::ServerRejected );
      row( 403, ErrorKind::Forbidden );
      row( 404, ErrorKind::NotFound );
      row( 405, ErrorKind::NotAServer );
      row( 408, ErrorKind::Timeout );
      row( 409, ErrorKind::AlreadyExists );
      row( 410, ErrorKind::NotFound );
      row( 413, ErrorKind::ServerRejected );
      row( 415, ErrorKind::ServerRejected );
      row( 416, ErrorKind::ServerRejected );
      row( 422, ErrorKind::ServerRejected );
      row( 423, ErrorKind::Locked );
      row( 426, ErrorKind::ClientTooOld );
      row( 429, ErrorKind::RateLimited );
      row( 500, ErrorKind::ServerFailure );
      row( 501, ErrorKind::ServerTooOld );
      row( 502, ErrorKind::ServerFailure );
      row( 503, ErrorKind::ServerFailure );
      row( 504, ErrorKind::ServerFailure );
      row( 599, ErrorKind::ServerFailure );
    }

    void theStatusDecidesWhereNothingElseDoes()
    {
      QFETCH( int, status );
      QFETCH( int, kind );
      for ( const QByteArray &body :
            { QByteArray(), problem( status, "Whatever." ), QByteArray( "plain words" ),
              QByteArray( "{\"strange\":[1,2,{}]}" ), QByteArray( "null" ), QByteArray( "[]" ) } )
      {
        const Error error = errorOf( answer( status, body ) );
        QCOMPARE( nameOf( error.kind ), nameOf( ErrorKind( kind ) ) );
        QVERIFY( error.detail.startsWith( QStringLiteral( "HTTP %1" ).arg( status ) ) );
      }
    }

    void everyShapeOfBodyIsRead()
    {
      QCOMPARE( errorOf( answer( 404, problem( 404, "File x not found" ) ) ).detail,
                QStringLiteral( "HTTP 404: File x not found" ) );
      QCOMPARE( errorOf( answer( 401, "\"Authentication information is missing or invalid.\"\n",
                                 "application/json" ) )
                  .detail,
                QStringLiteral( "HTTP 401: Authentication information is missing or invalid." ) );
      QCOMPARE( errorOf( answer( 504, "Gateway Timeout", "text/plain" ) ).detail,
                QStringLiteral( "HTTP 504: Gateway Timeout" ) );
      QCOMPARE(
        errorOf( answer( 502, "<html><head><title>502 Bad\n Gateway</title></head>…", "text/html" ) ).detail,
        QStringLiteral( "HTTP 502: 502 Bad Gateway" ) );
      QCOMPARE(
        errorOf( answer( 401, "Authentication information is missing or invalid.", "text/html" ) ).detail,
        QStringLiteral( "HTTP 401: Authentication information is missing or invalid." ) );
    }

    void complaintsOfAFormAreKeptByField()
    {
      const Error error = errorOf( answer(
        400, "{\"username\":[\"Already exists\"],\"email\":[\"One.\",\"Two.\"]}", "application/json" ) );
      QCOMPARE( error.kind, ErrorKind::ServerRejected );
      const ServerDetail said = std::get<ServerDetail>( error.payload );
      QCOMPARE( said.fields.value( QStringLiteral( "username" ) ),
                QStringList( QStringLiteral( "Already exists" ) ) );
      QCOMPARE( said.fields.value( QStringLiteral( "email" ) ),
                QStringList( { QStringLiteral( "One." ), QStringLiteral( "Two." ) } ) );
      QVERIFY( !said.detail.isEmpty() );
    }

    void corruptedFilesAreNamed()
    {
      const Error error = errorOf( answer(
        422,
        "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":422,\"detail\":{\"corrupted_files\":[\"a.gpkg\",\"b\"]}}" ) );
      QCOMPARE( error.kind, ErrorKind::ServerRejected );
      const auto reasons = std::get<FailedFiles>( error.payload ).reasons;
      QCOMPARE( reasons.size(), 2 );
      QCOMPARE( reasons.value( QStringLiteral( "a.gpkg" ) ), QStringLiteral( "corrupted" ) );
    }

    void failedFilesAreNamed()
    {
      const Error error =
        errorOf( answer( 422, coded( "DataSyncError", ",\"failed_files\":{\"a.gpkg\":\"unsupported\"}" ) ) );
      QCOMPARE( std::get<FailedFiles>( error.payload ).reasons.value( QStringLiteral( "a.gpkg" ) ),
                QStringLiteral( "unsupported" ) );
    }

    void quotaTellsItsNumbers()
    {
      const Error error = errorOf(
        answer( 422, coded( "StorageLimitHit", ",\"current_usage\":24865,\"storage_limit\":10737418240" ) ) );
      const QuotaUsage usage = std::get<QuotaUsage>( error.payload );
      QCOMPARE( usage.usedBytes, qint64( 24865 ) );
      QCOMPARE( usage.limitBytes, qint64( 10737418240 ) );
    }

    void versionsThatDoNotFitAreTold()
    {
      const Error error = errorOf( answer(
        409, coded( "ProjectVersionExists", ",\"client_version\":\"v3\",\"server_version\":\"v15\"" ) ) );
      const VersionPair pair = std::get<VersionPair>( error.payload );
      QCOMPARE( pair.ours, 3 );
      QCOMPARE( pair.theirs, 15 );
    }

    void aPageForPeopleMeansAnotherServer()
    {
      const QByteArray page = "<!DOCTYPE html>\n<html><title>Not here</title></html>";
      QCOMPARE( errorOf( answer( 404, page, "text/html" ) ).kind, ErrorKind::NotAServer );
      QCOMPARE( errorOf( answer( 401, page, "text/html" ) ).kind, ErrorKind::Unauthorized );
      QCOMPARE( errorOf( answer( 403, page, "text/html" ) ).kind, ErrorKind::Forbidden );
      QCOMPARE( errorOf( answer( 413, page, "text/html" ) ).kind, ErrorKind::ServerRejected );
      QCOMPARE( errorOf( answer( 503, page, "text/html" ) ).kind, ErrorKind::ServerFailure );
    }

    void howLongToWaitIsTold()
    {
      HttpResponse busy = answer( 429, "{}" );
      QCOMPARE( std::get<ServerDetail>( errorOf( busy ).payload ).retryAfterSeconds, -1 );
      busy.headers.append( HttpHeader( "Retry-After", "30" ) );
      QCOMPARE( std::get<ServerDetail>( errorOf( busy ).payload ).retryAfterSeconds, 30 );
    }

    void aHugeOrHostileBodyStaysHarmless()
    {
      const QByteArray deep = QByteArray( 100000, '[' );
      QCOMPARE( errorOf( answer( 400, deep ) ).kind, ErrorKind::ServerRejected );
      const Error longOne = errorOf( answer( 400, "{\"detail\":\"" + QByteArray( 200000, 'x' ) + "\"}" ) );
      QVERIFY( longOne.detail.size() < 1100 );
      QCOMPARE( errorOf( answer( 422, "{\"code\":17,\"detail\":{\"corrupted_files\":\"none\"}}" ) ).kind,
                ErrorKind::ServerRejected );
    }
};

QTEST_GUILESS_MAIN( TestServerError )
#include "test_servererror.moc"
