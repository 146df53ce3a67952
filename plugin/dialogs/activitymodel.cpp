// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/activitymodel.h"

#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/projectstate.h"

#include <QLocale>

namespace syncline
{
  void ActivityModel::add( const ActivityEntry &entry )
  {
    beginInsertRows( QModelIndex(), 0, 0 );
    mEntries.prepend( entry );
    endInsertRows();
    if ( mEntries.size() <= MAX_ENTRIES )
      return;
    const int last = int( mEntries.size() ) - 1;
    beginRemoveRows( QModelIndex(), last, last );
    mEntries.removeLast();
    endRemoveRows();
  }

  void ActivityModel::replace( const QList<ActivityEntry> &entries )
  {
    beginResetModel();
    mEntries = entries.mid( 0, MAX_ENTRIES );
    endResetModel();
  }

  int ActivityModel::rowCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mEntries.size() );
  }

  QVariant ActivityModel::data( const QModelIndex &index, int role ) const
  {
    if ( !index.isValid() )
      return QVariant();
    const ActivityEntry &entry = mEntries.at( index.row() );
    if ( role == Qt::DisplayRole || role == Qt::AccessibleTextRole )
      return QStringLiteral( "%1  %2" )
        .arg( timeText( entry.time, QDateTime::currentDateTimeUtc() ), entry.text );
    if ( role == Qt::ToolTipRole )
    {
      const QString time =
        tr( "%1 UTC" ).arg( QLocale().toString( entry.time.toUTC(), QLocale::ShortFormat ) );
      return entry.details.isEmpty() ? time : time + QLatin1Char( '\n' ) + entry.details;
    }
    if ( role == Qt::DecorationRole && mView )
      return ownIcon( severityIcon( entry.severity ), mView );
    return QVariant();
  }
} // namespace syncline
