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
        QString project;
        QString user;
        QString role;
        QStringList users;
        QString permissions = QStringLiteral( "reader" );
    };
    enum class What
    {
      Add,
      Change,
      Remove
    };

    QString sourceName( AccessSource source )
    {
      switch ( source )
      {
        case AccessSource::None:
          return QStringLiteral( "none" );
        case AccessSource::SetHere:
          return QStringLiteral( "set here" );
        case AccessSource::Workspace:
          return QStringLiteral( "workspace" );
        case AccessSource::Public:
          return QStringLiteral( "public" );
      }
      Q_UNREACHABLE();
    }

    //! Reads the people of one project; the trouble with it where there is some.
    [[nodiscard]] Result<PeopleState> readProject( Runtime &runtime, MerginPeople &people,
                                                   const QString &project )
    {
      runtime.place().project = project;
      SYNCLINE_TRY( state, await( people.read( { {}, { project }, false } ), runtime.cancel() ) );
      if ( state.projects.isEmpty() )
        return tl::unexpected<Error>( people.troubleWith( project ) );
      return state;
    }

    //! Who may change access, where one's own role may not: their names are in the project's own lists.
    [[nodiscard]] Result<ExitCode> onlyOwners( Runtime &runtime, const ProjectPeople &project )
    {
      SYNCLINE_TRY( access, runtime.ask( endpoints::projectAccess( project.name ) ) );
      const QString why = QStringLiteral( "you are %1 in %2; %3 may" )
                            .arg( toWire( project.ownAccess ), project.name.toString(),
                                  access.owners.isEmpty() ? QStringLiteral( "the owners of the workspace" )
                                                          : access.owners.join( QStringLiteral( " or " ) ) );
      return fail( ErrorKind::Forbidden, why,
                   ServerDetail{ 0, QStringLiteral( "NotTheirPeople" ), why, {}, -1 } );
    }

    [[nodiscard]] Result<ExitCode> list( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      SYNCLINE_TRY( state, readProject( runtime, people, given.project ) );
      const ProjectPeople &project = state.projects.first();
      if ( !mayChangeCollaborators( project.ownAccess ) )
        return onlyOwners( runtime, project );
      QList<QStringList> rows = { { QStringLiteral( "username" ), QStringLiteral( "email" ),
                                    QStringLiteral( "project_role" ), QStringLiteral( "workspace_role" ),
                                    QStringLiteral( "access" ), QStringLiteral( "source" ) } };
      QJsonArray document;
      for ( const Collaborator &person : project.people )
      {
        const QString source =
          sourceName( accessOf( person.projectRole, person.workspaceRole, false ).source );
        const bool isBlank = person.projectRole == ProjectRole::None && !given.options.csv;
        const QString setHere = isBlank ? QStringLiteral( "-" ) : toWire( person.projectRole );
        rows.append( { person.userName, person.email, setHere, toWire( person.workspaceRole ),
                       toWire( person.access ), source } );
        document.append( QJsonObject{ { QStringLiteral( "id" ), person.id.value },
                                      { QStringLiteral( "username" ), person.userName },
                                      { QStringLiteral( "email" ), person.email },
                                      { QStringLiteral( "name" ), person.fullName },
                                      { QStringLiteral( "project_role" ), toWire( person.projectRole ) },
                                      { QStringLiteral( "workspace_role" ), toWire( person.workspaceRole ) },
                                      { QStringLiteral( "access" ), toWire( person.access ) },
                                      { QStringLiteral( "source" ), source } } );
      }
      showTable( runtime, rows, document, given.options.csv );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> change( Runtime &runtime, const Given &given, What what )
    {
      Wish wish{ given.users, given.role, given.project };
      if ( !given.user.isEmpty() )
        wish.named.append( given.user );
      SYNCLINE_TRY( entries, entriesFor( given.options, wish ) );
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      QStringList projects;
      for ( const PersonEntry &entry : entries )
        projects.append( entry.project );
      projects.removeDuplicates();
      if ( projects.size() == 1 )
      {
        SYNCLINE_TRY( state, readProject( runtime, people, projects.first() ) );
        if ( !mayChangeCollaborators( state.projects.first().ownAccess ) )
          return onlyOwners( runtime, state.projects.first() );
      }
      else
        SYNCLINE_CHECK( await( people.read( { {}, projects, false } ), runtime.cancel() ) );
      Intent intent;
      intent.isRemoval = what == What::Remove;
      intent.onlyExisting = what == What::Change;
      intent.hasConfirmedOwnAccess = given.options.giveUpOwnAccess;
      intent.ignoresSeats = given.options.ignoreSeats;
      return carryOut( runtime, people, people.plan( entries, intent ), given.options );
    }

    //! As the official client prints it: names and roles in columns of twenty.
    [[nodiscard]] Result<ExitCode> share( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( runtime.signIn() );
      runtime.place().project = given.project;
      const Result<ProjectId> id = ProjectId::fromString( given.project );
      const Result<ProjectName> name = ProjectName::fromString( given.project );
      if ( !id && !name )
        return tl::unexpected<Error>( name.error() );
      SYNCLINE_TRY(
        access, runtime.ask( id ? endpoints::projectAccessById( *id ) : endpoints::projectAccess( *name ) ) );
      QJsonArray document;
      const auto print = [&runtime, &document]( const QStringList &names, const QString &role )
      {
        for ( const QString &one : names )
        {
          runtime.console().line( one.leftJustified( 20 ) + QLatin1Char( '\t' ) + role.leftJustified( 20 ) );
          document.append(
            QJsonObject{ { QStringLiteral( "username" ), one }, { QStringLiteral( "role" ), role } } );
        }
      };
      print( access.owners, QStringLiteral( "owner" ) );
      print( access.writers, QStringLiteral( "writer" ) );
      print( access.editors, QStringLiteral( "editor" ) );
      print( access.readers, QStringLiteral( "reader" ) );
      runtime.console().document( QJsonDocument( document ) );
      return ExitCode::Ok;
    }
  } // namespace

  void addCollaborator( CommandLine &commands )
  {
    commands.addGroup( "collaborator", "Who has access to a project" );
    const auto listed = std::make_shared<Given>();
    CommandForm form = commands.add( QStringLiteral( "collaborator list" ),
                                     "People of a project, their roles, and where these come from",
                                     [listed]( Runtime &runtime ) { return list( runtime, *listed ); } );
    form.argument( "PROJECT", listed->project, "WORKSPACE/NAME or id" );
    form.flag( "--csv", listed->options.csv, "CSV on standard output" );
    const auto add = [&commands]( const char *name, const char *help, What what )
    {
      const auto given = std::make_shared<Given>();
      CommandForm made =
        commands.add( QString::fromLatin1( name ), help,
                      [given, what]( Runtime &runtime ) { return change( runtime, *given, what ); } );
      made.argument( "PROJECT", given->project, "WORKSPACE/NAME or id; may be left out where --from has it",
                     CommandForm::Need::Optional );
      made.argument( "USER", given->user, "User name, e-mail or id", CommandForm::Need::Optional );
      if ( what != What::Remove )
      {
        made.argument( "ROLE", given->role, "reader, editor, writer or owner", CommandForm::Need::Optional );
        made.option( "--role", given->role, "The same for all who have none in a file" );
      }
      addPeopleOptions( made, given->options );
    };
    add( "collaborator add", "Give somebody a role on a project", What::Add );
    add( "collaborator set-role", "Change somebody's role on a project", What::Change );
    add( "collaborator remove", "Take somebody's role on a project", What::Remove );
  }

  void addShare( CommandLine &commands )
  {
    const auto shown = std::make_shared<Given>();
    CommandForm form = commands.add( QStringLiteral( "share" ), "Show who has a role on a project itself",
                                     [shown]( Runtime &runtime ) { return share( runtime, *shown ); } );
    form.argument( "PROJECT", shown->project, "WORKSPACE/NAME or id" );
    const auto added = std::make_shared<Given>();
    form = commands.add( QStringLiteral( "share-add" ), "Give people a role on a project",
                         [added]( Runtime &runtime )
                         {
                           added->role = added->permissions;
                           return change( runtime, *added, What::Add );
                         } );
    form.argument( "PROJECT", added->project, "WORKSPACE/NAME or id" );
    form.option( "--permissions", added->permissions, "reader, editor, writer or owner" );
    form.arguments( "USERNAMES", added->users, 1, "User names or e-mails" );
    const auto removed = std::make_shared<Given>();
    removed->options.yes = true; // the official client does not ask
    form =
      commands.add( QStringLiteral( "share-remove" ), "Take people's roles on a project",
                    [removed]( Runtime &runtime ) { return change( runtime, *removed, What::Remove ); } );
    form.argument( "PROJECT", removed->project, "WORKSPACE/NAME or id" );
    form.arguments( "USERNAMES", removed->users, 1, "User names or e-mails" );
  }
} // namespace syncline::cli
