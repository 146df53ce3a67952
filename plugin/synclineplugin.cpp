// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/synclineplugin.h"

#include "plugin/dialogs/resources.h"
#include "plugin/dialogs/statuspanel.h"
#include "plugin/qgis/pluginactions.h"
#include "plugin/qgis/pluginwork.h"
#include "plugin/qgis/synclinedock.h"
#include "plugin/qgis/uistretch.h"

#include <qgisinterface.h>
#include <qgssettings.h>

#include <QAction>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>
#include <QMenu>
#include <QThread>
#include <QTimer>
#include <QTranslator>

namespace syncline
{
  SynclinePlugin::SynclinePlugin( QgisInterface *iface )
    : mIface( iface )
  {
    QElapsedTimer timer;
    timer.start();
    initResources();
    installTranslators();
    mLoadMs = double( timer.nsecsElapsed() ) / 1e6;
  }

  SynclinePlugin::~SynclinePlugin() = default;

  void SynclinePlugin::initGui()
  {
    QElapsedTimer timer;
    timer.start();
    mActions = std::make_unique<PluginActions>( *mIface );
    mDock = std::make_unique<SynclineDock>( *mIface );
    mDock->setToggleVisibilityAction( mActions->status() );
    connect( mDock.get(), &SynclineDock::panelMade, this, &SynclinePlugin::connectPanel );
    if ( mDock->panel() ) // shown already while it was put into the window
      connectPanel();
    // Switched on in a running QGIS, an event loop is there and the signal has long been sent.
    if ( thread()->loopLevel() > 0 )
      QTimer::singleShot( 0, this, &SynclinePlugin::becomeReady );
    else
      connect( mIface, &QgisInterface::initializationCompleted, this, &SynclinePlugin::becomeReady );
    mLoadMs += double( timer.nsecsElapsed() ) / 1e6;
  }

  void SynclinePlugin::unload()
  {
    mWork.reset();
    mDock.reset();
    mActions.reset();
    for ( QTranslator *translator : { mTranslator.get(), mEnglishPlurals.get() } )
      if ( translator )
        QCoreApplication::removeTranslator( translator );
    setObjectName( QString() ); // a plugin that is switched on again must be the only one of this name
    deleteLater();
  }

  void SynclinePlugin::becomeReady()
  {
    if ( mWork || !mActions )
      return;
    const UiStretch stretch( "QGIS is ready" );
    mWork = std::make_unique<PluginWork>( *mIface );
    connectWork();
    connectPanel();
    mWork->start();
    Q_EMIT ready();
  }

  static void connectPeople( PluginActions &actions, PluginWork &work )
  {
    const auto show = [&work] { work.people.show( work.presenter.facts().name ); };
    QObject::connect( actions.people(), &QAction::triggered, &work, show );
    QObject::connect( &work.presenter, &ProjectPresenter::peopleWanted, &work, show );
    QObject::connect( &work.people, &PeopleShell::reviewsChanged, &work.presenter,
                      &ProjectPresenter::lookAtReviews );
  }

  void SynclinePlugin::connectWork()
  {
    PluginWork &work = *mWork;
    connect( &work.presenter, &ProjectPresenter::stateChanged, this,
             [this]( const ProjectState &state )
             {
               mActions->show( state );
               mDock->setState( state );
               if ( const QString name = nameOf( state.state ); name != mSyncState )
               {
                 mSyncState = name;
                 Q_EMIT syncStateChanged( name );
               }
             } );
    connect( &work.account, &Account::changed, this,
             [this]
             {
               mActions->showAccount( isSignedIn(), userName() );
               Q_EMIT signedInChanged( isSignedIn() );
             } );
    connect( mActions->sync(), &QAction::triggered, &work,
             [&work]
             {
               const UiStretch stretch( "Sync pressed" );
               work.presenter.sync();
             } );
    connect( mActions->downloadOnly(), &QAction::triggered, &work,
             [&work] { work.presenter.sync( SyncDirection::DownloadOnly ); } );
    connect( mActions->uploadOnly(), &QAction::triggered, &work,
             [&work] { work.presenter.sync( SyncDirection::UploadOnly ); } );
    connect( mActions->projects(), &QAction::triggered, &work,
             [&work] { work.windows.showProjects( work.presenter.facts().folder ); } );
    connectPeople( *mActions, work );
    connect( mActions->signIn(), &QAction::triggered, &work,
             [&work] { work.windows.showSignIn( QString() ); } );
    connect( mActions->signOut(), &QAction::triggered, &work, [&work] { work.account.signOut(); } );
    connect( &work.presenter, &ProjectPresenter::syncStarted, this, &SynclinePlugin::syncStarted );
    connect( &work.presenter, &ProjectPresenter::syncFinished, this,
             [this]( const SyncReport &report ) { Q_EMIT syncFinished( toVariantMap( report ) ); } );
    connect( &work.presenter, &ProjectPresenter::syncStopped, this,
             [this]( const Error &error ) { Q_EMIT syncStopped( syncline::nameOf( error.kind ) ); } );
    connect( &work.downloads, &Downloads::finished, this,
             [this]( const ProjectName &name, const QString &folder )
             { Q_EMIT projectDownloaded( name.toString(), folder ); } );
    // A question in the dock is of no use in a dock that is closed.
    connect( &work.presenter, &ProjectPresenter::editsAsked, this,
             [this]( const QList<UnsavedEdits> &edits )
             {
               if ( !edits.isEmpty() )
                 mDock->bringUp();
               if ( mDock->panel() )
                 mDock->panel()->askAboutEdits( edits );
             } );
    connect( &work.presenter, &ProjectPresenter::removalsAsked, this,
             [this]( const QString &question )
             {
               mDock->bringUp();
               mDock->panel()->askAboutRemovals( question );
             } );
  }

  //! The panel and the work are made at different times, either first; this ties them once both are there.
  void SynclinePlugin::connectPanel()
  {
    StatusPanel *panel = mDock ? mDock->panel() : nullptr;
    if ( !panel || !mWork || panel->property( "isConnected" ).toBool() )
      return;
    panel->setProperty( "isConnected", true );
    ProjectPresenter *presenter = &mWork->presenter;
    connect( panel, &StatusPanel::stepChosen, presenter, &ProjectPresenter::doStep );
    connect( panel, &StatusPanel::downloadOnlyChosen, presenter,
             [presenter] { presenter->sync( SyncDirection::DownloadOnly ); } );
    connect( panel, &StatusPanel::uploadOnlyChosen, presenter,
             [presenter] { presenter->sync( SyncDirection::UploadOnly ); } );
    connect( panel, &StatusPanel::saveAndSync, presenter, &ProjectPresenter::saveAndSync );
    connect( panel, &StatusPanel::syncWithout, presenter, &ProjectPresenter::syncWithout );
    connect( panel, &StatusPanel::cancelSync, presenter, &ProjectPresenter::cancelQuestion );
    connect( panel, &StatusPanel::removalsConfirmed, presenter, &ProjectPresenter::removeOnServer );
    connect( panel, &StatusPanel::attentionDismissed, presenter, &ProjectPresenter::dismiss );
    connect( panel, &StatusPanel::checkRequested, presenter,
             [presenter] { presenter->check( AskServer::Yes ); } );
    connect( panel, &StatusPanel::fileChosen, presenter,
             [presenter] { presenter->doStep( NextStep::ShowFolder, QString() ); } );
    connect( presenter, &ProjectPresenter::statusChanged, panel, &StatusPanel::setStatus );
    connect( presenter, &ProjectPresenter::reportChanged, panel, &StatusPanel::setReport );
    panel->setReport( presenter->lastReport() );
    connect( &presenter->activity(), &ActivityKeeper::added, panel, &StatusPanel::addActivity );
    connect( &presenter->activity(), &ActivityKeeper::replaced, panel, &StatusPanel::setActivity );
    panel->setActivity( presenter->activity().entries() );
    connect( presenter, &ProjectPresenter::saveRefused, panel, &StatusPanel::setSaveProblem );
    auto *menu = new QMenu( panel );
    menu->addActions( { mActions->projects(), mActions->people() } );
    QAction *folder = menu->addAction( tr( "Show in File Manager" ) );
    connect( folder, &QAction::triggered, presenter,
             [presenter] { presenter->doStep( NextStep::ShowFolder, QString() ); } );
    menu->addActions( { mActions->signIn(), mActions->signOut() } );
    panel->setProjectMenu( menu );
    panel->setState( presenter->state() );
    panel->setStatus( presenter->facts().status );
  }

  double SynclinePlugin::longestUiStretchMs() const { return UiStretch::longestMs(); }
  void SynclinePlugin::resetUiStretch() { UiStretch::reset(); }
  QVariantMap SynclinePlugin::uiStretches() const { return UiStretch::report(); }
  QString SynclinePlugin::syncState() const
  {
    return mWork ? nameOf( mWork->presenter.state().state ) : nameOf( SyncState::None );
  }
  bool SynclinePlugin::isSignedIn() const { return mWork && mWork->account.isSignedIn(); }
  QString SynclinePlugin::userName() const { return mWork ? mWork->account.userName() : QString(); }
  QString SynclinePlugin::server() const { return mWork ? mWork->account.server().toString() : QString(); }
  QString SynclinePlugin::lastNote() const { return mWork ? mWork->host.lastNote() : QString(); }

  QVariantMap SynclinePlugin::state() const
  {
    return mWork ? toVariantMap( mWork->presenter.state(), mWork->presenter.facts() ) : QVariantMap();
  }

  QVariantMap SynclinePlugin::lastReport() const
  {
    return mWork && mWork->presenter.lastReport() ? toVariantMap( *mWork->presenter.lastReport() )
                                                  : QVariantMap();
  }

  void SynclinePlugin::triggerSync()
  {
    if ( mActions )
      mActions->sync()->trigger();
  }

  void SynclinePlugin::openProjects()
  {
    if ( mActions )
      mActions->projects()->trigger();
  }

  void SynclinePlugin::openFolder( const QString &folder )
  {
    if ( mWork )
      mWork->presenter.openFolder( folder );
  }

  void SynclinePlugin::installTranslators()
  {
    // QgsApplication::locale() ignores --lang; this key does not.
    QString language = QgsSettings().value( QStringLiteral( "locale/userLocale" ) ).toString();
    if ( language.isEmpty() )
      language = QLocale().name();
    mEnglishPlurals = loadTranslation( QStringLiteral( "en" ) );
    mTranslator = loadTranslation( language );
    for ( QTranslator *translator : { mEnglishPlurals.get(), mTranslator.get() } )
      if ( translator )
        QCoreApplication::installTranslator( translator );
  }
} // namespace syncline

// What QGIS reads before it makes the plugin. The texts are made when asked for and not when the library is opened, since every
// QGIS program opens it and few need it; no translator is installed by then, so they stay English.

QGISEXTERN QgisPlugin *classFactory( QgisInterface *iface ) { return new syncline::SynclinePlugin( iface ); }

QGISEXTERN const QString *name()
{
  static const QString sText = QStringLiteral( "Syncline" );
  return &sText;
}

QGISEXTERN const QString *description()
{
  static const QString sText = QStringLiteral( "Project sync and sharing on Mergin Maps servers" );
  return &sText;
}

QGISEXTERN const QString *category()
{
  static const QString sText = QStringLiteral( "Web" );
  return &sText;
}

QGISEXTERN const QString *version()
{
  static const QString sText = QStringLiteral( SYNCLINE_VERSION );
  return &sText;
}

QGISEXTERN const QString *icon()
{
  syncline::initResources();
  static const QString sText = QStringLiteral( ":/syncline/icons/syncline.svg" );
  return &sText;
}

QGISEXTERN const QString *experimental()
{
  static const QString sText = QStringLiteral( "false" );
  return &sText;
}

QGISEXTERN int type() { return QgisPlugin::UI; }

QGISEXTERN void unload( QgisPlugin *plugin ) { delete plugin; }
