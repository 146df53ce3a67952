// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/uistretch.h"

#include <QFile>
#include <QMap>

namespace syncline
{
  namespace
  {
    struct Slot
    {
        int count = 0;
        qint64 longestNs = 0;
        qint64 wallNs = 0;
        qint64 hostNs = 0;
    };

    // Of the main thread alone.
    int sDepth = 0;
    int sHostDepth = 0;
    qint64 sHostNs = 0; //!< within the outermost stretch, without the waiting
    QMap<QLatin1String, Slot> sSlots;

    //! How long this thread has stood in the queue for a processor since it began.
    qint64 waitedNs()
    {
      QFile file( QStringLiteral( "/proc/thread-self/schedstat" ) );
      if ( !file.open( QIODevice::ReadOnly | QIODevice::Unbuffered ) )
        return 0;
      constexpr int LINE_BYTES = 128;
      const QList<QByteArray> fields =
        file.read( LINE_BYTES ).split( ' ' ); // on the processor, waiting, times
      return fields.size() > 1 ? fields.at( 1 ).toLongLong() : 0;
    }

    double toMs( qint64 ns ) { return double( ns ) / 1e6; }
  } // namespace

  UiStretch::UiStretch( const char *what )
    : mWhat( what )
  {
    if ( sDepth++ > 0 )
      return;
    sHostNs = 0;
    mWaitedNs = waitedNs();
    mTimer.start();
  }

  UiStretch::~UiStretch()
  {
    if ( --sDepth > 0 )
      return;
    const qint64 wallNs = mTimer.nsecsElapsed();
    const qint64 oursNs = wallNs - ( waitedNs() - mWaitedNs ) - sHostNs;
    Slot &slot = sSlots[QLatin1String( mWhat )];
    ++slot.count;
    if ( oursNs <= slot.longestNs )
      return;
    slot.longestNs = oursNs;
    slot.wallNs = wallNs;
    slot.hostNs = sHostNs;
  }

  UiStretch::HostPart::HostPart()
  {
    if ( sHostDepth++ > 0 )
      return;
    mWaitedNs = waitedNs();
    mTimer.start();
  }

  UiStretch::HostPart::~HostPart()
  {
    if ( --sHostDepth == 0 )
      sHostNs += mTimer.nsecsElapsed() - ( waitedNs() - mWaitedNs );
  }

  double UiStretch::longestMs()
  {
    qint64 longest = 0;
    for ( const Slot &slot : std::as_const( sSlots ) )
      longest = qMax( longest, slot.longestNs );
    return toMs( longest );
  }

  QVariantMap UiStretch::report()
  {
    QVariantMap all;
    for ( auto it = sSlots.constBegin(); it != sSlots.constEnd(); ++it )
      all.insert( it.key(), QVariantMap{ { QStringLiteral( "count" ), it->count },
                                         { QStringLiteral( "longestMs" ), toMs( it->longestNs ) },
                                         { QStringLiteral( "wallMs" ), toMs( it->wallNs ) },
                                         { QStringLiteral( "hostMs" ), toMs( it->hostNs ) } } );
    return all;
  }

  void UiStretch::reset() { sSlots.clear(); }
} // namespace syncline
