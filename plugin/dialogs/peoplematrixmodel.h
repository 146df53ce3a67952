// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/merginplan.h"
#include "core/people/roles.h"
#include "plugin/dialogs/peoplesnapshot.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QVector>

namespace syncline
{
  /**
   * People by projects: who has which access where, and why. A row is a person, a column a project; the row's head is the name, so
   * it stays when the table is scrolled. Changes are collected in the cells ("Reader → Writer •") and sent by nobody here: entries()
   * tells them. Columns fill one by one, in the order that the page reads them. Main thread.
   */
  class PeopleMatrixModel : public QAbstractTableModel
  {
      Q_OBJECT
    public:
      struct Project
      {
          ProjectId id;
          ProjectName name;
          bool isPublic = false;
      };
      enum class Show
      {
        Everyone,
        External, //!< addresses of another domain than one's own
        Owners,   //!< of at least one project
        Quiet,    //!< no change in people::HISTORY_DAYS days; needs setActive()
        Differing //!< from the snapshot
      };
      enum class ColumnState
      {
        Waiting,
        Loaded,
        Hidden //!< one's role may not see the people of this project
      };

      explicit PeopleMatrixModel( QObject *parent = nullptr );

      //! Changes that were collected stay, of the same account and on projects that are still there, unless they are so by now.
      void setProjects( const QList<Project> &projects, UserId me );
      //! Members have a row even where they are on no project yet; told again after each setProjects().
      void setMembers( const QList<WorkspaceMember> &members );
      void setColumn( int column, const QList<Collaborator> &people );
      void setHidden( int column );
      ColumnState columnState( int column ) const { return mStates.value( column, ColumnState::Waiting ); }
      const Project &project( int column ) const { return mProjects.at( column ); }
      int loadedCount() const;

      void setFilter( const QString &text );
      void setShow( Show show );
      int changeCount() const { return int( mChanges.size() ); }
      void discard();

      //! Who changed something lately, by user name.
      void setActive( const QSet<QString> &userNames );
      bool isActivityKnown() const { return mIsActivityKnown; }
      //! Marks what is not as it was then; unset ends that.
      void setSnapshot( const std::optional<PeopleSnapshot> &snapshot );
      bool hasSnapshot() const { return mSnapshot.has_value(); }
      int differenceCount() const;
      QStringList goneSinceSnapshot() const; //!< who was there and is on no project now
      QList<people::PersonEntry> entries() const;
      QString csv( QChar delimiter = QLatin1Char( ',' ) ) const;

      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      int columnCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role = Qt::DisplayRole ) const override;
      bool setData( const QModelIndex &index, const QVariant &value, int role = Qt::EditRole ) override;
      QVariant headerData( int section, Qt::Orientation orientation,
                           int role = Qt::DisplayRole ) const override;
      Qt::ItemFlags flags( const QModelIndex &index ) const override;

    Q_SIGNALS:
      void changesChanged();

    private:
      struct Person
      {
          UserId id;
          QString userName;
          QString email;
          WorkspaceRole workspaceRole = WorkspaceRole::None;
          QHash<int, Collaborator> on; //!< column → what is known there
      };
      using Place = std::pair<qint64, int>; //!< person, column

      void refilter();
      void takeBackChanges();
      bool isNew( UserId id ); //!< and has a place from now on
      bool accepts( const Person &person ) const;
      QString text( const Person &person, int column ) const;
      QString toolTip( const Person &person, int column ) const;
      people::Access accessOn( const Person &person, int column ) const;
      //! What the snapshot tells where it is not so any more; unset: the same, or not comparable.
      std::optional<QString> wasOn( const Person &person, int column ) const;
      QString wireOn( const Person &person, int column ) const;
      const Person &personAt( int row ) const { return mPeople.at( mVisible.at( row ) ); }

      QList<Project> mProjects;
      QList<Person> mPeople;
      QHash<qint64, int> mPlaceOf; //!< user id → place in mPeople
      QVector<int> mVisible;
      QHash<int, ColumnState> mStates;
      QMap<Place, QString> mChanges; //!< to which role, in words of the wire
      //! Changes from before the table was read anew, by person and id of the project; they come back with their column.
      QMap<std::pair<qint64, QString>, QString> mReturning;
      QSet<QString> mActive;
      bool mIsActivityKnown = false;
      std::optional<PeopleSnapshot> mSnapshot;
      UserId mMe;
      QString mFilter;
      Show mShow = Show::Everyone;
  };
} // namespace syncline
