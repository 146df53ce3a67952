// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/runtime.h"
#include "core/net/qttransport.h"
#include "core/net/retryingtransport.h"
#include "core/people/odspeople.h"

#include <memory>

namespace syncline::cli
{
  struct DomainOptions
  {
      QString address;
      QString keyPlace = QStringLiteral( "header" );
      QString keyPrefix = QStringLiteral( "Apikey" );
  };
  void addDomainOptions( CommandForm &form, DomainOptions &options );

  //! \a code, or, where it is an error that a domain has its own words for (its key is no sign-in, its users no projects), those and
  //! the status. \a name: the user that was asked for; may be empty.
  [[nodiscard]] Result<ExitCode> inDomainWords( Runtime &runtime, const Result<ExitCode> &code,
                                                const QString &name );

  //! The name under which the keyring keeps the key of a domain.
  QString domainKeyName( const QUrl &root );

  //! An Opendatasoft domain, ready to be asked. Main thread.
  class Domain
  {
    public:
      //! Unauthorized where neither SYNCLINE_ODS_API_KEY nor the keyring has a key.
      [[nodiscard]] static Result<std::unique_ptr<Domain>> open( Runtime &runtime,
                                                                 const DomainOptions &options );

      template<class T> [[nodiscard]] Result<T> ask( Runtime &runtime, const Endpoint<T> &endpoint )
      {
        return await( mClient.call( endpoint ), runtime.cancel() );
      }
      people::OdsPeople &people() { return mPeople; }

    private:
      explicit Domain( const ods::Access &access );

      SystemClock mClock;
      QtTransport mWire;
      RetryingTransport mRetried;
      ods::Client mClient;
      people::OdsPeople mPeople;
  };
} // namespace syncline::cli
