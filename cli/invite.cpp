// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/peoplecommands.h"
#include "cli/peopleio.h"
#include "cli/peoplerun.h"
#include "core/api/endpoints.h"
#include "core/api/endpoints_people.h"
#include "core/people/ledger.h"
#include "core/people/merginpeople.h"
#include "core/people/peoplesupport.h"

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
        QString who; //!< address, or the invitation
        QString role;
        QString userName;
        QString password;
        bool isPasswordOnInput = false;
        bool isNotified = false;
        bool again = false;
    };

    //! Whoever is there already is no newcomer: "member set-role" changes a role, nothing else does.
    void keepRoles( QList<PersonEntry> &entries )
    {
      for ( PersonEntry &entry : entries )
        entry.keepsRole = true;
    }

    [[nodiscard]] Result<ExitCode> create( Runtime &runtime, const Given &given )
    {
      Wish wish{ {}, given.role, {} };
      if ( !given.who.isEmpty() )
        wish.named.append( given.who );
      SYNCLINE_TRY( entries, entriesFor( given.options, wish ) );
      keepRoles( entries );
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      InvitationLedger ledger( ledgerPath() );
      MerginPeople people( runtime.api(), clock, &ledger );
      SYNCLINE_TRY( state, await( people.read( { given.workspace, {}, true } ), runtime.cancel() ) );
      const Availability there = availabilityOn( state.server, Feature::Invitations );
      if ( !there.isThere() )
        return tl::unexpected<Error>( errorFor( there, Feature::Invitations ) );
      Intent intent;
      intent.unknown = UnknownPeople::Invite;
      intent.invitesAgain = given.again;
      intent.ignoresSeats = given.options.ignoreSeats;
      return carryOut( runtime, people, people.plan( entries, intent ), given.options );
    }

    //! Older and other servers have no such call; said before a bare 404.
    [[nodiscard]] Result<void> needInvitations( Runtime &runtime )
    {
      SYNCLINE_CHECK( runtime.signIn() );
      SYNCLINE_TRY( server, runtime.ask( endpoints::serverConfig() ) );
      const Availability there = availabilityOn( server, Feature::Invitations );
      if ( !there.isThere() )
        return tl::unexpected<Error>( errorFor( there, Feature::Invitations ) );
      return {};
    }

    //! Whoever shows up as member has accepted. Only those who see the members can tell; for others the list stays as it is.
    void forgetWhoCame( Runtime &runtime, InvitationLedger &ledger )
    {
      QStringList workspaces;
      const QDateTime now = QDateTime::currentDateTimeUtc();
      for ( const LedgerEntry &one : ledger.entries( runtime.account().server, {}, now ) )
        workspaces.append( QString::number( one.workspaceId.value ) );
      workspaces.removeDuplicates();
      for ( const QString &workspace : std::as_const( workspaces ) )
      {
        SystemClock clock;
        MerginPeople people( runtime.api(), clock, &ledger );
        if ( !await( people.read( { workspace, {}, false } ), runtime.cancel() ) )
          continue; // the list is shown all the same
      }
    }

    [[nodiscard]] Result<ExitCode> list( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( needInvitations( runtime ) );
      SYNCLINE_TRY( received, runtime.ask( endpoints::receivedInvitations() ) );
      InvitationLedger ledger( ledgerPath() );
      forgetWhoCame( runtime, ledger );
      const QList<LedgerEntry> sent =
        ledger.entries( runtime.account().server, {}, QDateTime::currentDateTimeUtc() );
      QList<QStringList> rows = { { QStringLiteral( "direction" ), QStringLiteral( "who" ),
                                    QStringLiteral( "workspace" ), QStringLiteral( "role" ),
                                    QStringLiteral( "expires" ), QStringLiteral( "state" ),
                                    QStringLiteral( "id" ) } };
      QJsonArray document;
      const auto show =
        [&rows, &document]( const QString &direction, const LedgerEntry &one, const QString &id )
      {
        const QString until = one.expires.toString( Qt::ISODate );
        const bool isOpen = one.expires >= QDateTime::currentDateTimeUtc();
        const QString state = isOpen ? QStringLiteral( "open" ) : QStringLiteral( "expired" );
        const QString role = toWire( one.role );
        rows.append( { direction, one.email, one.workspace, role, until, state, id } );
        document.append( QJsonObject{ { QStringLiteral( "direction" ), direction },
                                      { QStringLiteral( "who" ), one.email },
                                      { QStringLiteral( "workspace" ), one.workspace },
                                      { QStringLiteral( "role" ), role },
                                      { QStringLiteral( "expires" ), until },
                                      { QStringLiteral( "state" ), state },
                                      { QStringLiteral( "id" ), id } } );
      };
      for ( const ReceivedInvitation &one : received )
      {
        LedgerEntry shown;
        shown.email = QStringLiteral( "you" );
        shown.workspace = one.workspace;
        shown.role = one.role;
        shown.expires = one.expires;
        show( QStringLiteral( "received" ), shown, one.uuid );
      }
      for ( const LedgerEntry &one : sent )
        show( QStringLiteral( "sent" ), one, one.id > 0 ? QString::number( one.id ) : QString() );
      showTable( runtime, rows, document, given.options.csv );
      runtime.console().note( QStringLiteral(
        "Sent ones are those from this computer: the server does not list what others sent." ) );
      return ExitCode::Ok;
    }

    //! A list of projects would not help.
    ExitCode notThere( Runtime &runtime, const QString &sentence )
    {
      const QString message = sentence + QStringLiteral( " See \"syncline invite list\"." );
      runtime.console().complain( message );
      runtime.console().document( QJsonDocument(
        QJsonObject{ { QStringLiteral( "error" ),
                       QJsonObject{ { QStringLiteral( "kind" ), nameOf( ErrorKind::NotFound ) },
                                    { QStringLiteral( "exitStatus" ), int( ExitCode::NotFound ) },
                                    { QStringLiteral( "message" ), message } } } } ) );
      return ExitCode::NotFound;
    }

    [[nodiscard]] Result<ExitCode> answer( Runtime &runtime, const Given &given,
                                           endpoints::InvitationAnswer what )
    {
      SYNCLINE_CHECK( needInvitations( runtime ) );
      SYNCLINE_TRY( received, runtime.ask( endpoints::receivedInvitations() ) );
      for ( const ReceivedInvitation &one : received )
      {
        const bool isIt = one.uuid == given.who ||
                          one.workspace.compare( given.who, Qt::CaseInsensitive ) == 0 ||
                          QString::number( one.workspaceId.value ) == given.who;
        if ( !isIt )
          continue;
        SYNCLINE_CHECK( runtime.ask( endpoints::answerInvitation( one.uuid, what ) ) );
        const bool isAccepted = what == endpoints::InvitationAnswer::Accept;
        runtime.console().line(
          isAccepted ? QStringLiteral( "You are %1 in %2 now." ).arg( toWire( one.role ), one.workspace )
                     : QStringLiteral( "Declined the invitation to %1." ).arg( one.workspace ) );
        runtime.console().document(
          QJsonDocument( QJsonObject{ { QStringLiteral( "workspace" ), one.workspace },
                                      { QStringLiteral( "role" ), toWire( one.role ) },
                                      { QStringLiteral( "accepted" ), isAccepted } } ) );
        return ExitCode::Ok;
      }
      return notThere( runtime, QStringLiteral( "There is no invitation \"%1\" for you." ).arg( given.who ) );
    }

    //! By address or by the number that "invite create --json" told.
    [[nodiscard]] Result<ExitCode> withdraw( Runtime &runtime, const Given &given )
    {
      SYNCLINE_CHECK( needInvitations( runtime ) );
      InvitationLedger ledger( ledgerPath() );
      const QList<LedgerEntry> sent =
        ledger.entries( runtime.account().server, {}, QDateTime::currentDateTimeUtc() );
      LedgerEntry found;
      for ( const LedgerEntry &one : sent )
      {
        if ( one.email.compare( given.who, Qt::CaseInsensitive ) == 0 ||
             QString::number( one.id ) == given.who )
          found = one;
      }
      if ( found.email.isEmpty() )
        found.id = given.who.toLongLong(); // sent elsewhere, but its number is known
      if ( found.id <= 0 )
        return notThere(
          runtime,
          QStringLiteral( "No invitation of \"%1\" was sent from here with a number to take it back by." )
            .arg( given.who ) );
      const Result<bool> withdrawn = runtime.ask( endpoints::withdrawInvitation( found.id ) );
      const bool wasOpen = withdrawn.has_value();
      if ( !wasOpen && withdrawn.error().kind == ErrorKind::NotFound && found.email.isEmpty() )
        return notThere( runtime, QStringLiteral( "There is no open invitation %1." ).arg( given.who ) );
      if ( !wasOpen && withdrawn.error().kind != ErrorKind::NotFound )
        return tl::unexpected<Error>( withdrawn.error() );
      ledger.remove( found );
      runtime.console().line( ( wasOpen ? QStringLiteral( "Withdrew the invitation of %1." )
                                        : QStringLiteral( "The invitation of %1 was not open any more." ) )
                                .arg( found.email.isEmpty() ? given.who : found.email ) );
      runtime.console().document( QJsonDocument( QJsonObject{
        { QStringLiteral( "invitation" ), found.id }, { QStringLiteral( "withdrawn" ), wasOpen } } ) );
      return ExitCode::Ok;
    }

    //! What belongs to one account only, or cannot go together.
    [[nodiscard]] Result<void> checkAccount( const Given &given )
    {
      const bool hasPassword = !given.password.isEmpty();
      if ( hasPassword && given.isPasswordOnInput )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "give either --password or --password-stdin" ) );
      if ( given.isPasswordOnInput && given.options.from == QLatin1String( "-" ) )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "standard input holds either the password or the people, not both" ) );
      const bool isOnesOwn = hasPassword || given.isPasswordOnInput || !given.userName.isEmpty();
      if ( isOnesOwn && !given.options.from.isEmpty() )
        return fail(
          ErrorKind::InvalidInput,
          QStringLiteral(
            "--username and passwords are for one account; with --from they come from the column \"username\" and are made up" ) );
      return {};
    }

    [[nodiscard]] Result<ExitCode> createUser( Runtime &runtime, const Given &given )
    {
      const PeopleOptions &options = given.options;
      SYNCLINE_CHECK( checkAccount( given ) );
      Wish wish{ {}, given.role.isEmpty() ? QStringLiteral( "guest" ) : given.role, {} };
      if ( !given.who.isEmpty() )
        wish.named.append( given.who );
      SYNCLINE_TRY( entries, entriesFor( options, wish ) );
      Intent intent;
      intent.unknown = UnknownPeople::CreateAccounts;
      intent.notifiesNewAccounts = given.isNotified;
      intent.ignoresSeats = options.ignoreSeats;
      intent.password = given.password;
      if ( given.isPasswordOnInput )
      {
        SYNCLINE_TRY( input, readAllFrom( QStringLiteral( "-" ) ) );
        intent.password = QString::fromUtf8( input ).section( QLatin1Char( '\n' ), 0, 0 );
        if ( intent.password.endsWith( QLatin1Char( '\r' ) ) )
          intent.password.chop( 1 );
        if ( intent.password.isEmpty() ) // as when a variable of a script is not set
          return fail( ErrorKind::InvalidInput, QStringLiteral( "there is no password on standard input" ) );
      }
      if ( entries.size() == 1 && !given.userName.isEmpty() )
        entries.first().userName = given.userName;
      keepRoles( entries );
      SYNCLINE_CHECK( runtime.signIn() );
      SystemClock clock;
      MerginPeople people( runtime.api(), clock );
      SYNCLINE_TRY( state, await( people.read( { given.workspace, {}, false } ), runtime.cancel() ) );
      const Availability there = availabilityOn( state.server, Feature::Accounts );
      if ( !there.isThere() )
        return tl::unexpected<Error>( errorFor( there, Feature::Accounts ) );
      if ( state.server.type == ServerType::Community && !given.role.isEmpty() )
        runtime.console().note(
          QStringLiteral( "On a community server the role of a new account has no effect." ) );
      return carryOut( runtime, people, people.plan( entries, intent ), options );
    }
  } // namespace

  void addInvite( CommandLine &commands )
  {
    commands.addGroup( "invite", "Invitations to a workspace (Enterprise and hosted servers)" );
    const auto made = std::make_shared<Given>();
    CommandForm form = commands.add( QStringLiteral( "invite create" ), "Invite somebody by e-mail",
                                     [made]( Runtime &runtime ) { return create( runtime, *made ); } );
    form.argument( "EMAIL", made->who, "The address", CommandForm::Need::Optional );
    form.argument( "ROLE", made->role, "guest, reader, editor, writer, admin or owner",
                   CommandForm::Need::Optional );
    form.option( "--workspace", made->workspace, "Name or id; may be left out where there is only one" );
    form.option( "--role", made->role, "The same for all who have none in a file" );
    form.flag( "--again", made->again, "Also whom an invitation from here still waits for" );
    addPeopleOptions( form, made->options );
    const auto listed = std::make_shared<Given>();
    form =
      commands.add( QStringLiteral( "invite list" ), "Invitations to you, and those sent from this computer",
                    [listed]( Runtime &runtime ) { return list( runtime, *listed ); } );
    form.flag( "--csv", listed->options.csv, "CSV on standard output" );
    const auto accepted = std::make_shared<Given>();
    form = commands.add( QStringLiteral( "invite accept" ), "Accept an invitation",
                         [accepted]( Runtime &runtime )
                         { return answer( runtime, *accepted, endpoints::InvitationAnswer::Accept ); } );
    form.argument( "INVITATION", accepted->who, "Its id, or the workspace" );
    const auto rejected = std::make_shared<Given>();
    form = commands.add( QStringLiteral( "invite reject" ), "Decline an invitation",
                         [rejected]( Runtime &runtime )
                         { return answer( runtime, *rejected, endpoints::InvitationAnswer::Reject ); } );
    form.argument( "INVITATION", rejected->who, "Its id, or the workspace" );

    const auto withdrawn = std::make_shared<Given>();
    form = commands.add( QStringLiteral( "invite withdraw" ),
                         "Make an invitation worthless that was sent from here",
                         [withdrawn]( Runtime &runtime ) { return withdraw( runtime, *withdrawn ); } );
    form.argument( "INVITATION", withdrawn->who, "The address, or its number" );

    commands.addGroup( "user", "Accounts" );
    const auto created = std::make_shared<Given>();
    form = commands.add( QStringLiteral( "user create" ),
                         "Make an account; without a password one is made up and shown once",
                         [created]( Runtime &runtime ) { return createUser( runtime, *created ); } );
    form.argument( "EMAIL", created->who, "The address", CommandForm::Need::Optional );
    form.option( "--username", created->userName,
                 "Name of the account; the server makes one from the address otherwise" );
    form.option( "--password", created->password, "Its password" );
    form.flag( "--password-stdin", created->isPasswordOnInput,
               "Read the password from the first line of standard input" );
    form.option( "--workspace", created->workspace, "Name or id; may be left out where there is only one" );
    form.option( "--role", created->role, "guest (the default), reader, editor, writer, admin or owner" );
    form.flag( "--notify", created->isNotified, "The server writes to the address" );
    addPeopleOptions( form, created->options );
  }
} // namespace syncline::cli
