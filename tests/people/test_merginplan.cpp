// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/merginplan.h"

#include <QElapsedTimer>
#include <QTest>

Q_DECLARE_METATYPE( syncline::people::PersonEntry )

using namespace syncline;
using namespace syncline::people;

class TestMerginPlan : public QObject
{
    Q_OBJECT

    static PersonEntry entry( const char *who, const char *role, const char *project = "" )
    {
      static int sLine = 0;
      PersonEntry made;
      made.line = ++sLine;
      const QString name = QString::fromUtf8( who );
      ( name.contains( QLatin1Char( '@' ) ) ? made.email : made.userName ) = name;
      made.role = QString::fromLatin1( role );
      made.project = QString::fromLatin1( project );
      return made;
    }

    //! An Enterprise server: anna owns the workspace, ben reads it, carla and dan are guests; project trees.
    static PeopleState state()
    {
      PeopleState s;
      s.server.type = ServerType::Enterprise;
      s.server.version = ServerVersion( 2026, 4, 0 );
      s.ownId.value = 1;
      s.workspace.id.value = 3;
      s.workspace.name = QStringLiteral( "team" );
      s.workspace.role = WorkspaceRole::Owner;
      s.members = QList<WorkspaceMember>{ member( 1, "anna", WorkspaceRole::Owner ),
                                          member( 2, "ben", WorkspaceRole::Reader ),
                                          member( 3, "carla", WorkspaceRole::Guest ),
                                          member( 4, "dan", WorkspaceRole::Guest ) };
      ProjectPeople trees;
      trees.id = *ProjectId::fromString( QStringLiteral( "f9ef87ac-1dae-48ab-85cb-062a4784fb83" ) );
      trees.name = *ProjectName::fromString( QStringLiteral( "team/trees" ) );
      trees.ownAccess = ProjectRole::Owner;
      trees.people = { person( 1, "anna", WorkspaceRole::Owner, ProjectRole::None ),
                       person( 2, "ben", WorkspaceRole::Reader, ProjectRole::None ),
                       person( 3, "carla", WorkspaceRole::Guest, ProjectRole::Editor ) };
      s.projects = { trees };
      return s;
    }
    static QString address( const char *name )
    {
      return QString::fromLatin1( name ) + QStringLiteral( "@example.com" );
    }
    static WorkspaceMember member( int id, const char *name, WorkspaceRole role )
    {
      return { UserId{ id }, QString::fromLatin1( name ), address( name ), role, std::nullopt };
    }
    static Collaborator person( int id, const char *name, WorkspaceRole w, ProjectRole p )
    {
      return {
        UserId{ id }, QString::fromLatin1( name ), address( name ), {}, w, p, accessOf( p, w, false ).role
      };
    }

  private Q_SLOTS:
    void aRoleForNewcomersChangesNobodyWhoHasOne()
    {
      QList<PersonEntry> wishes{ entry( "carla", "reader", "team/trees" ),
                                 entry( "ben", "reader", "team/trees" ),
                                 entry( "ben", "writer", "team/trees" ),
                                 entry( "dan", "editor", "team/trees" ), entry( "ben", "guest" ) };
      for ( PersonEntry &wish : wishes )
        wish.keepsRole = true;
      const BulkPlan plan =
        planPeople( { wishes.at( 0 ), wishes.at( 1 ), wishes.at( 3 ), wishes.at( 4 ) }, state(), {} );
      QCOMPARE( plan.rows.at( 0 ).action, RowAction::Same ); // is editor here
      QCOMPARE( plan.rows.at( 0 ).now, QStringLiteral( "editor" ) );
      QCOMPARE( plan.rows.at( 1 ).action, RowAction::Same ); // the workspace gives that
      QCOMPARE( plan.rows.at( 2 ).action, RowAction::Add );
      QCOMPARE( plan.rows.at( 3 ).action, RowAction::Same ); // a member as reader
      QCOMPARE( planPeople( { wishes.at( 2 ) }, state(), {} ).rows.first().action, RowAction::Add ); // raises
    }

    void wishesBecomeTheRightCalls_data()
    {
      QTest::addColumn<PersonEntry>( "wish" );
      QTest::addColumn<int>( "action" );
      QTest::addColumn<int>( "trouble" );
      const auto row = []( const char *name, const PersonEntry &wish, RowAction action,
                           RowTrouble trouble = RowTrouble::None )
      { QTest::newRow( name ) << wish << int( action ) << int( trouble ); };
      row( "raise somebody who inherits", entry( "ben", "writer", "trees" ), RowAction::Add );
      row( "by e-mail, any case", entry( "BEN@Example.com", "Writer", "team/trees" ), RowAction::Add );
      row( "by id", entry( "3", "writer", "trees" ), RowAction::Change );
      row( "the same", entry( "carla", "editor", "trees" ), RowAction::Same );
      row( "take it", entry( "carla", "none", "trees" ), RowAction::Remove );
      row( "a guest without role there", entry( "dan", "reader", "trees" ), RowAction::Add );
      row( "lower than inherited", entry( "anna", "reader", "trees" ), RowAction::NotPossible,
           RowTrouble::Guarded );
      row( "workspace role", entry( "ben", "admin" ), RowAction::Change );
      row( "leave workspace", entry( "dan", "none" ), RowAction::Remove );
      row( "unknown person", entry( "zoe", "reader" ), RowAction::NotPossible, RowTrouble::UnknownPerson );
      row( "unknown role", entry( "ben", "boss" ), RowAction::NotPossible, RowTrouble::UnknownRole );
      row( "workspace role on a project", entry( "ben", "admin", "trees" ), RowAction::NotPossible,
           RowTrouble::UnknownRole );
      row( "no role", entry( "ben", "" ), RowAction::NotPossible, RowTrouble::MissingRole );
      row( "unknown project", entry( "ben", "reader", "roads" ), RowAction::NotPossible,
           RowTrouble::UnknownProject );
      row( "other workspace", entry( "ben", "reader", "other/trees" ), RowAction::NotPossible,
           RowTrouble::UnknownProject );
      row( "no address", entry( "ann@example", "reader" ), RowAction::NotPossible, RowTrouble::BadAddress );
      row( "formula", entry( "=cmd|'/c calc'!A1@x.de", "reader" ), RowAction::NotPossible,
           RowTrouble::BadAddress );
      row( "nobody", entry( "", "reader" ), RowAction::NotPossible, RowTrouble::NobodyNamed );
    }
    void wishesBecomeTheRightCalls()
    {
      QFETCH( PersonEntry, wish );
      QFETCH( int, action );
      QFETCH( int, trouble );
      const BulkPlan plan = planPeople( { wish }, state(), {} );
      QCOMPARE( nameOf( plan.rows.first().trouble ), nameOf( RowTrouble( trouble ) ) );
      QCOMPARE( nameOf( plan.rows.first().action ), nameOf( RowAction( action ) ) );
    }

    void unknownPeopleAreInvitedOrGetAccounts()
    {
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      const BulkPlan invite = planPeople( { entry( "zoe@example.com", "reader" ), entry( "zoe", "reader" ),
                                            entry( "yan@example.com", "editor", "trees" ) },
                                          state(), intent );
      QCOMPARE( invite.rows.at( 0 ).action, RowAction::Invite );
      QCOMPARE( invite.rows.at( 1 ).trouble, RowTrouble::BadAddress ); // a name alone cannot be written to
      QCOMPARE( invite.rows.at( 2 ).action, RowAction::Invite );
      QCOMPARE( invite.rows.at( 2 ).workspaceThen, WorkspaceRole::Guest );

      intent.unknown = UnknownPeople::CreateAccounts;
      QCOMPARE( planPeople( { entry( "zoe@example.com", "reader" ) }, state(), intent ).rows.first().action,
                RowAction::CreateAccount );
    }

    void communityServersAddWhomTheyAreGiven()
    {
      PeopleState community = state();
      community.server.type = ServerType::Community;
      community.members.reset();
      const BulkPlan plan =
        planPeople( { entry( "zoe", "reader", "trees" ), entry( "ben", "writer" ) }, community, {} );
      QCOMPARE( plan.rows.at( 0 ).action,
                RowAction::Add ); // only the server knows whether there is such an account
      QCOMPARE( plan.rows.at( 1 ).trouble, RowTrouble::UnknownPerson );
      Intent invite;
      invite.unknown = UnknownPeople::Invite;
      QCOMPARE(
        planPeople( { entry( "zoe@example.com", "reader" ) }, community, invite ).rows.first().trouble,
        RowTrouble::NotHere );
    }

    void anOpenInvitationIsNotSentAgain()
    {
      PeopleState s = state();
      s.invited = QStringList{ QStringLiteral( "Zoe@example.com" ) };
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      QCOMPARE( planPeople( { entry( "zoe@example.com", "reader" ) }, s, intent ).rows.first().action,
                RowAction::Same );
      intent.invitesAgain = true;
      QCOMPARE( planPeople( { entry( "zoe@example.com", "reader" ) }, s, intent ).rows.first().action,
                RowAction::Invite );
    }

    void theSamePersonTwiceIsMarkedByWhateverName()
    {
      const QList<PersonEntry> entries = { entry( "ben", "writer", "trees" ),
                                           entry( "BEN@example.com", "reader", "team/trees" ),
                                           entry( "2", "owner", "trees" ), entry( "ben", "writer" ) };
      const BulkPlan plan = planPeople( entries, state(), {} );
      QCOMPARE( plan.rows.at( 0 ).action, RowAction::Add );
      QCOMPARE( plan.rows.at( 1 ).trouble, RowTrouble::Duplicate );
      QCOMPARE( plan.rows.at( 1 ).firstLine, entries.at( 0 ).line );
      QCOMPARE( plan.rows.at( 2 ).trouble, RowTrouble::Duplicate );
      QCOMPARE( plan.rows.at( 3 ).action, RowAction::Change ); // another place
    }

    void anOwnerMayBeReplacedInOneGo()
    {
      PeopleState s = state();
      s.ownId.value = 9; // somebody else acts
      const BulkPlan both = planPeople( { entry( "anna", "reader" ), entry( "ben", "owner" ) }, s, {} );
      QCOMPARE( both.rows.at( 0 ).action, RowAction::Change );
      QVERIFY( both.rows.at( 0 ).lowersAccess );
      QVERIFY( !both.rows.at( 1 ).lowersAccess );
      const BulkPlan alone = planPeople( { entry( "anna", "reader" ) }, s, {} );
      QCOMPARE( alone.rows.first().obstacle, Obstacle::LastOwner );
    }

    void onlyWhoMayChangesPeople()
    {
      PeopleState s = state();
      s.workspace.role = WorkspaceRole::Writer;
      s.projects.first().ownAccess = ProjectRole::Writer;
      const BulkPlan plan =
        planPeople( { entry( "ben", "writer" ), entry( "carla", "writer", "trees" ) }, s, {} );
      QCOMPARE( plan.rows.at( 0 ).obstacle, Obstacle::NotAllowed );
      QCOMPARE( plan.rows.at( 1 ).obstacle, Obstacle::NotAllowed );
    }

    void seatsAreCountedOnceAPerson()
    {
      PeopleState s = state();
      s.seats = WorkspaceSeats{ 2, 1, 4 };
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      const QList<PersonEntry> entries = { entry( "carla", "writer", "trees" ),
                                           entry( "zoe@example.com", "reader" ),
                                           entry( "dan", "editor", "trees" ),
                                           entry( "yan@example.com", "writer" ) };
      const BulkPlan plan = planPeople( entries, s, intent );
      QCOMPARE( plan.seats.used, 3 );
      QCOMPARE( plan.seats.after, 4 );
      QCOMPARE( plan.rows.at( 0 ).action, RowAction::Change ); // has a seat already
      QCOMPARE( plan.rows.at( 1 ).action, RowAction::Invite ); // readers take none
      QCOMPARE( plan.rows.at( 2 ).action, RowAction::Add );    // the last one
      QCOMPARE( plan.rows.at( 3 ).trouble, RowTrouble::NoSeat );
      intent.ignoresSeats = true;
      QCOMPARE( planPeople( entries, s, intent ).rows.at( 3 ).action, RowAction::Invite );
    }

    void absentPeopleAreRemovedOnlyWhenAskedAndOnlyThere()
    {
      const ProjectId trees = state().projects.first().id;
      QCOMPARE( planPeople( {}, state(), {}, { trees } ).rows.size(), 0 );
      Intent equal;
      equal.absent = AbsentPeople::Remove;
      const BulkPlan onProject =
        planPeople( { entry( "dan", "reader", "trees" ) }, state(), equal, { trees } );
      QCOMPARE( onProject.rows.size(), 2 );
      QCOMPARE( onProject.rows.at( 1 ).userName, QStringLiteral( "carla" ) ); // ben and anna only inherit
      QCOMPARE( onProject.rows.at( 1 ).action, RowAction::Remove );
      const BulkPlan inWorkspace =
        planPeople( { entry( "anna", "owner" ), entry( "ben", "reader" ) }, state(), equal, { ProjectId() } );
      QCOMPARE( inWorkspace.countOf( RowAction::Remove ), 2 );
      QCOMPARE( inWorkspace.countOf( RowAction::Same ), 2 );
      // the file forgot the owner: nothing happens to her
      const BulkPlan empty = planPeople( {}, state(), equal, { ProjectId() } );
      QCOMPARE( empty.rows.first().obstacle, Obstacle::LastOwner );
    }

    void whatIsExportedPlansToNothing()
    {
      const PeopleState s = state();
      const auto file = readMemberCsv( memberCsv( entriesOf( s ) ).toUtf8() );
      QVERIFY( file.has_value() );
      QCOMPARE( file->entries.size(), 5 );
      Intent equal;
      equal.absent = AbsentPeople::Remove;
      const BulkPlan plan = planPeople( file->entries, s, equal, { ProjectId(), s.projects.first().id } );
      QCOMPARE( plan.rows.size(), 5 );
      QCOMPARE( plan.countOf( RowAction::Same ), 5 );
    }

    void tenThousandDuplicatesAreMarkedInAMoment()
    {
      QList<PersonEntry> entries;
      for ( int i = 0; i < 10000; ++i )
        entries.append( entry( "ben", "writer", "trees" ) );
      QElapsedTimer timer;
      timer.start();
      const BulkPlan plan = planPeople( entries, state(), {} );
      QCOMPARE( plan.workCount(), 1 );
      QCOMPARE( plan.rows.last().trouble, RowTrouble::Duplicate );
      QVERIFY2( timer.elapsed() < 2000, qPrintable( QString::number( timer.elapsed() ) ) );
    }
};

QTEST_GUILESS_MAIN( TestMerginPlan )
#include "test_merginplan.moc"
