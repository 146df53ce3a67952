// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/qgishost.h"

#include "plugin/qgis/uistretch.h"

#include <qgisinterface.h>
#include <qgslayertreeview.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMainWindow>
#include <QUrl>

namespace syncline
{
  namespace
  {
    constexpr int SAVED_PAUSE_MS = 500; //!< saving writes several layers in a row
    constexpr int EDITS_PAUSE_MS = 100;
    constexpr QLatin1String PROJECT_ID( "project" );
  } // namespace

  QgisHost::QgisHost( QgisInterface &iface )
    : mIface( iface )
    , mNotes( *iface.messageBar() )
  {
    for ( QTimer *timer : { &mProjectPause, &mSavedPause, &mEditsPause } )
      timer->setSingleShot( true );
    mSavedPause.setInterval( SAVED_PAUSE_MS );
    mEditsPause.setInterval( EDITS_PAUSE_MS );
    const auto passOn = [this]( QTimer &timer, void ( MapHost::*signal )(), const char *what )
    {
      connect( &timer, &QTimer::timeout, this,
               [this, signal, what]
               {
                 const UiStretch stretch( what );
                 Q_EMIT( this->*signal )();
               } );
    };
    passOn( mProjectPause, &MapHost::projectChanged, "project changed" );
    passOn( mSavedPause, &MapHost::filesSaved, "files saved" );
    passOn( mEditsPause, &MapHost::editsChanged, "edits changed" );
    connect( &mLayers, &LayerGuard::editsChanged, &mEditsPause, QOverload<>::of( &QTimer::start ) );
    connect( &mLayers, &LayerGuard::editsSaved, &mSavedPause, QOverload<>::of( &QTimer::start ) );
    connect( &mLayers, &LayerGuard::changedUnderEdits, this, &MapHost::changedUnderEdits );
    connect( &mLayers, &LayerGuard::reloaded, this,
             [this]( int layerCount )
             {
               // The legend's counts of features are right when somebody asks; QGIS 3.22 does not ask by itself.
               mIface.layerTreeView()->viewport()->update();
               Q_EMIT reloaded( layerCount );
             } );
    connect( &mNotes, &MessageNotes::stepChosen, this, &MapHost::stepChosen );
    watchProject();
  }

  void QgisHost::watchProject()
  {
    const auto changed = QOverload<>::of( &QTimer::start );
    connect( &mIface, &QgisInterface::projectRead, &mProjectPause, changed );
    connect( &mIface, &QgisInterface::newProjectCreated, &mProjectPause, changed );
    connect( QgsProject::instance(), &QgsProject::cleared, &mProjectPause, changed );
    connect( QgsProject::instance(), &QgsProject::fileNameChanged, &mProjectPause, changed );
    connect( QgsProject::instance(), &QgsProject::projectSaved, &mSavedPause, changed );
    // Files that other programs put into the folder show when the user comes back to QGIS.
    connect( qGuiApp, &QGuiApplication::applicationStateChanged, this,
             [this]( Qt::ApplicationState state )
             {
               if ( state == Qt::ApplicationActive )
                 mSavedPause.start();
             } );
  }

  OpenedProject QgisHost::openedProject() const
  {
    const QgsProject *project = QgsProject::instance();
    OpenedProject opened;
    opened.file = project->absoluteFilePath();
    opened.isEmpty = opened.file.isEmpty() && project->count() == 0;
    opened.isModified = project->isDirty();
    opened.title =
      !project->title().isEmpty() ? project->title() : QFileInfo( opened.file ).completeBaseName();
    return opened;
  }

  QList<UnsavedEdits> QgisHost::unsavedEdits( const QString &folder ) const
  {
    QList<UnsavedEdits> edits = mLayers.unsavedEdits( folder );
    const OpenedProject opened = openedProject();
    if ( !mProject.hasChanges() || !opened.file.startsWith( folder + QLatin1Char( '/' ) ) )
      return edits;
    UnsavedEdits project;
    project.id = PROJECT_ID;
    project.name = tr( "Project file %1" ).arg( QFileInfo( opened.file ).fileName() );
    project.file = opened.file.mid( folder.size() + 1 );
    project.isProjectFile = true;
    edits << project;
    return edits;
  }

  QString QgisHost::save( const QString &id )
  {
    if ( id != PROJECT_ID )
      return mLayers.save( id );
    const UiStretch::HostPart writing;
    mIface.actionSaveProject()->trigger();
    return QgsProject::instance()->isDirty() ? tr( "QGIS gave no reason" ) : QString();
  }

  void QgisHost::reload( const QString &folder, const QStringList &files )
  {
    mLayers.reload( folder, files );
  }

  //! Lets QGIS ask about what is unsaved; false when the user chose to stay.
  bool QgisHost::mayCloseProject()
  {
    bool hasEdits = QgsProject::instance()->isDirty();
    for ( const QgsMapLayer *layer : QgsProject::instance()->mapLayers() )
      hasEdits = hasEdits || ( layer->isEditable() && qobject_cast<const QgsVectorLayer *>( layer ) );
    if ( !hasEdits )
      return true;
    return mIface.newProject( true );
  }

  void QgisHost::openProject( const QString &file )
  {
    const UiStretch::HostPart reading;
    if ( mayCloseProject() ) // addProject() itself drops unsaved work without a word
      mIface.addProject( file );
  }

  void QgisHost::openAgain( const QString &file )
  {
    if ( !mProject.hasChanges() )
      QgsProject::instance()->setDirty( false ); // the map was moved, no more: not worth QGIS's question
    openProject( file );
  }

  void QgisHost::showFolder( const QString &folder )
  {
    QDesktopServices::openUrl( QUrl::fromLocalFile( folder ) );
  }

  void QgisHost::openCopy( const QString &file )
  {
    const QFileInfo info( file );
    if ( info.suffix().compare( QLatin1String( "gpkg" ), Qt::CaseInsensitive ) != 0 )
    {
      if ( !QDesktopServices::openUrl( QUrl::fromLocalFile( file ) ) ) // nothing here knows such files
        showFolder( info.absolutePath() );
      return;
    }
    const UiStretch::HostPart reading;
    mIface.addVectorLayer( file, info.completeBaseName(), QStringLiteral( "ogr" ) );
  }

  void QgisHost::openOptions( NextStep which )
  {
    // The pages' names, which QGIS does not translate.
    const QString page = which == NextStep::OpenNetworkOptions ? QStringLiteral( "mOptionsPageNetwork" )
                                                               : QStringLiteral( "mOptionsPageAuth" );
    const UiStretch::HostPart showing;
    mIface.showOptionsDialog( mIface.mainWindow(), page );
  }

  void QgisHost::say( const Note &note ) { mNotes.say( note ); }
  void QgisHost::takeBack( const QString &subject ) { mNotes.takeBack( subject ); }
} // namespace syncline
