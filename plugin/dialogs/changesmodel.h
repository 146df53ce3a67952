// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncreport.h"

#include <QAbstractItemModel>

namespace syncline
{
  /**
   * The files that differ, in groups: changes here, changes on the server, files outside a partial project. Two levels: groups,
   * files. Filled from a ProjectStatus; a group with nothing in it is not there.
   */
  class ChangesModel : public QAbstractItemModel
  {
      Q_OBJECT
    public:
      enum Group
      {
        Here,
        OnServer,
        OutOfScope
      };
      enum Role
      {
        PathRole = Qt::UserRole,
        GroupRole,
        ChangeRole
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
          friend bool operator==( const File &a, const File &b )
          {
            return a.path == b.path && a.change == b.change;
          }
      };
      struct Files
      {
          Group group = Here;
          QList<File> files;
          friend bool operator==( const Files &a, const Files &b )
          {
            return a.group == b.group && a.files == b.files;
          }
      };
      static QList<File> filesOf( const ProjectStatus::Changes &changes );
      QString groupText( const Files &files ) const;
      QVariant fileData( const File &file, int role ) const;
      static QString changeText( Change change );

      QList<Files> mGroups;
      const QWidget *mView = nullptr;
  };
} // namespace syncline
