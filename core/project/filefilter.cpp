// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/project/filefilter.h"

#include "core/project/asciijson.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace syncline
{
  namespace
  {
    const QString INCLUDE = QStringLiteral( "include" );
    const QString EXCLUDE = QStringLiteral( "exclude" );

    tl::unexpected<Error> damaged( const char *why )
    {
      return fail( ErrorKind::DamagedMetadata,
                   QStringLiteral( "file_filter.json: %1" ).arg( QString::fromLatin1( why ) ) );
    }

    //! Nothing for null or a missing key.
    [[nodiscard]] Result<std::optional<QStringList>> patternsIn( const QJsonValue &value )
    {
      if ( value.isNull() || value.isUndefined() )
        return std::optional<QStringList>();
      if ( !value.isArray() )
        return damaged( "a list of patterns is expected" );
      QStringList patterns;
      const QJsonArray array = value.toArray();
      for ( const QJsonValue &pattern : array )
      {
        if ( !pattern.isString() || pattern.toString().isEmpty() )
          return damaged( "a pattern is no text" );
        patterns.append( pattern.toString() );
      }
      return std::optional<QStringList>( patterns );
    }

    //! The end of the set that starts after "[" at \a start; -1 when it is not closed, and the bracket stands for itself.
    int endOfSet( const QString &glob, int start )
    {
      int end = start;
      if ( end < glob.size() && glob.at( end ) == QLatin1Char( '!' ) )
        ++end;
      if ( end < glob.size() && glob.at( end ) == QLatin1Char( ']' ) )
        ++end;
      return int( glob.indexOf( QLatin1Char( ']' ), end ) );
    }

    QString setExpression( QString set )
    {
      const bool isNegated = set.startsWith( QLatin1Char( '!' ) );
      if ( isNegated )
        set.remove( 0, 1 );
      QString escaped;
      for ( const QChar c : set )
      {
        if ( c == QLatin1Char( '\\' ) || c == QLatin1Char( '[' ) || c == QLatin1Char( ']' ) ||
             c == QLatin1Char( '^' ) )
          escaped += QLatin1Char( '\\' );
        escaped += c;
      }
      return ( isNegated ? QStringLiteral( "[^" ) : QStringLiteral( "[" ) ) + escaped + QLatin1Char( ']' );
    }
  } // namespace

  QRegularExpression globToExpression( const QString &glob )
  {
    QString expression;
    for ( int i = 0; i < glob.size(); ++i )
    {
      const QChar c = glob.at( i );
      if ( c == QLatin1Char( '*' ) )
        expression += QStringLiteral( ".*" );
      else if ( c == QLatin1Char( '?' ) )
        expression += QLatin1Char( '.' );
      else if ( const int end = c == QLatin1Char( '[' ) ? endOfSet( glob, i + 1 ) : -1; end >= 0 )
      {
        expression += setExpression( glob.mid( i + 1, end - i - 1 ) );
        i = end;
      }
      else
        expression += QRegularExpression::escape( QString( c ) );
    }
    return QRegularExpression( QStringLiteral( "\\A(?:%1)\\z" ).arg( expression ),
                               QRegularExpression::DotMatchesEverythingOption );
  }

  Result<FileFilter> FileFilter::fromLists( const QStringList &include, const QStringList &exclude )
  {
    if ( !include.isEmpty() && !exclude.isEmpty() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "include and exclude cannot be used together" ) );
    FileFilter filter;
    filter.mInclude = include;
    filter.mExclude = exclude;
    const QStringList globs = include + exclude;
    for ( const QString &glob : globs )
    {
      const QRegularExpression expression = globToExpression( glob );
      if ( !expression.isValid() )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "\"%1\" is no pattern" ).arg( glob ) );
      filter.mPatterns.push_back( expression );
    }
    return filter;
  }

  Result<FileFilter> FileFilter::load( FileOps &disk, const QString &path )
  {
    const Result<QByteArray> bytes = readSmallFile( disk, path );
    if ( !bytes && bytes.error().kind == ErrorKind::NotFound )
      return FileFilter();
    if ( !bytes )
      return tl::unexpected<Error>( bytes.error() );
    SYNCLINE_TRY( object, jsonObjectFrom( *bytes, QStringLiteral( "file_filter.json" ) ) );
    return fromJson( object );
  }

  Result<FileFilter> FileFilter::fromJson( const QJsonObject &object )
  {
    const QStringList keys = object.keys();
    for ( const QString &key : keys )
    {
      if ( key != INCLUDE && key != EXCLUDE )
        return damaged( "an unknown key" ); // a newer client may narrow the scope in a way we cannot follow
    }
    SYNCLINE_TRY( include, patternsIn( object.value( INCLUDE ) ) );
    SYNCLINE_TRY( exclude, patternsIn( object.value( EXCLUDE ) ) );
    if ( include.has_value() == exclude.has_value() )
      return damaged( "exactly one of include and exclude is expected" );
    const QStringList patterns = include ? *include : *exclude;
    if ( patterns.isEmpty() )
      return damaged( "no patterns" );
    Result<FileFilter> filter = include ? fromLists( patterns, {} ) : fromLists( {}, patterns );
    if ( !filter )
      return damaged( "an unusable pattern" );
    return filter;
  }

  QJsonObject FileFilter::toJson() const
  {
    const auto listOrNull = []( const QStringList &list )
    {
      return list.isEmpty() ? QJsonValue( QJsonValue::Null )
                            : QJsonValue( QJsonArray::fromStringList( list ) );
    };
    return { { INCLUDE, listOrNull( mInclude ) }, { EXCLUDE, listOrNull( mExclude ) } };
  }

  bool FileFilter::contains( const RelPath &path ) const
  {
    if ( isEverything() )
      return true;
    const bool isMatch = std::any_of( mPatterns.begin(), mPatterns.end(),
                                      [&path]( const QRegularExpression &pattern )
                                      { return pattern.match( path.toString() ).hasMatch(); } );
    return mInclude.isEmpty() ? !isMatch : isMatch;
  }
} // namespace syncline
