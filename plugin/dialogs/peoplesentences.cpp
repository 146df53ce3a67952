// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplewords.h"

#include <algorithm>

namespace syncline::words
{
  using namespace people;

  namespace
  {
    class Text
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::People )
    };

    QString troubleSentence( const PlannedRow &row )
    {
      switch ( row.trouble )
      {
        case RowTrouble::None:
          return QString();
        case RowTrouble::Line:
          return Text::tr( "this line has too many or too few cells" );
        case RowTrouble::NobodyNamed:
          return Text::tr( "neither name nor e-mail address" );
        case RowTrouble::BadAddress:
          return Text::tr( "not an e-mail address" );
        case RowTrouble::MissingRole:
          return Text::tr( "no role is given" );
        case RowTrouble::UnknownRole:
          return Text::tr( "there is no role “%1”" ).arg( row.entry.role );
        case RowTrouble::Duplicate:
          return Text::tr( "second line for the same person (first: line %1)" ).arg( row.firstLine );
        case RowTrouble::UnknownProject:
          return Text::tr( "there is no project “%1”, or you may not see its people" )
            .arg( row.entry.project );
        case RowTrouble::UnknownPerson:
          return Text::tr( "nobody called “%1” has an account on this server" ).arg( row.entry.name() );
        case RowTrouble::Ambiguous:
          return Text::tr( "more than one person goes by that name; use the e-mail address" );
        case RowTrouble::UnknownRight:
          return Text::tr( "there is no right of that name" );
        case RowTrouble::NoSeat:
          return Text::tr( "the workspace has no free editor seat" );
        case RowTrouble::NotHere:
          return Text::tr( "this server has no invitations" );
        case RowTrouble::Guarded:
          return obstacleSentence( row.obstacle, row.person(), row.workspaceNow );
      }
      Q_UNREACHABLE();
    }

    QString doneSentence( const PlannedRow &row, const RowOutcome &outcome )
    {
      switch ( row.action )
      {
        case RowAction::Add:
          return Text::tr( "added" );
        case RowAction::Invite:
          return Text::tr( "invited" );
        case RowAction::Provision:
          return Text::tr( "provisioned as %1" ).arg( outcome.userName );
        case RowAction::CreateAccount:
          return Text::tr( "account %1 made" ).arg( outcome.userName );
        case RowAction::Change:
          return Text::tr( "changed" );
        case RowAction::Remove:
          return row.accessAfter == ProjectRole::None
                   ? Text::tr( "removed" )
                   : Text::tr( "role removed; keeps %1 access" ).arg( roleName( row.accessAfter ) );
        case RowAction::Same:
        case RowAction::NotPossible:
          break;
      }
      return QString();
    }

    bool isObstacle( const QString &code, Obstacle &found )
    {
      for ( int i = int( Obstacle::OwnAccess ); i <= int( Obstacle::NotAllowed ); ++i )
      {
        if ( code != nameOf( Obstacle( i ) ) )
          continue;
        found = Obstacle( i );
        return true;
      }
      return false;
    }

    QString complaintsOf( const ServerDetail &said )
    {
      QStringList complaints;
      for ( auto it = said.fields.begin(); it != said.fields.end(); ++it )
      {
        QString complaint = it.value().join( QLatin1Char( ' ' ) );
        while ( complaint.endsWith( QLatin1Char( '.' ) ) ) // several are one sentence
          complaint.chop( 1 );
        complaints.append( QStringLiteral( "%1: %2" ).arg( fieldName( it.key() ), complaint ) );
      }
      complaints.sort();
      return complaints.join( QStringLiteral( "; " ) ) + QLatin1Char( '.' );
    }

    const ServerDetail &saidBy( const Error &error )
    {
      static const ServerDetail sNothing;
      const auto *said = std::get_if<ServerDetail>( &error.payload );
      return said ? *said : sNothing;
    }
  } // namespace

  QString whatHappens( const PlannedRow &row, const QString &workspace )
  {
    switch ( row.action )
    {
      case RowAction::Add:
        return Text::tr( "will be added" );
      case RowAction::Invite:
        if ( row.workspaceThen == WorkspaceRole::None && row.project.isEmpty() )
          return Text::tr( "will be invited by e-mail" ); // a domain has no roles
        return row.project.isEmpty() ? Text::tr( "will be invited (7 days to accept)" )
                                     : Text::tr( "will be invited to %1, then added" ).arg( workspace );
      case RowAction::Provision:
        return Text::tr( "will be provisioned, without e-mail" );
      case RowAction::CreateAccount:
        return Text::tr( "gets an account" );
      case RowAction::Change:
        return Text::tr( "will be changed" );
      case RowAction::Remove:
        return row.accessAfter == ProjectRole::None
                 ? Text::tr( "will be removed" )
                 : Text::tr( "role is removed; keeps %1 access" ).arg( roleName( row.accessAfter ) );
      case RowAction::Same:
        if ( !row.userName.isEmpty() && row.now == row.userName )
          return Text::tr( "is there already as %1" ).arg( row.userName );
        return row.now == QLatin1String( "invited" )
                 ? Text::tr( "is invited already" )
                 : Text::tr( "has %1 already, stays as it is" ).arg( roleNameOfWire( row.now ) );
      case RowAction::NotPossible:
        return troubleSentence( row );
    }
    Q_UNREACHABLE();
  }

  QString whatHappened( const PlannedRow &row, const RowOutcome &outcome, const ErrorScene &scene )
  {
    switch ( outcome.result )
    {
      case RowResult::Waiting:
        return isWork( row.action ) ? Text::tr( "waits" ) : whatHappens( row, scene.workspace );
      case RowResult::Running:
        return Text::tr( "Saving…" );
      case RowResult::Done:
        return doneSentence( row, outcome );
      case RowResult::DoneBefore:
        return row.action == RowAction::Same     ? whatHappens( row, scene.workspace )
               : row.action == RowAction::Invite ? Text::tr( "had been invited before" )
                                                 : Text::tr( "was so already" );
      case RowResult::Refused:
      case RowResult::Changed:
        return Text::tr( "not done: %1" )
                 .arg( describePeople( outcome.error, scene, row.person() ).sentence ) +
               ( row.action == RowAction::CreateAccount && row.entry.userName.isEmpty() &&
                     saidBy( outcome.error ).fields.contains( QStringLiteral( "username" ) )
                   ? Text::tr( " The server made it from the address: type another one in its cell." )
                   : QString() );
      case RowResult::Unknown:
        return Text::tr( "the answer got lost; Retry looks first, so nothing is done twice" );
      case RowResult::Canceled:
        return Text::tr( "stopped before its turn" );
      case RowResult::NotPossible:
        return troubleSentence( row );
    }
    Q_UNREACHABLE();
  }

  static ErrorText ofCode( const Error &error, const ErrorScene &scene, const QString &who )
  {
    const ServerDetail &said = saidBy( error );
    const QString host = scene.host.isEmpty() ? Text::tr( "The server" ) : scene.host;
    Obstacle obstacle = Obstacle::None;
    if ( said.code == QLatin1String( "ChangedMeanwhile" ) )
      return { QStringLiteral( "people.changed" ),
               Text::tr( "%1 was changed to %2 by somebody else meanwhile." )
                 .arg( who, roleNameOfWire( said.detail ) ),
               NextStep::TryAgain, false };
    if ( said.code == QLatin1String( "Gone" ) )
      return { QStringLiteral( "people.gone" ),
               Text::tr( "%1 was removed by somebody else meanwhile." ).arg( who ), NextStep::TryAgain,
               false };
    if ( said.code == QLatin1String( "NotOnThisEdition" ) )
      return { QStringLiteral( "people.edition" ),
               Text::tr(
                 "%1 is a community server: it has people on projects, but no members or invitations." )
                 .arg( host ),
               NextStep::None, false };
    if ( error.kind == ErrorKind::ServerTooOld )
      return { QStringLiteral( "people.tooOld" ),
               Text::tr( "%1 is too old for this: %2." )
                 .arg( host, said.detail.isEmpty() ? Text::tr( "it needs a newer version" ) : said.detail ),
               NextStep::None, false };
    if ( isObstacle( said.code, obstacle ) )
      return { obstacle == Obstacle::LastOwner ? QStringLiteral( "people.lastOwner" )
                                               : QStringLiteral( "people.guarded" ),
               obstacleSentence( obstacle, who, WorkspaceRole::None ), NextStep::None, false };
    if ( !said.fields.isEmpty() )
      return { QStringLiteral( "people.fields" ), complaintsOf( said ), NextStep::None, false };
    return {};
  }

  ErrorText describePeople( const Error &error, const ErrorScene &scene, const QString &who )
  {
    const ErrorText known = ofCode( error, scene, who );
    if ( !known.id.isEmpty() )
      return known;
    const QString workspace = scene.workspace.isEmpty() ? Text::tr( "The workspace" ) : scene.workspace;
    if ( error.kind == ErrorKind::QuotaExceeded )
      return { QStringLiteral( "quota.seats" ),
               Text::tr( "%1 has no free editor seat. Nobody was added." ).arg( workspace ), NextStep::None,
               false };
    if ( error.kind == ErrorKind::AlreadyExists )
      return { QStringLiteral( "people.exists" ),
               who.isEmpty() ? Text::tr( "This person is there already." )
                             : Text::tr( "%1 is there already, or has an open invitation." ).arg( who ),
               NextStep::TryAgain, false };
    if ( error.kind == ErrorKind::NotFound && !who.isEmpty() )
      return { QStringLiteral( "people.unknown" ),
               Text::tr( "Nobody called “%1” has an account on this server." ).arg( who ), NextStep::None,
               false };
    if ( error.kind == ErrorKind::Forbidden )
      return { QStringLiteral( "people.forbidden" ),
               Text::tr( "Your role may not do this. Ask an owner of %1." )
                 .arg( scene.project.isEmpty() ? workspace : scene.project ),
               NextStep::None, false };
    if ( error.kind == ErrorKind::Offline )
      return { QStringLiteral( "people.offline" ),
               Text::tr( "You are offline. Roles can be changed when you are back." ), NextStep::TryAgain,
               true };
    ErrorScene window = scene;
    window.place = ErrorPlace::Window;
    return describe( error, window );
  }

  ErrorText describeRow( const PlannedRow &row )
  {
    const QString id = problemOf( row );
    switch ( row.trouble )
    {
      case RowTrouble::None:
        return {};
      case RowTrouble::BadAddress:
        return { id, Text::tr( "“%1” is not an e-mail address." ).arg( row.entry.name() ), NextStep::None,
                 false };
      case RowTrouble::UnknownPerson:
        return { id, Text::tr( "Nobody called “%1” has an account on this server." ).arg( row.entry.name() ),
                 NextStep::None, false };
      case RowTrouble::Line:
      case RowTrouble::NobodyNamed:
      case RowTrouble::MissingRole:
      case RowTrouble::UnknownRole:
      case RowTrouble::Duplicate:
      case RowTrouble::UnknownProject:
      case RowTrouble::Ambiguous:
      case RowTrouble::UnknownRight:
      case RowTrouble::NoSeat:
      case RowTrouble::NotHere:
      case RowTrouble::Guarded:
        break;
    }
    return { id, troubleSentence( row ), NextStep::None, false };
  }

  ErrorText describeEnd( const RunCounts &counts )
  {
    if ( counts.notDone == 0 )
      return { QString(), Text::tr( "%1 done." ).arg( counts.done ), NextStep::None, false };
    return {
      QStringLiteral( "people.partial" ),
      Text::tr( "%1 done, %2 not done. Nobody was changed twice." ).arg( counts.done ).arg( counts.notDone ),
      NextStep::TryAgain, false
    };
  }

  ErrorText describeDomain( const Error &error, const QString &host, const QString &who, const QString &what )
  {
    const ServerDetail &said = saidBy( error );
    if ( said.code == QLatin1String( "LastAdministrator" ) )
      return { QStringLiteral( "people.lastAdmin" ),
               Text::tr( "The domain's last administrator cannot be deleted." ), NextStep::None, false };
    if ( said.code == QLatin1String( "ChangedMeanwhile" ) )
    {
      QStringList changes;
      for ( auto it = said.fields.begin(); it != said.fields.end(); ++it )
        changes.append( Text::tr( "%1 was %2, is %3" )
                          .arg( fieldName( it.key() ), it.value().value( 0 ), it.value().value( 1 ) ) );
      return { QStringLiteral( "people.changed" ),
               Text::tr( "%1 was changed by somebody else meanwhile: %2." )
                 .arg( who, changes.join( QStringLiteral( "; " ) ) ),
               NextStep::TryAgain, false };
    }
    if ( error.kind == ErrorKind::Unauthorized )
      return { QStringLiteral( "ods.key" ), Text::tr( "The domain does not know this API key." ),
               NextStep::None, false };
    if ( error.kind == ErrorKind::Forbidden )
      return {
        QStringLiteral( "ods.right" ),
        what.isEmpty()
          ? Text::tr( "This API key may not do this. The domain's administrator can allow it." )
          : Text::tr( "This API key may not %1. The domain's administrator can allow it." ).arg( what ),
        NextStep::None, true
      };
    if ( error.kind == ErrorKind::NotFound )
      return { QStringLiteral( "people.gone" ),
               who.isEmpty() ? Text::tr( "There are no users at this address of %1." ).arg( host )
                             : Text::tr( "%1 is not there any more." ).arg( who ),
               NextStep::TryAgain, false };
    if ( !said.fields.isEmpty() )
      return { QStringLiteral( "people.fields" ), complaintsOf( said ), NextStep::None, false };
    if ( error.kind == ErrorKind::ServerRejected || error.kind == ErrorKind::AlreadyExists )
      return { QStringLiteral( "ods.refused" ),
               said.detail.isEmpty() ? Text::tr( "The domain refused this. Nothing was changed." )
                                     : Text::tr( "The domain refused this: %1" ).arg( said.detail ),
               NextStep::None, true };
    ErrorScene scene;
    scene.place = ErrorPlace::Window;
    scene.host = host;
    return describe( error, scene );
  }
} // namespace syncline::words
