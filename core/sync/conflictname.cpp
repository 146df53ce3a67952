// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/conflictname.h"

namespace syncline
{
  namespace
  {
    struct SplitPath
    {
        QString stem; //!< folder included
        QString extension;
    };

    //! At the first dot of the file name; leading dots, and a name that ends in a dot, have no extension.
    SplitPath split( const QString &path )
    {
      const int nameStart = int( path.lastIndexOf( QLatin1Char( '/' ) ) ) + 1;
      int start = nameStart;
      while ( start < path.size() && path.at( start ) == QLatin1Char( '.' ) )
        ++start;
      const int dot = int( path.indexOf( QLatin1Char( '.' ), start ) );
      if ( dot < 0 || path.endsWith( QLatin1Char( '.' ) ) )
        return { path, QString() };
      return { path.left( dot ), path.mid( dot ) };
    }

    QString marked( const char *kind, const QString &stem, const ConflictMark &mark )
    {
      QString user = mark.userName;
      user.replace( QLatin1Char( '/' ), QLatin1Char( '_' ) ); // a name is no path
      return QStringLiteral( "%1 (%2, %3 %4)" )
        .arg( stem, QString::fromLatin1( kind ), user, mark.version.toString() );
    }

    bool hasProjectEnding( const QString &path )
    {
      return path.endsWith( QLatin1String( ".qgs" ), Qt::CaseInsensitive ) ||
             path.endsWith( QLatin1String( ".qgz" ), Qt::CaseInsensitive );
    }
  } // namespace

  QString conflictCopyName( const QString &path, const ConflictMark &mark )
  {
    const SplitPath parts = split( path );
    const QString name = marked( "conflicted copy", parts.stem, mark ) + parts.extension;
    return hasProjectEnding( path ) ? name + QLatin1Char( '~' ) : name;
  }

  QString editConflictName( const QString &path, const ConflictMark &mark )
  {
    return marked( "edit conflict", split( path ).stem, mark ) + QStringLiteral( ".json" );
  }

  QString numberedName( const QString &path, int k )
  {
    const SplitPath parts = split( path );
    return QStringLiteral( "%1 (%2)%3" ).arg( parts.stem, QString::number( k ), parts.extension );
  }

  bool isQgisProjectName( const RelPath &path ) { return hasProjectEnding( path.toString() ); }
} // namespace syncline
