// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/conflicttext.h"

#include "core/gpkg/schema.h"
#include "core/project/fileops.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace syncline
{
  namespace
  {
    constexpr int MAX_VALUES = 500; // more are not read by people

    struct Words
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::ConflictText )
    };

    const QString MARK = QStringLiteral( " (edit conflict, " );

    //! Names of a table's columns, in the order that the file counts them.
    class FieldNames
    {
      public:
        explicit FieldNames( const QString &file )
        {
          const QString stem = file.left( file.lastIndexOf( MARK ) );
          for ( const char *ending : { ".gpkg", ".sqlite" } )
          {
            if ( mDatabase || !QFileInfo::exists( stem + QLatin1String( ending ) ) )
              continue;
            if ( auto opened =
                   Database::open( stem + QLatin1String( ending ), Database::Access::ReadOnly, {} ) )
              mDatabase.emplace( std::move( *opened ) );
          }
        }

        QString of( const QString &table, int column )
        {
          if ( !mNames.contains( table ) )
          {
            QStringList names;
            if ( const auto schema = mDatabase ? readTable( *mDatabase, "main", table.toUtf8() )
                                               : Result<TableSchema>( fail( ErrorKind::NotFound ) ) )
              for ( const Column &one : schema->columns )
                names << QString::fromUtf8( one.name );
            mNames.insert( table, names );
          }
          const QString name = mNames.value( table ).value( column );
          return name.isEmpty() ? Words::tr( "field %1" ).arg( column + 1 ) : name;
        }

      private:
        std::optional<Database> mDatabase;
        QHash<QString, QStringList> mNames;
    };

    QString shown( const QJsonObject &change, const char *key )
    {
      const QJsonValue value = change.value( QLatin1String( key ) );
      if ( value.isNull() )
        return Words::tr( "no value" );
      if ( value.isUndefined() )
        return Words::tr( "removed" );
      return Words::tr( "“%1”" ).arg( value.toVariant().toString() );
    }
  } // namespace

  bool isEditConflict( const QString &path )
  {
    return path.contains( MARK ) && path.endsWith( QLatin1String( ".json" ), Qt::CaseInsensitive );
  }

  Result<QString> conflictText( const QString &folder, const QString &path )
  {
    const QString file = folder + QLatin1Char( '/' ) + path;
    SYNCLINE_TRY( bytes, readSmallFile( realDisk(), file ) );
    const QJsonDocument document = QJsonDocument::fromJson( bytes );
    const QJsonValue list = document.object().value( QLatin1String( "geodiff" ) );
    if ( !list.isArray() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "%1 lists no conflicts" ).arg( path ) );
    FieldNames names( file );
    QStringList lines{ path };
    int left = MAX_VALUES;
    const QJsonArray rows = list.toArray();
    for ( const QJsonValue &value : rows )
    {
      const QJsonObject row = value.toObject();
      const QString table = row.value( QLatin1String( "table" ) ).toString();
      lines << QString()
            << Words::tr( "%1, feature %2" )
                 .arg( table, row.value( QLatin1String( "fid" ) ).toVariant().toString() );
      const QJsonArray changes = row.value( QLatin1String( "changes" ) ).toArray();
      for ( const QJsonValue &one : changes )
      {
        if ( --left < 0 )
          return QStringList( lines << QString() << Words::tr( "and more" ) ).join( QLatin1Char( '\n' ) );
        const QJsonObject change = one.toObject();
        lines << Words::tr( "    %1: %2 in use, %3 on the server, %4 before" )
                   .arg( names.of( table, change.value( QLatin1String( "column" ) ).toInt() ),
                         shown( change, "new" ), shown( change, "old" ), shown( change, "base" ) );
      }
    }
    return lines.join( QLatin1Char( '\n' ) );
  }
} // namespace syncline
