// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/changesmodel.h"

#include "plugin/dialogs/icons.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    constexpr quintptr TOP_LEVEL = 0; //!< internal id of a group; a file has its group's row + 1
  }

  QList<ChangesModel::File> ChangesModel::filesOf( const ProjectStatus::Changes &changes )
  {
    QList<File> files;
    for ( const QString &path : changes.added )
      files << File{ path, Change::Added };
    for ( const QString &path : changes.updated )
      files << File{ path, Change::Changed };
    for ( const QString &path : changes.removed )
      files << File{ path, Change::Removed };
    std::sort( files.begin(), files.end(), []( const File &a, const File &b ) { return a.path < b.path; } );
    return files;
  }

  void ChangesModel::setStatus( const ProjectStatus &status )
  {
    QList<Files> groups;
    QList<File> outside;
    for ( const FileOutcome &note : status.notes )
      if ( note.event == FileEvent::OutOfScope )
        outside << File{ note.path, Change::None };
    for ( const Files &group :
          { Files{ Here, filesOf( status.here ) }, Files{ OnServer, filesOf( status.onServer ) },
            Files{ OutOfScope, outside } } )
      if ( !group.files.isEmpty() )
        groups << group;
    if ( groups == mGroups ) // selection, scroll place and expansion stay
      return;
    beginResetModel();
    mGroups = groups;
    endResetModel();
  }

  void ChangesModel::clear()
  {
    beginResetModel();
    mGroups.clear();
    endResetModel();
  }

  QModelIndex ChangesModel::index( int row, int column, const QModelIndex &parent ) const
  {
    if ( !hasIndex( row, column, parent ) )
      return QModelIndex();
    return createIndex( row, column, parent.isValid() ? quintptr( parent.row() ) + 1 : TOP_LEVEL );
  }

  QModelIndex ChangesModel::parent( const QModelIndex &child ) const
  {
    if ( !child.isValid() || child.internalId() == TOP_LEVEL )
      return QModelIndex();
    return createIndex( int( child.internalId() ) - 1, 0, TOP_LEVEL );
  }

  int ChangesModel::rowCount( const QModelIndex &parent ) const
  {
    if ( !parent.isValid() )
      return int( mGroups.size() );
    return parent.internalId() == TOP_LEVEL && parent.column() == 0
             ? int( mGroups.at( parent.row() ).files.size() )
             : 0;
  }

  int ChangesModel::columnCount( const QModelIndex & ) const { return 1; }

  QVariant ChangesModel::data( const QModelIndex &index, int role ) const
  {
    if ( !index.isValid() )
      return QVariant();
    if ( index.internalId() != TOP_LEVEL )
    {
      const Files &group = mGroups.at( int( index.internalId() ) - 1 );
      return role == GroupRole ? QVariant( group.group ) : fileData( group.files.at( index.row() ), role );
    }
    const Files &group = mGroups.at( index.row() );
    if ( role == Qt::DisplayRole || role == Qt::AccessibleTextRole )
      return groupText( group );
    return role == GroupRole ? QVariant( group.group ) : QVariant();
  }

  QString ChangesModel::groupText( const Files &files ) const
  {
    const int count = int( files.files.size() );
    switch ( files.group )
    {
      case Here:
        return tr( "Changes Here (%1)" ).arg( count );
      case OnServer:
        return tr( "Changes on the Server (%1)" ).arg( count );
      case OutOfScope:
        return tr( "Not in This Folder's Part of the Project (%1)" ).arg( count );
    }
    Q_UNREACHABLE();
  }

  QVariant ChangesModel::fileData( const File &file, int role ) const
  {
    if ( role == PathRole || role == Qt::DisplayRole )
      return file.path;
    if ( role == ChangeRole )
      return int( file.change );
    if ( role == Qt::ToolTipRole || role == Qt::AccessibleTextRole )
      return file.change == Change::None ? file.path
                                         : tr( "%1, %2" ).arg( file.path, changeText( file.change ) );
    if ( role != Qt::DecorationRole || !mView )
      return QVariant();
    switch ( file.change )
    {
      case Change::None:
        return QVariant();
      case Change::Added:
        return toneIcon( QStringLiteral( "mark-added" ), Tone::Added, mView );
      case Change::Changed:
        return toneIcon( QStringLiteral( "mark-changed" ), Tone::Changed, mView );
      case Change::Removed:
        return toneIcon( QStringLiteral( "mark-removed" ), Tone::Removed, mView );
    }
    Q_UNREACHABLE();
  }

  QString ChangesModel::changeText( Change change )
  {
    switch ( change )
    {
      case Change::None:
        return QString();
      case Change::Added:
        return tr( "added" );
      case Change::Changed:
        return tr( "changed" );
      case Change::Removed:
        return tr( "removed" );
    }
    Q_UNREACHABLE();
  }
} // namespace syncline
