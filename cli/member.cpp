// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/peoplecommands.h"
#include "cli/peoplerun.h"
#include "core/api/endpoints_people.h"
#include "core/people/merginpeople.h"

#include <QJsonArray>
#include <QJsonObject>

namespace syncline::cli
{
  using namespace people;

  namespace
  {
    struct Given
    {
        PeopleOptions options;
        QString workspace;
        QString user;
        QString role;
        bool resetsProjectRoles = false;
    };
    enum class What
    {
      Change,
      Remove
    };

    QJsonObject jsonOf( const WorkspaceMember &member )
    {
      return { { QStringLiteral( "id" ), member.id.value },
               { QStringLiteral( "username" ), member.userName },
               { QStringLiteral( "email" ), member.email },
               { QStringLiteral( "workspace_role" ), toWire( member.role ) } };
    }

    //! Reads the members; Forbidden where one's role may not see them.
    [[nodiscard]] Result<PeopleState> readMembers( Runtime &runtime, MerginPeople &people,
                                                   const QString &workspace )
    {
      SYNCLINE_TRY( state, await( people.read( { workspace, {}, true } ), runtime.cancel() ) );
      if ( !state.members )
        return fail( ErrorKind::Forbidden, QStringLiteral( "owners and admins" ),
                     ServerDetail{ 0,
                                   QStringLiteral( "NotAllowed" ),
                                   QStringLiteral( "you are %1 in %2; its owners and admins manage members" )
                                     .arg( toWire( state.workspace.role ), state.workspace.name ),
                                   {},
                                   -1 } );
      return state;
    }

    [[nodiscard]] Result<ExitCode> list( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      SYNCLINE_TRY( state, readMembers( runtime, people, given.workspace ) );
      QList<QStringList> rows = { { QStringLiteral( "username" ), QStringLiteral( "email" ),
                                    QStringLiteral( "role" ), QStringLiteral( "id" ) } };
      QJsonArray document;
      for ( const WorkspaceMember &member : *state.members )
      {
        rows.append(
          { member.userName, member.email, toWire( member.role ), QString::number( member.id.value ) } );
        document.append( jsonOf( member ) );
      }
      showTable( runtime, rows, document, given.options.csv );
      if ( state.seats && state.seats->limit >= 0 )
        runtime.console().note( QStringLiteral( "Seats: %1 of %2 used, invitations included." )
                                  .arg( state.seats->editors + qMax( 0, state.seats->invitations ) )
                                  .arg( state.seats->limit ) );
      return ExitCode::Ok;
    }

    //! The server tells ids; a project that cannot be asked about keeps its own.
    void nameProjects( Runtime &runtime, WorkspaceMember &member )
    {
      if ( !member.projectRoles )
        return;
      for ( MemberProjectRole &role : *member.projectRoles )
      {
        const Result<ProjectId> id = ProjectId::fromString( role.project );
        if ( !id )
          continue;
        if ( const Result<ProjectAccess> access = runtime.ask( endpoints::projectAccessById( *id ) ) )
          role.project = access->name.toString();
      }
    }

    //! As CSV one line for the workspace, and one for each role on a project; the columns are those of "people export".
    void showMember( Runtime &runtime, const WorkspaceMember &member, bool isCsv )
    {
      const QString role = toWire( member.role );
      QList<QStringList> lines = { {}, { member.userName, member.email, role } };
      QList<QStringList> table = { { QStringLiteral( "email" ), QStringLiteral( "username" ),
                                     QStringLiteral( "role" ), QStringLiteral( "project" ) },
                                   { member.email, member.userName, role, {} } };
      QJsonArray roles;
      for ( const MemberProjectRole &one : member.projectRoles.value_or( QList<MemberProjectRole>() ) )
      {
        lines.append( { QStringLiteral( "  " ) + one.project, {}, toWire( one.role ) } );
        table.append( { member.email, member.userName, toWire( one.role ), one.project } );
        roles.append( QJsonObject{ { QStringLiteral( "project" ), one.project },
                                   { QStringLiteral( "role" ), toWire( one.role ) } } );
      }
      QJsonObject document = jsonOf( member );
      document.insert( QStringLiteral( "project_roles" ), roles );
      showRows( runtime, isCsv ? table : lines, isCsv );
      runtime.console().document( QJsonDocument( document ) );
    }

    [[nodiscard]] Result<ExitCode> show( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      SYNCLINE_TRY( state, readMembers( runtime, people, given.workspace ) );
      for ( const WorkspaceMember &member : *state.members )
      {
        const QString id = QString::number( member.id.value );
        if ( given.user.compare( member.userName, Qt::CaseInsensitive ) != 0 &&
             given.user.compare( member.email, Qt::CaseInsensitive ) != 0 && given.user != id )
          continue;
        SYNCLINE_TRY( whole, runtime.ask( endpoints::workspaceMember( state.workspace.id, member.id ) ) );
        nameProjects( runtime, whole );
        showMember( runtime, whole, given.options.csv );
        return ExitCode::Ok;
      }
      const QString why = QStringLiteral( "\"%1\" in %2" ).arg( given.user.left( 60 ), state.workspace.name );
      return fail( ErrorKind::NotFound, why, ServerDetail{ 0, QStringLiteral( "NoMember" ), why, {}, -1 } );
    }

    [[nodiscard]] Result<ExitCode> change( Runtime &runtime, const Given &given, What what )
    {
      Wish wish{ {}, given.role, {} };
      if ( !given.user.isEmpty() )
        wish.named.append( given.user );
      SYNCLINE_TRY( entries, entriesFor( given.options, wish ) );
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      SYNCLINE_CHECK( readMembers( runtime, people, given.workspace ) );
      Intent intent;
      intent.isRemoval = what == What::Remove;
      intent.onlyExisting = true;
      intent.resetsProjectRoles = given.resetsProjectRoles;
      intent.hasConfirmedOwnAccess = given.options.giveUpOwnAccess;
      intent.ignoresSeats = given.options.ignoreSeats;
      return carryOut( runtime, people, people.plan( entries, intent ), given.options );
    }
  } // namespace

  void addMember( CommandLine &commands )
  {
    commands.addGroup( "member", "Members of a workspace (Enterprise and hosted servers)" );
    const auto add = [&commands]( const char *name, const char *help, auto run )
    {
      const auto given = std::make_shared<Given>();
      CommandForm form = commands.add( QString::fromLatin1( name ), help,
                                       [given, run]( Runtime &runtime ) { return run( runtime, *given ); } );
      form.option( "--workspace", given->workspace, "Name or id; may be left out where there is only one" );
      return std::make_pair( std::move( form ), given );
    };
    auto listed = add( "member list", "Members and their roles", list );
    listed.first.flag( "--csv", listed.second->options.csv, "CSV on standard output" );
    auto shown = add( "member show", "One member, with the roles on single projects", show );
    shown.first.argument( "USER", shown.second->user, "User name, e-mail or id" );
    shown.first.flag( "--csv", shown.second->options.csv, "CSV on standard output, a line for each role" );
    auto changed =
      add( "member set-role", "Change somebody's role in the workspace",
           []( Runtime &runtime, const Given &given ) { return change( runtime, given, What::Change ); } );
    changed.first.argument( "USER", changed.second->user, "User name, e-mail or id",
                            CommandForm::Need::Optional );
    changed.first.argument( "ROLE", changed.second->role, "guest, reader, editor, writer, admin or owner",
                            CommandForm::Need::Optional );
    changed.first.option( "--role", changed.second->role, "The same for all who have none in a file" );
    changed.first.flag( "--reset-project-roles", changed.second->resetsProjectRoles,
                        "Take all roles set on single projects as well" );
    addPeopleOptions( changed.first, changed.second->options );
    auto removed =
      add( "member remove", "Take somebody out of the workspace",
           []( Runtime &runtime, const Given &given ) { return change( runtime, given, What::Remove ); } );
    removed.first.argument( "USER", removed.second->user, "User name, e-mail or id",
                            CommandForm::Need::Optional );
    removed.first.flag( "--reset-project-roles", removed.second->resetsProjectRoles,
                        "Take all roles set on single projects first" );
    addPeopleOptions( removed.first, removed.second->options );
  }
} // namespace syncline::cli
