// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/console.h"

#include <cstdio>

namespace syncline::cli
{
  namespace
  {
    bool writeLine( std::FILE *file, const QByteArray &text )
    {
      return std::fwrite( text.constData(), 1, size_t( text.size() ), file ) == size_t( text.size() ) &&
             std::fputc( '\n', file ) != EOF;
    }
  } // namespace

  QString printable( QString text )
  {
    for ( QChar &one : text )
    {
      const bool isLayout = one == QLatin1Char( '\n' ) || one == QLatin1Char( '\t' );
      if ( one.category() == QChar::Other_Control && !isLayout )
        one = QChar::ReplacementCharacter;
    }
    return text;
  }

  void Console::line( const QString &text )
  {
    if ( mFormat == Format::Lines && !writeLine( stdout, printable( text ).toUtf8() ) )
      mIsOutputBroken = true;
  }

  void Console::document( const QJsonDocument &document )
  {
    if ( mFormat == Format::Json &&
         !writeLine( stdout, document.toJson( QJsonDocument::Indented ).trimmed() ) )
      mIsOutputBroken = true;
  }

  void Console::note( const QString &text )
  {
    if ( mTalk == Talk::Normal )
      writeLine( stderr, printable( text ).toUtf8() );
  }

  void Console::complain( const QString &text )
  {
    writeLine( stderr, QByteArrayLiteral( "syncline: " ) + printable( text ).toUtf8() );
  }

  ExitCode Console::finish( ExitCode code )
  {
    if ( std::fflush( stdout ) != 0 )
      mIsOutputBroken = true;
    if ( !mIsOutputBroken || code != ExitCode::Ok )
      return code;
    complain( QStringLiteral(
      "Standard output did not take the result. Check where it goes to, and run it again." ) );
    return ExitCode::Local;
  }
} // namespace syncline::cli
