// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"

#include <QAbstractTableModel>

namespace syncline
{
  /**
   * Projects as a list, loaded page by page: whoever fills it is asked for more by moreWanted() when the view gets to the end.
   * Rows are updated in place, so that selection and scroll place stay.
   */
  class ProjectListModel : public QAbstractTableModel
  {
      Q_OBJECT
    public:
      enum Column
      {
        NameColumn,
        WorkspaceColumn,
        HereColumn,
        UpdatedColumn,
        SizeColumn,
        COLUMN_COUNT
      };
      enum Role
      {
        RowStateRole =
          Qt::UserRole, //!< "elsewhere", "here", "open", "missing", "downloading": for tests and delegates
        PercentRole,
        FolderRole
      };
      enum class RowState
      {
        Elsewhere,
        Here,
        Open,    //!< in QGIS now
        Missing, //!< its folder is not found
        Downloading
      };
      struct Row
      {
          ProjectSummary project; //!< of one that is only known here: the name alone
          QString folder;         //!< here; empty when not
          RowState state = RowState::Elsewhere;
          int percent = -1; //!< of a download; -1: not measurable
      };

      using QAbstractTableModel::QAbstractTableModel;

      void setView( const QWidget *view ) { mView = view; }
      void clear();
      void append( const QList<Row> &rows );
      //! \a total: of all pages; -1 not known. \a isComplete: there is nothing more to ask for.
      void setTotal( int total, bool isComplete );
      int total() const { return mTotal; }
      const Row *rowAt( int row ) const;
      int rowOf( const ProjectName &name ) const; //!< -1: not in the list
      void setState( const ProjectName &name, RowState state, int percent = -1 );
      void setFolder( const ProjectName &name, const QString &folder, RowState state );

      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      int columnCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role ) const override;
      QVariant headerData( int section, Qt::Orientation orientation, int role ) const override;
      bool canFetchMore( const QModelIndex &parent ) const override;
      void fetchMore( const QModelIndex &parent ) override;

      static QString nameOf( RowState state );

    Q_SIGNALS:
      void moreWanted();

    private:
      QString text( const Row &row, int column ) const;
      QString toolTip( const Row &row, int column ) const;
      QString hereText( const Row &row ) const;

      QList<Row> mRows;
      int mTotal = -1;
      bool mIsComplete = true;
      bool mIsAsked = false; //!< moreWanted() was emitted and not answered yet
      const QWidget *mView = nullptr;
  };
} // namespace syncline
