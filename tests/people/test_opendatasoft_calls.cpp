// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/opendatasoft.h"
#include "core/api/opendatasoftclient.h"
#include "tests/support/faketransport.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace syncline;

//! The calls of the Automation API as values: what goes out, and what is made of the answers.
class TestOpendatasoftCalls : public QObject
{
    Q_OBJECT

    static QJsonObject schema( const char *name )
    {
      QFile file( QStringLiteral( SYNCLINE_TEST_DATA "/opendatasoft/openapi-users.json" ) );
      if ( !file.open( QIODevice::ReadOnly ) )
        return {};
      return QJsonDocument::fromJson( file.readAll() )
        .object()
        .value( QLatin1String( "components" ) )
        .toObject()
        .value( QLatin1String( "schemas" ) )
        .toObject()
        .value( QLatin1String( name ) )
        .toObject();
    }

    static HttpResponse answer( const QByteArray &body, int status = 200 )
    {
      HttpResponse made;
      made.status = status;
      made.body = body;
      return made;
    }

  private Q_SLOTS:
    void ourFieldsAreThoseOfTheDescription()
    {
      const QJsonObject properties = schema( "User" ).value( QLatin1String( "properties" ) ).toObject();
      QCOMPARE( properties.size(), ods::USER_FIELD_COUNT );
      for ( const ods::Field &field : ods::userFields() )
      {
        const QJsonValue property = properties.value( QLatin1String( field.key ) );
        QVERIFY2( property.isObject(), field.key );
        QCOMPARE( field.isReadOnly, property.toObject().value( QLatin1String( "readOnly" ) ).toBool() );
      }
    }

    void ourPermissionsAreThoseOfTheDescription()
    {
      QStringList described;
      for ( const QJsonValue &value : schema( "Permission" ).value( QLatin1String( "enum" ) ).toArray() )
        described.append( value.toString() );
      QCOMPARE( described.size(), 21 );
      QCOMPARE( ods::knownPermissions(), described );
    }

    void everyFieldIsDecodedAndShown()
    {
      QFile file( QStringLiteral( SYNCLINE_TEST_DATA "/opendatasoft/user.json" ) );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const auto user = ods::userFrom( QJsonDocument::fromJson( file.readAll() ).object() );
      QVERIFY2( user.has_value(), user ? "" : qPrintable( user.error().detail ) );
      for ( const ods::Field &field : ods::userFields() )
        QVERIFY2( !ods::fieldText( *user, field ).isEmpty(), field.key );
      QCOMPARE( user->groups.first().title, QStringLiteral( "Content Designers" ) );
      QCOMPARE( user->exploreLimit->limit, 2000 );
      QCOMPARE( *user->isActive, true );
      QCOMPARE( user->identityProviders, QStringList{ QStringLiteral( "opendatasoft" ) } );
      QCOMPARE( user->expires, QDateTime( QDate( 2027, 1, 1 ), QTime( 0, 0 ), Qt::UTC ) );
      QCOMPARE( user->fields.value( QLatin1String( "shoe_size" ) ).toInt(),
                43 ); // what we do not know is kept
    }

    void theAddressOfAPortalBecomesTheRootOfItsApi_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QString>( "root" );
      QTest::newRow( "portal" ) << "data.example.com"
                                << "https://data.example.com/api/automation/v1.0";
      QTest::newRow( "slash" ) << "https://data.example.com/"
                               << "https://data.example.com/api/automation/v1.0";
      QTest::newRow( "root" ) << "http://127.0.0.1:8080/mock"
                              << "http://127.0.0.1:8080/mock";
      QTest::newRow( "full" ) << "https://d.example.com/api/automation/v1.0/"
                              << "https://d.example.com/api/automation/v1.0";
      QTest::newRow( "no address" ) << "ftp://data"
                                    << "";
    }
    void theAddressOfAPortalBecomesTheRootOfItsApi()
    {
      QFETCH( QString, text );
      QFETCH( QString, root );
      QCOMPARE( ods::rootFromText( text ).value_or( QUrl() ), QUrl( root ) );
    }

    void listValuesRepeatTheParameter()
    {
      ods::UserQuery query;
      query.search = QStringLiteral( "a+b c" );
      query.sort = QStringList{ QStringLiteral( "last_name" ), QStringLiteral( "username" ) };
      query.permissions = QStringList{ QStringLiteral( "edit_domain" ) };
      query.allPermissions = QStringList{ QStringLiteral( "edit_page" ), QStringLiteral( "edit_theme" ) };
      query.limit = 0;
      query.offset = 40;
      QCOMPARE(
        ods::users( query ).request.target(),
        QByteArray(
          "users/?search=a%2Bb%20c&sort=last_name&sort=username&permissions=edit_domain&all_permissions=edit_page"
          "&all_permissions=edit_theme&limit=0&offset=40" ) );
    }

    void pagesTellTotalAndNeighbours()
    {
      const auto page = ods::users( {} ).decode( answer(
        "{\"total_count\":50,\"next\":\"https://elsewhere.example.com/users/?offset=40&limit=20\","
        "\"previous\":\"https://x/users/?limit=20\",\"results\":[{\"username\":\"a\",\"email\":\"a@b.c\"}]}" ) );
      QVERIFY( page.has_value() );
      QCOMPARE( *page->total, 50 );
      QCOMPARE( *page->next, 40 );
      QCOMPARE( *page->previous, 0 );
      const auto last = ods::users( {} ).decode(
        answer( R"({"total_count":null,"next":null,"previous":null,"results":[]})" ) );
      QVERIFY( !last->total && !last->next && !last->previous );
    }

    void outcomesOfABatchAreJoinedByNumber()
    {
      const QList<QJsonObject> items = { {}, {}, {} };
      const auto batch = ods::invite( items ).decode( answer(
        R"({"2":{"status_code":"error","error":"This address is blocked"},)"
        R"("1":{"status_code":"success","data":{"username":"b","email":"b@example.com"}},)"
        R"("0":{"status_code":"error","error":{"error_code":"user_exists","message":"There is such a user"}}})" ) );
      QVERIFY( batch.has_value() );
      QCOMPARE( batch->items.size(), 3 );
      QCOMPARE( batch->items.at( 0 ).error().kind, ErrorKind::AlreadyExists );
      QCOMPARE( batch->items.at( 1 )->userName, QStringLiteral( "b" ) );
      QCOMPARE( batch->items.at( 2 ).error().detail, QStringLiteral( "This address is blocked" ) );
      QVERIFY( batch->unknownKeys.isEmpty() );
    }

    void anUnknownItemKeyIsTold()
    {
      const auto batch = ods::provision( { {} } ).decode(
        answer( R"({"property1":{"status_code":"success","data":{"email":"a@b.c"}}})" ) );
      QCOMPARE( batch->unknownKeys, QStringList{ QStringLiteral( "property1" ) } );
      QCOMPARE( batch->items.at( 0 ).error().kind, ErrorKind::MalformedReply );
    }

    void theKeyGoesWhereItWasPut_data()
    {
      QTest::addColumn<int>( "place" );
      QTest::addColumn<QByteArray>( "prefix" );
      QTest::addColumn<QByteArray>( "header" );
      QTest::addColumn<QByteArray>( "target" );
      QTest::newRow( "header" ) << int( ods::KeyPlace::Header ) << QByteArray( "Apikey" )
                                << QByteArray( "Apikey s3cret" ) << QByteArray( "/users/a%2Fb/" );
      QTest::newRow( "other prefix" ) << int( ods::KeyPlace::Header ) << QByteArray( "apikey" )
                                      << QByteArray( "apikey s3cret" ) << QByteArray( "/users/a%2Fb/" );
      QTest::newRow( "no prefix" ) << int( ods::KeyPlace::Header ) << QByteArray() << QByteArray( "s3cret" )
                                   << QByteArray( "/users/a%2Fb/" );
      QTest::newRow( "query" ) << int( ods::KeyPlace::Query ) << QByteArray( "Apikey" ) << QByteArray()
                               << QByteArray( "/users/a%2Fb/?apikey=s3cret" );
    }
    void theKeyGoesWhereItWasPut()
    {
      QFETCH( int, place );
      QFETCH( QByteArray, prefix );
      FakeRequest seen;
      FakeTransport transport(
        [&seen]( const FakeRequest &request )
        {
          seen = request;
          return fake::json( QJsonObject{ { QStringLiteral( "username" ), QStringLiteral( "a/b" ) } } );
        } );
      ods::Client client( transport, { QUrl(), "s3cret", ods::KeyPlace( place ), prefix } );
      bool isGood = false;
      client.call( ods::user( QStringLiteral( "a/b" ) ) )
        .then( this, [&isGood]( const Result<ods::User> &user ) { isGood = user.has_value(); } );
      QVERIFY( isGood );
      QTEST( seen.header( "Authorization" ), "header" );
      QTEST( seen.target, "target" );
    }

    void anyAnswerThatIsNoSuccessIsAnError_data()
    {
      QTest::addColumn<int>( "status" );
      QTest::addColumn<int>( "kind" );
      QTest::newRow( "400" ) << 400 << int( ErrorKind::ServerRejected );
      QTest::newRow( "401" ) << 401 << int( ErrorKind::Unauthorized );
      QTest::newRow( "403" ) << 403 << int( ErrorKind::Forbidden );
      QTest::newRow( "404" ) << 404 << int( ErrorKind::NotFound );
      QTest::newRow( "409" ) << 409 << int( ErrorKind::AlreadyExists );
      QTest::newRow( "418" ) << 418 << int( ErrorKind::ServerRejected );
      QTest::newRow( "422" ) << 422 << int( ErrorKind::ServerRejected );
      QTest::newRow( "429" ) << 429 << int( ErrorKind::RateLimited );
      QTest::newRow( "500" ) << 500 << int( ErrorKind::ServerFailure );
      QTest::newRow( "503" ) << 503 << int( ErrorKind::ServerFailure );
    }
    void anyAnswerThatIsNoSuccessIsAnError()
    {
      QFETCH( int, status );
      QFETCH( int, kind );
      const Error error = ods::errorOf(
        answer( R"({"error_code":"why","message":"So it is","detail":{"email":["Not one"]}})", status ) );
      QCOMPARE( int( error.kind ), kind );
      const auto said = std::get<ServerDetail>( error.payload );
      QCOMPARE( said.code, QStringLiteral( "why" ) );
      QCOMPARE( said.detail, QStringLiteral( "So it is" ) );
      QCOMPARE( said.fields.value( QStringLiteral( "email" ) ), QStringList{ QStringLiteral( "Not one" ) } );
    }

    void exportGoesStraightIntoTheSink()
    {
      QByteArray written;
      int pieces = 0;
      FakeTransport transport( []( const FakeRequest & )
                               { return fake::text( 200, QByteArray( 5000, 'x' ) ); } );
      ods::Client client( transport, { QUrl(), "k", ods::KeyPlace::Header, "Apikey" } );
      const auto sink = [&]( const QByteArray &bytes ) -> Result<void>
      {
        ++pieces;
        written += bytes;
        return {};
      };
      const auto endpoint = ods::exportUsers( { QLatin1Char( ';' ), QStringLiteral( "a" ) }, sink );
      QCOMPARE( endpoint.request.target(), QByteArray( "users/export/?delimiter=%3B&subdomains=a" ) );
      qint64 count = 0;
      client.call( endpoint )
        .then( this, [&count]( const Result<qint64> &bytes ) { count = bytes.value_or( -1 ); } );
      QCOMPARE( count, 5000 );
      QCOMPARE( written.size(), 5000 );
      QVERIFY( pieces > 1 );
    }

    void aKeyThatCannotBeOneIsRefused()
    {
      QCOMPARE( ods::keyFromText( QStringLiteral( " abc123\n" ) ).value_or( QByteArray() ),
                QByteArray( "abc123" ) );
      QVERIFY( !ods::keyFromText( QString() ) );
      QVERIFY( !ods::keyFromText( QStringLiteral( "a\r\nX-Evil: 1" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestOpendatasoftCalls )
#include "test_opendatasoft_calls.moc"
