// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/relpath.h"

#include <QStringList>

namespace syncline
{
  namespace
  {
    constexpr int MAX_SEGMENT_BYTES = 255; // what every file system we know can store

    //! Why a segment cannot be part of a path; null when it can.
    const char *complaintAbout( const QString &segment )
    {
      if ( segment.isEmpty() )
        return "an empty segment";
      if ( segment == QLatin1String( "." ) || segment == QLatin1String( ".." ) )
        return "a dot segment";
      if ( segment.compare( QLatin1String( ".mergin" ), Qt::CaseInsensitive ) == 0 )
        return "a reserved folder";
      if ( segment.toUtf8().size() > MAX_SEGMENT_BYTES )
        return "a name that is too long";
      return nullptr;
    }
  } // namespace

  Result<RelPath> RelPath::fromString( const QString &text )
  {
    const auto refuse = [&text]( const char *why )
    {
      return fail( ErrorKind::UnsafePath,
                   QStringLiteral( "\"%1\" has %2" ).arg( text.left( 200 ), QString::fromLatin1( why ) ) );
    };
    if ( text.isEmpty() )
      return refuse( "no text" );
    if ( text.contains( QChar( 0 ) ) || text.contains( QLatin1Char( '\n' ) ) ||
         text.contains( QLatin1Char( '\r' ) ) )
      return refuse( "a control character" );
    if ( text.contains( QLatin1Char( '\\' ) ) )
      return refuse( "a backslash" );
    if ( text.size() >= 2 && text.at( 1 ) == QLatin1Char( ':' ) && text.at( 0 ).isLetter() )
      return refuse( "a drive" );
    const QStringList segments = text.split( QLatin1Char( '/' ) );
    for ( const QString &segment : segments )
    {
      if ( const char *why = complaintAbout( segment ) )
        return refuse( why );
    }
    RelPath path;
    path.mText = text;
    return path;
  }

  QString RelPath::fileName() const { return mText.mid( mText.lastIndexOf( QLatin1Char( '/' ) ) + 1 ); }

  QString RelPath::folder() const
  {
    const int slash = int( mText.lastIndexOf( QLatin1Char( '/' ) ) );
    return slash < 0 ? QString() : mText.left( slash );
  }

  QString RelPath::extension() const
  {
    const QString name = fileName();
    const int dot = int( name.lastIndexOf( QLatin1Char( '.' ) ) );
    return dot <= 0 ? QString() : name.mid( dot ).toLower();
  }

  QString RelPath::collisionKey() const
  {
    return mText.normalized( QString::NormalizationForm_C )
      .toCaseFolded()
      .normalized( QString::NormalizationForm_C );
  }
} // namespace syncline
