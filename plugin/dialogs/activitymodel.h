// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/activityentry.h"

#include <QAbstractListModel>

namespace syncline
{
  //! What happened, newest first, for people. Keeps the newest MAX_ENTRIES.
  class ActivityModel : public QAbstractListModel
  {
      Q_OBJECT
    public:
      static constexpr int MAX_ENTRIES = 500;
      using QAbstractListModel::QAbstractListModel;
      void setView( const QWidget *view ) { mView = view; }
      void add( const ActivityEntry &entry );
      void replace( const QList<ActivityEntry> &entries );
      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role ) const override;

    private:
      QList<ActivityEntry> mEntries;
      const QWidget *mView = nullptr;
  };
} // namespace syncline
