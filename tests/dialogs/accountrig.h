// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/memorystore.h"
#include "plugin/dialogs/account.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

namespace syncline
{
  //! An account over a server double in the same process, with settings of its own. "anna" has the password "secret".
  struct AccountRig
  {
      AccountRig()
      {
        QCoreApplication::setOrganizationName( QStringLiteral( "syncline-test" ) );
        QSettings::setDefaultFormat( QSettings::IniFormat );
        QSettings::setPath( QSettings::IniFormat, QSettings::UserScope, folder.path() );
        QSettings().clear();
        server.addUser( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      }

      AccountParts parts()
      {
        AccountParts made;
        made.makeTransport = [this]( const QUrl & )
        {
          auto transport = std::make_unique<FakeTransport>( server );
          if ( isHolding )
            transport->hold();
          last = transport.get();
          return transport;
        };
        made.storeFor = [this]( KeepPlace place ) -> CredentialStore *
        { return place == KeepPlace::Keyring && hasKeyring ? &keyring : nullptr; };
        made.clock = &clock;
        return made;
      }

      static fake::Settings fieldTeam()
      {
        fake::Settings settings;
        settings.workspace = QStringLiteral( "field-team" );
        return settings;
      }

      QTemporaryDir folder;
      FakeServer server{ fieldTeam() };
      FakeClock clock;
      MemoryStore keyring;
      bool hasKeyring = true;
      bool isHolding = false; //!< transports made from now on keep requests back
      FakeTransport *last = nullptr;
  };

  inline const QString &serverAddress()
  {
    static const QString sAddress = QStringLiteral( "https://maps.example.com" );
    return sAddress;
  }
} // namespace syncline
