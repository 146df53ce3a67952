// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncreport.h"

#include <QAbstractItemModel>

#include <optional>

namespace syncline
{
  /**
   * What differs and what the last sync moved, in groups: changes here, changes on the server, received, sent, files outside a
   * partial project. Three levels: groups, files, and the layers of a database whose features are known. Two columns: name, and
   * features added, changed, removed. Filled from a ProjectStatus and a SyncReport; a group with nothing in it is not there.
   */
  class ChangesModel : public QAbstractItemModel
  {
      Q_OBJECT
    public:
      enum Group
      {
        Here,
        OnServer,
        Received,
        Sent,
        OutOfScope
      };
      enum Role
      {
        PathRole = Qt::UserRole, //!< of a file, and of a layer's file
        GroupRole,
        ChangeRole
      };
      enum Column
      {
        NameColumn,
        CountColumn
      };
      enum class Change
      {
        None,
        Added,
        Changed,
        Removed
      };

      using QAbstractItemModel::QAbstractItemModel;

      //! The colours and marks are those for this view's ground.
      void setView( const QWidget *view ) { mView = view; }
      void setStatus( const ProjectStatus &status );
      //! What the last sync moved; nothing to take it back.
      void setReport( const std::optional<SyncReport> &report );
      void clear();
      bool isEmpty() const { return mGroups.isEmpty(); }

      QModelIndex index( int row, int column, const QModelIndex &parent = QModelIndex() ) const override;
      QModelIndex parent( const QModelIndex &child ) const override;
      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      int columnCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role ) const override;

    private:
      struct File
      {
          QString path;
          Change change = Change::None;
          QList<TableRows> layers;
          bool isUncounted = false; //!< its features are counted by the sync only
          friend bool operator==( const File &a, const File &b )
          {
            return a.path == b.path && a.change == b.change && a.layers == b.layers &&
                   a.isUncounted == b.isUncounted;
          }
      };
      struct Files
      {
          Group group = Here;
          QList<File> files;
          int count = 0; //!< of changes: features, and files of other kinds
          friend bool operator==( const Files &a, const Files &b )
          {
            return a.group == b.group && a.files == b.files && a.count == b.count;
          }
      };
      static QList<File> filesOf( const ProjectStatus::Changes &changes,
                                  const QMap<QString, QList<TableRows>> &rows );
      static Files movedBy( const SyncReport &report, Group group );
      void rebuild();
      QString groupText( const Files &files ) const;
      QVariant fileData( const File &file, const QModelIndex &index, int role ) const;
      static QVariant layerData( const TableRows &layer, int column, int role );
      static QString changeText( Change change );

      ProjectStatus mStatus;
      std::optional<SyncReport> mReport;
      QList<Files> mGroups;
      const QWidget *mView = nullptr;
  };
} // namespace syncline
