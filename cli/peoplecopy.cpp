// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/odsdomain.h"
#include "cli/peoplecommands.h"
#include "cli/peopleio.h"
#include "cli/peoplerun.h"
#include "core/people/ledger.h"
#include "core/people/merginpeople.h"

// People from one directory into another, through the same plan as everything else: a project's into another project, a domain's,
// or those of one group, into a workspace or project.
namespace syncline::cli
{
  using namespace people;

  namespace
  {
    struct Given
    {
        PeopleOptions options;
        DomainOptions domain;
        QString group;
        QString fromProject;
        QString toProject;
        QString workspace;
        QString role;
        bool invites = false;
    };

    //! The uid of a group from its uid or title; users name their groups by uid only.
    [[nodiscard]] Result<QString> groupUid( Runtime &runtime, Domain &domain, const QString &text )
    {
      if ( text.isEmpty() )
        return QString();
      SYNCLINE_TRY( page, domain.ask( runtime, ods::groups( ods::MAX_PAGE, 0 ) ) );
      for ( const ods::Group &group : page.results )
        if ( group.uid == text || group.title.compare( text, Qt::CaseInsensitive ) == 0 )
          return group.uid;
      const QString why = QStringLiteral( "\"%1\"" ).arg( text.left( 60 ) );
      return fail( ErrorKind::NotFound, why, ServerDetail{ 0, QStringLiteral( "NoGroup" ), why, {}, -1 } );
    }

    [[nodiscard]] Result<QList<PersonEntry>> fromDomain( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( domain, Domain::open( runtime, given.domain ) );
      SYNCLINE_TRY( group, groupUid( runtime, *domain, given.group ) );
      return await( domain->people().entriesOf( group ), runtime.cancel() );
    }

    QList<PersonEntry> fromProject( const PeopleState &state, const QString &project )
    {
      const ProjectPeople *there = state.projectNamed( project );
      return there ? entriesOf( *there ) : QList<PersonEntry>();
    }

    [[nodiscard]] Result<ExitCode> copy( Runtime &runtime, const Given &given )
    {
      const bool isFromDomain = !given.domain.address.isEmpty();
      if ( isFromDomain == !given.fromProject.isEmpty() )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "give one of --domain and --from-project" ) );
      QList<PersonEntry> entries;
      if ( isFromDomain )
      {
        const Result<QList<PersonEntry>> found = fromDomain( runtime, given );
        if ( !found )
          return inDomainWords( runtime, tl::unexpected<Error>( found.error() ), {} );
        entries = *found;
      }
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      InvitationLedger ledger( ledgerPath() );
      MerginPeople people( runtime.api(), clock, &ledger );
      QStringList projects;
      for ( const QString &project : { given.fromProject, given.toProject } )
        if ( !project.isEmpty() )
          projects.append( project );
      SYNCLINE_TRY( state, await( people.read( { given.workspace, projects, given.toProject.isEmpty() } ),
                                  runtime.cancel() ) );
      for ( const QString &project : std::as_const( projects ) )
      {
        runtime.place().project = project; // which one an error is about
        const ProjectPeople *there = state.projectNamed( project );
        if ( !there )
          return tl::unexpected<Error>( people.troubleWith( project ) );
        if ( !mayChangeCollaborators( there->ownAccess ) )
        {
          const QString why =
            QStringLiteral( "you are %1 in %2" ).arg( toWire( there->ownAccess ), there->name.toString() );
          return fail( ErrorKind::Forbidden, why,
                       ServerDetail{ 0, QStringLiteral( "NotTheirPeople" ), why, {}, -1 } );
        }
      }
      if ( !isFromDomain )
        entries = fromProject( state, given.fromProject );
      for ( PersonEntry &entry : entries )
      {
        entry.project = given.toProject;
        entry.keepsRole = true; // whoever is there has a role that somebody gave on purpose
        if ( !given.role.isEmpty() || isFromDomain )
          entry.role = given.role.isEmpty() ? QStringLiteral( "reader" ) : given.role;
      }
      if ( entries.isEmpty() )
        return fail( ErrorKind::NotFound, {},
                     ServerDetail{ 0, QStringLiteral( "NobodyToCopy" ), {}, {}, -1 } );
      Intent intent;
      intent.unknown = given.invites ? UnknownPeople::Invite : UnknownPeople::Refuse;
      intent.ignoresSeats = given.options.ignoreSeats;
      return carryOut( runtime, people, people.plan( entries, intent ), given.options );
    }
  } // namespace

  void addPeopleCopy( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "people copy" ),
                    "Bring people of a project, or of an Opendatasoft domain, into a project or workspace",
                    [given]( Runtime &runtime ) { return copy( runtime, *given ); } );
    form.option( "--from-project", given->fromProject, "WORKSPACE/NAME or id; its people with their roles" );
    addDomainOptions( form, given->domain );
    form.option( "--group", given->group, "Of the domain: only those in this group (uid or title)" );
    form.option( "--to-project", given->toProject, "WORKSPACE/NAME or id; the workspace otherwise" );
    form.option( "--workspace", given->workspace, "Name or id; may be left out where there is only one" );
    form.option( "--role", given->role,
                 "For all who have none there yet; from a domain reader unless given" );
    form.flag( "--invite", given->invites, "Write to those who have no account yet" );
    form.flag( "--csv", given->options.csv, "CSV on standard output" );
    form.option( "--report", given->options.report, "Write what became of each row to this CSV file" );
    form.flag( "--dry-run", given->options.dryRun, "Show what would be done, and do nothing" );
    form.flag( "-y,--yes", given->options.yes, "Do not ask before people lose access" );
    form.flag( "--ignore-seats", given->options.ignoreSeats,
               "Let the server decide whether there is a free seat" );
  }
} // namespace syncline::cli
