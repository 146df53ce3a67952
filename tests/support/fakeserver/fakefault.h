// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakehttp.h"

#include <functional>
#include <optional>

namespace syncline
{
  /**
   * Something going wrong on the way. Counts the requests that match verb and path from the moment it is injected, and strikes
   * at the n-th of them (and at as many after it as `times` says). A value.
   */
  struct FakeFault
  {
      enum class Kind
      {
        Status,     //!< not processed; answered with `status` and the body that a server gives with it
        Html,       //!< not processed; a web page with `status`, as from a proxy or a login portal
        Drop,       //!< not processed; the connection closes without an answer
        LoseAnswer, //!< processed, and then the connection closes without an answer
        CutBody,    //!< processed; the connection closes after `bytes` of the body
        ShortBody,  //!< processed; the body ends after `bytes`, headers and all saying so
        Delay,      //!< processed; the answer comes after `delay`
        NoRange,    //!< processed as if no range had been asked for
        Rewrite     //!< processed; `rewrite` does what it likes to the answer
      };

      Kind kind = Kind::Status;
      QByteArray verb;     //!< empty: any
      QString pathPattern; //!< with * and ?, of the decoded path: "/v1/project/push/finish/*"; empty: any
      int nth = 1;         //!< 1 is the next one that matches
      int times = 1;       //!< 0: that one and all after it
      int status = 503;
      qint64 bytes = 0;
      std::chrono::milliseconds delay{ 0 };
      std::function<void( FakeResponse &answer )> rewrite;

      bool isBeforeProcessing() const
      {
        return kind == Kind::Status || kind == Kind::Html || kind == Kind::Drop;
      }

      /**
       * From "N:WHAT[@PATTERN]" as syncline-devserver takes it; nothing when it is no such thing. N is a number or * (all), WHAT is
       * status=503, html=200, drop, lose, cut=BYTES, short=BYTES, delay=MS or norange.
       */
      static std::optional<FakeFault> fromText( const QString &text );
  };

  namespace fake
  {
    //! A fault in force, with its count.
    class ArmedFault
    {
      public:
        explicit ArmedFault( const FakeFault &fault )
          : mFault( fault )
        {
        }
        bool strikes( const FakeRequest &request ); //!< counts
        const FakeFault &fault() const { return mFault; }

      private:
        FakeFault mFault;
        int mSeen = 0;
    };

    bool matchesPattern( const QString &pattern, const FakeRequest &request );
    FakeResponse answerInstead( const FakeFault &fault );       //!< of those before processing
    void spoil( const FakeFault &fault, FakeResponse &answer ); //!< of the others
    FakeRequest withoutRange( const FakeRequest &request );
  } // namespace fake
} // namespace syncline
