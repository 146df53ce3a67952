// SPDX-License-Identifier: GPL-2.0-or-later
#include "holder.h"

namespace
{
  constexpr int ANSWER_WITHIN_MS = 30000;
}

Holder::Holder()
{
  mProcess.start( QStringLiteral( SYNCLINE_HOLDER ), QStringList() );
  mProcess.waitForStarted();
}

Holder::~Holder()
{
  mProcess.closeWriteChannel();
  mProcess.waitForFinished();
}

void Holder::kill()
{
  mProcess.kill();
  mProcess.waitForFinished();
}

void Holder::send( const QString &command )
{
  mProcess.write( command.toUtf8() + '\n' );
  mProcess.waitForBytesWritten();
}

QString Holder::answer()
{
  while ( !mProcess.canReadLine() )
  {
    if ( !mProcess.waitForReadyRead( ANSWER_WITHIN_MS ) )
      return QStringLiteral( "silence" );
  }
  return QString::fromUtf8( mProcess.readLine() ).trimmed();
}

QString Holder::ask( const QString &command )
{
  send( command );
  return answer();
}
