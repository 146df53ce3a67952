// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/keyfollower.h"

#include <qgsproviderregistry.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayereditbuffer.h>

#include <QCoreApplication>
#include <QDir>
#include <QUndoStack>

namespace syncline
{
  namespace
  {
    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::KeyFollower )
    };

    //! What one table's rows are called after a second merge.
    void followOn( QMap<qint64, qint64> &known, const QMap<qint64, qint64> &later )
    {
      QMap<qint64, qint64> together = later;
      for ( auto row = known.begin(); row != known.end(); ++row )
      {
        together.remove( row.value() ); // a key that only came to be in between
        together.insert( row.key(), later.value( row.value(), row.value() ) );
      }
      known = together;
    }

    QString tableOf( const QgsVectorLayer &layer, const QVariantMap &parts )
    {
      const QString named = parts.value( QStringLiteral( "layerName" ) ).toString();
      if ( !named.isEmpty() || !layer.dataProvider() )
        return named;
      const QStringList first =
        layer.dataProvider()->subLayers().value( 0 ).split( QgsDataProvider::sublayerSeparator() );
      return first.value( 1 ); // a source without a name is the file's first table
    }
  } // namespace

  void KeyFollower::take( const QString &folder, const SyncReport &report )
  {
    for ( const FileOutcome &outcome : report.files )
    {
      NewKeys &known = mKeys[QDir::cleanPath( folder + QLatin1Char( '/' ) + outcome.path )];
      for ( auto table = outcome.newKeys.begin(); table != outcome.newKeys.end(); ++table )
        followOn( known[table.key()], table.value() );
    }
  }

  KeyFollower::Keys KeyFollower::keysOf( const QgsVectorLayer &layer ) const
  {
    const QVariantMap parts =
      QgsProviderRegistry::instance()->decodeUri( layer.providerType(), layer.source() );
    const auto file =
      mKeys.constFind( QDir::cleanPath( parts.value( QStringLiteral( "path" ) ).toString() ) );
    if ( file == mKeys.constEnd() || file->isEmpty() )
      return Keys();
    return file->value( tableOf( layer, parts ) );
  }

  QgsFeatureIds KeyFollower::followed( const QgsVectorLayer &layer, const QgsFeatureIds &ids ) const
  {
    const Keys keys = keysOf( layer );
    QgsFeatureIds now;
    for ( const QgsFeatureId id : ids )
      now.insert( keys.value( id, id ) );
    return now;
  }

  bool KeyFollower::moveEdits( QgsVectorLayer &layer ) const
  {
    const Keys keys = keysOf( layer );
    QgsVectorLayerEditBuffer *buffer = layer.editBuffer();
    if ( keys.isEmpty() || !buffer || !buffer->isModified() )
      return true;
    const QgsChangedAttributesMap values = buffer->changedAttributeValues();
    const QgsGeometryMap geometries = buffer->changedGeometries();
    const QgsFeatureIds removed = buffer->deletedFeatureIds();
    const QgsFeatureMap added = buffer->addedFeatures();
    const bool isConcerned =
      std::any_of( keys.keyBegin(), keys.keyEnd(),
                   [&]( qint64 key ) {
                     return values.contains( key ) || geometries.contains( key ) || removed.contains( key );
                   } );
    if ( !isConcerned )
      return true;
    if ( !buffer->addedAttributes().isEmpty() || !buffer->deletedAttributeIds().isEmpty() )
      return false;
    layer.undoStack()->setIndex( 0 ); // what was read again, and nothing on top
    layer.beginEditCommand( Words::tr( "Edits of features that have a new key" ) );
    for ( QgsFeature feature : added )
      layer.addFeature( feature );
    for ( auto row = values.begin(); row != values.end(); ++row )
      for ( auto field = row->begin(); field != row->end(); ++field )
        layer.changeAttributeValue( keys.value( row.key(), row.key() ), field.key(), field.value() );
    for ( auto row = geometries.begin(); row != geometries.end(); ++row )
    {
      QgsGeometry geometry = row.value();
      layer.changeGeometry( keys.value( row.key(), row.key() ), geometry );
    }
    for ( const QgsFeatureId id : removed )
      layer.deleteFeature( keys.value( id, id ) );
    layer.endEditCommand();
    return true;
  }
} // namespace syncline
