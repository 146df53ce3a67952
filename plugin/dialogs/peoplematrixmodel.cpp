// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplematrixmodel.h"

#include "core/people/csvtext.h"
#include "plugin/dialogs/peoplemodel.h"
#include "plugin/dialogs/peoplewords.h"

#include <QFont>

#include <algorithm>

namespace syncline
{
  using namespace people;

  PeopleMatrixModel::PeopleMatrixModel( QObject *parent )
    : QAbstractTableModel( parent )
  {
  }

  void PeopleMatrixModel::setProjects( const QList<Project> &projects, UserId me )
  {
    beginResetModel();
    if ( me != mMe )
      mReturning.clear();
    else
      for ( auto it = mChanges.begin(); it != mChanges.end(); ++it )
        mReturning.insert( { it.key().first, mProjects.at( it.key().second ).id.toString() }, it.value() );
    mProjects = projects;
    mPeople.clear();
    mPlaceOf.clear();
    mVisible.clear();
    mStates.clear();
    mChanges.clear();
    mActive.clear();
    mIsActivityKnown = false;
    mMe = me;
    endResetModel();
    Q_EMIT changesChanged();
  }

  bool PeopleMatrixModel::isNew( UserId id )
  {
    if ( mPlaceOf.contains( id.value ) )
      return false;
    mPlaceOf.insert( id.value, int( mPeople.size() ) );
    return true;
  }

  void PeopleMatrixModel::takeBackChanges()
  {
    bool isAny = false;
    for ( auto it = mReturning.begin(); it != mReturning.end(); )
    {
      int column = 0;
      while ( column < mProjects.size() && mProjects.at( column ).id.toString() != it.key().second )
        ++column;
      const int place = mPlaceOf.value( it.key().first, -1 );
      if ( place < 0 || column == mProjects.size() || columnState( column ) != ColumnState::Loaded )
      {
        ++it; // not there yet, or not any more
        continue;
      }
      if ( it.value() != wireOn( mPeople.at( place ), column ) )
        mChanges.insert( { it.key().first, column }, it.value() );
      it = mReturning.erase( it );
      isAny = true;
    }
    if ( isAny )
      Q_EMIT changesChanged();
  }

  void PeopleMatrixModel::setMembers( const QList<WorkspaceMember> &members )
  {
    bool isSomebodyNew = false;
    for ( const WorkspaceMember &one : members )
    {
      if ( !isNew( one.id ) )
        continue;
      isSomebodyNew = true;
      mPeople.append( { one.id, one.userName, one.email, one.role, {} } );
    }
    takeBackChanges();
    if ( isSomebodyNew )
      refilter();
  }

  void PeopleMatrixModel::setColumn( int column, const QList<Collaborator> &people )
  {
    bool isSomebodyNew = false;
    for ( const Collaborator &one : people )
    {
      if ( isNew( one.id ) )
      {
        isSomebodyNew = true;
        mPeople.append( { one.id, one.userName, one.email, one.workspaceRole, {} } );
      }
      mPeople[mPlaceOf.value( one.id.value )].on.insert( column, one );
    }
    mStates.insert( column, ColumnState::Loaded );
    takeBackChanges();
    if ( isSomebodyNew || mShow != Show::Everyone )
      refilter();
    else if ( rowCount() > 0 )
      Q_EMIT dataChanged( index( 0, column ), index( rowCount() - 1, column ) );
    Q_EMIT headerDataChanged( Qt::Horizontal, column, column );
  }

  void PeopleMatrixModel::setHidden( int column )
  {
    mStates.insert( column, ColumnState::Hidden );
    if ( rowCount() > 0 )
      Q_EMIT dataChanged( index( 0, column ), index( rowCount() - 1, column ) );
    Q_EMIT headerDataChanged( Qt::Horizontal, column, column );
  }

  int PeopleMatrixModel::loadedCount() const
  {
    int count = 0;
    for ( const ColumnState state : mStates )
      count += state == ColumnState::Waiting ? 0 : 1;
    return count;
  }

  void PeopleMatrixModel::setFilter( const QString &text )
  {
    mFilter = text.trimmed().toLower();
    refilter();
  }

  void PeopleMatrixModel::setShow( Show show )
  {
    mShow = show;
    refilter();
  }

  bool PeopleMatrixModel::accepts( const Person &person ) const
  {
    if ( !mFilter.isEmpty() && !person.userName.toLower().contains( mFilter ) &&
         !person.email.toLower().contains( mFilter ) )
      return false;
    const auto domainOf = []( const QString &email )
    { return email.section( QLatin1Char( '@' ), -1 ).toLower(); };
    switch ( mShow )
    {
      case Show::Everyone:
        return true;
      case Show::External:
      {
        const int mine = mPlaceOf.value( mMe.value, -1 );
        return mine >= 0 && domainOf( person.email ) != domainOf( mPeople.at( mine ).email );
      }
      case Show::Owners:
        return std::any_of( person.on.begin(), person.on.end(),
                            []( const Collaborator &c ) { return c.access == ProjectRole::Owner; } );
      case Show::Quiet:
        return !mIsActivityKnown || !mActive.contains( person.userName );
      case Show::Differing:
        for ( int column = 0; column < mProjects.size(); ++column )
          if ( wasOn( person, column ) )
            return true;
        return false;
    }
    Q_UNREACHABLE();
  }

  void PeopleMatrixModel::refilter()
  {
    beginResetModel();
    mVisible.clear();
    for ( int i = 0; i < mPeople.size(); ++i )
      if ( accepts( mPeople.at( i ) ) )
        mVisible.append( i );
    std::sort( mVisible.begin(), mVisible.end(),
               [this]( int a, int b ) {
                 return mPeople.at( a ).userName.compare( mPeople.at( b ).userName, Qt::CaseInsensitive ) < 0;
               } );
    endResetModel();
  }

  void PeopleMatrixModel::discard()
  {
    mChanges.clear();
    mReturning.clear();
    if ( rowCount() > 0 && columnCount() > 0 )
      Q_EMIT dataChanged( index( 0, 0 ), index( rowCount() - 1, columnCount() - 1 ) );
    Q_EMIT changesChanged();
  }

  void PeopleMatrixModel::setActive( const QSet<QString> &userNames )
  {
    mActive = userNames;
    mIsActivityKnown = true;
    refilter();
  }

  void PeopleMatrixModel::setSnapshot( const std::optional<PeopleSnapshot> &snapshot )
  {
    mSnapshot = snapshot;
    refilter();
  }

  std::optional<QString> PeopleMatrixModel::wasOn( const Person &person, int column ) const
  {
    const QString project = mProjects.at( column ).name.toString();
    if ( !mSnapshot || columnState( column ) != ColumnState::Loaded || !mSnapshot->hasProject( project ) )
      return std::nullopt;
    const ProjectRole now = accessOn( person, column ).role;
    const QString nowWire = now == ProjectRole::None ? QString() : toWire( now );
    const QString then = mSnapshot->accessOf( person.userName, project );
    return nowWire == then ? std::nullopt : std::optional<QString>( then );
  }

  int PeopleMatrixModel::differenceCount() const
  {
    int count = 0;
    for ( const Person &person : mPeople )
      for ( int column = 0; column < mProjects.size(); ++column )
        count += wasOn( person, column ) ? 1 : 0;
    return count;
  }

  QStringList PeopleMatrixModel::goneSinceSnapshot() const
  {
    QStringList names = mSnapshot ? mSnapshot->people() : QStringList();
    for ( const Person &person : mPeople )
      names.removeAll( person.userName );
    names.sort( Qt::CaseInsensitive );
    return names;
  }

  QList<PersonEntry> PeopleMatrixModel::entries() const
  {
    QList<PersonEntry> entries;
    for ( auto it = mChanges.begin(); it != mChanges.end(); ++it )
    {
      PersonEntry entry;
      entry.userName = mPeople.at( mPlaceOf.value( it.key().first ) ).userName;
      entry.project = mProjects.at( it.key().second ).name.toString();
      entry.role = it.value();
      entries.append( entry );
    }
    return entries;
  }

  QString PeopleMatrixModel::csv( QChar delimiter ) const
  {
    QStringList heads{ QStringLiteral( "username" ), QStringLiteral( "email" ) };
    for ( const Project &project : mProjects )
      heads.append( project.name.toString() );
    QString csv = csvLine( heads, delimiter );
    for ( const int place : mVisible )
    {
      const Person &person = mPeople.at( place );
      QStringList cells{ person.userName, person.email };
      for ( int column = 0; column < mProjects.size(); ++column )
        cells.append( columnState( column ) == ColumnState::Loaded ? toWire( accessOn( person, column ).role )
                                                                   : QString() );
      csv += csvLine( cells, delimiter );
    }
    return csv;
  }

  // --- what the table shows

  int PeopleMatrixModel::rowCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mVisible.size() );
  }

  int PeopleMatrixModel::columnCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mProjects.size() );
  }

  Access PeopleMatrixModel::accessOn( const Person &person, int column ) const
  {
    const auto there = person.on.constFind( column );
    const bool isPublic = mProjects.at( column ).isPublic;
    if ( there == person.on.constEnd() )
      return accessOf( ProjectRole::None, person.workspaceRole, isPublic );
    const Access access = accessOf( there->projectRole, there->workspaceRole, isPublic );
    return access.role < there->access ? Access{ there->access, AccessSource::Workspace } : access;
  }

  QString PeopleMatrixModel::wireOn( const Person &person, int column ) const
  {
    const ProjectRole role = person.on.value( column ).projectRole;
    return role == ProjectRole::None ? QStringLiteral( "none" ) : toWire( role );
  }

  QString PeopleMatrixModel::text( const Person &person, int column ) const
  {
    switch ( columnState( column ) )
    {
      case ColumnState::Waiting:
        return QStringLiteral( "…" );
      case ColumnState::Hidden:
        return QString();
      case ColumnState::Loaded:
        break;
    }
    const Access access = accessOn( person, column );
    QString now = words::roleName( access.role );
    if ( access.source == AccessSource::Workspace || access.source == AccessSource::Public )
      now += QStringLiteral( " ↑" );
    if ( const std::optional<QString> was = wasOn( person, column ) )
      now = tr( "%1 (was %2)" ).arg( now, words::roleNameOfWire( *was ) );
    const QString then = mChanges.value( { person.id.value, column } );
    return then.isEmpty() ? now : QStringLiteral( "%1 → %2 •" ).arg( now, words::roleNameOfWire( then ) );
  }

  QString PeopleMatrixModel::toolTip( const Person &person, int column ) const
  {
    if ( columnState( column ) == ColumnState::Hidden )
      return tr( "You may not see the people of %1." ).arg( mProjects.at( column ).name.project() );
    if ( columnState( column ) == ColumnState::Waiting )
      return tr( "Not loaded yet" );
    people::Person shown;
    shown.workspaceRole = person.workspaceRole;
    shown.access = accessOn( person, column );
    return words::accessReason( shown );
  }

  QVariant PeopleMatrixModel::data( const QModelIndex &index, int role ) const
  {
    if ( !index.isValid() || index.row() >= mVisible.size() )
      return QVariant();
    const Person &person = personAt( index.row() );
    const int column = index.column();
    if ( role == Qt::DisplayRole )
      return text( person, column );
    if ( role == Qt::ToolTipRole )
      return toolTip( person, column );
    if ( role == Qt::EditRole )
      return mChanges.value( { person.id.value, column }, wireOn( person, column ) );
    if ( role == Qt::AccessibleTextRole )
      return tr( "%1 on %2: %3" )
        .arg( person.userName, mProjects.at( column ).name.project(), text( person, column ) );
    if ( role == Qt::FontRole )
    {
      QFont font;
      font.setBold( accessOn( person, column ).source == AccessSource::SetHere );
      font.setItalic( wasOn( person, column ).has_value() );
      return font;
    }
    if ( role == PeopleModel::KeyRole )
      return person.userName;
    return role == PeopleModel::WorkspaceRoleRole ? QVariant( int( person.workspaceRole ) ) : QVariant();
  }

  bool PeopleMatrixModel::setData( const QModelIndex &index, const QVariant &value, int role )
  {
    if ( role != Qt::EditRole || !( flags( index ) & Qt::ItemIsEditable ) )
      return false;
    const Person &person = personAt( index.row() );
    const Place place{ person.id.value, index.column() };
    const QString wire = value.toString();
    // A role below what the workspace gives would change nothing.
    const ProjectRole wanted = projectRoleFromWire( wire ).value_or( ProjectRole::None );
    if ( wanted != ProjectRole::None && wanted < inheritedFrom( person.workspaceRole ) )
      return false;
    if ( wire == wireOn( person, index.column() ) )
      mChanges.remove( place );
    else
      mChanges.insert( place, wire );
    Q_EMIT dataChanged( index, index );
    Q_EMIT changesChanged();
    return true;
  }

  Qt::ItemFlags PeopleMatrixModel::flags( const QModelIndex &index ) const
  {
    Qt::ItemFlags flags = QAbstractTableModel::flags( index );
    if ( index.isValid() && columnState( index.column() ) == ColumnState::Loaded )
      flags |= Qt::ItemIsEditable;
    return flags;
  }

  QVariant PeopleMatrixModel::headerData( int section, Qt::Orientation orientation, int role ) const
  {
    if ( orientation == Qt::Vertical )
    {
      if ( section >= mVisible.size() )
        return QVariant();
      const Person &person = personAt( section );
      if ( role == Qt::DisplayRole )
        return person.id == mMe ? tr( "%1 (you)" ).arg( person.userName ) : person.userName;
      return role == Qt::ToolTipRole ? QVariant( person.email ) : QVariant();
    }
    if ( section >= mProjects.size() )
      return QVariant();
    const bool isHidden = columnState( section ) == ColumnState::Hidden;
    if ( role == Qt::DisplayRole )
      return mProjects.at( section ).name.project() + ( isHidden ? QStringLiteral( " ⚠" ) : QString() );
    if ( role == Qt::ToolTipRole )
      return isHidden
               ? tr( "You may not see the people of %1." ).arg( mProjects.at( section ).name.project() )
               : mProjects.at( section ).name.toString();
    return QVariant();
  }
} // namespace syncline
