// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/progressbar.h"

#include "cli/console.h"

#include <QLocale>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace syncline::cli
{
  namespace
  {
    constexpr qint64 SILENT_MS = 1000; // shorter work needs no bar
    constexpr int BAR_CELLS = 24;
    constexpr int USUAL_COLUMNS = 80;

    QString nameOf( Phase phase )
    {
      switch ( phase )
      {
        case Phase::Checking:
          return QStringLiteral( "Checking" );
        case Phase::Downloading:
          return QStringLiteral( "Downloading" );
        case Phase::Installing:
          return QStringLiteral( "Installing" );
        case Phase::Uploading:
          return QStringLiteral( "Uploading" );
        case Phase::Finishing:
          return QStringLiteral( "Finishing" );
      }
      Q_UNREACHABLE();
    }

    bool countsBytes( Phase phase ) { return phase == Phase::Downloading || phase == Phase::Uploading; }

    int columnsOfTerminal()
    {
      winsize size{};
      return ::ioctl( STDERR_FILENO, TIOCGWINSZ, &size ) == 0 && size.ws_col > 0 ? size.ws_col
                                                                                 : USUAL_COLUMNS;
    }
  } // namespace

  ProgressBar::ProgressBar( bool isWanted )
    : mIsWanted( isWanted && ::isatty( STDERR_FILENO ) != 0 )
  {
    mSince.start();
  }

  ProgressBar::~ProgressBar() { clear(); }

  void ProgressBar::clear()
  {
    if ( mIsShown )
      std::fputs( "\r\033[K", stderr );
    mIsShown = false;
  }

  void ProgressBar::show( const Progress &progress )
  {
    if ( !mIsWanted || mSince.elapsed() < SILENT_MS )
      return;
    mIsShown = true;
    std::fputs( ( QByteArrayLiteral( "\r" ) +
                  printable( textOf( progress, columnsOfTerminal() - 1 ) ).toUtf8() + "\033[K" )
                  .constData(),
                stderr );
    std::fflush( stderr );
  }

  QString ProgressBar::textOf( const Progress &progress, int columns )
  {
    QString text = nameOf( progress.phase );
    if ( progress.total > 0 )
    {
      const double part =
        double( qBound( qint64( 0 ), progress.done, progress.total ) ) / double( progress.total );
      const int full = int( part * BAR_CELLS );
      text += QStringLiteral( " [%1%2] %3 %" )
                .arg( QString( full, QLatin1Char( '#' ) ), QString( BAR_CELLS - full, QLatin1Char( ' ' ) ) )
                .arg( int( part * 100 ), 3 );
    }
    if ( countsBytes( progress.phase ) && progress.done > 0 )
      text += QLatin1Char( ' ' ) +
              QLocale::c().formattedDataSize( progress.done, 1, QLocale::DataSizeTraditionalFormat );
    if ( !progress.file.isEmpty() )
      text += QLatin1Char( ' ' ) + progress.file;
    return text.left( qMax( 0, columns ) );
  }
} // namespace syncline::cli
