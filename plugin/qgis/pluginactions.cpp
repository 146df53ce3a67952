// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/pluginactions.h"

#include "plugin/dialogs/icons.h"
#include "plugin/qgis/uistretch.h"

#include <qgisinterface.h>
#include <qgsstatusbar.h>

#include <QAction>
#include <QEvent>
#include <QMainWindow>
#include <QMenu>
#include <QPainter>
#include <QToolBar>
#include <QToolButton>

namespace syncline
{
  namespace
  {
    //! The icon with the count of what needs somebody, as a disc in its corner.
    QIcon withBadge( const QIcon &icon, int count )
    {
      if ( count == 0 )
        return icon;
      QIcon made;
      for ( const int size : { 16, 24, 32, 48 } )
      {
        QPixmap picture = icon.pixmap( size );
        QPainter painter( &picture );
        painter.setRenderHint( QPainter::Antialiasing );
        const qreal edge = size * 0.58;
        const QRectF disc( size - edge, size - edge, edge, edge );
        painter.setPen( Qt::NoPen );
        painter.setBrush( toneColor( Tone::Removed, false ) );
        painter.drawEllipse( disc );
        QFont font;
        font.setPixelSize( qMax( 7, int( edge * 0.8 ) ) );
        font.setBold( true );
        painter.setFont( font );
        painter.setPen( Qt::white );
        painter.drawText( disc, Qt::AlignCenter,
                          count > 9 ? QStringLiteral( "9+" ) : QString::number( count ) );
        painter.end();
        made.addPixmap( picture );
      }
      return made;
    }
  } // namespace

  PluginActions::PluginActions( QgisInterface &iface )
    : mIface( iface )
  {
    makeActions();
    makeMenu();
    makeToolBar();
    makeStatusButton();
    show( ProjectState() );
    showAccount( false, QString() );
    showIcons();
    mIface.mainWindow()->installEventFilter( this );
  }

  PluginActions::~PluginActions()
  {
    mIface.statusBarIface()->removeWidget( mStatusButton );
    delete mStatusButton;
    delete mToolBar;
    mIface.pluginMenu()->removeAction( mMenu->menuAction() );
    delete mMenu;
    for ( QAction *action : std::as_const( mAll ) )
    {
      mIface.unregisterMainWindowAction( action );
      delete action;
    }
  }

  void PluginActions::makeActions()
  {
    mSync =
      add( QStringLiteral( "Sync" ), tr( "Sync" ), tr( "Download and upload the changes of this project" ) );
    mDownloadOnly = add( QStringLiteral( "DownloadOnly" ), tr( "Download Changes Only" ),
                         tr( "Download the changes on the server; keep the changes here for later" ) );
    mUploadOnly = add( QStringLiteral( "UploadOnly" ), tr( "Upload Changes Only" ),
                       tr( "Upload the changes here, if nothing on the server is newer" ) );
    mStatus = add( QStringLiteral( "Status" ), tr( "Status" ), tr( "Show what is synced and what is not" ) );
    mStatus->setCheckable( true );
    mProjects =
      add( QStringLiteral( "Projects" ), tr( "Projects…" ), tr( "Find, download and open projects" ) );
    mPeople =
      add( QStringLiteral( "People" ), tr( "People…" ), tr( "See who can do what, and give access" ) );
    mSignIn = add( QStringLiteral( "SignIn" ), tr( "Sign In…" ), tr( "Sign in to a Mergin Maps server" ) );
    mSignOut = add( QStringLiteral( "SignOut" ), tr( "Sign Out" ),
                    tr( "Forget the sign-in on this computer; files stay" ) );
  }

  void PluginActions::makeMenu()
  {
    mMenu = new QMenu( tr( "Syncline" ), mIface.pluginMenu() );
    mMenu->setObjectName( QStringLiteral( "SynclineMenu" ) );
    mMenu->setIcon( QIcon( QStringLiteral( ":/syncline/icons/syncline.svg" ) ) );
    mMenu->addActions( { mSync, mDownloadOnly, mUploadOnly } );
    mMenu->addSeparator();
    mMenu->addActions( { mStatus, mProjects, mPeople } );
    mMenu->addSeparator();
    mMenu->addActions( { mSignIn, mSignOut } );
    mIface.pluginMenu()->addMenu( mMenu );
  }

  void PluginActions::makeToolBar()
  {
    mToolBar = mIface.addToolBar( tr( "Syncline" ) );
    mToolBar->setObjectName( QStringLiteral( "SynclineToolBar" ) ); // QGIS restores its place by this name
    mSyncMenu = new QMenu( mToolBar );
    mSyncMenu->addActions( { mSync, mDownloadOnly, mUploadOnly } );
    auto *button = new QToolButton( mToolBar );
    button->setObjectName( QStringLiteral( "SynclineSyncButton" ) );
    button->setDefaultAction( mSync );
    button->setPopupMode( QToolButton::MenuButtonPopup );
    button->setMenu( mSyncMenu );
    mToolBar->addWidget( button );
    mToolBar->addActions( { mStatus, mProjects, mPeople } );
  }

  void PluginActions::makeStatusButton()
  {
    mStatusButton = new QToolButton;
    mStatusButton->setObjectName( QStringLiteral( "SynclineStatusButton" ) );
    mStatusButton->setAutoRaise( true );
    mStatusButton->setToolButtonStyle( Qt::ToolButtonTextBesideIcon );
    connect( mStatusButton, &QToolButton::clicked, mStatus, &QAction::trigger );
    mIface.statusBarIface()->addPermanentWidget( mStatusButton, 0 );
    mStatusButton->hide();
  }

  QAction *PluginActions::add( const QString &name, const QString &text, const QString &toolTip )
  {
    QAction *action = new QAction( text, mIface.mainWindow() );
    action->setObjectName( QStringLiteral( "mActionSyncline" ) + name );
    action->setToolTip( toolTip );
    // Only Sync has a key; it is free in the QGIS releases we know, and the user may change it.
    mIface.registerMainWindowAction(
      action, name == QLatin1String( "Sync" ) ? QStringLiteral( "Ctrl+Shift+Y" ) : QString() );
    mAll.append( action );
    return action;
  }

  void PluginActions::show( const ProjectState &state )
  {
    const bool isNewIcon = state.icon != mState.icon;
    const bool isNewBadge = state.attentions.size() != mState.attentions.size();
    const bool isNewState = state.state != mState.state;
    mState = state;
    const bool canSync = state.state != SyncState::None && state.state != SyncState::Syncing;
    for ( QAction *action : { mSync, mDownloadOnly, mUploadOnly } )
      action->setEnabled( canSync );
    // A changed action or a button of another width lays out QGIS's whole main window: not at each step of the progress.
    if ( isNewState || state.state != SyncState::Syncing )
      showToolTip();
    if ( isNewBadge )
      showBadge();
    if ( isNewIcon && !state.icon.isEmpty() )
      mStatusButton->setIcon( ownIcon( state.icon, textColor( mToolBar ) ) );
    mStatusButton->setText( state.brief );
    mStatusButton->setToolTip( state.sentence );
    const QSize wanted = mStatusButton->sizeHint();
    if ( isNewState || wanted.width() > mStatusButton->maximumWidth() )
      mStatusButton->setFixedSize( wanted );
    if ( mStatusButton->isHidden() == !state.brief.isEmpty() )
      mStatusButton->setVisible( !state.brief.isEmpty() );
  }

  void PluginActions::showToolTip()
  {
    const QString key = mSync->shortcut().toString( QKeySequence::NativeText );
    const QString said =
      mState.state == SyncState::None ? tr( "Open a synced project first." ) : mState.sentence;
    mSync->setToolTip( key.isEmpty() ? tr( "Sync: %1" ).arg( said )
                                     : tr( "Sync (%1): %2" ).arg( key, said ) );
  }

  void PluginActions::showBadge()
  {
    const QIcon icon = ownIcon( QStringLiteral( "sync" ), textColor( mToolBar ) );
    mSync->setIcon( withBadge( icon, int( mState.attentions.size() ) ) );
  }

  void PluginActions::showAccount( bool isSignedIn, const QString &who )
  {
    mSignIn->setVisible( !isSignedIn );
    mSignOut->setVisible( isSignedIn );
    mSignOut->setText( isSignedIn ? tr( "Sign Out %1" ).arg( who ) : tr( "Sign Out" ) );
  }

  bool PluginActions::eventFilter( QObject *watched, QEvent *event )
  {
    if ( watched == mIface.mainWindow() &&
         ( event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ) )
    {
      const UiStretch stretch( "theme changed" );
      showIcons();
    }
    return QObject::eventFilter( watched, event );
  }

  void PluginActions::showIcons()
  {
    const QColor text = textColor( mToolBar );
    showBadge();
    mDownloadOnly->setIcon( ownIcon( QStringLiteral( "download" ), text ) );
    mUploadOnly->setIcon( ownIcon( QStringLiteral( "upload" ), text ) );
    mStatus->setIcon( ownIcon( QStringLiteral( "status" ), text ) );
    mProjects->setIcon( ownIcon( QStringLiteral( "projects" ), text ) );
    mPeople->setIcon( ownIcon( QStringLiteral( "people" ), text ) );
    mSignIn->setIcon( ownIcon( QStringLiteral( "person" ), text ) );
    mSignOut->setIcon( ownIcon( QStringLiteral( "person" ), text ) );
    if ( !mState.icon.isEmpty() )
      mStatusButton->setIcon( ownIcon( mState.icon, text ) );
  }
} // namespace syncline
