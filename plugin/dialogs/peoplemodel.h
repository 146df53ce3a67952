// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/directory.h"
#include "core/people/lastchanges.h"

#include <QAbstractTableModel>
#include <QDate>
#include <QHash>
#include <QSet>
#include <QVector>

class QWidget;

namespace syncline
{
  /**
   * The people of a directory as a table: filters and sorts by itself, on keys that are made once a person, so that each key press
   * costs far less than a frame with 5,000 people. Roles are edited in place: setData() does not change the role, it asks by
   * roleWanted(); the row shows what the server stored when setPerson() brings it. Main thread.
   */
  class PeopleModel : public QAbstractTableModel
  {
      Q_OBJECT
    public:
      enum class Column
      {
        Name,
        Email,
        WorkspaceRole,
        ProjectRole,
        Access,
        Projects,   //!< how many roles are set on projects
        LastChange, //!< of the project by this person
        ReviewBy,   //!< see PeopleDueDates
        FullName,
        Groups,
        Rights,
        Active,
        LastSeen
      };
      enum class RowState
      {
        Normal,
        Pending,
        Done,
        Refused,
        ChangedElsewhere
      };
      enum Role
      {
        KeyRole = Qt::UserRole + 1,
        RowStateRole, //!< "normal", "pending", "done", "refused", "changedElsewhere", "you", "lastOwner"
        LockRole,     //!< sentence; empty: may be changed
        WorkspaceRoleRole,
        ProjectCountRole, //!< roles set on single projects; -1: not known
        IsTextRole,       //!< the cell holds free text, no role
        ProblemRole,      //!< id of what is wrong with a row (problemOf()); empty: nothing
        ResetsRole        //!< set before a role is: whether those go with it, this once
      };

      //! What the directory does not tell with the list.
      struct Extra
      {
          int projects = -1; //!< -1: not known
          people::LastChange lastChange;
          bool isHistoryKnown = false;
          QDate reviewBy;
      };

      explicit PeopleModel( people::PeopleDirectory::Kind kind, QObject *parent = nullptr );

      void setView( const QWidget *view ) { mView = view; } //!< for the colour of the marks
      void setEditable( bool isEditable );

      void setPeople( const QList<people::Person> &people );    //!< filter and order stay
      void appendPeople( const QList<people::Person> &people ); //!< a further page
      void setPerson( const people::Person &person );           //!< replaces the one of that key, or appends
      void removePerson( const QString &key );
      const people::Person *person( const QString &key ) const;
      const people::Person *personAt( int row ) const;
      int rowOf( const QString &key ) const; //!< -1 where the filter hides it
      int columnOf( Column column ) const { return int( mColumns.indexOf( column ) ); }
      Column columnAt( int column ) const { return mColumns.at( column ); }
      const QList<people::Person> &people() const { return mPeople; }
      int total() const { return int( mPeople.size() ); }

      void setExtra( const QString &key, const Extra &extra );
      Extra extra( const QString &key ) const { return mExtras.value( key ); }
      //! Of all people at once; who is not in it has none.
      void setExtras( const QHash<QString, Extra> &extras );

      void setRowState( const QString &key, RowState state, const QString &sentence = QString() );
      RowState rowState( const QString &key ) const { return mStates.value( key ).state; }

      void setFilter( const QString &text );
      void setRoleFilter( const QString &wire ); //!< empty: all
      void setSetHereOnly( bool isOn );
      //! Off where the server sorts and searches.
      void setSortsItself( bool isOn ) { mSortsItself = isOn; }

      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      int columnCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role = Qt::DisplayRole ) const override;
      bool setData( const QModelIndex &index, const QVariant &value, int role = Qt::EditRole ) override;
      QVariant headerData( int section, Qt::Orientation orientation,
                           int role = Qt::DisplayRole ) const override;
      Qt::ItemFlags flags( const QModelIndex &index ) const override;
      void sort( int column, Qt::SortOrder order = Qt::AscendingOrder ) override;
      bool canFetchMore( const QModelIndex &parent ) const override;
      void fetchMore( const QModelIndex &parent ) override;
      void setHasMore( bool hasMore ) { mHasMore = hasMore; }

      //! The role that a row's editor starts from, in words of the wire; "none" for none.
      static QString wireRole( const people::Person &person, people::PeopleDirectory::Kind kind );
      static QString nameOf( RowState state );

    Q_SIGNALS:
      //! \a resets: with it, roles set on single projects go.
      void roleWanted( const QString &key, const QString &wire, bool resets );
      void sortWanted( int column, Qt::SortOrder order ); //!< where the server sorts
      void moreWanted();
      void countChanged( int shown, int total );

    private:
      struct State
      {
          RowState state = RowState::Normal;
          QString sentence;
      };

      bool accepts( int index ) const;
      void collectVisible();
      void refilter();
      void sortVisible();
      QString text( const people::Person &person, Column column ) const;
      QString lastChangeText( const Extra &extra ) const;
      QString toolTip( const people::Person &person, Column column ) const;
      QVariant mark( const people::Person &person, Column column ) const;
      QString searchKeyOf( const people::Person &person ) const;
      bool isLess( int a, int b ) const;
      QString stateName( const people::Person &person ) const;
      bool isRoleColumn( Column column ) const;
      void emitRow( const QString &key );

      people::PeopleDirectory::Kind mKind;
      QVector<Column> mColumns;
      const QWidget *mView = nullptr;
      QList<people::Person> mPeople;
      QVector<QString> mSearchKeys; //!< lower case; beside mPeople
      QHash<QString, int> mIndexOf; //!< key → place in mPeople
      QVector<int> mVisible;        //!< places in mPeople, in the order of the table
      QHash<QString, State> mStates;
      QHash<QString, Extra> mExtras;
      QString mFilter;
      QString mRoleFilter;
      bool mSetHereOnly = false;
      bool mIsEditable = false;
      bool mResetsNext = false;
      bool mSortsItself = true;
      bool mHasMore = false;
      int mSortColumn = 0;
      Qt::SortOrder mSortOrder = Qt::AscendingOrder;
  };
} // namespace syncline
