// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectlistmodel.h"

#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/projectstate.h"

#include <QLocale>

namespace syncline
{
  void ProjectListModel::clear()
  {
    beginResetModel();
    mRows.clear();
    mTotal = -1;
    mIsComplete = true;
    mIsAsked = false;
    endResetModel();
  }

  void ProjectListModel::append( const QList<Row> &rows )
  {
    mIsAsked = false;
    if ( rows.isEmpty() )
      return;
    const int first = int( mRows.size() );
    beginInsertRows( QModelIndex(), first, first + int( rows.size() ) - 1 );
    mRows += rows;
    endInsertRows();
  }

  void ProjectListModel::setTotal( int total, bool isComplete )
  {
    mTotal = total;
    mIsComplete = isComplete;
    mIsAsked = false;
  }

  const ProjectListModel::Row *ProjectListModel::rowAt( int row ) const
  {
    return row >= 0 && row < mRows.size() ? &mRows.at( row ) : nullptr;
  }

  int ProjectListModel::rowOf( const ProjectName &name ) const
  {
    for ( int i = 0; i < mRows.size(); ++i )
      if ( mRows.at( i ).project.name == name )
        return i;
    return -1;
  }

  void ProjectListModel::setState( const ProjectName &name, RowState state, int percent )
  {
    const int row = rowOf( name );
    if ( row < 0 )
      return;
    mRows[row].state = state;
    mRows[row].percent = percent;
    Q_EMIT dataChanged( index( row, 0 ), index( row, COLUMN_COUNT - 1 ) );
  }

  void ProjectListModel::setFolder( const ProjectName &name, const QString &folder, RowState state )
  {
    const int row = rowOf( name );
    if ( row < 0 )
      return;
    mRows[row].folder = folder;
    setState( name, state );
  }

  int ProjectListModel::rowCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mRows.size() );
  }
  int ProjectListModel::columnCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : COLUMN_COUNT;
  }

  QVariant ProjectListModel::data( const QModelIndex &index, int role ) const
  {
    const Row *row = index.isValid() ? rowAt( index.row() ) : nullptr;
    if ( !row )
      return QVariant();
    if ( role == Qt::DisplayRole )
      return text( *row, index.column() );
    if ( role == Qt::ToolTipRole )
      return toolTip( *row, index.column() );
    if ( role == Qt::AccessibleTextRole )
      return tr( "%1, workspace %2, %3" )
        .arg( row->project.name.project(), row->project.name.workspace(), hereText( *row ) );
    if ( role == Qt::TextAlignmentRole && index.column() == SizeColumn )
      return int( Qt::AlignRight | Qt::AlignVCenter );
    if ( role == Qt::DecorationRole && index.column() == HereColumn && mView )
    {
      if ( row->state == RowState::Missing )
        return ownIcon( QStringLiteral( "state-warning" ), mView );
      if ( row->state == RowState::Open )
        return ownIcon( QStringLiteral( "projects" ), mView );
    }
    if ( role == RowStateRole )
      return nameOf( row->state );
    if ( role == PercentRole && row->state == RowState::Downloading )
      return row->percent;
    return role == FolderRole ? QVariant( row->folder ) : QVariant();
  }

  QString ProjectListModel::toolTip( const Row &row, int column ) const
  {
    if ( column == UpdatedColumn && row.project.updated.isValid() )
      return tr( "%1 UTC" ).arg( QLocale().toString( row.project.updated.toUTC(), QLocale::ShortFormat ) );
    return column == HereColumn && !row.folder.isEmpty() ? row.folder : text( row, column );
  }

  QString ProjectListModel::text( const Row &row, int column ) const
  {
    switch ( column )
    {
      case NameColumn:
        return row.project.name.project();
      case WorkspaceColumn:
        return row.project.name.workspace();
      case HereColumn:
        return hereText( row );
      case UpdatedColumn:
        return row.project.updated.isValid()
                 ? timeText( row.project.updated, QDateTime::currentDateTimeUtc() )
                 : QString();
      case SizeColumn:
        return row.project.updated.isValid() ? sizeText( row.project.sizeBytes ) : QString();
      default:
        return QString();
    }
  }

  QString ProjectListModel::hereText( const Row &row ) const
  {
    switch ( row.state )
    {
      case RowState::Elsewhere:
        return QStringLiteral( "–" );
      case RowState::Here:
        return tr( "On this computer" );
      case RowState::Open:
        return tr( "Open" );
      case RowState::Missing:
        return tr( "Folder not found" );
      case RowState::Downloading:
        return row.percent >= 0 ? tr( "Downloading %1 %" ).arg( row.percent ) : tr( "Downloading…" );
    }
    Q_UNREACHABLE();
  }

  QString ProjectListModel::nameOf( RowState state )
  {
    switch ( state )
    {
      case RowState::Elsewhere:
        return QStringLiteral( "elsewhere" );
      case RowState::Here:
        return QStringLiteral( "here" );
      case RowState::Open:
        return QStringLiteral( "open" );
      case RowState::Missing:
        return QStringLiteral( "missing" );
      case RowState::Downloading:
        return QStringLiteral( "downloading" );
    }
    Q_UNREACHABLE();
  }

  QVariant ProjectListModel::headerData( int section, Qt::Orientation orientation, int role ) const
  {
    if ( orientation != Qt::Horizontal || role != Qt::DisplayRole )
      return QVariant();
    switch ( section )
    {
      case NameColumn:
        return tr( "Name" );
      case WorkspaceColumn:
        return tr( "Workspace" );
      case HereColumn:
        return tr( "Here" );
      case UpdatedColumn:
        return tr( "Updated" );
      case SizeColumn:
        return tr( "Size" );
      default:
        return QVariant();
    }
  }

  bool ProjectListModel::canFetchMore( const QModelIndex &parent ) const
  {
    return !parent.isValid() && !mIsComplete && !mIsAsked;
  }

  void ProjectListModel::fetchMore( const QModelIndex &parent )
  {
    if ( !canFetchMore( parent ) )
      return;
    mIsAsked = true;
    Q_EMIT moreWanted();
  }
} // namespace syncline
