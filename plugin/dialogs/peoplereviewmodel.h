// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/plan.h"
#include "plugin/dialogs/peoplemodel.h"
#include "plugin/errors/errortext.h"

namespace syncline
{
  /**
   * The rows of a plan: who, where, now, then, what happens; during and after the run what became of each. Rows that send something
   * can be left out by their check box until the run begins. Main thread.
   */
  class PeopleReviewModel : public QAbstractTableModel
  {
      Q_OBJECT
    public:
      enum Column
      {
        PersonColumn,
        ProjectColumn,
        NowColumn,
        ThenColumn,
        WhatColumn,
        UserNameColumn,
        PasswordColumn,
        LineColumn,
        TakeOutColumn, //!< a ✕ to press, while the list is being made
        COLUMN_COUNT
      };
      enum class Show
      {
        All,
        ToDo, //!< whatever sends something
        Add,
        Invite, //!< or provision
        Create, //!< accounts
        Change,
        Remove,
        Same,
        NotPossible,
        NotDone
      };

      explicit PeopleReviewModel( QObject *parent = nullptr );

      void setView( const QWidget *view ) { mView = view; }
      void setScene( const ErrorScene &scene ) { mScene = scene; }
      void setRolesEditable( bool isOn ) { mAreRolesEditable = isOn; }
      void setPlan( const people::BulkPlan &plan );
      void setOutcome( int planRow, const people::RowOutcome &outcome );
      void setRunning( bool isRunning );
      void setFilter( const QString &text );
      void setShow( Show show );
      Show shown() const { return mShow; }

      const people::BulkPlan &plan() const { return mPlan; }
      const QList<people::RowOutcome> &outcomes() const { return mOutcomes; }
      QVector<int> checkedRows() const; //!< rows of the plan that send something and are not left out
      int planRow( int row ) const { return mVisible.value( row, -1 ); }
      int countOf( Show show ) const;
      int removalCount() const;
      //! Of the rows that are shown and can be left out: how many are checked.
      struct Checks
      {
          int on = 0;
          int all = 0;
      };
      Checks checksShown() const;
      void checkAllShown( bool isOn ); //!< before a run
      bool hasProjects() const;
      bool hasLines() const;
      bool hasAccounts() const;
      //! Of all accounts that were made in this window: user name, tab, password, a line each.
      QString passwords() const;
      QString reportCsv() const;

      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      int columnCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role = Qt::DisplayRole ) const override;
      bool setData( const QModelIndex &index, const QVariant &value, int role = Qt::EditRole ) override;
      Qt::ItemFlags flags( const QModelIndex &index ) const override;
      QVariant headerData( int section, Qt::Orientation orientation,
                           int role = Qt::DisplayRole ) const override;

    Q_SIGNALS:
      void checksChanged();
      void roleWanted( int planRow, const QString &wire );
      void userNameWanted( int planRow, const QString &name ); //!< of an account to be made

    private:
      bool isOf( int planRow, Show show ) const;
      void refilter();
      QString text( int planRow, int column ) const;
      QString whatText( int planRow ) const;
      QVariant mark( int planRow ) const;
      QString roleToEdit( int planRow ) const;
      QString complaint( int planRow, int column ) const;

      people::BulkPlan mPlan;
      QList<people::RowOutcome> mOutcomes;
      QString mPasswordsBefore; //!< of plans before this one: nobody can be told them again
      QVector<bool> mIsChecked;
      QVector<int> mVisible;
      QString mFilter;
      Show mShow = Show::All;
      bool mIsRunning = false;
      bool mHasRun = false;
      bool mAreRolesEditable = false;
      ErrorScene mScene;
      const QWidget *mView = nullptr;
  };
} // namespace syncline
