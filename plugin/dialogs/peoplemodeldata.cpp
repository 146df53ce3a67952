// SPDX-License-Identifier: GPL-2.0-or-later
// What the table of people shows: texts, marks, tool tips.
#include "plugin/dialogs/peoplemodel.h"

#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"

#include <QFont>
#include <QLocale>

namespace syncline
{
  using people::Person;
  using Kind = people::PeopleDirectory::Kind;

  int PeopleModel::rowCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mVisible.size() );
  }

  int PeopleModel::columnCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mColumns.size() );
  }

  QString PeopleModel::nameOf( RowState state )
  {
    switch ( state )
    {
      case RowState::Normal:
        return QStringLiteral( "normal" );
      case RowState::Pending:
        return QStringLiteral( "pending" );
      case RowState::Done:
        return QStringLiteral( "done" );
      case RowState::Refused:
        return QStringLiteral( "refused" );
      case RowState::ChangedElsewhere:
        return QStringLiteral( "changedElsewhere" );
    }
    Q_UNREACHABLE();
  }

  QString PeopleModel::stateName( const Person &person ) const
  {
    const RowState state = rowState( person.key );
    if ( state != RowState::Normal )
      return nameOf( state );
    if ( person.lock == people::Obstacle::LastOwner )
      return QStringLiteral( "lastOwner" );
    return person.isYou ? QStringLiteral( "you" ) : nameOf( state );
  }

  QString PeopleModel::wireRole( const Person &person, Kind kind )
  {
    if ( kind == Kind::Members )
      return toWire( person.workspaceRole );
    return person.projectRole == ProjectRole::None ? QStringLiteral( "none" ) : toWire( person.projectRole );
  }

  bool PeopleModel::isRoleColumn( Column column ) const
  {
    return ( mKind == Kind::Members && column == Column::WorkspaceRole ) ||
           ( mKind == Kind::Collaborators && column == Column::ProjectRole );
  }

  QString PeopleModel::text( const Person &person, Column column ) const
  {
    switch ( column )
    {
      case Column::Name:
        return person.isYou ? tr( "%1 (you)" ).arg( person.userName ) : person.userName;
      case Column::Email:
        return person.email;
      case Column::WorkspaceRole:
        return words::roleName( person.workspaceRole );
      case Column::ProjectRole:
        return words::roleName( person.projectRole );
      case Column::Access:
        return words::roleName( person.access.role );
      case Column::Projects:
      {
        const int count = extra( person.key ).projects;
        return count < 0 ? QStringLiteral( "…" ) : QString::number( count );
      }
      case Column::LastChange:
        return lastChangeText( extra( person.key ) );
      case Column::ReviewBy:
        return QLocale().toString( extra( person.key ).reviewBy, QLocale::ShortFormat );
      case Column::FullName:
        return person.fullName;
      case Column::Groups:
        return person.groups.join( QStringLiteral( ", " ) );
      case Column::Rights:
        return person.rights.isEmpty() ? QString()
                                       : tr( "%n right(s)", nullptr, int( person.rights.size() ) );
      case Column::Active:
        return !person.isActive ? QString() : *person.isActive ? tr( "Yes" ) : tr( "No" );
      case Column::LastSeen:
        return person.lastSeen.isValid() ? timeText( person.lastSeen, QDateTime::currentDateTimeUtc() )
                                         : QString();
    }
    Q_UNREACHABLE();
  }

  QString PeopleModel::lastChangeText( const Extra &extra ) const
  {
    if ( !extra.isHistoryKnown )
      return QStringLiteral( "…" );
    if ( !extra.lastChange.when.isValid() )
      return QString( QChar( 0x2013 ) );
    return tr( "%1, %2" )
      .arg( extra.lastChange.version.toString(),
            timeText( extra.lastChange.when, QDateTime::currentDateTimeUtc() ) );
  }

  QString PeopleModel::toolTip( const Person &person, Column column ) const
  {
    const QString sentence = mStates.value( person.key ).sentence;
    if ( !sentence.isEmpty() )
      return sentence;
    if ( isRoleColumn( column ) && person.lock != people::Obstacle::None )
      return words::obstacleSentence( person.lock, person.userName, person.workspaceRole );
    if ( column == Column::Projects )
      return tr( "Roles set on single projects" );
    if ( column == Column::LastChange && extra( person.key ).isHistoryKnown &&
         !extra( person.key ).lastChange.when.isValid() )
      return tr( "No change in %1 days" ).arg( people::HISTORY_DAYS );
    if ( column == Column::ReviewBy && extra( person.key ).reviewBy.isValid() )
      return tr(
               "See then whether %1 still needs access. A reminder on this computer; nobody loses access by it." )
        .arg( person.userName );
    if ( column == Column::Access )
      return words::accessReason( person );
    if ( column == Column::ProjectRole )
      return words::roleHelp( person.projectRole, false );
    if ( column == Column::WorkspaceRole )
      return words::roleHelp( person.workspaceRole );
    if ( column == Column::LastSeen && person.lastSeen.isValid() )
      return tr( "%1 UTC" ).arg( QLocale().toString( person.lastSeen.toUTC(), QLocale::ShortFormat ) );
    if ( column == Column::Rights )
    {
      QStringList rights;
      for ( const QString &right : person.rights )
        rights.append( words::rightName( right ) );
      return rights.join( QLatin1Char( '\n' ) );
    }
    return text( person, column );
  }

  QVariant PeopleModel::mark( const Person &person, Column column ) const
  {
    if ( !mView || !isRoleColumn( column ) )
      return QVariant();
    switch ( rowState( person.key ) )
    {
      case RowState::Pending:
        return toneIcon( QStringLiteral( "clock" ), Tone::Info, mView );
      case RowState::Done:
        return ownIcon( QStringLiteral( "state-uptodate" ), mView );
      case RowState::Refused:
      case RowState::ChangedElsewhere:
        return ownIcon( QStringLiteral( "state-warning" ), mView );
      case RowState::Normal:
        break;
    }
    return person.lock == people::Obstacle::LastOwner || person.lock == people::Obstacle::TheirsIsAbove
             ? QVariant( toneIcon( QStringLiteral( "lock" ), Tone::Neutral, mView ) )
             : QVariant();
  }

  QVariant PeopleModel::data( const QModelIndex &index, int role ) const
  {
    const Person *person = index.isValid() ? personAt( index.row() ) : nullptr;
    if ( !person )
      return QVariant();
    const Column column = mColumns.at( index.column() );
    if ( role == Qt::DisplayRole )
      return rowState( person->key ) == RowState::Pending && isRoleColumn( column ) ? tr( "Saving…" )
                                                                                    : text( *person, column );
    if ( role == Qt::EditRole )
      return isRoleColumn( column ) ? wireRole( *person, mKind ) : text( *person, column );
    if ( role == Qt::ToolTipRole )
      return toolTip( *person, column );
    if ( role == Qt::DecorationRole )
      return mark( *person, column );
    if ( role == Qt::AccessibleTextRole )
    {
      const QString state = rowState( person->key ) == RowState::Pending ? tr( ", saving" ) : QString();
      return isRoleColumn( column )
               ? tr( "%1, role %2%3" ).arg( person->userName, text( *person, column ), state )
               : tr( "%1, %2: %3" )
                   .arg( person->userName, headerData( index.column(), Qt::Horizontal ).toString(),
                         text( *person, column ) );
    }
    if ( role == Qt::FontRole && column == Column::Access &&
         person->access.source == people::AccessSource::SetHere )
    {
      QFont font;
      font.setBold( true );
      return font;
    }
    if ( role == KeyRole )
      return person->key;
    if ( role == RowStateRole )
      return stateName( *person );
    if ( role == LockRole )
      return words::obstacleSentence( person->lock, person->userName, person->workspaceRole );
    if ( role == ProjectCountRole )
      return mExtras.value( person->key ).projects;
    return role == WorkspaceRoleRole ? QVariant( int( person->workspaceRole ) ) : QVariant();
  }

  bool PeopleModel::setData( const QModelIndex &index, const QVariant &value, int role )
  {
    const Person *person = index.isValid() ? personAt( index.row() ) : nullptr;
    const QString wire = value.toString();
    if ( role == ResetsRole )
    {
      mResetsNext = value.toBool();
      return true;
    }
    const bool resets = std::exchange( mResetsNext, false );
    if ( !person || role != Qt::EditRole || !( flags( index ) & Qt::ItemIsEditable ) ||
         ( wire == wireRole( *person, mKind ) && !resets ) )
      return false;
    Q_EMIT roleWanted( person->key, wire, resets );
    return true;
  }

  Qt::ItemFlags PeopleModel::flags( const QModelIndex &index ) const
  {
    Qt::ItemFlags flags = QAbstractTableModel::flags( index );
    const Person *person = index.isValid() ? personAt( index.row() ) : nullptr;
    if ( person && mIsEditable && isRoleColumn( mColumns.at( index.column() ) ) &&
         person->lock == people::Obstacle::None && rowState( person->key ) != RowState::Pending )
      flags |= Qt::ItemIsEditable;
    return flags;
  }

  QVariant PeopleModel::headerData( int section, Qt::Orientation orientation, int role ) const
  {
    if ( orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= mColumns.size() )
      return QVariant();
    switch ( mColumns.at( section ) )
    {
      case Column::Name:
        return mKind == Kind::Domain ? tr( "User Name" ) : tr( "Name" );
      case Column::Email:
        return tr( "E-Mail" );
      case Column::WorkspaceRole:
        return mKind == Kind::Members ? tr( "Workspace Role" ) : tr( "Workspace" );
      case Column::ProjectRole:
        return tr( "Project Role" );
      case Column::Access:
        return tr( "Access" );
      case Column::Projects:
        return tr( "Projects" );
      case Column::LastChange:
        return tr( "Last Change" );
      case Column::ReviewBy:
        return tr( "Review By" );
      case Column::FullName:
        return tr( "Name" );
      case Column::Groups:
        return tr( "Groups" );
      case Column::Rights:
        return tr( "Rights" );
      case Column::Active:
        return tr( "Active" );
      case Column::LastSeen:
        return tr( "Last Seen" );
    }
    Q_UNREACHABLE();
  }
} // namespace syncline
