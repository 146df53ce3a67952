// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/changesmodel.h"

#include "plugin/dialogs/changecount.h"
#include "plugin/dialogs/icons.h"

#include <algorithm>

namespace syncline
{
  namespace
  {
    // Internal ids: 0 for a group; for a file its group's row + 1; for a layer its file's row + 1 above that.
    constexpr quintptr TOP_LEVEL = 0;
    constexpr quintptr GROUP_BITS = 3;
    constexpr quintptr GROUP_MASK = ( 1 << GROUP_BITS ) - 1;

    int groupRow( quintptr id ) { return int( id & GROUP_MASK ) - 1; }
    int fileRow( quintptr id ) { return int( id >> GROUP_BITS ) - 1; } //!< -1: of a file itself
  }                                                                    // namespace

  QList<ChangesModel::File> ChangesModel::filesOf( const ProjectStatus::Changes &changes,
                                                   const QMap<QString, QList<TableRows>> &rows )
  {
    QList<File> files;
    for ( const QString &path : changes.added )
      files << File{ path, Change::Added, {}, false };
    for ( const QString &path : changes.updated )
      files << File{ path, Change::Changed, rows.value( path ), false };
    for ( const QString &path : changes.removed )
      files << File{ path, Change::Removed, {}, false };
    std::sort( files.begin(), files.end(), []( const File &a, const File &b ) { return a.path < b.path; } );
    return files;
  }

  ChangesModel::Files ChangesModel::movedBy( const SyncReport &report, Group group )
  {
    Files moved;
    moved.group = group;
    const auto take = [&]( FileEvent event, Change change )
    {
      for ( const FileOutcome &outcome : report.of( event ) )
        moved.files << File{ outcome.path, change, outcome.rows, false };
      moved.count += changesIn( report, { event } );
    };
    if ( group == Sent )
    {
      take( FileEvent::Uploaded, Change::Changed );
      take( FileEvent::RemovedOnServer, Change::Removed );
    }
    else
    {
      take( FileEvent::Downloaded, Change::Changed );
      take( FileEvent::Merged, Change::Changed );
      take( FileEvent::ConflictCopyKept, Change::Changed );
      take( FileEvent::RestoredHere, Change::Added );
      take( FileEvent::RemovedHere, Change::Removed );
    }
    return moved;
  }

  void ChangesModel::setStatus( const ProjectStatus &status )
  {
    mStatus = status;
    rebuild();
  }

  void ChangesModel::setReport( const std::optional<SyncReport> &report )
  {
    mReport = report;
    rebuild();
  }

  void ChangesModel::clear()
  {
    mStatus = ProjectStatus();
    mReport.reset();
    rebuild();
  }

  void ChangesModel::rebuild()
  {
    Files outside;
    outside.group = OutOfScope;
    for ( const FileOutcome &note : std::as_const( mStatus.notes ) )
      if ( note.event == FileEvent::OutOfScope )
        outside.files << File{ note.path, Change::None, {}, false };
    outside.count = int( outside.files.size() );
    QList<Files> groups{ { Here, filesOf( mStatus.here, mStatus.rowsHere ), changesHere( mStatus ) },
                         { OnServer, filesOf( mStatus.onServer, mStatus.rowsOnServer ),
                           changesOnServer( mStatus ) } };
    for ( File &file : groups.last().files )
      file.isUncounted = mStatus.uncountedOnServer.contains( file.path );
    if ( mReport )
      groups << movedBy( *mReport, Received ) << movedBy( *mReport, Sent );
    groups << outside;
    groups.erase( std::remove_if( groups.begin(), groups.end(),
                                  []( const Files &group ) { return group.files.isEmpty(); } ),
                  groups.end() );
    if ( groups == mGroups ) // selection, scroll place and expansion stay
      return;
    beginResetModel();
    mGroups = groups;
    endResetModel();
  }

  QModelIndex ChangesModel::index( int row, int column, const QModelIndex &parent ) const
  {
    if ( !hasIndex( row, column, parent ) )
      return QModelIndex();
    if ( !parent.isValid() )
      return createIndex( row, column, TOP_LEVEL );
    if ( parent.internalId() == TOP_LEVEL )
      return createIndex( row, column, quintptr( parent.row() ) + 1 );
    return createIndex( row, column, parent.internalId() | ( quintptr( parent.row() ) + 1 ) << GROUP_BITS );
  }

  QModelIndex ChangesModel::parent( const QModelIndex &child ) const
  {
    if ( !child.isValid() || child.internalId() == TOP_LEVEL )
      return QModelIndex();
    const quintptr id = child.internalId();
    return fileRow( id ) < 0 ? createIndex( groupRow( id ), 0, TOP_LEVEL )
                             : createIndex( fileRow( id ), 0, id & GROUP_MASK );
  }

  int ChangesModel::rowCount( const QModelIndex &parent ) const
  {
    if ( !parent.isValid() )
      return int( mGroups.size() );
    if ( parent.column() != 0 )
      return 0;
    const quintptr id = parent.internalId();
    if ( id == TOP_LEVEL )
      return int( mGroups.at( parent.row() ).files.size() );
    return fileRow( id ) < 0 ? int( mGroups.at( groupRow( id ) ).files.at( parent.row() ).layers.size() ) : 0;
  }

  int ChangesModel::columnCount( const QModelIndex & ) const { return CountColumn + 1; }

  QVariant ChangesModel::data( const QModelIndex &index, int role ) const
  {
    if ( !index.isValid() )
      return QVariant();
    const quintptr id = index.internalId();
    const Files &group = mGroups.at( id == TOP_LEVEL ? index.row() : groupRow( id ) );
    if ( role == GroupRole )
      return group.group;
    if ( id == TOP_LEVEL )
      return index.column() == NameColumn && ( role == Qt::DisplayRole || role == Qt::AccessibleTextRole )
               ? QVariant( groupText( group ) )
               : QVariant();
    if ( fileRow( id ) < 0 )
      return fileData( group.files.at( index.row() ), index, role );
    const File &file = group.files.at( fileRow( id ) );
    return role == PathRole ? QVariant( file.path )
                            : layerData( file.layers.at( index.row() ), index.column(), role );
  }

  QString ChangesModel::groupText( const Files &files ) const
  {
    switch ( files.group )
    {
      case Here:
        return tr( "Changes Here (%1)" ).arg( files.count );
      case OnServer:
        return tr( "Changes on the Server (%1)" ).arg( files.count );
      case Received:
        return tr( "Received by the Last Sync (%1)" ).arg( files.count );
      case Sent:
        return tr( "Sent by the Last Sync (%1)" ).arg( files.count );
      case OutOfScope:
        return tr( "Not in This Folder's Part of the Project (%1)" ).arg( files.count );
    }
    Q_UNREACHABLE();
  }

  QVariant ChangesModel::layerData( const TableRows &layer, int column, int role )
  {
    const FeatureCount count = featuresIn( { layer } );
    if ( role == Qt::ToolTipRole || role == Qt::AccessibleTextRole )
      return tr( "%1, %2" ).arg( layer.table, wordsOf( count ) );
    if ( role == Qt::DisplayRole )
      return column == NameColumn ? layer.table : glyphsOf( count );
    return QVariant();
  }

  QVariant ChangesModel::fileData( const File &file, const QModelIndex &index, int role ) const
  {
    const FeatureCount count = featuresIn( file.layers );
    if ( role == Qt::DisplayRole && index.column() == CountColumn )
      return file.isUncounted ? tr( "not counted" ) : glyphsOf( count );
    if ( role == PathRole || role == Qt::DisplayRole )
      return file.path;
    if ( role == ChangeRole )
      return int( file.change );
    if ( role == Qt::ToolTipRole || role == Qt::AccessibleTextRole )
    {
      if ( count.total() > 0 )
        return tr( "%1, %2" ).arg( file.path, wordsOf( count ) );
      if ( file.isUncounted )
        return tr( "%1, changed; its features are counted when it is synced" ).arg( file.path );
      return file.change == Change::None ? file.path
                                         : tr( "%1, %2" ).arg( file.path, changeText( file.change ) );
    }
    if ( role != Qt::DecorationRole || index.column() != NameColumn || !mView )
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
