// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <memory>

namespace syncline
{
  //! Behind a CancelSource and its tokens; tells those who have an event loop. Use CancelToken.
  class CancelState : public QObject
  {
      Q_OBJECT
    public:
      std::atomic<bool> canceled{ false };
    Q_SIGNALS:
      void cancelRequested();
  };

  /**
   * Notices that somebody asked to stop. A value; copies share the request; crosses threads freely. Poll isCanceled() between
   * steps; where there is an event loop, connect to state()->cancelRequested (queued across threads).
   */
  class CancelToken
  {
    public:
      CancelToken() = default; //!< never canceled
      bool isCanceled() const { return mState && mState->canceled.load( std::memory_order_acquire ); }
      const CancelState *state() const { return mState.get(); } //!< null for a token that is never canceled

    private:
      friend class CancelSource;
      std::shared_ptr<CancelState> mState;
  };

  //! Asks to stop; once, and for good. Any thread.
  class CancelSource
  {
    public:
      CancelSource();
      void cancel();
      CancelToken token() const;

    private:
      std::shared_ptr<CancelState> mState;
  };
} // namespace syncline
