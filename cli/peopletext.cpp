// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/peopletext.h"

#include "core/api/opendatasoft.h"

namespace syncline::cli
{
  using namespace people;

  namespace
  {
    QString obstacleText( const PlannedRow &row )
    {
      switch ( row.obstacle )
      {
        case Obstacle::None:
          return {};
        case Obstacle::OwnAccess:
          return QStringLiteral( "this is your own access. Add --give-up-own-access to do it all the same." );
        case Obstacle::LastOwner:
          return QStringLiteral( "the only owner. Make somebody else owner first." );
        case Obstacle::AboveOwnRole:
          return QStringLiteral( "a role above your own. Ask an owner to give it." );
        case Obstacle::TheirsIsAbove:
          return QStringLiteral( "has a role above yours. Ask an owner to change it." );
        case Obstacle::BelowWorkspaceRole:
          return QStringLiteral(
                   "is %1 in the whole workspace; a project role can only raise that. Change the workspace role instead." )
            .arg( toWire( row.workspaceNow ) );
        case Obstacle::NotAllowed:
          return QStringLiteral( "your role may not change people here. Ask an owner." );
      }
      Q_UNREACHABLE();
    }

    QString lower( QString sentence )
    {
      if ( !sentence.isEmpty() )
        sentence[0] = sentence.at( 0 ).toLower();
      return sentence;
    }

    QString placeOf( const PlannedRow &row )
    {
      return row.projectName.isEmpty() ? row.entry.project : row.projectName;
    }

    QString errorText( const PlannedRow &row, const Error &error, const Place &place )
    {
      const auto *said = std::get_if<ServerDetail>( &error.payload );
      const QString code = said ? said->code : QString();
      if ( code == QLatin1String( "ChangedMeanwhile" ) )
        return QStringLiteral( "somebody else changed this to %1 meanwhile. Look, and run it again." )
          .arg( said->detail.isEmpty() ? QStringLiteral( "no role" ) : said->detail );
      if ( code == QLatin1String( "Gone" ) )
        return QStringLiteral( "was removed by somebody else meanwhile. Nothing is left to do." );
      for ( int i = int( Obstacle::OwnAccess ); i <= int( Obstacle::NotAllowed ); ++i )
      {
        PlannedRow guarded = row;
        guarded.obstacle = Obstacle( i );
        if ( code == nameOf( guarded.obstacle ) )
          return obstacleText( guarded );
      }
      if ( error.kind == ErrorKind::NotFound && row.action == RowAction::Add )
        return QStringLiteral(
          "nobody of that name has an account there. Check the spelling, or invite or create the account." );
      if ( error.kind == ErrorKind::AlreadyExists && row.action == RowAction::Invite )
        return QStringLiteral(
          "has an open invitation already. Wait for the answer, or take it back with \"syncline invite withdraw\"." );
      if ( error.kind == ErrorKind::AlreadyExists && row.action == RowAction::Add )
        return QStringLiteral( "was given a role by somebody else meanwhile. Look, and run it again." );
      if ( error.kind == ErrorKind::QuotaExceeded )
        return QStringLiteral( "the workspace has no free seat. Free one, or get more on the web." );
      if ( said && !said->fields.isEmpty() )
      {
        QStringList fields;
        for ( auto it = said->fields.begin(); it != said->fields.end(); ++it )
        {
          QString complaint = it.value().join( QLatin1Char( ' ' ) );
          while ( complaint.endsWith( QLatin1Char( '.' ) ) )
            complaint.chop( 1 );
          fields.append( QStringLiteral( "%1: %2" ).arg( it.key(), complaint ) );
        }
        fields.sort();
        const QString sentence = fields.join( QStringLiteral( "; " ) ) + QLatin1Char( '.' );
        const bool isMadeName = row.action == RowAction::CreateAccount && row.entry.userName.isEmpty() &&
                                said->fields.contains( QStringLiteral( "username" ) );
        return sentence +
               ( isMadeName
                   ? QStringLiteral(
                       " The server made the user name from the address; give one with --username, or in "
                       "a column \"username\"." )
                   : QStringLiteral( " Correct that and run it again." ) );
      }
      const Description words = describe( error, place );
      return lower( words.sentence ) + QLatin1Char( ' ' ) + words.nextStep;
    }

    //! Nothing has to be sent.
    QString sameText( const PlannedRow &row )
    {
      if ( row.now == QLatin1String( "invited" ) )
        return QStringLiteral( "was invited from here and has not answered; --again sends it once more" );
      if ( row.entry.keepsRole && !row.now.isEmpty() )
        return QStringLiteral( "is %1 there already and stays so; set-role changes it" ).arg( row.now );
      const bool isNoRole = row.projectThen == ProjectRole::None && !row.project.isEmpty();
      if ( isNoRole && inheritedFrom( row.workspaceNow ) != ProjectRole::None )
        return QStringLiteral( "has no role set on the project; keeps %1 access from the workspace" )
          .arg( toWire( inheritedFrom( row.workspaceNow ) ) );
      if ( isNoRole )
        return QStringLiteral( "has no role on the project" );
      return QStringLiteral( "is so already" );
    }

    QString doneText( const PlannedRow &row, const RowOutcome &outcome )
    {
      switch ( row.action )
      {
        case RowAction::Add:
          return QStringLiteral( "added as %1" ).arg( outcome.then.isEmpty() ? row.then : outcome.then );
        case RowAction::Invite:
          if ( !row.fields.isEmpty() ) // of a domain, which makes the account at once
            return outcome.userName.isEmpty() ? QStringLiteral( "invited" )
                                              : QStringLiteral( "invited as %1" ).arg( outcome.userName );
          return row.project.isEmpty()
                   ? QStringLiteral( "invited as %1" ).arg( toWire( row.workspaceThen ) )
                   : QStringLiteral( "invited; run this again when the invitation is accepted" );
        case RowAction::Provision:
          return QStringLiteral( "provisioned as %1" ).arg( outcome.userName );
        case RowAction::CreateAccount:
          return QStringLiteral( "account %1 made" ).arg( outcome.userName );
        case RowAction::Change:
          if ( outcome.then == row.now && row.then != row.now ) // a superuser counts as owner whatever is set
            return QStringLiteral( "the server left it at %1" ).arg( row.now );
          return QStringLiteral( "now %1 (was %2)" )
            .arg( outcome.then.isEmpty() ? row.then : outcome.then, row.now );
        case RowAction::Remove:
          return row.accessAfter == ProjectRole::None
                   ? QStringLiteral( "removed" )
                   : QStringLiteral( "role removed; keeps %1 access from the workspace" )
                       .arg( toWire( row.accessAfter ) );
        case RowAction::Same:
        case RowAction::NotPossible:
          break;
      }
      return sameText( row );
    }
  } // namespace

  QString sentenceOf( const PlannedRow &row )
  {
    switch ( row.trouble )
    {
      case RowTrouble::None:
        return {};
      case RowTrouble::Line:
        return QStringLiteral( "%1. Correct the line." ).arg( row.entry.trouble );
      case RowTrouble::NobodyNamed:
        return QStringLiteral( "neither address nor user name. Correct the line." );
      case RowTrouble::BadAddress:
        return QStringLiteral( "no e-mail address. Correct it." );
      case RowTrouble::MissingRole:
        return QStringLiteral( "no role. Give one of %1." )
          .arg( ( row.entry.project.isEmpty() ? workspaceRoleNames() : projectRoleNames() )
                  .join( QStringLiteral( ", " ) ) );
      case RowTrouble::UnknownRole:
        return QStringLiteral( "\"%1\" is no role here. There are %2." )
          .arg( row.entry.role, ( row.entry.project.isEmpty() ? workspaceRoleNames() : projectRoleNames() )
                                  .join( QStringLiteral( ", " ) ) );
      case RowTrouble::Duplicate:
        return QStringLiteral( "the same person as in line %1. Keep one of them." ).arg( row.firstLine );
      case RowTrouble::UnknownProject:
        return QStringLiteral( "no project \"%1\", or its people may not be seen. Check the name." )
          .arg( row.entry.project );
      case RowTrouble::UnknownPerson:
        return QStringLiteral( "is not there. Check the spelling, or add, invite or create the account." );
      case RowTrouble::Ambiguous:
        return QStringLiteral( "more than one person goes by that name. Use the e-mail or the id." );
      case RowTrouble::UnknownRight:
        return QStringLiteral( "a permission that does not exist. There are %1." )
          .arg( ods::knownPermissions().join( QStringLiteral( ", " ) ) );
      case RowTrouble::NoSeat:
        return QStringLiteral(
          "no free editor seat. Free one, or add --ignore-seats to let the server decide." );
      case RowTrouble::NotHere:
        return QStringLiteral(
          "this server cannot do that: it needs an Enterprise or hosted server that is new enough." );
      case RowTrouble::Guarded:
        return obstacleText( row );
    }
    Q_UNREACHABLE();
  }

  QString intentionOf( const PlannedRow &row )
  {
    const auto text = [&row]( const char *what )
    { return QStringLiteral( "%1" ).arg( QLatin1String( what ) ); };
    switch ( row.action )
    {
      case RowAction::Add:
        return QStringLiteral( "would be added as %1" ).arg( row.then );
      case RowAction::Invite:
        return text( "would be invited" );
      case RowAction::Provision:
        return text( "would be provisioned" );
      case RowAction::CreateAccount:
        return text( "an account would be made" );
      case RowAction::Change:
        return QStringLiteral( "would become %1 (is %2)" ).arg( row.then, row.now );
      case RowAction::Remove:
        return row.accessAfter == ProjectRole::None
                 ? QStringLiteral( "would be removed" )
                 : QStringLiteral( "role would be removed; keeps %1 access from the workspace" )
                     .arg( toWire( row.accessAfter ) );
      case RowAction::Same:
        return sameText( row );
      case RowAction::NotPossible:
        return sentenceOf( row );
    }
    Q_UNREACHABLE();
  }

  QString sentenceOf( const PlannedRow &row, const RowOutcome &outcome, const Place &place )
  {
    switch ( outcome.result )
    {
      case RowResult::Done:
        return doneText( row, outcome );
      case RowResult::DoneBefore:
        return row.action == RowAction::Invite
                 ? QStringLiteral( "had been invited before, and has not answered" )
                 : sameText( row );
      case RowResult::Refused:
      case RowResult::Changed:
        return errorText( row, outcome.error, place );
      case RowResult::Unknown:
        return outcome.error.kind == ErrorKind::ServerFailure
                 ? QStringLiteral(
                     "the server had trouble of its own, so it may be done or not. Run it again: what is done is not done twice." )
                 : QStringLiteral(
                     "the answer got lost, so it may be done. Run it again: what is done is not done twice." );
      case RowResult::Canceled:
        return QStringLiteral( "not begun. Run it again." );
      case RowResult::NotPossible:
        return sentenceOf( row );
      case RowResult::Waiting:
      case RowResult::Running:
        break;
    }
    return {};
  }

  QJsonObject jsonOf( const PlannedRow &row )
  {
    QJsonObject json{ { QStringLiteral( "line" ), row.entry.line },
                      { QStringLiteral( "person" ), row.person() },
                      { QStringLiteral( "email" ), row.email },
                      { QStringLiteral( "project" ), placeOf( row ) },
                      { QStringLiteral( "now" ), row.now },
                      { QStringLiteral( "then" ), row.then },
                      { QStringLiteral( "action" ), nameOf( row.action ) } };
    if ( row.trouble != RowTrouble::None )
    {
      json.insert( QStringLiteral( "trouble" ),
                   row.trouble == RowTrouble::Guarded ? nameOf( row.obstacle ) : nameOf( row.trouble ) );
      if ( const QString id = problemOf( row ); !id.isEmpty() )
        json.insert( QStringLiteral( "id" ), id );
      json.insert( QStringLiteral( "message" ), sentenceOf( row ) );
    }
    return json;
  }

  QJsonObject jsonOf( const PlannedRow &row, const RowOutcome &outcome, const Place &place )
  {
    QJsonObject json = jsonOf( row );
    json.insert( QStringLiteral( "result" ), nameOf( outcome.result ) );
    if ( const QString id = problemOf( row, outcome ); !id.isEmpty() )
      json.insert( QStringLiteral( "id" ), id );
    json.insert( QStringLiteral( "message" ), sentenceOf( row, outcome, place ) );
    if ( !outcome.userName.isEmpty() )
      json.insert( QStringLiteral( "username" ), outcome.userName );
    if ( !outcome.password.isEmpty() )
      json.insert( QStringLiteral( "password" ), outcome.password );
    if ( outcome.invitationId > 0 )
      json.insert( QStringLiteral( "invitation" ), outcome.invitationId );
    if ( !isSuccess( outcome.result ) && outcome.result != RowResult::NotPossible )
      json.insert( QStringLiteral( "error" ), nameOf( outcome.error.kind ) );
    return json;
  }

  ExitCode statusOf( const PlannedRow &row, const RowOutcome &outcome )
  {
    if ( outcome.result != RowResult::NotPossible )
      return outcome.result == RowResult::Canceled ? ExitCode::Canceled : exitCodeOf( outcome.error.kind );
    switch ( row.trouble )
    {
      case RowTrouble::UnknownPerson:
      case RowTrouble::UnknownProject:
        return ExitCode::NotFound;
      case RowTrouble::NoSeat:
        return ExitCode::Quota;
      case RowTrouble::Guarded:
      case RowTrouble::NotHere:
        return ExitCode::Refused;
      case RowTrouble::None:
      case RowTrouble::Line:
      case RowTrouble::NobodyNamed:
      case RowTrouble::BadAddress:
      case RowTrouble::MissingRole:
      case RowTrouble::UnknownRole:
      case RowTrouble::Duplicate:
      case RowTrouble::Ambiguous:
      case RowTrouble::UnknownRight:
        break;
    }
    return ExitCode::Usage;
  }

  QStringList aligned( const QList<QStringList> &given )
  {
    QList<int> widths;
    QList<QStringList> rows = given;
    for ( QStringList &row : rows )
    {
      for ( QString &cell : row ) // a line break in a cell would read as another person
        cell.replace( QLatin1Char( '\n' ), QLatin1Char( ' ' ) );
      for ( int i = 0; i < row.size(); ++i )
      {
        if ( i >= widths.size() )
          widths.append( 0 );
        widths[i] = qMax( widths.at( i ), int( row.at( i ).size() ) );
      }
    }
    QStringList lines;
    for ( const QStringList &row : std::as_const( rows ) )
    {
      QStringList cells;
      for ( int i = 0; i < row.size(); ++i )
        cells.append( i + 1 < row.size() ? row.at( i ).leftJustified( widths.at( i ) ) : row.at( i ) );
      QString line = cells.join( QStringLiteral( "  " ) );
      while ( line.endsWith( QLatin1Char( ' ' ) ) ) // those in front are meant
        line.chop( 1 );
      lines.append( line );
    }
    return lines;
  }
} // namespace syncline::cli
