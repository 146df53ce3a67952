// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/plan.h"

#include <algorithm>

namespace syncline::people
{
  QString nameOf( RowAction action )
  {
    switch ( action )
    {
      case RowAction::Add:
        return QStringLiteral( "add" );
      case RowAction::Invite:
        return QStringLiteral( "invite" );
      case RowAction::Provision:
        return QStringLiteral( "provision" );
      case RowAction::CreateAccount:
        return QStringLiteral( "create" );
      case RowAction::Change:
        return QStringLiteral( "change" );
      case RowAction::Remove:
        return QStringLiteral( "remove" );
      case RowAction::Same:
        return QStringLiteral( "same" );
      case RowAction::NotPossible:
        return QStringLiteral( "not-possible" );
    }
    Q_UNREACHABLE();
  }

  bool isWork( RowAction action ) { return action != RowAction::Same && action != RowAction::NotPossible; }

  QString nameOf( RowTrouble trouble )
  {
    switch ( trouble )
    {
      case RowTrouble::None:
        return QString();
      case RowTrouble::Line:
        return QStringLiteral( "Line" );
      case RowTrouble::NobodyNamed:
        return QStringLiteral( "NobodyNamed" );
      case RowTrouble::BadAddress:
        return QStringLiteral( "BadAddress" );
      case RowTrouble::MissingRole:
        return QStringLiteral( "MissingRole" );
      case RowTrouble::UnknownRole:
        return QStringLiteral( "UnknownRole" );
      case RowTrouble::Duplicate:
        return QStringLiteral( "Duplicate" );
      case RowTrouble::UnknownProject:
        return QStringLiteral( "UnknownProject" );
      case RowTrouble::UnknownPerson:
        return QStringLiteral( "UnknownPerson" );
      case RowTrouble::Ambiguous:
        return QStringLiteral( "Ambiguous" );
      case RowTrouble::UnknownRight:
        return QStringLiteral( "UnknownRight" );
      case RowTrouble::NoSeat:
        return QStringLiteral( "NoSeat" );
      case RowTrouble::NotHere:
        return QStringLiteral( "NotHere" );
      case RowTrouble::Guarded:
        return QStringLiteral( "Guarded" );
    }
    Q_UNREACHABLE();
  }

  QString nameOf( RowResult result )
  {
    switch ( result )
    {
      case RowResult::Waiting:
        return QStringLiteral( "waiting" );
      case RowResult::Running:
        return QStringLiteral( "running" );
      case RowResult::Done:
        return QStringLiteral( "done" );
      case RowResult::DoneBefore:
        return QStringLiteral( "done-before" );
      case RowResult::Refused:
        return QStringLiteral( "refused" );
      case RowResult::Unknown:
        return QStringLiteral( "unknown" );
      case RowResult::Changed:
        return QStringLiteral( "changed-elsewhere" );
      case RowResult::Canceled:
        return QStringLiteral( "canceled" );
      case RowResult::NotPossible:
        return QStringLiteral( "not-possible" );
    }
    Q_UNREACHABLE();
  }

  bool isSuccess( RowResult result ) { return result == RowResult::Done || result == RowResult::DoneBefore; }

  int BulkPlan::countOf( RowAction action ) const
  {
    return int( std::count_if( rows.begin(), rows.end(),
                               [action]( const PlannedRow &row ) { return row.action == action; } ) );
  }

  int BulkPlan::workCount() const
  {
    return int( std::count_if( rows.begin(), rows.end(),
                               []( const PlannedRow &row ) { return isWork( row.action ); } ) );
  }

  QString problemOf( const PlannedRow &row )
  {
    switch ( row.trouble )
    {
      case RowTrouble::None:
      case RowTrouble::NotHere:
        return QString();
      case RowTrouble::BadAddress:
        return QStringLiteral( "people.address" );
      case RowTrouble::UnknownPerson:
        return QStringLiteral( "people.unknown" );
      case RowTrouble::NoSeat:
        return QStringLiteral( "quota.seats" );
      case RowTrouble::Guarded:
        return row.obstacle == Obstacle::LastOwner ? QStringLiteral( "people.lastOwner" )
                                                   : QStringLiteral( "people.guarded" );
      case RowTrouble::Line:
      case RowTrouble::NobodyNamed:
      case RowTrouble::MissingRole:
      case RowTrouble::UnknownRole:
      case RowTrouble::Duplicate:
      case RowTrouble::UnknownProject:
      case RowTrouble::Ambiguous:
      case RowTrouble::UnknownRight:
        return QStringLiteral( "people.row" );
    }
    Q_UNREACHABLE();
  }

  QString problemOf( const PlannedRow &row, const RowOutcome &outcome )
  {
    if ( outcome.result == RowResult::NotPossible )
      return problemOf( row );
    if ( isSuccess( outcome.result ) )
      return QString();
    const auto *said = std::get_if<ServerDetail>( &outcome.error.payload );
    const QString code = said ? said->code : QString();
    if ( code == QLatin1String( "ChangedMeanwhile" ) )
      return QStringLiteral( "people.changed" );
    if ( code == QLatin1String( "Gone" ) )
      return QStringLiteral( "people.gone" );
    if ( code == QLatin1String( "LastAdministrator" ) )
      return QStringLiteral( "people.lastAdmin" );
    if ( code == nameOf( Obstacle::LastOwner ) )
      return QStringLiteral( "people.lastOwner" );
    if ( outcome.error.kind == ErrorKind::QuotaExceeded )
      return QStringLiteral( "quota.seats" );
    const bool isNobody = outcome.error.kind == ErrorKind::NotFound && row.action == RowAction::Add;
    return isNobody ? QStringLiteral( "people.unknown" ) : QString();
  }

  QList<PersonEntry> undoEntries( const BulkPlan &plan, const QList<RowOutcome> &outcomes )
  {
    QList<PersonEntry> entries;
    for ( int i = 0; i < plan.rows.size() && i < outcomes.size(); ++i )
    {
      const PlannedRow &row = plan.rows.at( i );
      const bool isRole =
        row.action == RowAction::Change ||
        ( !row.project.isEmpty() && ( row.action == RowAction::Add || row.action == RowAction::Remove ) );
      if ( outcomes.at( i ).result != RowResult::Done || !isRole || row.userName.isEmpty() )
        continue;
      PersonEntry entry;
      entry.userName = row.userName;
      entry.project = row.project.isEmpty() ? QString() : row.project.toString();
      entry.role = row.now.isEmpty() ? QStringLiteral( "none" ) : row.now;
      entries.append( entry );
    }
    return entries;
  }
} // namespace syncline::people
