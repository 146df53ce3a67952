// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplemodel.h"

#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace syncline
{
  using people::Person;
  using Kind = people::PeopleDirectory::Kind;

  PeopleModel::PeopleModel( Kind kind, QObject *parent )
    : QAbstractTableModel( parent )
    , mKind( kind )
  {
    switch ( kind )
    {
      case Kind::Members:
        mColumns = { Column::Name, Column::Email, Column::WorkspaceRole, Column::Projects };
        break;
      case Kind::Collaborators:
        mColumns = { Column::Name,   Column::Email,      Column::ProjectRole, Column::WorkspaceRole,
                     Column::Access, Column::LastChange, Column::ReviewBy };
        break;
      case Kind::Domain:
        mColumns = { Column::Name,   Column::FullName, Column::Email,   Column::Groups,
                     Column::Rights, Column::Active,   Column::LastSeen };
        break;
    }
  }

  void PeopleModel::setEditable( bool isEditable )
  {
    mIsEditable = isEditable;
    if ( !mVisible.isEmpty() )
      Q_EMIT dataChanged( index( 0, 0 ), index( rowCount() - 1, columnCount() - 1 ) );
  }

  QString PeopleModel::searchKeyOf( const Person &person ) const
  {
    return QStringLiteral( "%1\n%2\n%3" ).arg( person.userName, person.email, person.fullName ).toLower();
  }

  void PeopleModel::setPeople( const QList<Person> &people )
  {
    // The same people in the same order, as after most reloads: nothing moves under the user's hand.
    const bool isSame = people.size() == mPeople.size() &&
                        std::equal( people.begin(), people.end(), mPeople.begin(),
                                    []( const Person &a, const Person &b ) { return a.key == b.key; } );
    const bool isQuiet =
      isSame && !mVisible.isEmpty() && mFilter.isEmpty() && mRoleFilter.isEmpty() && !mSetHereOnly;
    if ( !isQuiet )
      beginResetModel();
    mPeople = people;
    mSearchKeys.resize( int( people.size() ) );
    mIndexOf.clear();
    for ( int i = 0; i < mPeople.size(); ++i )
    {
      mSearchKeys[i] = searchKeyOf( mPeople.at( i ) );
      mIndexOf.insert( mPeople.at( i ).key, i );
    }
    mStates.clear();
    if ( isQuiet )
      Q_EMIT dataChanged( index( 0, 0 ), index( rowCount() - 1, columnCount() - 1 ) );
    else
    {
      collectVisible();
      endResetModel();
    }
    Q_EMIT countChanged( int( mVisible.size() ), total() );
  }

  void PeopleModel::appendPeople( const QList<Person> &people )
  {
    QVector<int> shown;
    for ( const Person &person : people )
    {
      if ( mIndexOf.contains( person.key ) )
        continue; // a page that moved meanwhile
      mIndexOf.insert( person.key, int( mPeople.size() ) );
      mPeople.append( person );
      mSearchKeys.append( searchKeyOf( person ) );
      if ( accepts( int( mPeople.size() ) - 1 ) )
        shown.append( int( mPeople.size() ) - 1 );
    }
    if ( !shown.isEmpty() )
    {
      beginInsertRows( QModelIndex(), rowCount(), rowCount() + int( shown.size() ) - 1 );
      mVisible += shown;
      endInsertRows();
    }
    Q_EMIT countChanged( int( mVisible.size() ), total() );
  }

  void PeopleModel::setPerson( const Person &person )
  {
    const int place = mIndexOf.value( person.key, -1 );
    if ( place < 0 )
      return appendPeople( { person } );
    mPeople[place] = person;
    mSearchKeys[place] = searchKeyOf( person );
    emitRow( person.key );
  }

  void PeopleModel::removePerson( const QString &key )
  {
    const int place = mIndexOf.value( key, -1 );
    if ( place < 0 )
      return;
    QList<Person> rest = mPeople;
    rest.removeAt( place );
    const QHash<QString, State> states = mStates;
    setPeople( rest );
    mStates = states;
    mStates.remove( key );
  }

  const Person *PeopleModel::person( const QString &key ) const
  {
    const int place = mIndexOf.value( key, -1 );
    return place < 0 ? nullptr : &mPeople.at( place );
  }

  const Person *PeopleModel::personAt( int row ) const
  {
    return row >= 0 && row < mVisible.size() ? &mPeople.at( mVisible.at( row ) ) : nullptr;
  }

  int PeopleModel::rowOf( const QString &key ) const
  {
    const int place = mIndexOf.value( key, -1 );
    return place < 0 ? -1 : int( mVisible.indexOf( place ) );
  }

  void PeopleModel::setRowState( const QString &key, RowState state, const QString &sentence )
  {
    if ( state == RowState::Normal )
      mStates.remove( key );
    else
      mStates.insert( key, { state, sentence } );
    emitRow( key );
  }

  void PeopleModel::setExtra( const QString &key, const Extra &extra )
  {
    mExtras.insert( key, extra );
    emitRow( key );
  }

  void PeopleModel::setExtras( const QHash<QString, Extra> &extras )
  {
    mExtras = extras;
    if ( !mVisible.isEmpty() )
      Q_EMIT dataChanged( index( 0, 0 ), index( rowCount() - 1, columnCount() - 1 ) );
  }

  void PeopleModel::emitRow( const QString &key )
  {
    const int row = rowOf( key );
    if ( row >= 0 )
      Q_EMIT dataChanged( index( row, 0 ), index( row, columnCount() - 1 ) );
  }

  // --- filter and order

  void PeopleModel::setFilter( const QString &text )
  {
    mFilter = text.trimmed().toLower();
    refilter();
  }

  void PeopleModel::setRoleFilter( const QString &wire )
  {
    mRoleFilter = wire;
    refilter();
  }

  void PeopleModel::setSetHereOnly( bool isOn )
  {
    mSetHereOnly = isOn;
    refilter();
  }

  bool PeopleModel::accepts( int index ) const
  {
    const Person &person = mPeople.at( index );
    if ( mSetHereOnly && person.projectRole == ProjectRole::None )
      return false;
    if ( !mRoleFilter.isEmpty() && mRoleFilter != ( mKind == Kind::Members ? toWire( person.workspaceRole )
                                                                           : toWire( person.access.role ) ) )
      return false;
    return mFilter.isEmpty() || mSearchKeys.at( index ).contains( mFilter );
  }

  void PeopleModel::collectVisible()
  {
    mVisible.clear();
    mVisible.reserve( int( mPeople.size() ) );
    for ( int i = 0; i < mPeople.size(); ++i )
    {
      if ( accepts( i ) )
        mVisible.append( i );
    }
    sortVisible();
  }

  void PeopleModel::refilter()
  {
    beginResetModel();
    collectVisible();
    endResetModel();
    Q_EMIT countChanged( int( mVisible.size() ), total() );
  }

  bool PeopleModel::isLess( int first, int second ) const
  {
    const Person &left = mPeople.at( first );
    const Person &right = mPeople.at( second );
    int order = 0;
    switch ( mColumns.at( mSortColumn ) )
    {
      case Column::Name:
        break;
      case Column::Email:
        order = left.email.compare( right.email, Qt::CaseInsensitive );
        break;
      case Column::WorkspaceRole:
        order = int( right.workspaceRole ) - int( left.workspaceRole ); // those who may most come first
        break;
      case Column::ProjectRole:
        order = int( right.projectRole ) - int( left.projectRole );
        break;
      case Column::Access:
        order = int( right.access.role ) - int( left.access.role );
        break;
      case Column::Projects:
        order = extra( right.key ).projects - extra( left.key ).projects;
        break;
      case Column::LastChange:
      {
        const QDateTime a = extra( left.key ).lastChange.when;
        const QDateTime b = extra( right.key ).lastChange.when;
        order = a == b ? 0 : !b.isValid() || ( a.isValid() && a > b ) ? -1 : 1;
        break;
      }
      case Column::ReviewBy:
      {
        const QDate a = extra( left.key ).reviewBy;
        const QDate b = extra( right.key ).reviewBy;
        order = a == b ? 0 : !b.isValid() || ( a.isValid() && a < b ) ? -1 : 1; // the next to come first
        break;
      }
      case Column::FullName:
        order = left.fullName.compare( right.fullName, Qt::CaseInsensitive );
        break;
      case Column::Groups:
        order = int( right.groups.size() ) - int( left.groups.size() );
        break;
      case Column::Rights:
        order = int( right.rights.size() ) - int( left.rights.size() );
        break;
      case Column::Active:
        order = int( right.isActive.value_or( false ) ) - int( left.isActive.value_or( false ) );
        break;
      case Column::LastSeen:
        order = left.lastSeen > right.lastSeen ? -1 : left.lastSeen < right.lastSeen ? 1 : 0;
        break;
    }
    if ( order == 0 )
      return left.userName.compare( right.userName, Qt::CaseInsensitive ) < 0;
    return mSortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
  }

  void PeopleModel::sortVisible()
  {
    if ( !mSortsItself )
      return;
    std::stable_sort( mVisible.begin(), mVisible.end(), [this]( int a, int b ) { return isLess( a, b ); } );
    if ( mColumns.at( mSortColumn ) == Column::Name && mSortOrder == Qt::DescendingOrder )
      std::reverse( mVisible.begin(), mVisible.end() );
  }

  void PeopleModel::sort( int column, Qt::SortOrder order )
  {
    if ( column < 0 || column >= mColumns.size() )
      return;
    mSortColumn = column;
    mSortOrder = order;
    if ( !mSortsItself )
    {
      Q_EMIT sortWanted( column, order );
      return;
    }
    Q_EMIT layoutAboutToBeChanged( {}, QAbstractItemModel::VerticalSortHint );
    const QVector<int> before = mVisible;
    sortVisible();
    QHash<int, int> rowOfPlace;
    for ( int row = 0; row < mVisible.size(); ++row )
      rowOfPlace.insert( mVisible.at( row ), row );
    const QModelIndexList held = persistentIndexList();
    for ( const QModelIndex &one : held )
      changePersistentIndex( one, index( rowOfPlace.value( before.at( one.row() ) ), one.column() ) );
    Q_EMIT layoutChanged( {}, QAbstractItemModel::VerticalSortHint );
  }

  bool PeopleModel::canFetchMore( const QModelIndex &parent ) const { return !parent.isValid() && mHasMore; }

  void PeopleModel::fetchMore( const QModelIndex &parent )
  {
    if ( !canFetchMore( parent ) )
      return;
    mHasMore = false; // until the page is there
    Q_EMIT moreWanted();
  }
} // namespace syncline
