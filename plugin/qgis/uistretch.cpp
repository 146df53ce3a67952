// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/uistretch.h"

namespace syncline
{
  namespace
  {
    // Of the main thread alone.
    int sDepth = 0;
    int sHostDepth = 0;
    qint64 sHostNs = 0; //!< within the outermost stretch
    qint64 sLongestNs = 0;
  } // namespace

  UiStretch::UiStretch()
  {
    if ( sDepth++ > 0 )
      return;
    sHostNs = 0;
    mTimer.start();
  }

  UiStretch::~UiStretch()
  {
    if ( --sDepth == 0 )
      sLongestNs = qMax( sLongestNs, mTimer.nsecsElapsed() - sHostNs );
  }

  UiStretch::HostPart::HostPart()
  {
    if ( sHostDepth++ == 0 )
      mTimer.start();
  }

  UiStretch::HostPart::~HostPart()
  {
    if ( --sHostDepth == 0 )
      sHostNs += mTimer.nsecsElapsed();
  }

  double UiStretch::longestMs() { return double( sLongestNs ) / 1e6; }
  void UiStretch::reset() { sLongestNs = 0; }
} // namespace syncline
