// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/extentkeeper.h"

#include "core/base/logging.h"
#include "core/project/projectdir.h"
#include "plugin/qgis/enginetask.h"
#include "plugin/qgis/uistretch.h"

#include <qgsproject.h>
#include <qgsproviderregistry.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorlayer.h>

#include <QDir>

#include <cmath>

namespace syncline
{
  namespace
  {
    constexpr int STALE_PAUSE_MS = 200; //!< a project brings its layers in a row

    //! The setter that QGIS keeps for subclasses: there is no other way to tell a layer where its features lie.
    struct ExtentSetter : QgsVectorLayer
    {
        static void set( QgsVectorLayer &layer, const QgsRectangle &extent )
        {
          ( layer.*( &ExtentSetter::setExtent ) )( extent );
        }
    };

    bool isGeoPackage( const QString &file )
    {
      return file.endsWith( QLatin1String( ".gpkg" ), Qt::CaseInsensitive );
    }

    QString tableOf( const QgsMapLayer &layer )
    {
      return QgsProviderRegistry::instance()
        ->decodeUri( layer.providerType(), layer.source() )
        .value( QStringLiteral( "layerName" ) )
        .toString();
    }

    //! The register's number where the index says the same and has only rounded it.
    double side( double index, double registered )
    {
      constexpr double ROUNDING = 1.0 / ( 1 << 22 ); // of 32-bit numbers, generously
      return std::abs( index - registered ) <= std::abs( index ) * ROUNDING ? registered : index;
    }
  } // namespace

  ExtentKeeper::ExtentKeeper( QObject *parent )
    : QObject( parent )
  {
    mStalePause.setSingleShot( true );
    mStalePause.setInterval( STALE_PAUSE_MS );
    connect( &mStalePause, &QTimer::timeout, this, &ExtentKeeper::readStale );
    const auto watchAll = [this]( const QList<QgsMapLayer *> &layers )
    {
      for ( QgsMapLayer *layer : layers )
        if ( auto *vector = qobject_cast<QgsVectorLayer *>( layer ) )
          watch( vector );
    };
    connect( QgsProject::instance(), &QgsProject::layersAdded, this, watchAll );
    watchAll( QgsProject::instance()->mapLayers().values() );
  }

  void ExtentKeeper::watch( QgsVectorLayer *layer )
  {
    const auto note = [this, layer = QPointer<QgsVectorLayer>( layer )]
    {
      if ( !mStale.contains( layer ) )
        mStale << layer;
      mStalePause.start();
    };
    connect( layer, &QgsMapLayer::dataChanged, this,
             note ); // QGIS forgets what it was told, and reads the register
    note();
  }

  QString ExtentKeeper::fileOf( const QgsMapLayer &layer )
  {
    const QVariantMap parts =
      QgsProviderRegistry::instance()->decodeUri( layer.providerType(), layer.source() );
    const QString path = parts.value( QStringLiteral( "path" ) ).toString();
    return path.isEmpty() ? QString() : QDir::cleanPath( path );
  }

  void ExtentKeeper::readStale()
  {
    const UiStretch stretch( "extents of layers" );
    const QList<QPointer<QgsVectorLayer>> stale = std::exchange( mStale, {} );
    QStringList files;
    for ( const QPointer<QgsVectorLayer> &layer : stale )
      if ( layer && layer->isValid() && layer->providerType() == QLatin1String( "ogr" ) )
        files << fileOf( *layer );
    files.removeDuplicates();
    read( files,
          [this, stale]
          {
            for ( const QPointer<QgsVectorLayer> &layer : stale )
              if ( layer )
                apply( *layer );
          } );
  }

  void ExtentKeeper::read( const QStringList &files, std::function<void()> done )
  {
    QStringList wanted;
    for ( const QString &file : files )
      if ( isGeoPackage( file ) )
        wanted << file;
    auto found = std::make_shared<Extents>();
    runQuietly(
      this,
      [wanted, found]
      {
        for ( const QString &file : wanted )
        {
          if ( !ProjectDir::rootContaining( file ) )
            continue; // no file of ours; its register is whoever wrote it to keep
          if ( auto extents = layerExtents( file ) )
            found->insert( file, *extents );
          else
            qCInfo( lcUi ) << "the extents of a file are not known:" << toLogLine( extents.error() );
        }
      },
      [this, found, done = std::move( done )]
      {
        take( *found );
        done();
      } );
  }

  void ExtentKeeper::take( const Extents &found )
  {
    for ( auto file = found.constBegin(); file != found.constEnd(); ++file )
      mExtents.insert( file.key(), file.value() );
  }

  bool ExtentKeeper::apply( QgsVectorLayer &layer ) const
  {
    if ( !layer.isValid() || layer.isEditable() || !layer.isSpatial() || !layer.subsetString().isEmpty() ||
         layer.readExtentFromXml() || !layer.dataProvider() )
      return false;
    const QHash<QString, LayerExtent> tables = mExtents.value( fileOf( layer ) );
    const QString table = tableOf( layer );
    const auto told = table.isEmpty() && tables.size() == 1 ? tables.constBegin() : tables.constFind( table );
    if ( told == tables.constEnd() )
      return false;
    const UiStretch::HostPart asking;
    const QgsRectangle registered = layer.dataProvider()->extent();
    const QgsRectangle extent(
      side( told->minX, registered.xMinimum() ), side( told->minY, registered.yMinimum() ),
      side( told->maxX, registered.xMaximum() ), side( told->maxY, registered.yMaximum() ) );
    ExtentSetter::set( layer, extent );
    return true;
  }
} // namespace syncline
