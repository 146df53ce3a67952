// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/cancel.h"

namespace syncline
{
  CancelSource::CancelSource()
    : mState( std::make_shared<CancelState>() )
  {
  }

  void CancelSource::cancel()
  {
    if ( !mState->canceled.exchange( true, std::memory_order_acq_rel ) )
      Q_EMIT mState->cancelRequested();
  }

  CancelToken CancelSource::token() const
  {
    CancelToken token;
    token.mState = mState;
    return token;
  }
} // namespace syncline
