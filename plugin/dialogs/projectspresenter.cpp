// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectspresenter.h"

#include "plugin/dialogs/localprojects.h"

#include <QDir>
#include <QSettings>

namespace syncline
{
  namespace
  {
    constexpr int TYPING_PAUSE_MS = 300;
    constexpr QLatin1String SCOPE_KEY( "syncline/ui/projects/scope" );

    QString nameOf( const ProjectScope &scope )
    {
      switch ( scope.kind )
      {
        case ProjectScope::Kind::Workspace:
          return QStringLiteral( "workspace:" ) + scope.workspace;
        case ProjectScope::Kind::Mine:
          return QStringLiteral( "mine" );
        case ProjectScope::Kind::Public:
          return QStringLiteral( "public" );
        case ProjectScope::Kind::ThisComputer:
          return QStringLiteral( "here" );
      }
      Q_UNREACHABLE();
    }
  } // namespace

  ProjectsPresenter::ProjectsPresenter( const Parts &parts, QObject *parent )
    : QObject( parent )
    , mParts( parts )
  {
    setScopes( {} );
    mTypingPause.setSingleShot( true );
    mTypingPause.setInterval( TYPING_PAUSE_MS );
    connect( &mTypingPause, &QTimer::timeout, this, &ProjectsPresenter::loadFirst );
    connect( &mModel, &ProjectListModel::moreWanted, this, &ProjectsPresenter::loadNext );
    connect( &mParts.account, &Account::changed, this, &ProjectsPresenter::reload );
    connect( &mParts.downloads, &Downloads::progressed, this,
             [this]( const ProjectName &name, int percent )
             { mModel.setState( name, ProjectListModel::RowState::Downloading, percent ); } );
    connect( &mParts.downloads, &Downloads::finished, this,
             [this]( const ProjectName &name, const QString &folder )
             { mModel.setFolder( name, folder, ProjectListModel::RowState::Here ); } );
    connect( &mParts.downloads, &Downloads::stopped, this,
             [this]( const ProjectName &name )
             { mModel.setState( name, ProjectListModel::RowState::Elsewhere ); } );
  }

  ProjectsPresenter::~ProjectsPresenter() = default;

  ErrorScene ProjectsPresenter::scene() const
  {
    return { ErrorPlace::Window, mParts.account.host(), {}, {}, {}, {} };
  }

  void ProjectsPresenter::setOpenFolder( const QString &folder )
  {
    mOpenFolder = folder;
    for ( int i = 0; i < mModel.rowCount(); ++i )
      if ( const auto *row = mModel.rowAt( i );
           !row->folder.isEmpty() && row->state != ProjectListModel::RowState::Missing )
        mModel.setState( row->project.name, row->folder == folder ? ProjectListModel::RowState::Open
                                                                  : ProjectListModel::RowState::Here );
  }

  void ProjectsPresenter::reload()
  {
    loadFirst();
    if ( mParts.account.isSignedIn() )
      loadWorkspaces();
    else
      setScopes( {} );
  }

  void ProjectsPresenter::loadWorkspaces()
  {
    mParts.account.api()
      ->call( endpoints::workspaces() )
      .then( this,
             [this]( const Result<QList<Workspace>> &workspaces )
             {
               if ( workspaces ) // a server without workspaces simply has none to choose from
                 setScopes( *workspaces );
             } );
  }

  void ProjectsPresenter::setScopes( const QList<Workspace> &workspaces )
  {
    const QString last = mScopes.isEmpty() ? QSettings().value( SCOPE_KEY ).toString() : nameOf( scope() );
    const QString shown = mScopes.isEmpty() ? QString() : nameOf( scope() );
    mScopes.clear();
    for ( const Workspace &workspace : workspaces )
      mScopes << ProjectScope{ ProjectScope::Kind::Workspace, workspace.name };
    for ( const ProjectScope::Kind kind :
          { ProjectScope::Kind::Mine, ProjectScope::Kind::Public, ProjectScope::Kind::ThisComputer } )
      mScopes << ProjectScope{ kind, QString() };
    mScopeIndex = int( workspaces.size() ); // all of mine
    const QString wanted = QSettings().value( SCOPE_KEY, last ).toString();
    for ( int i = 0; i < mScopes.size(); ++i )
      if ( nameOf( mScopes.at( i ) ) == wanted )
        mScopeIndex = i;
    Q_EMIT scopesChanged();
    if ( !shown.isEmpty() && shown != nameOf( scope() ) )
      loadFirst();
  }

  void ProjectsPresenter::setScope( int index )
  {
    if ( index < 0 || index >= mScopes.size() || index == mScopeIndex )
      return;
    mScopeIndex = index;
    QSettings().setValue( SCOPE_KEY, nameOf( scope() ) );
    loadFirst();
  }

  void ProjectsPresenter::setFilter( const QString &text )
  {
    if ( text == mFilter )
      return;
    mFilter = text;
    if ( scope().kind == ProjectScope::Kind::ThisComputer )
      loadFirst();
    else
      mTypingPause.start();
  }

  void ProjectsPresenter::setOrder( endpoints::ProjectOrder order )
  {
    if ( order == mOrder )
      return;
    mOrder = order;
    loadFirst();
  }

  void ProjectsPresenter::loadFirst()
  {
    mTypingPause.stop();
    mListReceiver = std::make_unique<QObject>();
    mPage = 0;
    mTotalOfEarlierFlags = 0;
    mModel.clear();
    Q_EMIT countChanged( 0, -1 );
    if ( scope().kind == ProjectScope::Kind::ThisComputer )
      return showLocal();
    if ( !mParts.account.isSignedIn() && scope().kind != ProjectScope::Kind::Public )
    {
      Q_EMIT emptied( EmptyReason::SignedOut );
      return;
    }
    if ( !mParts.account.api() )
    {
      Q_EMIT emptied( EmptyReason::SignedOut );
      return;
    }
    if ( scope().kind == ProjectScope::Kind::Public && mFilter.trimmed().isEmpty() )
    {
      Q_EMIT emptied( EmptyReason::PublicWithoutText );
      return;
    }
    mFlag = scope().kind == ProjectScope::Kind::Mine     ? endpoints::ProjectFlag::Created
            : scope().kind == ProjectScope::Kind::Public ? endpoints::ProjectFlag::Public
                                                         : endpoints::ProjectFlag::All;
    Q_EMIT emptied( EmptyReason::Loading );
    loadNext();
  }

  void ProjectsPresenter::loadNext()
  {
    endpoints::ProjectQuery query;
    query.page = ++mPage;
    query.pageSize = PAGE_SIZE;
    query.nameContains = mFilter.trimmed();
    query.workspace = scope().workspace;
    query.flag = mFlag;
    query.order = mOrder;
    query.asUser = mParts.account.userName();
    mParts.account.api()
      ->call( endpoints::projectPage( query ) )
      .then( mListReceiver.get(), [this]( const Result<ProjectPage> &page ) { gotPage( page ); } );
  }

  void ProjectsPresenter::gotPage( const Result<ProjectPage> &page )
  {
    if ( !page )
    {
      mModel.setTotal( -1, true );
      if ( mModel.rowCount() == 0 )
        Q_EMIT emptied( page.error().kind == ErrorKind::Unauthorized ? EmptyReason::SignedOut
                                                                     : EmptyReason::None );
      Q_EMIT troubled( describe( page.error(), scene() ) );
      return;
    }
    QList<ProjectListModel::Row> rows;
    for ( const ProjectSummary &project : page->projects )
      if ( mModel.rowOf( project.name ) < 0 ) // a page may repeat what moved between two questions
        rows << rowOf( project );
    mModel.append( rows );
    const int total = page->total < 0 ? mModel.rowCount() : mTotalOfEarlierFlags + page->total;
    const bool isEnd = page->projects.size() < PAGE_SIZE || mModel.rowCount() >= total;
    const bool hasSecondList = mFlag == endpoints::ProjectFlag::Created;
    mModel.setTotal( total, isEnd && !hasSecondList );
    Q_EMIT countChanged( mModel.rowCount(), total );
    if ( isEnd && hasSecondList )
    {
      mFlag = endpoints::ProjectFlag::Shared;
      mPage = 0;
      mTotalOfEarlierFlags = mModel.rowCount();
      return loadNext();
    }
    finishList();
  }

  void ProjectsPresenter::finishList()
  {
    Q_EMIT emptied( mModel.rowCount() > 0 ? EmptyReason::None : reasonForNothing() );
    markMissing();
  }

  EmptyReason ProjectsPresenter::reasonForNothing() const
  {
    if ( !mFilter.trimmed().isEmpty() )
      return EmptyReason::NothingMatches;
    switch ( scope().kind )
    {
      case ProjectScope::Kind::Workspace:
        return EmptyReason::EmptyWorkspace;
      case ProjectScope::Kind::Mine:
      case ProjectScope::Kind::Public:
        return EmptyReason::NothingYet;
      case ProjectScope::Kind::ThisComputer:
        return EmptyReason::NothingHere;
    }
    Q_UNREACHABLE();
  }

  void ProjectsPresenter::showLocal()
  {
    QList<ProjectListModel::Row> rows;
    const QString wanted = mFilter.trimmed();
    for ( const LocalProject &local : LocalProjects::all() )
    {
      if ( !wanted.isEmpty() && !local.name.toString().contains( wanted, Qt::CaseInsensitive ) )
        continue;
      ProjectListModel::Row row;
      row.project.name = local.name;
      row.folder = local.folder;
      row.state =
        local.folder == mOpenFolder ? ProjectListModel::RowState::Open : ProjectListModel::RowState::Here;
      rows << row;
    }
    mModel.append( rows );
    mModel.setTotal( int( rows.size() ), true );
    Q_EMIT countChanged( int( rows.size() ), int( rows.size() ) );
    finishList();
  }

  ProjectListModel::Row ProjectsPresenter::rowOf( const ProjectSummary &project ) const
  {
    ProjectListModel::Row row;
    row.project = project;
    row.folder = LocalProjects::folderOf( project.name, mParts.account.server().toString() );
    if ( mParts.downloads.isRunning( project.name ) )
    {
      row.state = ProjectListModel::RowState::Downloading;
      row.percent = mParts.downloads.percentOf( project.name );
    }
    else if ( !row.folder.isEmpty() )
    {
      row.state =
        row.folder == mOpenFolder ? ProjectListModel::RowState::Open : ProjectListModel::RowState::Here;
    }
    return row;
  }

  void ProjectsPresenter::markMissing()
  {
    QStringList folders;
    for ( int i = 0; i < mModel.rowCount(); ++i )
      if ( const auto *row = mModel.rowAt( i ); row->state == ProjectListModel::RowState::Here )
        folders << row->folder;
    if ( folders.isEmpty() )
      return;
    mParts.engine.existing( folders ).then(
      mListReceiver.get(),
      [this, folders]( const Result<QStringList> &found )
      {
        if ( !found )
          return;
        for ( int i = 0; i < mModel.rowCount(); ++i )
          if ( const auto *row = mModel.rowAt( i ); row->state == ProjectListModel::RowState::Here &&
                                                    folders.contains( row->folder ) &&
                                                    !found->contains( row->folder ) )
            mModel.setState( row->project.name, ProjectListModel::RowState::Missing );
      } );
  }

  void ProjectsPresenter::askDetails( const ProjectName &name )
  {
    mDetailsReceiver = std::make_unique<QObject>();
    if ( !mParts.account.api() )
      return;
    mParts.account.api()
      ->call( endpoints::projectInfo( name ) )
      .then( mDetailsReceiver.get(),
             [this]( const Result<ProjectInfo> &info )
             {
               if ( info )
                 Q_EMIT detailsArrived( *info );
               else
                 Q_EMIT troubled( describe( info.error(), scene() ) );
             } );
  }

  void ProjectsPresenter::checkFolder( const QString &folder, qint64 neededBytes )
  {
    mFolderReceiver = std::make_unique<QObject>();
    mParts.engine.inspect( folder ).then(
      mFolderReceiver.get(),
      [this, folder, neededBytes]( const Result<FolderState> &state )
      {
        if ( !state )
          return;
        const bool isRoomy = state->freeBytes < 0 || state->freeBytes >= neededBytes;
        Q_EMIT folderChecked( { folder, *state, state->isEmpty && state->isWritable && isRoomy } );
      } );
  }

  QString ProjectsPresenter::proposedFolder( const ProjectName &name ) const
  {
    QString parent = LocalProjects::lastParentFolder();
    if ( parent.isEmpty() )
      parent = QDir::homePath() + QStringLiteral( "/QGIS" );
    return parent + QLatin1Char( '/' ) + name.project();
  }
} // namespace syncline
