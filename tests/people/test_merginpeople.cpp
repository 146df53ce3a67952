// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_people.h"
#include "core/people/bulkrun.h"
#include "core/people/ledger.h"
#include "tests/people/peopleworld.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace syncline;
using namespace syncline::people;

//! Reading, planning and doing against the server double: both editions, every call about people, and other admins meanwhile.
class TestMerginPeople : public QObject
{
    Q_OBJECT

    static PersonEntry entry( const QString &who, const char *role, const char *project = "" )
    {
      PersonEntry made;
      ( who.contains( QLatin1Char( '@' ) ) ? made.email : made.userName ) = who;
      made.role = QString::fromLatin1( role );
      made.project = QString::fromLatin1( project );
      return made;
    }
    static PersonEntry entry( const char *who, const char *role, const char *project = "" )
    {
      return entry( QString::fromLatin1( who ), role, project );
    }

    static QStringList resultsOf( const BulkRun &run )
    {
      QStringList results;
      for ( const RowOutcome &outcome : run.outcomes() )
        results.append( nameOf( outcome.result ) );
      return results;
    }
    static QString projectRoleOf( PeopleWorld &world, const char *name )
    {
      const auto list = PeopleWorld::got(
        world.api.call( endpoints::collaborators( *ProjectId::fromString( world.trees ) ) ) );
      for ( const Collaborator &person : *list )
      {
        if ( person.userName == QLatin1String( name ) )
          return toWire( person.projectRole );
      }
      return QStringLiteral( "not there" );
    }
    static Intent inviting()
    {
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      return intent;
    }

  private Q_SLOTS:
    void membersAndCollaboratorsAreRead()
    {
      PeopleWorld world;
      const PeopleState state = world.read();
      QCOMPARE( state.workspace.name, QStringLiteral( "team" ) );
      QCOMPARE( state.members->size(), 4 );
      QCOMPARE( state.projects.first().people.size(), 1 ); // guests without a role there are not listed
      QCOMPARE( state.seats->editors, 1 );
    }

    void rolesAreGivenChangedAndTaken()
    {
      PeopleWorld world;
      world.read();
      BulkRun run( world.people, world.clock );
      run.start(
        world.people.plan( { entry( "ben", "reader", "trees" ),
                             entry( "carla@example.com", "writer", "team/trees" ), entry( "dan", "editor" ) },
                           {} ) );
      QCOMPARE( run.counts().done, 3 );
      QCOMPARE( projectRoleOf( world, "ben" ), QStringLiteral( "reader" ) );
      world.read();
      run.start( world.people.plan(
        { entry( "ben", "owner", "trees" ), entry( "carla", "none", "trees" ), entry( "dan", "none" ) },
        {} ) );
      QCOMPARE( run.counts().done, 3 );
      QCOMPARE( projectRoleOf( world, "ben" ), QStringLiteral( "owner" ) );
      QCOMPARE( projectRoleOf( world, "carla" ), QStringLiteral( "not there" ) );
      QCOMPARE( world.read().members->size(), 3 );
    }

    void whoOnlyInheritsIsAdded()
    {
      PeopleWorld world( fake::Edition::Community, fake::Role::Reader );
      world.read( false );
      world.transport.clearLog();
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( { entry( "ben", "writer", "trees" ) }, {} ) );
      QCOMPARE( run.counts().done, 1 );
      QVERIFY( world.transport.log().first().startsWith( QLatin1String( "sent POST" ) ) );
      QCOMPARE( projectRoleOf( world, "ben" ), QStringLiteral( "writer" ) );
    }

    void communityServersHaveNoMembers()
    {
      PeopleWorld world( fake::Edition::Community, fake::Role::Reader );
      const auto state = PeopleWorld::got( world.people.read( { QStringLiteral( "team" ), {}, true } ) );
      QVERIFY( !state );
      QCOMPARE( std::get<ServerDetail>( state.error().payload ).code, QStringLiteral( "NotOnThisEdition" ) );
      QCOMPARE( world.server.requestCount( "GET", QStringLiteral( "/v2/workspaces/*" ) ), 0 );
    }

    void oldServersTellTheVersionNeeded()
    {
      PeopleWorld world;
      world.server.change( []( fake::Settings &settings )
                           { settings.version = QStringLiteral( "2024.9.0" ); } );
      const auto members = PeopleWorld::got( world.people.read( { QStringLiteral( "team" ), {}, true } ) );
      QCOMPARE( members.error().kind, ErrorKind::ServerTooOld );
      QVERIFY( members.error().detail.contains( QLatin1String( "2025.2.0" ) ) );
      const auto people =
        PeopleWorld::got( world.people.read( { {}, { QStringLiteral( "team/trees" ) }, false } ) );
      QCOMPARE( people.error().kind, ErrorKind::ServerTooOld );
    }

    void whoMayNotChangePeopleIsToldBeforeAsking()
    {
      PeopleWorld world( fake::Edition::Enterprise, fake::Role::Writer, "ben" );
      world.read( false );
      const BulkPlan plan =
        world.people.plan( { entry( "carla", "reader", "trees" ), entry( "carla", "reader" ) }, {} );
      QCOMPARE( plan.rows.at( 0 ).obstacle, Obstacle::NotAllowed );
      QCOMPARE( world.server.requestCount( "GET", QStringLiteral( "*/collaborators" ) ), 0 );
      const auto members = PeopleWorld::got( world.people.read( { QStringLiteral( "team" ), {}, true } ) );
      QVERIFY( members.has_value() );
      QVERIFY( !members->members );
    }

    void unknownProjectsAreTheirRowsTrouble()
    {
      PeopleWorld world;
      world.read( { {}, { QStringLiteral( "team/trees" ), QStringLiteral( "team/roads" ) }, false } );
      QCOMPARE( world.people.troubleWith( QStringLiteral( "team/roads" ) ).kind, ErrorKind::NotFound );
      const BulkPlan plan = world.people.plan(
        { entry( "ben", "reader", "team/roads" ), entry( "ben", "reader", "trees" ) }, {} );
      QCOMPARE( plan.rows.at( 0 ).trouble, RowTrouble::UnknownProject );
      QCOMPARE( plan.rows.at( 1 ).action, RowAction::Add );
    }

    void invitationsAreSentAcceptedAndRemembered()
    {
      QTemporaryDir folder;
      InvitationLedger ledger( folder.filePath( QStringLiteral( "ledger.json" ) ) );
      PeopleWorld world;
      MerginPeople people( world.api, world.clock, &ledger );
      PeopleWorld::got( people.read( { QStringLiteral( "team" ), {}, true } ) );
      BulkRun run( people, world.clock );
      run.start( people.plan( { entry( "zoe@example.com", "editor" ) }, inviting() ) );
      QCOMPARE( run.counts().done, 1 );
      QVERIFY( run.outcomes().first().invitationId > 0 );
      QCOMPARE( ledger.entries( world.session.server(), WorkspaceId{ 1 }, world.clock.now() ).size(), 1 );
      QVERIFY( !ledger.lastTrouble() );

      // not sent twice
      PeopleWorld::got( people.read( { QStringLiteral( "team" ), {}, true } ) );
      QCOMPARE( people.plan( { entry( "ZOE@example.com", "editor" ) }, inviting() ).rows.first().action,
                RowAction::Same );

      // she accepts
      world.server.addUser( QStringLiteral( "zoe" ), QStringLiteral( "Topsecret1!" ) );
      world.server.setWorkspaceRole( QStringLiteral( "zoe" ), QString() );
      world.signIn( "zoe" );
      const auto mine = PeopleWorld::got( world.api.call( endpoints::receivedInvitations() ) );
      QCOMPARE( mine->size(), 1 );
      QCOMPARE( mine->first().role, WorkspaceRole::Editor );
      QVERIFY( PeopleWorld::got( world.api.call( endpoints::answerInvitation(
                                   mine->first().uuid, endpoints::InvitationAnswer::Accept ) ) )
                 .has_value() );
      QCOMPARE( PeopleWorld::got( world.api.call( endpoints::receivedInvitations() ) )->size(), 0 );

      // and is a member: the invitation is forgotten
      world.signIn( "anna" );
      const auto state = PeopleWorld::got( people.read( { QStringLiteral( "team" ), {}, true } ) );
      QCOMPARE( state->members->size(), 5 );
      QVERIFY( ledger.entries( world.session.server(), WorkspaceId{ 1 }, world.clock.now() ).isEmpty() );
    }

    void invitationsCanBeRejectedAndWithdrawn()
    {
      PeopleWorld world;
      const auto sent = PeopleWorld::got( world.api.call( endpoints::createInvitation(
        WorkspaceId{ 1 }, QStringLiteral( "zoe@example.com" ), WorkspaceRole::Reader ) ) );
      QVERIFY( sent.has_value() );
      const auto again = PeopleWorld::got( world.api.call( endpoints::createInvitation(
        WorkspaceId{ 1 }, QStringLiteral( "zoe@example.com" ), WorkspaceRole::Reader ) ) );
      QCOMPARE( again.error().kind, ErrorKind::AlreadyExists );
      QVERIFY( PeopleWorld::got( world.api.call( endpoints::withdrawInvitation( sent->id ) ) ).has_value() );
      QCOMPARE( PeopleWorld::got( world.api.call( endpoints::withdrawInvitation( sent->id ) ) ).error().kind,
                ErrorKind::NotFound );
      PeopleWorld::got( world.api.call( endpoints::createInvitation(
        WorkspaceId{ 1 }, QStringLiteral( "zoe@example.com" ), WorkspaceRole::Reader ) ) );
      world.server.addUser( QStringLiteral( "zoe" ), QStringLiteral( "Topsecret1!" ) );
      world.server.setWorkspaceRole( QStringLiteral( "zoe" ), QString() );
      world.signIn( "zoe" );
      const auto mine = PeopleWorld::got( world.api.call( endpoints::receivedInvitations() ) );
      QVERIFY( PeopleWorld::got( world.api.call( endpoints::answerInvitation(
                                   mine->first().uuid, endpoints::InvitationAnswer::Reject ) ) )
                 .has_value() );
      QCOMPARE( PeopleWorld::got( world.api.call( endpoints::receivedInvitations() ) )->size(), 0 );
    }

    void accountsAreMadeWithAPasswordShownOnce()
    {
      PeopleWorld world;
      world.read();
      Intent intent;
      intent.unknown = UnknownPeople::CreateAccounts;
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan(
        { entry( "new.person@example.com", "reader" ), entry( "other@example.com", "writer", "trees" ) },
        intent ) );
      QCOMPARE( resultsOf( run ), ( QStringList{ QStringLiteral( "done" ), QStringLiteral( "done" ) } ) );
      const RowOutcome made = run.outcomes().first();
      QCOMPARE( made.userName, QStringLiteral( "new.person" ) );
      QCOMPARE( made.password.size(), 16 );
      QVERIFY( made.password != run.outcomes().at( 1 ).password );
      QCOMPARE( projectRoleOf( world, "other" ), QStringLiteral( "writer" ) );
    }

    void whatTheServerSaysOfAFieldIsKept()
    {
      PeopleWorld world;
      world.read();
      Intent intent;
      intent.unknown = UnknownPeople::CreateAccounts;
      intent.password = QStringLiteral( "abc" );
      BulkRun run( world.people, world.clock );
      PersonEntry asked = entry( "new@example.com", "reader" );
      asked.userName = QStringLiteral( "new" ); // too short
      run.start( world.people.plan( { asked }, intent ) );
      QCOMPARE( resultsOf( run ), QStringList{ QStringLiteral( "refused" ) } );
      const auto said = std::get<ServerDetail>( run.outcomes().first().error.payload );
      QVERIFY( said.fields.contains( QStringLiteral( "password" ) ) );
      QVERIFY( said.fields.contains( QStringLiteral( "username" ) ) );
    }

    //! Sent by a run that was killed, or from another computer: that is no failure, unless another one was asked for.
    void whoeverHasAnInvitationAlreadyCountsAsInvited()
    {
      PeopleWorld world;
      world.read();
      BulkRun first( world.people, world.clock );
      first.start( world.people.plan( { entry( "eva@example.com", "reader" ) }, inviting() ) );
      QCOMPARE( resultsOf( first ), QStringList{ QStringLiteral( "done" ) } );
      BulkRun second( world.people, world.clock );
      second.start( world.people.plan( { entry( "eva@example.com", "reader" ) }, inviting() ) );
      QCOMPARE( resultsOf( second ), QStringList{ QStringLiteral( "done-before" ) } );
      Intent again = inviting();
      again.invitesAgain = true;
      BulkRun third( world.people, world.clock );
      third.start( world.people.plan( { entry( "eva@example.com", "reader" ) }, again ) );
      QCOMPARE( resultsOf( third ), QStringList{ QStringLiteral( "refused" ) } );
    }

    void whoMayNotChangePeopleIsToldSoAndNotThatNobodyIsThere()
    {
      PeopleState state;
      ProjectPeople trees;
      trees.name = *ProjectName::fromString( QStringLiteral( "field-team/trees" ) );
      trees.ownAccess = ProjectRole::Writer;
      state.projects.append( trees );
      for ( const bool isRemoval : { false, true } )
      {
        Intent intent;
        intent.isRemoval = isRemoval;
        const BulkPlan plan = planPeople( { entry( "ben", "reader", "trees" ) }, state, intent );
        QCOMPARE( plan.rows.first().obstacle, Obstacle::NotAllowed );
        QCOMPARE( plan.workCount(), 0 );
      }
    }

    void aChangeByAnotherAdminIsNotOverwritten()
    {
      PeopleWorld world;
      world.server.setProjectRole( world.trees, QStringLiteral( "ben" ), QStringLiteral( "reader" ) );
      world.server.setProjectRole( world.trees, QStringLiteral( "carla" ), QStringLiteral( "reader" ) );
      world.server.setProjectRole( world.trees, QStringLiteral( "dan" ), QStringLiteral( "reader" ) );
      world.read();
      const BulkPlan plan =
        world.people.plan( { entry( "ben", "writer", "trees" ), entry( "carla", "writer", "trees" ),
                             entry( "dan", "writer", "trees" ) },
                           {} );
      world.server.setProjectRole( world.trees, QStringLiteral( "ben" ), QStringLiteral( "editor" ) );
      world.server.setProjectRole( world.trees, QStringLiteral( "carla" ), QStringLiteral( "writer" ) );
      world.server.setProjectRole( world.trees, QStringLiteral( "dan" ), QString() );
      world.clock.advance( std::chrono::seconds( 61 ) ); // the list is old: it is read again
      BulkRun run( world.people, world.clock );
      run.start( plan );
      QCOMPARE( resultsOf( run ),
                ( QStringList{ QStringLiteral( "changed-elsewhere" ), QStringLiteral( "done-before" ),
                               QStringLiteral( "refused" ) } ) );
      QCOMPARE( std::get<ServerDetail>( run.outcomes().at( 0 ).error.payload ).detail,
                QStringLiteral( "editor" ) );
      QCOMPARE( run.outcomes().at( 2 ).error.kind, ErrorKind::NotFound );
      QCOMPARE( projectRoleOf( world, "ben" ), QStringLiteral( "editor" ) );
    }

    void aFreshListIsNotReadAgain()
    {
      PeopleWorld world;
      for ( const char *name : { "ben", "carla", "dan" } )
        world.server.setProjectRole( world.trees, QLatin1String( name ), QStringLiteral( "reader" ) );
      world.read();
      const int before = world.server.requestCount( "GET", QStringLiteral( "*/collaborators" ) );
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( { entry( "ben", "writer", "trees" ), entry( "carla", "writer", "trees" ),
                                      entry( "dan", "writer", "trees" ) },
                                    {} ) );
      QCOMPARE( run.counts().done, 3 );
      QCOMPARE( world.server.requestCount( "GET", QStringLiteral( "*/collaborators" ) ), before );
    }

    void aRemovalThatSomebodyElseMadeCountsAsDone()
    {
      PeopleWorld world;
      world.read();
      const BulkPlan plan = world.people.plan( { entry( "dan", "none" ) }, {} );
      world.server.setWorkspaceRole( QStringLiteral( "dan" ), QString() );
      BulkRun run( world.people, world.clock );
      run.start( plan );
      QCOMPARE( resultsOf( run ), QStringList{ QStringLiteral( "done-before" ) } );
    }

    void aLostAnswerIsNotRepeated()
    {
      PeopleWorld world;
      world.read();
      FakeFault lost;
      lost.kind = FakeFault::Kind::LoseAnswer;
      lost.verb = "POST";
      lost.pathPattern = QStringLiteral( "*/invitations" );
      lost.nth = 2;
      world.server.inject( lost );
      BulkRun run( world.people, world.clock );
      QTemporaryDir folder;
      run.start( world.people.plan( { entry( "x@example.com", "reader" ), entry( "y@example.com", "reader" ),
                                      entry( "z@example.com", "reader" ) },
                                    inviting() ) );
      QCOMPARE( resultsOf( run ), ( QStringList{ QStringLiteral( "done" ), QStringLiteral( "unknown" ),
                                                 QStringLiteral( "done" ) } ) );
      run.retry();
      // The server refuses a second one to the same address: nobody got two.
      QCOMPARE( run.outcomes().at( 1 ).error.kind, ErrorKind::AlreadyExists );
      QCOMPARE( resultsOf( run ).at( 1 ), QStringLiteral( "done-before" ) );
      QCOMPARE( run.counts().done, 3 );
    }

    void theLastSeatIsKnownBeforehandAndByTheServer()
    {
      PeopleWorld world;
      world.server.change( []( fake::Settings &settings ) { settings.seats = 2; } );
      world.read();
      const QList<PersonEntry> wishes = { entry( "ben", "editor", "trees" ),
                                          entry( "carla", "editor", "trees" ) };
      const BulkPlan careful = world.people.plan( wishes, {} );
      QCOMPARE( careful.rows.at( 1 ).trouble, RowTrouble::NoSeat );
      QCOMPARE( careful.seats.used, 1 );
      Intent anyway;
      anyway.ignoresSeats = true;
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( wishes, anyway ) );
      QCOMPARE( resultsOf( run ), ( QStringList{ QStringLiteral( "done" ), QStringLiteral( "refused" ) } ) );
      QCOMPARE( run.outcomes().at( 1 ).error.kind, ErrorKind::QuotaExceeded );
    }

    void rolesOnProjectsAreResetWhenAsked()
    {
      PeopleWorld world;
      world.server.setProjectRole( world.trees, QStringLiteral( "ben" ), QStringLiteral( "writer" ) );
      world.read();
      Intent intent;
      intent.resetsProjectRoles = true;
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( { entry( "ben", "reader" ) }, intent ) );
      QCOMPARE( run.counts().done, 1 );
      QCOMPARE( projectRoleOf( world, "ben" ), QString() );
      const auto ben =
        PeopleWorld::got( world.api.call( endpoints::workspaceMember( WorkspaceId{ 1 }, UserId{ 2 } ) ) );
      QCOMPARE( ben->role, WorkspaceRole::Reader );
      QVERIFY( ben->projectRoles->isEmpty() );
    }

    void everyRefusalIsOneRowsOwn_data()
    {
      QTest::addColumn<int>( "status" );
      QTest::addColumn<QString>( "result" );
      QTest::newRow( "403" ) << 403 << "refused";
      QTest::newRow( "404" ) << 404 << "refused";
      QTest::newRow( "409" ) << 409 << "changed-elsewhere";
      QTest::newRow( "422" ) << 422 << "refused";
      QTest::newRow( "500" ) << 500 << "unknown";
      QTest::newRow( "503" ) << 503 << "unknown";
    }
    void everyRefusalIsOneRowsOwn()
    {
      QFETCH( int, status );
      QFETCH( QString, result );
      PeopleWorld world;
      world.read();
      FakeFault fault;
      fault.verb = "POST";
      fault.pathPattern = QStringLiteral( "*/collaborators" );
      fault.status = status;
      fault.nth = 2;
      world.server.inject( fault );
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( { entry( "ben", "reader", "trees" ), entry( "carla", "reader", "trees" ),
                                      entry( "dan", "reader", "trees" ) },
                                    {} ) );
      QCOMPARE( resultsOf( run ),
                ( QStringList{ QStringLiteral( "done" ), result, QStringLiteral( "done" ) } ) );
      run.retry();
      QCOMPARE( run.counts().done, 3 );
      QCOMPARE( projectRoleOf( world, "carla" ), QStringLiteral( "reader" ) );
    }

    void tooManyRequestsWaitAndGoOn()
    {
      PeopleWorld world;
      world.read();
      FakeFault fault;
      fault.verb = "POST";
      fault.pathPattern = QStringLiteral( "*/collaborators" );
      fault.status = 429;
      fault.nth = 2;
      world.server.inject( fault );
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( { entry( "ben", "reader", "trees" ), entry( "carla", "reader", "trees" ),
                                      entry( "dan", "reader", "trees" ) },
                                    {} ) );
      QVERIFY( run.isRunning() );
      while ( world.clock.advanceToNext() )
      {
      }
      QVERIFY( !run.isRunning() );
      QCOMPARE( run.counts().done, 3 );
    }

    void threeHundredWithTwentyFailuresAndTheirRetry()
    {
      PeopleWorld world;
      world.read();
      QList<PersonEntry> entries;
      for ( int i = 0; i < 300; ++i )
        entries.append( entry( QStringLiteral( "p%1@example.com" ).arg( i ), "reader" ) );
      for ( int i = 0; i < 20; ++i )
      {
        FakeFault fault;
        fault.kind = i % 2 ? FakeFault::Kind::Status : FakeFault::Kind::LoseAnswer;
        fault.status = i % 3 ? 500 : 403;
        fault.verb = "POST";
        fault.pathPattern = QStringLiteral( "*/invitations" );
        fault.nth = 7 + 13 * i;
        world.server.inject( fault );
      }
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( entries, inviting() ) );
      QCOMPARE( run.counts().done, 280 );
      QCOMPARE( run.counts().notDone, 20 );
      world.server.clearFaults();
      run.retry();
      QCOMPARE( run.counts().done, 300 );
      QCOMPARE( run.counts().notDone, 0 );
    }

    void aFileMakesAccessEqualAndThenChangesNothing()
    {
      PeopleWorld world;
      world.server.setProjectRole( world.trees, QStringLiteral( "carla" ), QStringLiteral( "writer" ) );
      const ProjectId trees = world.read().projects.first().id;
      Intent equal;
      equal.absent = AbsentPeople::Remove;
      const QList<PersonEntry> file = { entry( "ben", "editor", "trees" ),
                                        entry( "dan", "reader", "trees" ) };
      BulkRun run( world.people, world.clock );
      run.start( world.people.plan( file, equal, { trees } ) );
      QCOMPARE( run.counts().done, 3 );
      const PeopleState after = world.read();
      QCOMPARE( entriesOf( after.projects.first() ).size(), 2 );
      QCOMPARE( world.people.plan( file, equal, { trees } ).workCount(), 0 );
    }
};

QTEST_GUILESS_MAIN( TestMerginPeople )
#include "test_merginpeople.moc"
