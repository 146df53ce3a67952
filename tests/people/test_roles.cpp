// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/peoplesupport.h"
#include "core/people/roles.h"

#include <QTest>

using namespace syncline;
using namespace syncline::people;

class TestRoles : public QObject
{
    Q_OBJECT

    static Collaborator person( int id, WorkspaceRole inWorkspace, ProjectRole setHere )
    {
      Collaborator made;
      made.id.value = id;
      made.workspaceRole = inWorkspace;
      made.projectRole = setHere;
      made.access = accessOf( setHere, inWorkspace, false ).role;
      return made;
    }
    static WorkspaceMember member( int id, WorkspaceRole role )
    {
      return { UserId{ id }, {}, {}, role, std::nullopt };
    }
    static Actor owner( int id = 1 )
    {
      return { UserId{ id }, WorkspaceRole::Owner, ProjectRole::Owner, false };
    }

  private Q_SLOTS:
    void accessIsTheHighestAndNamesItsSource()
    {
      const Access set = accessOf( ProjectRole::Writer, WorkspaceRole::Reader, false );
      QCOMPARE( set.role, ProjectRole::Writer );
      QCOMPARE( set.source, AccessSource::SetHere );
      const Access lower = accessOf( ProjectRole::Reader, WorkspaceRole::Writer, false );
      QCOMPARE( lower.role, ProjectRole::Writer );
      QCOMPARE( lower.source, AccessSource::Workspace );
      const Access admin = accessOf( ProjectRole::None, WorkspaceRole::Admin, false );
      QCOMPARE( admin.role, ProjectRole::Owner );
      const Access anybody = accessOf( ProjectRole::None, WorkspaceRole::Guest, true );
      QCOMPARE( anybody.role, ProjectRole::Reader );
      QCOMPARE( anybody.source, AccessSource::Public );
      QCOMPARE( accessOf( ProjectRole::None, WorkspaceRole::Guest, false ).source, AccessSource::None );
    }

    void theRightCallIsChosen_data()
    {
      QTest::addColumn<int>( "inWorkspace" );
      QTest::addColumn<int>( "setHere" );
      QTest::addColumn<int>( "wanted" );
      QTest::addColumn<int>( "call" );
      const auto row =
        []( const char *name, WorkspaceRole w, ProjectRole p, ProjectRole wanted, RoleCall call )
      { QTest::newRow( name ) << int( w ) << int( p ) << int( wanted ) << int( call ); };
      row( "inherited only, raise", WorkspaceRole::Reader, ProjectRole::None, ProjectRole::Writer,
           RoleCall::Add );
      row( "inherited only, same", WorkspaceRole::Writer, ProjectRole::None, ProjectRole::Writer,
           RoleCall::Nothing );
      row( "inherited only, lower", WorkspaceRole::Writer, ProjectRole::None, ProjectRole::Reader,
           RoleCall::Impossible );
      row( "set, change", WorkspaceRole::Guest, ProjectRole::Reader, ProjectRole::Editor, RoleCall::Update );
      row( "set above, down to inherited", WorkspaceRole::Reader, ProjectRole::Owner, ProjectRole::Reader,
           RoleCall::Update );
      row( "set, remove", WorkspaceRole::Reader, ProjectRole::Owner, ProjectRole::None, RoleCall::Remove );
      row( "nothing set, remove", WorkspaceRole::Reader, ProjectRole::None, ProjectRole::None,
           RoleCall::Nothing );
      row( "set below inherited stays", WorkspaceRole::Writer, ProjectRole::Reader, ProjectRole::Reader,
           RoleCall::Nothing );
    }
    void theRightCallIsChosen()
    {
      QFETCH( int, inWorkspace );
      QFETCH( int, setHere );
      QFETCH( int, wanted );
      QFETCH( int, call );
      QCOMPARE( int( callFor( person( 2, WorkspaceRole( inWorkspace ), ProjectRole( setHere ) ),
                              ProjectRole( wanted ) ) ),
                call );
    }

    void theLastOwnerStays()
    {
      const QList<Collaborator> one = { person( 1, WorkspaceRole::Guest, ProjectRole::Owner ),
                                        person( 2, WorkspaceRole::Guest, ProjectRole::Writer ) };
      QCOMPARE( obstacleToProjectRole( owner( 9 ), one.first(), ProjectRole::None, one ),
                Obstacle::LastOwner );
      QList<Collaborator> two = one;
      two.append( person( 3, WorkspaceRole::Admin, ProjectRole::None ) ); // owner by the workspace
      QCOMPARE( obstacleToProjectRole( owner( 9 ), two.first(), ProjectRole::None, two ), Obstacle::None );
      const QList<WorkspaceMember> members = { member( 1, WorkspaceRole::Owner ),
                                               member( 2, WorkspaceRole::Admin ) };
      QCOMPARE( obstacleToMemberRole( owner( 1 ), members.first(), WorkspaceRole::None, members ),
                Obstacle::LastOwner );
    }

    void onesOwnAccessNeedsAWord()
    {
      const QList<WorkspaceMember> members = { member( 1, WorkspaceRole::Owner ),
                                               member( 2, WorkspaceRole::Owner ) };
      Actor me = owner( 1 );
      QCOMPARE( obstacleToMemberRole( me, members.first(), WorkspaceRole::Writer, members ),
                Obstacle::OwnAccess );
      me.hasConfirmedOwnAccess = true;
      QCOMPARE( obstacleToMemberRole( me, members.first(), WorkspaceRole::Writer, members ), Obstacle::None );
      const QList<Collaborator> people = { person( 1, WorkspaceRole::Guest, ProjectRole::Owner ),
                                           person( 2, WorkspaceRole::Owner, ProjectRole::None ) };
      QCOMPARE( obstacleToProjectRole( owner( 1 ), people.first(), ProjectRole::None, people ),
                Obstacle::OwnAccess );
      // one's role here goes, but the workspace gives the same: nothing is lost
      const QList<Collaborator> both = { person( 1, WorkspaceRole::Owner, ProjectRole::Owner ) };
      QCOMPARE( obstacleToProjectRole( owner( 1 ), both.first(), ProjectRole::None, both ), Obstacle::None );
    }

    void nobodyGivesMoreThanTheyHave()
    {
      const Actor admin{ UserId{ 5 }, WorkspaceRole::Admin, ProjectRole::Owner, false };
      const QList<WorkspaceMember> members = { member( 1, WorkspaceRole::Owner ),
                                               member( 2, WorkspaceRole::Owner ),
                                               member( 3, WorkspaceRole::Reader ) };
      QCOMPARE( obstacleToMemberRole( admin, members.at( 2 ), WorkspaceRole::Owner, members ),
                Obstacle::AboveOwnRole );
      QCOMPARE( obstacleToMemberRole( admin, members.at( 0 ), WorkspaceRole::Reader, members ),
                Obstacle::TheirsIsAbove );
      QCOMPARE( obstacleToMemberRole( admin, members.at( 2 ), WorkspaceRole::Admin, members ),
                Obstacle::None );
      const Actor writer{ UserId{ 5 }, WorkspaceRole::Writer, ProjectRole::Writer, false };
      QCOMPARE( obstacleToNewMember( writer, WorkspaceRole::Guest ), Obstacle::NotAllowed );
      QCOMPARE( obstacleToNewCollaborator( writer, ProjectRole::Reader ), Obstacle::NotAllowed );
    }

    void roleNamesAreTakenInAnyCase()
    {
      QCOMPARE( workspaceRoleFromText( QStringLiteral( " Admin " ) ).value_or( WorkspaceRole::None ),
                WorkspaceRole::Admin );
      QVERIFY( !workspaceRoleFromText( QString() ) );
      QVERIFY( !projectRoleFromText( QStringLiteral( "admin" ) ) ); // of a workspace only
      QVERIFY( projectRoleFromText( QStringLiteral( "boss" ) )
                 .error()
                 .detail.contains( QLatin1String( "writer" ) ) );
    }

    void everyServerIsToldApart_data()
    {
      QTest::addColumn<int>( "type" );
      QTest::addColumn<QString>( "version" );
      QTest::addColumn<int>( "feature" );
      QTest::addColumn<int>( "reason" );
      QTest::addColumn<QString>( "needed" );
      using R = Availability::Reason;
      const auto row = []( const char *name, ServerType type, const char *version, Feature feature, R reason,
                           const char *needed )
      {
        QTest::newRow( name ) << int( type ) << QString::fromLatin1( version ) << int( feature )
                              << int( reason ) << QString::fromLatin1( needed );
      };
      row( "community: collaborators", ServerType::Community, "2026.4.0", Feature::Collaborators, R::There,
           "0.0.0" );
      row( "community: accounts", ServerType::Community, "2025.2.0", Feature::Accounts, R::There, "0.0.0" );
      row( "community: members", ServerType::Community, "2026.4.0", Feature::Members, R::Edition, "0.0.0" );
      row( "community: invitations", ServerType::Community, "2026.4.0", Feature::Invitations, R::Edition,
           "0.0.0" );
      row( "old community: collaborators", ServerType::Community, "2025.1.9", Feature::Collaborators,
           R::ServerVersion, "2025.2.0" );
      row( "enterprise: members", ServerType::Enterprise, "2025.2.0", Feature::Members, R::There, "0.0.0" );
      row( "old enterprise: members", ServerType::Enterprise, "2024.12.0", Feature::Members, R::ServerVersion,
           "2025.2.0" );
      row( "enterprise: invitations", ServerType::Enterprise, "2025.10.0", Feature::Invitations, R::There,
           "0.0.0" );
      row( "old hosted: invitations", ServerType::Saas, "2025.6.0", Feature::Invitations, R::ServerVersion,
           "2025.6.1" );
      row( "legacy: members", ServerType::Legacy, "2022.3.0", Feature::Members, R::ServerVersion,
           "2025.2.0" );
      row( "legacy: collaborators", ServerType::Legacy, "2022.3.0", Feature::Collaborators, R::ServerVersion,
           "2025.2.0" );
    }
    void everyServerIsToldApart()
    {
      QFETCH( int, type );
      QFETCH( QString, version );
      QFETCH( int, feature );
      QFETCH( int, reason );
      QFETCH( QString, needed );
      ServerCapabilities server;
      server.type = ServerType( type );
      server.version = ServerVersion::fromString( version );
      const Availability there = availabilityOn( server, Feature( feature ) );
      QCOMPARE( int( there.reason ), reason );
      QCOMPARE( there.neededVersion.toString(), needed );
      if ( reason == int( Availability::Reason::ServerVersion ) )
      {
        const Error error = errorFor( there, Feature( feature ) );
        QCOMPARE( error.kind, ErrorKind::ServerTooOld );
        QVERIFY( error.detail.contains( needed ) );
      }
    }
};

QTEST_GUILESS_MAIN( TestRoles )
#include "test_roles.moc"
