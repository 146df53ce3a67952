// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/projectwatch.h"

#include "core/base/logging.h"
#include "plugin/qgis/uistretch.h"

#include <qgslayertree.h>
#include <qgslayoutmanager.h>
#include <qgsmapthemecollection.h>
#include <qgsproject.h>
#include <qgsrelationmanager.h>
#include <qgsvectorlayer.h>

namespace syncline
{
  ProjectWatch::ProjectWatch( QObject *parent )
    : QObject( parent )
  {
    watchProject();
    for ( const QgsMapLayer *layer : QgsProject::instance()->mapLayers() )
      watch( layer );
  }

  void ProjectWatch::watchProject()
  {
    const QgsProject *project = QgsProject::instance();
    connect( project, &QgsProject::layersAdded, this,
             [this]( const QList<QgsMapLayer *> &layers )
             {
               const UiStretch stretch( "layers added to the watch" );
               for ( const QgsMapLayer *layer : layers )
                 watch( layer );
               note( "layers added" );
             } );
    connect( project, &QgsProject::layersRemoved, this, [this] { note( "layers removed" ); } );
    connect( project, &QgsProject::crsChanged, this, [this] { note( "reference system" ); } );
    connect( project, &QgsProject::metadataChanged, this, [this] { note( "properties" ); } );
    connect( project, &QgsProject::customVariablesChanged, this, [this] { note( "variables" ); } );
    connect( project->relationManager(), &QgsRelationManager::changed, this,
             [this] { note( "relations" ); } );
    const QgsLayoutManager *layouts = project->layoutManager();
    connect( layouts, &QgsLayoutManager::layoutAdded, this, [this] { note( "layout added" ); } );
    connect( layouts, &QgsLayoutManager::layoutRemoved, this, [this] { note( "layout removed" ); } );
    connect( layouts, &QgsLayoutManager::layoutRenamed, this, [this] { note( "layout renamed" ); } );
    connect( project, &QgsProject::mapThemeCollectionChanged, this, [this] { note( "themes" ); } );
    const QgsLayerTree *tree = project->layerTreeRoot();
    connect( tree, &QgsLayerTreeNode::addedChildren, this, [this] { note( "layer tree" ); } );
    connect( tree, &QgsLayerTreeNode::removedChildren, this, [this] { note( "layer tree" ); } );
    connect( tree, &QgsLayerTreeNode::nameChanged, this, [this] { note( "name in the layer tree" ); } );
    connect( tree, &QgsLayerTreeNode::visibilityChanged, this, [this] { note( "visibility" ); } );
    // Reading a project changes all of this; queued, so that what follows at once is forgotten too.
    connect( project, &QgsProject::readProject, this, &ProjectWatch::forget, Qt::QueuedConnection );
    connect( project, &QgsProject::cleared, this, &ProjectWatch::forget, Qt::QueuedConnection );
    connect( project, &QgsProject::projectSaved, this, &ProjectWatch::forget );
  }

  void ProjectWatch::watch( const QgsMapLayer *layer )
  {
    connect( layer, &QgsMapLayer::styleChanged, this, [this] { note( "style" ); } );
    connect( layer, &QgsMapLayer::nameChanged, this, [this] { note( "name of a layer" ); } );
    if ( const QgsVectorLayer *vector = qobject_cast<const QgsVectorLayer *>( layer ) )
      connect( vector, &QgsVectorLayer::subsetStringChanged, this, [this] { note( "filter" ); } );
  }

  void ProjectWatch::note( const char *what )
  {
    if ( !mIsChanged )
      qCDebug( lcUi ) << "the QGIS project has changed:" << what;
    mIsChanged = true;
  }

  void ProjectWatch::forget() { mIsChanged = false; }
  bool ProjectWatch::hasChanges() const { return mIsChanged && QgsProject::instance()->isDirty(); }
} // namespace syncline
