// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/peoplecommands.h"
#include "cli/peopleio.h"
#include "cli/peoplerun.h"
#include "core/people/ledger.h"
#include "core/people/merginpeople.h"

#include <QJsonArray>
#include <QJsonObject>

// The access of projects and a workspace as a file that can be reviewed: written by "people export", made true by "people apply".
namespace syncline::cli
{
  using namespace people;

  namespace
  {
    struct Given
    {
        PeopleOptions options;
        QString file;
        QString output;
        QString delimiter = QStringLiteral( "," );
        QString columns;
        QString workspace;
        QStringList projects;
        bool keepsOthers = false;
    };

    //! An empty list of people whom one may not see would read as if there were none.
    [[nodiscard]] Result<void> checkThatAllIsSeen( const PeopleState &state, bool wantsMembers )
    {
      QString why;
      if ( wantsMembers && !state.members )
        why = QStringLiteral( "you are %1 in %2; its owners and admins manage members" )
                .arg( toWire( state.workspace.role ), state.workspace.name );
      for ( const ProjectPeople &project : state.projects )
      {
        if ( why.isEmpty() && !mayChangeCollaborators( project.ownAccess ) )
          why = QStringLiteral( "you are %1 in %2; %3 may" )
                  .arg( toWire( project.ownAccess ), project.name.toString(),
                        project.owners.isEmpty() ? QStringLiteral( "the owners of the workspace" )
                                                 : project.owners.join( QStringLiteral( " or " ) ) );
      }
      if ( why.isEmpty() )
        return {};
      return fail( ErrorKind::Forbidden, why,
                   ServerDetail{ 0, QStringLiteral( "NotTheirPeople" ), why, {}, -1 } );
    }

    //! All four columns unless others are wanted, so that a file looks the same whoever is in it.
    [[nodiscard]] Result<QString> tableOf( const QList<PersonEntry> &entries, const Given &given )
    {
      const QString tab = QStringLiteral( "\\t" );
      const QString delimiter = given.delimiter == tab ? QStringLiteral( "\t" ) : given.delimiter;
      if ( delimiter.size() != 1 )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "--delimiter is one character, or \\t" ) );
      QList<Column> columns = { Column::Email, Column::UserName, Column::Role, Column::Project };
      const QStringList names = given.columns.split( QLatin1Char( ',' ), Qt::SkipEmptyParts );
      if ( !names.isEmpty() )
        columns = columnsNamed( names );
      if ( !names.isEmpty() && columns.size() != names.size() )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "--columns takes a list of email, username, role, project" ) );
      return memberCsv( entries, delimiter.at( 0 ), columns );
    }

    [[nodiscard]] Result<ExitCode> exportPeople( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      const bool wantsMembers = given.projects.isEmpty() || !given.workspace.isEmpty();
      SYNCLINE_TRY(
        state, await( people.read( { given.workspace, given.projects, wantsMembers } ), runtime.cancel() ) );
      for ( const QString &project : given.projects )
      {
        runtime.place().project = project; // which one an error is about
        if ( !state.projectNamed( project ) )
          return tl::unexpected<Error>( people.troubleWith( project ) );
      }
      SYNCLINE_CHECK( checkThatAllIsSeen( state, wantsMembers ) );
      if ( !wantsMembers )
        state.members.reset();
      const QList<PersonEntry> entries = entriesOf( state );
      SYNCLINE_TRY( table, tableOf( entries, given ) );
      QJsonArray document;
      for ( const PersonEntry &entry : entries )
        document.append( QJsonObject{ { QStringLiteral( "email" ), entry.email },
                                      { QStringLiteral( "username" ), entry.userName },
                                      { QStringLiteral( "role" ), entry.role },
                                      { QStringLiteral( "project" ), entry.project } } );
      if ( !given.output.isEmpty() )
      {
        NewFile file( given.output );
        SYNCLINE_CHECK( file.open() );
        SYNCLINE_CHECK(
          file.sink()( runtime.console().isJson() ? QJsonDocument( document ).toJson() : table.toUtf8() ) );
        SYNCLINE_CHECK( file.finish() );
        runtime.console().note( entries.size() == 1
                                  ? QStringLiteral( "Wrote 1 role." )
                                  : QStringLiteral( "Wrote %1 roles." ).arg( entries.size() ) );
        return ExitCode::Ok;
      }
      runtime.console().line( table.trimmed() );
      runtime.console().document( QJsonDocument( document ) );
      return ExitCode::Ok;
    }

    //! The places that the file is about: a project that it names, the workspace where a line has no project.
    QList<ProjectId> scopesOf( const QList<PersonEntry> &entries, const PeopleState &state )
    {
      QList<ProjectId> scopes;
      for ( const PersonEntry &entry : entries )
      {
        const ProjectPeople *project = state.projectNamed( entry.project );
        const ProjectId id = project ? project->id : ProjectId();
        const bool isPlace = project || entry.project.isEmpty();
        if ( isPlace && !scopes.contains( id ) )
          scopes.append( id );
      }
      return scopes;
    }

    [[nodiscard]] Result<ExitCode> makeEqual( Runtime &runtime, const Given &given, bool isPlanOnly )
    {
      PeopleOptions options = given.options;
      options.from = given.file;
      options.dryRun = options.dryRun || isPlanOnly;
      Result<QList<PersonEntry>> read = entriesFor( options, {} );
      if ( !read )
      {
        auto *said = std::get_if<ServerDetail>( &read.error().payload );
        if ( said && said->code == QLatin1String( "NobodyNamed" ) )
          said->code = QStringLiteral( "NobodyInFile" );
        return tl::unexpected<Error>( read.error() );
      }
      const QList<PersonEntry> entries = *read;
      QStringList projects;
      bool wantsMembers = false;
      for ( const PersonEntry &entry : entries )
      {
        if ( entry.project.isEmpty() )
          wantsMembers = true;
        else if ( !projects.contains( entry.project ) )
          projects.append( entry.project );
      }
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      InvitationLedger ledger( ledgerPath() );
      MerginPeople people( runtime.api(), clock, &ledger );
      SYNCLINE_TRY( state,
                    await( people.read( { given.workspace, projects, wantsMembers } ), runtime.cancel() ) );
      Intent intent;
      intent.absent = given.keepsOthers ? AbsentPeople::LeaveAlone : AbsentPeople::Remove;
      intent.unknown = wantsMembers ? UnknownPeople::Invite : UnknownPeople::Refuse;
      intent.hasConfirmedOwnAccess = options.giveUpOwnAccess;
      intent.ignoresSeats = options.ignoreSeats;
      const BulkPlan plan = people.plan( entries, intent, scopesOf( entries, state ) );
      if ( plan.workCount() == 0 && plan.countOf( RowAction::NotPossible ) == 0 )
        runtime.console().note( QStringLiteral( "Everything is as the file says." ) );
      return carryOut( runtime, people, plan, options );
    }
  } // namespace

  void addPeople( CommandLine &commands )
  {
    commands.addGroup( "people", "Access as a file that can be reviewed" );
    const auto exported = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "people export" ), "Write who has which role",
                    [exported]( Runtime &runtime ) { return exportPeople( runtime, *exported ); } );
    form.option( "--workspace", exported->workspace, "Its members; name or id" );
    form.options( "--project", exported->projects,
                  "Its people, WORKSPACE/NAME or id; may be given several times" );
    form.option( "--output", exported->output, "The file; standard output otherwise" );
    form.flag( "--csv", exported->options.csv, "CSV, which it is in any case" );
    form.option( "--delimiter", exported->delimiter, "What stands between the columns; \\t is a tab" );
    form.option( "--columns", exported->columns, "Some of email,username,role,project, in this order" );
    const auto add = [&commands]( const char *name, const char *help, bool isPlanOnly )
    {
      const auto given = std::make_shared<Given>();
      CommandForm made = commands.add( QString::fromLatin1( name ), help,
                                       [given, isPlanOnly]( Runtime &runtime )
                                       { return makeEqual( runtime, *given, isPlanOnly ); } );
      made.argument( "FILE", given->file,
                     "CSV with the columns email, username, role, project; - reads standard input" );
      made.option( "--workspace", given->workspace, "For lines without a project; name or id" );
      made.flag( "--keep-others", given->keepsOthers, "Leave people alone whom the file does not name" );
      made.flag( "--csv", given->options.csv, "CSV on standard output" );
      made.option( "--report", given->options.report, "Write what became of each row to this CSV file" );
      made.flag( "--dry-run", given->options.dryRun, "Show what would be done, and do nothing" );
      made.flag( "-y,--yes", given->options.yes, "Do not ask before people lose access" );
      made.flag( "--give-up-own-access", given->options.giveUpOwnAccess,
                 "Also where you lose access yourself" );
      made.flag( "--ignore-seats", given->options.ignoreSeats,
                 "Let the server decide whether there is a free seat" );
    };
    add( "people plan", "Show what would make access equal to a file", true );
    add( "people apply", "Make access equal to a file", false );
  }
} // namespace syncline::cli
