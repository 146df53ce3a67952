// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplereviewmodel.h"

#include "core/people/csvtext.h"
#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/peoplewords.h"

namespace syncline
{
  using namespace people;

  PeopleReviewModel::PeopleReviewModel( QObject *parent )
    : QAbstractTableModel( parent )
  {
  }

  void PeopleReviewModel::setPlan( const BulkPlan &plan )
  {
    const QString made = passwords();
    beginResetModel();
    mVisible.clear();
    mPasswordsBefore = made;
    mPlan = plan;
    mOutcomes.clear();
    mIsChecked.clear();
    for ( const PlannedRow &row : plan.rows )
    {
      RowOutcome outcome;
      outcome.result = row.action == RowAction::NotPossible ? RowResult::NotPossible : RowResult::Waiting;
      mOutcomes.append( outcome );
      mIsChecked.append( isWork( row.action ) );
    }
    mHasRun = false;
    endResetModel();
    refilter();
    Q_EMIT checksChanged();
  }

  void PeopleReviewModel::setOutcome( int planRow, const RowOutcome &outcome )
  {
    if ( planRow < 0 || planRow >= mOutcomes.size() )
      return;
    mHasRun = true;
    mOutcomes[planRow] = outcome;
    const int row = int( mVisible.indexOf( planRow ) );
    if ( row >= 0 )
      Q_EMIT dataChanged( index( row, 0 ), index( row, COLUMN_COUNT - 1 ) );
  }

  void PeopleReviewModel::setRunning( bool isRunning )
  {
    mIsRunning = isRunning;
    if ( isRunning )
      mHasRun = true;
    if ( !mVisible.isEmpty() )
      Q_EMIT dataChanged( index( 0, 0 ), index( rowCount() - 1, COLUMN_COUNT - 1 ) );
  }

  void PeopleReviewModel::setFilter( const QString &text )
  {
    mFilter = text.trimmed().toLower();
    refilter();
  }

  void PeopleReviewModel::setShow( Show show )
  {
    mShow = show;
    refilter();
  }

  bool PeopleReviewModel::isOf( int planRow, Show show ) const
  {
    const PlannedRow &row = mPlan.rows.at( planRow );
    switch ( show )
    {
      case Show::All:
        return true;
      case Show::ToDo:
        return isWork( row.action );
      case Show::Add:
        return row.action == RowAction::Add;
      case Show::Invite:
        return row.action == RowAction::Invite || row.action == RowAction::Provision;
      case Show::Create:
        return row.action == RowAction::CreateAccount;
      case Show::Change:
        return row.action == RowAction::Change;
      case Show::Remove:
        return row.action == RowAction::Remove;
      case Show::Same:
        return row.action == RowAction::Same;
      case Show::NotPossible:
        return row.action == RowAction::NotPossible;
      case Show::NotDone:
      {
        const RowResult result = mOutcomes.at( planRow ).result;
        return result == RowResult::Refused || result == RowResult::Unknown || result == RowResult::Changed ||
               result == RowResult::Canceled;
      }
    }
    Q_UNREACHABLE();
  }

  int PeopleReviewModel::countOf( Show show ) const
  {
    int count = 0;
    for ( int i = 0; i < mPlan.rows.size(); ++i )
      count += isOf( i, show ) ? 1 : 0;
    return count;
  }

  void PeopleReviewModel::refilter()
  {
    beginResetModel();
    mVisible.clear();
    for ( int i = 0; i < mPlan.rows.size(); ++i )
    {
      const PlannedRow &row = mPlan.rows.at( i );
      const bool isFound = mFilter.isEmpty() || row.person().toLower().contains( mFilter ) ||
                           row.email.toLower().contains( mFilter ) ||
                           row.projectName.toLower().contains( mFilter );
      if ( isFound && isOf( i, mShow ) )
        mVisible.append( i );
    }
    endResetModel();
  }

  QVector<int> PeopleReviewModel::checkedRows() const
  {
    QVector<int> rows;
    for ( int i = 0; i < mPlan.rows.size(); ++i )
    {
      if ( mIsChecked.at( i ) && isWork( mPlan.rows.at( i ).action ) )
        rows.append( i );
    }
    return rows;
  }

  PeopleReviewModel::Checks PeopleReviewModel::checksShown() const
  {
    Checks checks;
    for ( const int row : mVisible )
    {
      if ( !isWork( mPlan.rows.at( row ).action ) )
        continue;
      ++checks.all;
      checks.on += mIsChecked.at( row ) ? 1 : 0;
    }
    return checks;
  }

  void PeopleReviewModel::checkAllShown( bool isOn )
  {
    if ( mHasRun || mIsRunning || mVisible.isEmpty() )
      return;
    for ( const int row : std::as_const( mVisible ) )
      if ( isWork( mPlan.rows.at( row ).action ) )
        mIsChecked[row] = isOn;
    Q_EMIT dataChanged( index( 0, PersonColumn ), index( rowCount() - 1, PersonColumn ) );
    Q_EMIT checksChanged();
  }

  int PeopleReviewModel::removalCount() const
  {
    int count = 0;
    for ( const int row : checkedRows() )
      count += mPlan.rows.at( row ).action == RowAction::Remove ? 1 : 0;
    return count;
  }

  bool PeopleReviewModel::hasProjects() const
  {
    for ( const PlannedRow &row : mPlan.rows )
      if ( !row.projectName.isEmpty() || !row.entry.project.isEmpty() )
        return true;
    return false;
  }

  bool PeopleReviewModel::hasLines() const
  {
    return !mPlan.rows.isEmpty() && mPlan.rows.first().entry.line > 0;
  }

  bool PeopleReviewModel::hasAccounts() const { return mPlan.countOf( RowAction::CreateAccount ) > 0; }

  QString PeopleReviewModel::passwords() const
  {
    QStringList lines = mPasswordsBefore.split( QLatin1Char( '\n' ), Qt::SkipEmptyParts );
    for ( const RowOutcome &outcome : mOutcomes )
      if ( !outcome.password.isEmpty() )
        lines.append( outcome.userName + QLatin1Char( '\t' ) + outcome.password );
    return lines.join( QLatin1Char( '\n' ) );
  }

  QString PeopleReviewModel::reportCsv() const
  {
    // Without passwords: a report is sent around.
    QString csv =
      csvLine( { QStringLiteral( "line" ), QStringLiteral( "person" ), QStringLiteral( "email" ),
                 QStringLiteral( "project" ), QStringLiteral( "now" ), QStringLiteral( "then" ),
                 QStringLiteral( "action" ), QStringLiteral( "result" ), QStringLiteral( "message" ) },
               QLatin1Char( ',' ) );
    for ( int i = 0; i < mPlan.rows.size(); ++i )
    {
      const PlannedRow &row = mPlan.rows.at( i );
      csv += csvLine( { row.entry.line > 0 ? QString::number( row.entry.line ) : QString(), row.person(),
                        row.email, row.projectName, row.now, row.then, nameOf( row.action ),
                        nameOf( mOutcomes.at( i ).result ), whatText( i ) },
                      QLatin1Char( ',' ) );
    }
    return csv;
  }

  int PeopleReviewModel::rowCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mVisible.size() );
  }

  int PeopleReviewModel::columnCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : COLUMN_COUNT;
  }

  QString PeopleReviewModel::whatText( int planRow ) const
  {
    const PlannedRow &row = mPlan.rows.at( planRow );
    if ( mHasRun && !mIsChecked.at( planRow ) && isWork( row.action ) )
      return tr( "left out" );
    return mHasRun ? words::whatHappened( row, mOutcomes.at( planRow ), mScene )
                   : words::whatHappens( row, mScene.workspace );
  }

  QString PeopleReviewModel::text( int planRow, int column ) const
  {
    const PlannedRow &row = mPlan.rows.at( planRow );
    switch ( column )
    {
      case PersonColumn:
        if ( row.action == RowAction::CreateAccount && !row.email.isEmpty() )
          return row.email; // the name has a column of its own
        return row.isYou ? tr( "%1 (you)" ).arg( row.person() ) : row.person();
      case ProjectColumn:
        return ( row.projectName.isEmpty() ? row.entry.project : row.projectName )
          .section( QLatin1Char( '/' ), -1 );
      case NowColumn:
        return words::roleNameOfWire( row.now );
      case ThenColumn:
        return row.action == RowAction::NotPossible ? words::roleNameOfWire( row.entry.role )
                                                    : words::roleNameOfWire( row.then );
      case WhatColumn:
        return whatText( planRow );
      case UserNameColumn:
        return row.action != RowAction::CreateAccount        ? row.userName
               : !mOutcomes.at( planRow ).userName.isEmpty() ? mOutcomes.at( planRow ).userName
                                                             : row.entry.userName;
      case PasswordColumn:
        return mOutcomes.at( planRow ).password;
      case LineColumn:
        return row.entry.line > 0 ? QString::number( row.entry.line ) : QString();
      case TakeOutColumn:
        return QStringLiteral( "✕" );
      default:
        return QString();
    }
  }

  //! In words of the wire.
  QString PeopleReviewModel::roleToEdit( int planRow ) const
  {
    const PlannedRow &row = mPlan.rows.at( planRow );
    return row.entry.keepsRole && row.action == RowAction::Same ? row.now : row.entry.role;
  }

  //! What the server has against the value of a cell, in its words; empty: nothing.
  QString PeopleReviewModel::complaint( int planRow, int column ) const
  {
    const RowOutcome &outcome = mOutcomes.at( planRow );
    const auto *said = std::get_if<ServerDetail>( &outcome.error.payload );
    if ( outcome.result != RowResult::Refused || !said )
      return QString();
    const QString field = column == UserNameColumn   ? QStringLiteral( "username" )
                          : column == PasswordColumn ? QStringLiteral( "password" )
                          : column == PersonColumn   ? QStringLiteral( "email" )
                                                     : QString();
    return said->fields.value( field ).join( QLatin1Char( ' ' ) );
  }

  QVariant PeopleReviewModel::mark( int planRow ) const
  {
    if ( !mView )
      return QVariant();
    switch ( mOutcomes.at( planRow ).result )
    {
      case RowResult::Done:
      case RowResult::DoneBefore:
        return ownIcon( QStringLiteral( "state-uptodate" ), mView );
      case RowResult::Running:
        return toneIcon( QStringLiteral( "clock" ), Tone::Info, mView );
      case RowResult::Refused:
      case RowResult::Unknown:
      case RowResult::Changed:
      case RowResult::Canceled:
      case RowResult::NotPossible:
        return ownIcon( QStringLiteral( "state-warning" ), mView );
      case RowResult::Waiting:
        break;
    }
    switch ( mPlan.rows.at( planRow ).action )
    {
      case RowAction::Add:
      case RowAction::Invite:
      case RowAction::Provision:
      case RowAction::CreateAccount:
        return toneIcon( QStringLiteral( "mark-added" ), Tone::Added, mView );
      case RowAction::Change:
        return toneIcon( QStringLiteral( "mark-changed" ), Tone::Changed, mView );
      case RowAction::Remove:
        return toneIcon( QStringLiteral( "mark-removed" ), Tone::Removed, mView );
      case RowAction::Same:
      case RowAction::NotPossible:
        break;
    }
    return QVariant();
  }

  QVariant PeopleReviewModel::data( const QModelIndex &index, int role ) const
  {
    const int row = index.isValid() ? planRow( index.row() ) : -1;
    if ( row < 0 )
      return QVariant();
    const PlannedRow &planned = mPlan.rows.at( row );
    const QString objection =
      role == Qt::ToolTipRole || role == Qt::DecorationRole ? complaint( row, index.column() ) : QString();
    if ( !objection.isEmpty() && role == Qt::ToolTipRole )
      return objection;
    if ( !objection.isEmpty() && mView )
      return ownIcon( QStringLiteral( "state-warning" ), mView );
    if ( index.column() == TakeOutColumn && role == Qt::ToolTipRole )
      return tr( "Take %1 out of the list" ).arg( text( row, PersonColumn ) );
    if ( index.column() == TakeOutColumn && role == Qt::TextAlignmentRole )
      return int( Qt::AlignCenter );
    if ( role == Qt::ToolTipRole && index.column() == WhatColumn && !mHasRun &&
         planned.trouble != RowTrouble::None )
      return words::describeRow( planned ).sentence;
    if ( role == Qt::DisplayRole || role == Qt::ToolTipRole )
      return text( row, index.column() );
    if ( role == PeopleModel::ProblemRole )
      return mHasRun ? problemOf( planned, mOutcomes.at( row ) ) : problemOf( planned );
    if ( role == Qt::EditRole && index.column() == ThenColumn )
      return roleToEdit( row );
    if ( role == Qt::DecorationRole && index.column() == WhatColumn )
      return mark( row );
    if ( role == Qt::EditRole && index.column() == UserNameColumn )
      return planned.entry.userName;
    if ( role == Qt::CheckStateRole && index.column() == PersonColumn && isWork( planned.action ) &&
         !mHasRun )
      return int( mIsChecked.at( row ) ? Qt::Checked : Qt::Unchecked );
    if ( role == Qt::AccessibleTextRole )
      return tr( "%1, %2 to %3, %4" )
        .arg( text( row, PersonColumn ), text( row, NowColumn ), text( row, ThenColumn ), whatText( row ) );
    if ( role == PeopleModel::IsTextRole )
      return index.column() == UserNameColumn;
    if ( role == PeopleModel::KeyRole )
      return planned.person();
    if ( role == PeopleModel::RowStateRole )
      return mHasRun ? nameOf( mOutcomes.at( row ).result ) : nameOf( planned.action );
    return role == PeopleModel::WorkspaceRoleRole ? QVariant( int( planned.workspaceNow ) ) : QVariant();
  }

  bool PeopleReviewModel::setData( const QModelIndex &index, const QVariant &value, int role )
  {
    const int row = index.isValid() ? planRow( index.row() ) : -1;
    if ( row < 0 || !( flags( index ) & ( Qt::ItemIsUserCheckable | Qt::ItemIsEditable ) ) )
      return false;
    if ( role == Qt::CheckStateRole && index.column() == PersonColumn )
    {
      mIsChecked[row] = value.toInt() == Qt::Checked;
      Q_EMIT dataChanged( index, index );
      Q_EMIT checksChanged();
      return true;
    }
    if ( role == Qt::EditRole && index.column() == UserNameColumn )
    {
      Q_EMIT userNameWanted( row, value.toString().trimmed() );
      return true;
    }
    if ( role != Qt::EditRole || index.column() != ThenColumn || value.toString() == roleToEdit( row ) )
      return false;
    Q_EMIT roleWanted( row, value.toString() );
    return true;
  }

  Qt::ItemFlags PeopleReviewModel::flags( const QModelIndex &index ) const
  {
    Qt::ItemFlags flags = QAbstractTableModel::flags( index );
    const int row = index.isValid() ? planRow( index.row() ) : -1;
    if ( row < 0 || mIsRunning )
      return flags;
    const bool isRefused = mOutcomes.at( row ).result == RowResult::Refused;
    if ( index.column() == UserNameColumn && mAreRolesEditable && ( !mHasRun || isRefused ) &&
         mPlan.rows.at( row ).action == RowAction::CreateAccount )
      flags |= Qt::ItemIsEditable;
    if ( mHasRun )
      return flags;
    if ( index.column() == PersonColumn && isWork( mPlan.rows.at( row ).action ) )
      flags |= Qt::ItemIsUserCheckable;
    if ( index.column() == ThenColumn && mAreRolesEditable )
      flags |= Qt::ItemIsEditable;
    return flags;
  }

  QVariant PeopleReviewModel::headerData( int section, Qt::Orientation orientation, int role ) const
  {
    if ( orientation != Qt::Horizontal || role != Qt::DisplayRole )
      return QVariant();
    switch ( section )
    {
      case PersonColumn:
        return tr( "Person" );
      case ProjectColumn:
        return tr( "Project" );
      case NowColumn:
        return tr( "Now" );
      case ThenColumn:
        return mAreRolesEditable ? tr( "Role" ) : tr( "Then" );
      case WhatColumn:
        return tr( "What Happens" );
      case UserNameColumn:
        return tr( "User Name" );
      case PasswordColumn:
        return tr( "Password" );
      case LineColumn:
        return tr( "Line" );
      default:
        return QVariant();
    }
  }
} // namespace syncline
