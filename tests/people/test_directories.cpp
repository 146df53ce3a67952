// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/mergindirectory.h"
#include "core/people/odsdirectory.h"
#include "tests/people/peopleworld.h"
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <QTest>

using namespace syncline;
using namespace syncline::people;

//! Three kinds of servers behind one face.
class TestDirectories : public QObject
{
    Q_OBJECT

    struct Domain
    {
        Domain()
          : transport(
              [this]( FakeRequest request )
              {
                request.target = QByteArray( FakeOpendatasoft::ROOT ) + request.target;
                return fake.handle( request );
              } )
          , client( transport, access() )
          , directory( client )
        {
        }
        static ods::Access access()
        {
          ods::Access made;
          made.root = *ods::rootFromText( QStringLiteral( "data.example.com" ) );
          made.key = "test-key";
          return made;
        }
        FakeOpendatasoft fake;
        FakeTransport transport;
        ods::Client client;
        OdsDirectory directory;
    };

    static QStringList names( const Result<PeopleList> &page )
    {
      QStringList found;
      for ( const Person &person : page ? page->people : QList<Person>() )
        found.append( person.userName );
      return found;
    }
    static PersonEntry entry( const char *name, const char *role )
    {
      PersonEntry made;
      made.userName = QLatin1String( name );
      made.role = QLatin1String( role );
      made.project = QStringLiteral( "team/trees" );
      return made;
    }

  private Q_SLOTS:
    void membersAreListedWithTheirRoleAndWhoIsLocked()
    {
      PeopleWorld world;
      MerginDirectory directory( world.api, world.clock, { QStringLiteral( "team" ), {} } );
      const Result<PeopleList> page = PeopleWorld::got( directory.list( {} ) );
      QVERIFY( page );
      QCOMPARE( names( page ), QStringList( { QStringLiteral( "anna" ), QStringLiteral( "ben" ),
                                              QStringLiteral( "carla" ), QStringLiteral( "dan" ) } ) );
      QVERIFY( page->people.first().isYou );
      QCOMPARE( page->people.first().lock, Obstacle::LastOwner );
      QCOMPARE( page->people.at( 1 ).workspaceRole, WorkspaceRole::Guest );
      QVERIFY( directory.mayChange() );
      QCOMPARE( directory.whoMayChange(), QStringList( QStringLiteral( "anna" ) ) );
      QVERIFY( directory.availability( Feature::Invitations ).isThere() );
      QVERIFY( !directory.availability( Feature::Search ).isThere() ); // the table does it
    }

    void collaboratorsTellWhereTheirAccessComesFrom()
    {
      PeopleWorld world;
      world.server.setProjectRole( world.trees, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      world.server.setWorkspaceRole( QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
      world.server.setWorkspaceRole( QStringLiteral( "carla" ), QStringLiteral( "editor" ) );
      MerginDirectory directory( world.api, world.clock, { {}, QStringLiteral( "team/trees" ) } );
      const Result<PeopleList> page = PeopleWorld::got( directory.list( {} ) );
      QVERIFY( page );
      for ( const Person &person : page->people )
      {
        if ( person.userName == QLatin1String( "ben" ) )
        {
          QCOMPARE( person.access.source, AccessSource::SetHere );
          QCOMPARE( person.access.role, ProjectRole::Writer );
        }
        if ( person.userName == QLatin1String( "carla" ) )
        {
          QCOMPARE( person.access.source, AccessSource::Workspace );
          QCOMPARE( person.projectRole, ProjectRole::None );
        }
      }
      QCOMPARE( directory.rolesToGive().last(), QStringLiteral( "owner" ) );
    }

    void aChangeIsTheStartOfTheNextPlan()
    {
      PeopleWorld world;
      world.server.setProjectRole( world.trees, QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
      MerginDirectory directory( world.api, world.clock, { {}, QStringLiteral( "team/trees" ) } );
      QVERIFY( PeopleWorld::got( directory.list( {} ) ) );
      for ( const char *role : { "writer", "editor", "reader", "none", "writer" } )
      {
        const BulkPlan plan = *PeopleWorld::got( directory.plan( { entry( "ben", role ) }, {} ) );
        QCOMPARE( plan.workCount(), 1 );
        const QList<RowOutcome> outcomes =
          *PeopleWorld::got( directory.performer().perform( plan.rows, plan.intent ) );
        QCOMPARE( outcomes.first().result, RowResult::Done );
      }
      world.server.clearLog();
      QVERIFY( PeopleWorld::got( directory.plan( { entry( "ben", "reader" ) }, {} ) ) );
      QCOMPARE( world.server.requestCount(), 0 ); // younger than a minute
      world.clock.advance( std::chrono::minutes( 2 ) );
      QVERIFY( PeopleWorld::got( directory.plan( { entry( "ben", "reader" ) }, {} ) ) );
      QVERIFY( world.server.requestCount() > 0 );
    }

    void whoMayNotChangeSeesNamesAndWhoCan()
    {
      PeopleWorld world( fake::Edition::Enterprise, fake::Role::Guest, "ben" );
      world.server.setProjectRole( world.trees, QStringLiteral( "anna" ), QStringLiteral( "owner" ) );
      world.server.setProjectRole( world.trees, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      MerginDirectory directory( world.api, world.clock, { {}, QStringLiteral( "team/trees" ) } );
      const Result<PeopleList> page = PeopleWorld::got( directory.list( {} ) );
      QVERIFY( page );
      QVERIFY( !directory.mayChange() );
      QCOMPARE( directory.whoMayChange(), QStringList( QStringLiteral( "anna" ) ) );
      QVERIFY( names( page ).contains( QStringLiteral( "ben" ) ) );
      QCOMPARE( directory.availability( Feature::Collaborators ).reason, Availability::Reason::OwnRole );
    }

    void communityServersHaveNoMembers()
    {
      PeopleWorld world( fake::Edition::Community );
      MerginDirectory members( world.api, world.clock, { QStringLiteral( "team" ), {} } );
      const Result<PeopleList> page = PeopleWorld::got( members.list( {} ) );
      QVERIFY( !page );
      QCOMPARE( members.availability( Feature::Members ).reason, Availability::Reason::Edition );
      MerginDirectory people( world.api, world.clock, { {}, QStringLiteral( "team/trees" ) } );
      QVERIFY( PeopleWorld::got( people.list( {} ) ) );
      QVERIFY( people.availability( Feature::Accounts ).isThere() );
    }

    void aProjectThatIsNotThereSaysSo()
    {
      PeopleWorld world;
      MerginDirectory directory( world.api, world.clock, { {}, QStringLiteral( "team/nowhere" ) } );
      const Result<PeopleList> page = PeopleWorld::got( directory.list( {} ) );
      QVERIFY( !page );
      QCOMPARE( page.error().kind, ErrorKind::NotFound );
    }

    void aDomainIsPagedSearchedAndSortedByTheServer()
    {
      Domain domain;
      domain.fake.addGroup( QStringLiteral( "crew" ), QStringLiteral( "Crew" ) );
      for ( int i = 0; i < 250; ++i )
        domain.fake.addUser(
          QStringLiteral( "user%1" ).arg( i, 3, 10, QLatin1Char( '0' ) ),
          { { QStringLiteral( "permissions" ), QJsonArray{ QStringLiteral( "edit_theme" ) } },
            { QStringLiteral( "groups" ),
              QJsonArray{ QJsonObject{ { QStringLiteral( "uid" ), QStringLiteral( "crew" ) } } } } } );
      domain.directory.setGroupTitle( QStringLiteral( "crew" ), QStringLiteral( "Crew" ) );
      PeopleQuery query;
      query.sort = QStringList{ QStringLiteral( "username" ) };
      qint64 seen = 0;
      for ( int pages = 0; pages < 3; ++pages )
      {
        const Result<PeopleList> page = PeopleWorld::got( domain.directory.list( query ) );
        QVERIFY( page );
        QCOMPARE( page->total.value_or( -1 ), qint64( 250 ) );
        seen += page->people.size();
        QCOMPARE( page->people.first().rights, QStringList( QStringLiteral( "edit_theme" ) ) );
        QCOMPARE( page->people.first().groups, QStringList( QStringLiteral( "Crew" ) ) );
        QCOMPARE( page->next.has_value(), pages < 2 );
        query.offset = page->next.value_or( 0 );
      }
      QCOMPARE( seen, qint64( 250 ) );
      PeopleQuery search;
      search.search = QStringLiteral( "user007" );
      QCOMPARE( names( PeopleWorld::got( domain.directory.list( search ) ) ),
                QStringList( QStringLiteral( "user007" ) ) );
      search = {};
      search.rights = QStringList{ QStringLiteral( "edit_domain" ) };
      QVERIFY( names( PeopleWorld::got( domain.directory.list( search ) ) ).isEmpty() );
    }

    void eachDirectorySaysWhatItHas()
    {
      Domain domain;
      const QStringList has = featuresOf( domain.directory );
      for ( const char *feature : { "Search", "Sort", "Filter", "Paging", "Groups", "Rights", "Provision",
                                    "Export", "Invitations" } )
        QVERIFY2( has.contains( QLatin1String( feature ) ), feature );
      QVERIFY( !has.contains( QStringLiteral( "Roles" ) ) );
      PeopleWorld world;
      MerginDirectory members( world.api, world.clock, { QStringLiteral( "team" ), {} } );
      QVERIFY( PeopleWorld::got( members.list( {} ) ) );
      const QStringList ofMembers = featuresOf( members );
      for ( const char *feature : { "Members", "Invitations", "Accounts", "Seats", "Roles" } )
        QVERIFY2( ofMembers.contains( QLatin1String( feature ) ), feature );
      QVERIFY( !ofMembers.contains( QStringLiteral( "Rights" ) ) );
    }

    void aDirectoryThatGoesWhileItReadsIsNotWrittenTo()
    {
      PeopleWorld world;
      world.transport.hold();
      // Each request of the reading is on its way once when the directory goes.
      for ( int answered = 0; answered < 6; ++answered )
      {
        auto directory = std::make_unique<MerginDirectory>(
          world.api, world.clock, MerginDirectory::Place{ {}, QStringLiteral( "team/trees" ) } );
        Result<PeopleList> got = fail( ErrorKind::Bug );
        directory->list( {} ).listen( [&got]( const Result<PeopleList> &list ) { got = list; } );
        for ( int i = 0; i < answered; ++i )
          world.transport.releaseNext();
        directory.reset();
        while ( world.transport.releaseNext() )
          ;
        QVERIFY( got || got.error().kind == ErrorKind::Canceled );
      }
    }
};

QTEST_GUILESS_MAIN( TestDirectories )
#include "test_directories.moc"
