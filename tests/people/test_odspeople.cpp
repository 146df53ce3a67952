// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/bulkrun.h"
#include "core/people/odspeople.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <QJsonDocument>
#include <QTest>

using namespace syncline;
using namespace syncline::people;

//! All seven operations against the double of a domain.
class TestOdsPeople : public QObject
{
    Q_OBJECT

    struct World
    {
        explicit World( const QByteArray &key = "test-key", ods::KeyPlace place = ods::KeyPlace::Header )
          : transport(
              [this]( FakeRequest request )
              {
                request.target = QByteArray( FakeOpendatasoft::ROOT ) + request.target;
                return domain.handle( request );
              } )
          , client( transport, { QUrl(), key, place, "Apikey" } )
          , people( client )
        {
          domain.addGroup( QStringLiteral( "admins" ), QStringLiteral( "Admins" ),
                           { QStringLiteral( "edit_domain" ) } );
          domain.addGroup( QStringLiteral( "crew" ), QStringLiteral( "Crew" ),
                           { QStringLiteral( "edit_page" ) } );
          domain.addUser(
            QStringLiteral( "anna" ),
            { { QStringLiteral( "groups" ),
                QJsonArray{ QJsonObject{ { QStringLiteral( "uid" ), QStringLiteral( "admins" ) } } } } } );
          domain.addUser( QStringLiteral( "ben" ),
                          { { QStringLiteral( "last_name" ), QStringLiteral( "Berg" ) },
                            { QStringLiteral( "permissions" ), QJsonArray{ QStringLiteral( "edit_theme" ) } },
                            { QStringLiteral( "shoe_size" ), 43 } } );
          domain.addUser( QStringLiteral( "carla" ),
                          { { QStringLiteral( "last_name" ), QStringLiteral( "Adam" ) } } );
        }
        template<class T> Result<T> got( Call<T> call )
        {
          Result<T> answer = fail( ErrorKind::Bug, QStringLiteral( "no answer yet" ) );
          call.listen( [&answer]( Result<T> result ) { answer = std::move( result ); } );
          return answer;
        }
        QStringList names( const ods::UserQuery &query )
        {
          QStringList found;
          const auto page = got( client.call( ods::users( query ) ) );
          if ( page )
            for ( const ods::User &user : page->results )
              found.append( user.userName );
          return found;
        }
        FakeOpendatasoft domain;
        FakeClock clock;
        FakeTransport transport;
        ods::Client client;
        OdsPeople people;
    };

    static PersonEntry entry( const char *email )
    {
      PersonEntry made;
      made.email = QLatin1String( email );
      return made;
    }
    static QStringList resultsOf( const BulkRun &run )
    {
      QStringList results;
      for ( const RowOutcome &outcome : run.outcomes() )
        results.append( nameOf( outcome.result ) );
      return results;
    }
    static QStringList list( const char *text )
    {
      return QString::fromLatin1( text ).split( QLatin1Char( ' ' ) );
    }

  private Q_SLOTS:
    void usersAreFoundFilteredSortedAndPaged()
    {
      World world;
      ods::UserQuery query;
      query.sort = list( "last_name username" );
      QCOMPARE( world.names( query ), list( "anna carla ben" ) );
      query.search = QStringLiteral( "BERG" );
      QCOMPARE( world.names( query ), list( "ben" ) );
      ods::UserQuery direct;
      direct.permissions = list( "edit_domain" );
      QCOMPARE( world.names( direct ), QStringList() );
      ods::UserQuery anyhow;
      anyhow.allPermissions = list( "edit_domain" );
      QCOMPARE( world.names( anyhow ), list( "anna" ) );
      ods::UserQuery count;
      count.limit = 0;
      const auto counted = world.got( world.client.call( ods::users( count ) ) );
      QCOMPARE( *counted->total, 3 );
      QVERIFY( counted->results.isEmpty() );
      ods::UserQuery second;
      second.limit = 1;
      second.offset = 1;
      const auto page = world.got( world.client.call( ods::users( second ) ) );
      QCOMPARE( *page->next, 2 );
      QCOMPARE( *page->previous, 0 );
      ods::UserQuery wrong;
      wrong.sort = list( "shoe_size" );
      QCOMPARE( world.got( world.client.call( ods::users( wrong ) ) ).error().kind,
                ErrorKind::ServerRejected );
    }

    void keysAreTakenFromHeaderAndQueryAndToldApart()
    {
      QCOMPARE( World().names( {} ).size(), 3 );
      QCOMPARE( World( "test-key", ods::KeyPlace::Query ).names( {} ).size(), 3 );
      World wrong( "nonsense" );
      QCOMPARE( wrong.got( wrong.client.call( ods::users( {} ) ) ).error().kind, ErrorKind::Unauthorized );
      World weak( "weak" );
      weak.domain.addKeyWithoutRights( "weak" );
      const auto refused = weak.got( weak.client.call( ods::users( {} ) ) );
      QCOMPARE( refused.error().kind, ErrorKind::Forbidden );
      QVERIFY(
        std::get<ServerDetail>( refused.error().payload ).detail.contains( QLatin1String( "edit_domain" ) ) );
    }

    void groupsAreExpandedWhenAsked()
    {
      World world;
      const auto plain = world.got( world.client.call( ods::user( QStringLiteral( "anna" ) ) ) );
      QCOMPARE( plain->groups.first().title, QString() );
      const auto expanded =
        world.got( world.client.call( ods::user( QStringLiteral( "anna" ), ods::Groups::Expanded ) ) );
      QCOMPARE( expanded->groups.first().title, QStringLiteral( "Admins" ) );
      QCOMPARE( world.got( world.client.call( ods::user( QStringLiteral( "zoe" ) ) ) ).error().kind,
                ErrorKind::NotFound );
      QCOMPARE( world.got( world.client.call( ods::groups( 20, 0 ) ) )->results.size(), 2 );
    }

    void aChangeKeepsAllElse()
    {
      World world;
      const auto ben = world.got( world.client.call( ods::user( QStringLiteral( "ben" ) ) ) );
      world.domain.changeUser( QStringLiteral( "ben" ), []( QJsonObject &user )
                               { user[QStringLiteral( "last_name" )] = QStringLiteral( "Burg" ); } );
      const auto changed = world.got(
        world.people.change( *ben, { { QStringLiteral( "first_name" ), QStringLiteral( "Benno" ) } } ) );
      QVERIFY( changed.has_value() );
      const QJsonObject stored = world.domain.user( QStringLiteral( "ben" ) );
      QCOMPARE( stored.value( QLatin1String( "first_name" ) ).toString(), QStringLiteral( "Benno" ) );
      QCOMPARE( stored.value( QLatin1String( "last_name" ) ).toString(),
                QStringLiteral( "Burg" ) );                                 // somebody else's change stays
      QCOMPARE( stored.value( QLatin1String( "shoe_size" ) ).toInt(), 43 ); // what nobody knows too
      QCOMPARE( stored.value( QLatin1String( "permissions" ) ).toArray().size(), 1 );
    }

    void aFieldThatSomebodyElseChangedIsNotOverwritten()
    {
      World world;
      const auto ben = world.got( world.client.call( ods::user( QStringLiteral( "ben" ) ) ) );
      world.domain.changeUser( QStringLiteral( "ben" ), []( QJsonObject &user )
                               { user[QStringLiteral( "last_name" )] = QStringLiteral( "Burg" ); } );
      const auto changed = world.got(
        world.people.change( *ben, { { QStringLiteral( "last_name" ), QStringLiteral( "Mine" ) } } ) );
      QCOMPARE( changed.error().kind, ErrorKind::VersionConflict );
      QCOMPARE(
        std::get<ServerDetail>( changed.error().payload ).fields.value( QStringLiteral( "last_name" ) ),
        list( "Berg Burg" ) );
      QCOMPARE( world.domain.requestCount( "PUT", QStringLiteral( "*" ) ), 0 );
      const auto replaced = world.got( world.people.replace( *ben, ben->fields ) );
      QCOMPARE( replaced.error().kind, ErrorKind::VersionConflict );
    }

    void aReplacementKeepsFieldsThatWeDoNotKnow()
    {
      World world;
      const auto ben = world.got( world.client.call( ods::user( QStringLiteral( "ben" ) ) ) );
      QJsonObject whole{ { QStringLiteral( "email" ), QStringLiteral( "new@example.com" ) } };
      QVERIFY( world.got( world.people.replace( *ben, whole ) ).has_value() );
      const QJsonObject stored = world.domain.user( QStringLiteral( "ben" ) );
      QCOMPARE( stored.value( QLatin1String( "shoe_size" ) ).toInt(), 43 );
      QVERIFY( stored.value( QLatin1String( "permissions" ) ).toArray().isEmpty() ); // left out: gone
      whole.remove( QStringLiteral( "email" ) );
      const auto now = world.got( world.client.call( ods::user( QStringLiteral( "ben" ) ) ) );
      const auto refused = world.got( world.people.replace( *now, whole ) );
      QVERIFY(
        std::get<ServerDetail>( refused.error().payload ).fields.contains( QStringLiteral( "email" ) ) );
    }

    void theLastAdministratorStaysAndIsCalledSo()
    {
      World world;
      QVERIFY( world.got( world.people.remove( QStringLiteral( "carla" ) ) ).has_value() );
      QCOMPARE( world.got( world.people.remove( QStringLiteral( "carla" ) ) ).error().kind,
                ErrorKind::NotFound );
      const auto anna = world.got( world.people.remove( QStringLiteral( "anna" ) ) );
      QCOMPARE( std::get<ServerDetail>( anna.error().payload ).code, QStringLiteral( "LastAdministrator" ) );
      world.domain.changeUser(
        QStringLiteral( "ben" ), []( QJsonObject &user )
        { user[QStringLiteral( "permissions" )] = QJsonArray{ QStringLiteral( "edit_domain" ) }; } );
      QVERIFY( world.got( world.people.remove( QStringLiteral( "anna" ) ) ).has_value() );
    }

    void itemsZeroAndTwoFailAndOneDoesNot()
    {
      World world;
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      BulkPlan plan = planOds(
        { entry( "zoe@example.com" ), entry( "yan@example.com" ), entry( "xia@example.com" ) }, {}, intent );
      plan.rows[0].fields[QStringLiteral( "groups" )] =
        QJsonArray{ QJsonObject{ { QStringLiteral( "uid" ), QStringLiteral( "no such group" ) } } };
      plan.rows[2].fields[QStringLiteral( "email" )] = QStringLiteral( "ben@example.com" );
      BulkRun run( world.people, world.clock );
      run.start( plan );
      QCOMPARE( resultsOf( run ), list( "refused done refused" ) );
      QCOMPARE( run.outcomes().at( 1 ).userName, QStringLiteral( "yan" ) );
      QVERIFY( std::get<ServerDetail>( run.outcomes().at( 0 ).error.payload )
                 .fields.contains( QStringLiteral( "groups" ) ) );
      QCOMPARE( run.outcomes().at( 2 ).error.kind, ErrorKind::AlreadyExists );
      QCOMPARE( world.domain.requestCount( "POST", QStringLiteral( "*" ) ), 1 );
      QCOMPARE( world.domain.mailsSent(), list( "yan@example.com" ) );
    }

    void provisioningNeedsAProviderAndWritesToNobody()
    {
      World world;
      Intent intent;
      intent.unknown = UnknownPeople::Provision;
      intent.identityProvider = QStringLiteral( "opendatasoft" );
      intent.groups = list( "crew" );
      BulkRun run( world.people, world.clock );
      run.start( planOds( { entry( "zoe@example.com" ) }, {}, intent ) );
      QCOMPARE( run.counts().done, 1 );
      QVERIFY( world.domain.mailsSent().isEmpty() );
      QCOMPARE(
        world.domain.user( QStringLiteral( "zoe" ) ).value( QLatin1String( "account_type" ) ).toString(),
        QStringLiteral( "linked" ) );
      intent.identityProvider = QStringLiteral( "nobody" );
      run.start( planOds( { entry( "yan@example.com" ) }, {}, intent ) );
      QCOMPARE( run.counts().notDone, 1 );
    }

    void whoIsThereIsNotInvited()
    {
      World world;
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      const QList<PersonEntry> entries = { entry( "BEN@example.com" ), entry( "zoe@example.com" ),
                                           entry( "zoe@example.com" ), entry( "no address" ) };
      const auto present = world.got( world.people.read( entries ) );
      const BulkPlan plan = planOds( entries, *present, intent );
      QCOMPARE( plan.rows.at( 0 ).action, RowAction::Same );
      QCOMPARE( plan.rows.at( 1 ).action, RowAction::Invite );
      QCOMPARE( plan.rows.at( 2 ).trouble, RowTrouble::Duplicate );
      QCOMPARE( plan.rows.at( 3 ).trouble, RowTrouble::BadAddress );
    }

    void threeHundredInvitationsAreThreeRequestsAndALostOneIsNotRepeated()
    {
      World world;
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      QList<PersonEntry> entries;
      for ( int i = 0; i < 300; ++i )
        entries.append( entry( qPrintable( QStringLiteral( "p%1@example.com" ).arg( i ) ) ) );
      FakeFault lost;
      lost.kind = FakeFault::Kind::LoseAnswer;
      lost.verb = "POST";
      lost.nth = 2;
      world.domain.inject( lost );
      BulkRun run( world.people, world.clock );
      run.start( planOds( entries, {}, intent ) );
      QCOMPARE( run.counts().done, 200 );
      QCOMPARE( world.domain.requestCount( "POST", QStringLiteral( "*" ) ), 3 );
      run.retry();
      QCOMPARE( run.counts().done, 300 );
      QCOMPARE( world.domain.requestCount( "POST", QStringLiteral( "*" ) ), 3 ); // they were all there
      QCOMPARE( world.domain.mailsSent().size(), 300 );
    }

    void everybodyIsExportedPageByPage()
    {
      World world;
      for ( int i = 0; i < 2500; ++i )
        world.domain.addUser( QStringLiteral( "u%1" ).arg( i ) );
      QByteArray written;
      const auto count = world.got( world.people.exportJson(
        [&written]( const QByteArray &bytes ) -> Result<void>
        {
          written += bytes;
          return {};
        } ) );
      QCOMPARE( *count, 2503 );
      QCOMPARE( QJsonDocument::fromJson( written ).array().size(), 2503 );
      QCOMPARE( world.domain.requestCount( "GET", QStringLiteral( "*" ) ), 3 );
    }

    void aFullDiskEndsTheExport()
    {
      World world;
      const auto full = []( const QByteArray & ) -> Result<void> { return fail( ErrorKind::DiskFull ); };
      QCOMPARE( world.got( world.people.exportJson( full ) ).error().kind, ErrorKind::DiskFull );
      QCOMPARE( world.got( world.client.call( ods::exportUsers( {}, full ) ) ).error().kind,
                ErrorKind::DiskFull );
    }

    void theExportUsesTheDelimiter()
    {
      World world;
      QByteArray written;
      const auto sink = [&written]( const QByteArray &bytes ) -> Result<void>
      {
        written += bytes;
        return {};
      };
      QVERIFY(
        world.got( world.client.call( ods::exportUsers( { QLatin1Char( ';' ), {} }, sink ) ) ).has_value() );
      QVERIFY( written.startsWith( "username;last_name;" ) );
      QCOMPARE( written.count( '\n' ), 4 );
    }

    void valuesAreCheckedAgainstTheFields_data()
    {
      QTest::addColumn<QString>( "key" );
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QString>( "json" );
      QTest::newRow( "text" ) << "first_name"
                              << "Eva"
                              << "\"Eva\"";
      QTest::newRow( "permissions" ) << "permissions"
                                     << "edit_page,edit_theme"
                                     << "[\"edit_page\",\"edit_theme\"]";
      QTest::newRow( "one that the user holds" ) << "permissions"
                                                 << "secret_right"
                                                 << "[\"secret_right\"]";
      QTest::newRow( "groups" ) << "groups"
                                << "a;b"
                                << "[{\"uid\":\"a\"},{\"uid\":\"b\"}]";
      QTest::newRow( "object" ) << "explore_limits"
                                << "{\"api_calls\":{\"limit\":5,\"unit\":\"day\"}}"
                                << "{\"api_calls\":{\"limit\":5,\"unit\":\"day\"}}";
      QTest::newRow( "no permission" ) << "permissions"
                                       << "fly"
                                       << "";
      QTest::newRow( "read-only" ) << "expires_at"
                                   << "2027-01-01"
                                   << "";
      QTest::newRow( "no field" ) << "hat"
                                  << "red"
                                  << "";
      QTest::newRow( "no object" ) << "explore_limits"
                                   << "5"
                                   << "";
    }
    void valuesAreCheckedAgainstTheFields()
    {
      QFETCH( QString, key );
      QFETCH( QString, text );
      QFETCH( QString, json );
      const auto value = odsValue( key, text, list( "secret_right" ) );
      QCOMPARE( value.has_value(), !json.isEmpty() );
      if ( value )
        QCOMPARE( QJsonArray{ *value }, QJsonDocument::fromJson( '[' + json.toUtf8() + ']' ).array() );
    }
};

QTEST_GUILESS_MAIN( TestOdsPeople )
#include "test_odspeople.moc"
