// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/layerguard.h"

#include "core/base/logging.h"
#include "plugin/qgis/uistretch.h"

#include <qgsproject.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayereditbuffer.h>

#include <QDir>
#include <QSet>
#include <QTimer>

namespace syncline
{
  LayerGuard::LayerGuard( QObject *parent )
    : QObject( parent )
  {
    connect( QgsProject::instance(), &QgsProject::layersAdded, this,
             [this]( const QList<QgsMapLayer *> &layers )
             {
               const UiStretch stretch( "layers added" );
               for ( QgsMapLayer *layer : layers )
                 watch( layer );
             } );
    for ( QgsMapLayer *layer : QgsProject::instance()->mapLayers() )
      watch( layer );
  }

  void LayerGuard::watch( QgsMapLayer *layer )
  {
    const QgsVectorLayer *vector = qobject_cast<QgsVectorLayer *>( layer );
    if ( !vector )
      return;
    connect( vector, &QgsMapLayer::layerModified, this, &LayerGuard::editsChanged );
    connect( vector, &QgsVectorLayer::afterRollBack, this, &LayerGuard::editsChanged );
    connect( vector, &QgsVectorLayer::editingStopped, this, &LayerGuard::editsChanged );
    connect( vector, &QgsVectorLayer::afterCommitChanges, this,
             [this]
             {
               Q_EMIT editsChanged();
               Q_EMIT editsSaved();
             } );
  }

  QList<UnsavedEdits> LayerGuard::unsavedEdits( const QString &folder ) const
  {
    QList<UnsavedEdits> found;
    const QString inside = folder + QLatin1Char( '/' );
    for ( QgsMapLayer *layer : QgsProject::instance()->mapLayers() )
    {
      auto *vector = qobject_cast<QgsVectorLayer *>( layer );
      if ( !vector || !vector->isEditable() || !vector->isModified() ||
           !ExtentKeeper::fileOf( *vector ).startsWith( inside ) )
        continue;
      UnsavedEdits edits;
      edits.id = vector->id();
      edits.name = vector->name();
      edits.file = ExtentKeeper::fileOf( *vector ).mid( inside.size() );
      if ( const QgsVectorLayerEditBuffer *buffer = vector->editBuffer() )
      {
        QSet<QgsFeatureId> changed;
        for ( auto it = buffer->changedAttributeValues().constBegin();
              it != buffer->changedAttributeValues().constEnd(); ++it )
          changed << it.key();
        for ( auto it = buffer->changedGeometries().constBegin();
              it != buffer->changedGeometries().constEnd(); ++it )
          changed << it.key();
        edits.added = int( buffer->addedFeatures().size() );
        edits.changed = int( changed.size() );
        edits.removed = int( buffer->deletedFeatureIds().size() );
      }
      found << edits;
    }
    std::sort( found.begin(), found.end(),
               []( const UnsavedEdits &a, const UnsavedEdits &b ) { return a.name < b.name; } );
    return found;
  }

  QString LayerGuard::save( const QString &layerId )
  {
    auto *layer = QgsProject::instance()->mapLayer<QgsVectorLayer *>( layerId );
    if ( !layer || !layer->isEditable() || !layer->isModified() )
      return QString();
    const UiStretch::HostPart writing;
    if ( layer->commitChanges( false ) )
      return QString();
    const QStringList reasons = layer->commitErrors();
    return reasons.isEmpty() ? tr( "QGIS gave no reason" ) : reasons.last().trimmed();
  }

  void LayerGuard::reload( const QString &folder, const QStringList &files )
  {
    QSet<QString> changed;
    for ( const QString &file : files )
      changed << QDir::cleanPath( folder + QLatin1Char( '/' ) + file );
    for ( QgsMapLayer *layer : QgsProject::instance()->mapLayers() )
      if ( changed.contains( ExtentKeeper::fileOf( *layer ) ) )
        mWaiting.enqueue( layer );
    ++mReads;
    mExtents.read( changed.values(),
                   [this]
                   {
                     --mReads;
                     if ( !std::exchange( mIsReloading, true ) )
                       reloadNext();
                   } );
  }

  void LayerGuard::reloadNext()
  {
    const UiStretch stretch( "reload of a layer" );
    while ( !mWaiting.isEmpty() )
    {
      const QPointer<QgsMapLayer> layer = mWaiting.dequeue();
      if ( !layer )
        continue; // taken out of the project meanwhile
      const UiStretch::HostPart reading;
      auto *vector = qobject_cast<QgsVectorLayer *>( layer.data() );
      const QgsFeatureIds selected = vector ? vector->selectedFeatureIds() : QgsFeatureIds();
      layer->reload(); // keeps id, style, filter and edit buffer; drops the selection
      if ( vector && !selected.isEmpty() )
        vector->selectByIds( mNewKeys.followed( *vector, selected ) );
      if ( vector && vector->isModified() && !mNewKeys.moveEdits( *vector ) )
        qCWarning( lcUi ) << "edits of fields keep features of" << vector->name() << "under their old keys";
      if ( vector && !mExtents.apply( *vector ) )
        vector->updateExtents();
      if ( vector && vector->isModified() )
        mUnderEdits << vector->name();
      layer->triggerRepaint();
      ++mReloadedCount;
      QTimer::singleShot(
        0, this, &LayerGuard::reloadNext ); // the next one in the next turn: QGIS draws and answers between
      return;
    }
    mIsReloading = false;
    if ( mReads > 0 )
      return; // more files changed meanwhile; the last one tells
    mNewKeys.forget();
    if ( const QStringList names = std::exchange( mUnderEdits, {} ); !names.isEmpty() )
      Q_EMIT changedUnderEdits( names );
    Q_EMIT reloaded( std::exchange( mReloadedCount, 0 ) );
  }
} // namespace syncline
