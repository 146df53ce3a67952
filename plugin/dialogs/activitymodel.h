// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/inlinenotice.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace syncline
{
  //! What happened, newest first, for people. Keeps the newest MAX_ENTRIES.
  class ActivityModel : public QAbstractListModel
  {
      Q_OBJECT
    public:
      static constexpr int MAX_ENTRIES = 500;
      struct Entry
      {
          QDateTime time; //!< UTC
          Severity severity = Severity::Info;
          QString text;
      };

      using QAbstractListModel::QAbstractListModel;
      void setView( const QWidget *view ) { mView = view; }
      void add( const Entry &entry );
      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role ) const override;

    private:
      QList<Entry> mEntries;
      const QWidget *mView = nullptr;
  };
} // namespace syncline
