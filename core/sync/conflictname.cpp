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

    constexpr int MAX_NAME_BYTES = 255; // of one folder or file, on every disk of today

    //! \a stem and \a ending as one path; what makes the file's name too long for a disk is taken from the stem's end.
    QString fitting( QString stem, const QString &ending )
    {
      const auto nameBytes = [&stem, &ending] {
        return stem.mid( stem.lastIndexOf( QLatin1Char( '/' ) ) + 1 ).toUtf8().size() +
               ending.toUtf8().size();
      };
      while ( nameBytes() > MAX_NAME_BYTES && !stem.isEmpty() && !stem.endsWith( QLatin1Char( '/' ) ) )
        stem.chop( stem.at( stem.size() - 1 ).isLowSurrogate() ? 2 : 1 );
      return stem + ending;
    }

    QString marked( const char *kind, const SplitPath &parts, const ConflictMark &mark )
    {
      QString user = mark.userName;
      user.replace( QLatin1Char( '/' ), QLatin1Char( '_' ) ); // a name is no path
      return fitting( parts.stem,
                      QStringLiteral( " (%1, %2 %3)%4" )
                        .arg( QString::fromLatin1( kind ), user, mark.version.toString(), parts.extension ) );
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
    const QString ending = hasProjectEnding( path ) ? QStringLiteral( "~" ) : QString();
    return marked( "conflicted copy", { parts.stem, parts.extension + ending }, mark );
  }

  QString editConflictName( const QString &path, const ConflictMark &mark )
  {
    return marked( "edit conflict", { split( path ).stem, QStringLiteral( ".json" ) }, mark );
  }

  QString numberedName( const QString &path, int k )
  {
    const SplitPath parts = split( path );
    return fitting( parts.stem, QStringLiteral( " (%1)%2" ).arg( QString::number( k ), parts.extension ) );
  }

  bool isQgisProjectName( const RelPath &path ) { return hasProjectEnding( path.toString() ); }
} // namespace syncline
