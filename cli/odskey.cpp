// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/askpassword.h"
#include "cli/odsdomain.h"
#include "cli/peoplecommands.h"
#include "cli/peopleio.h"
#include "core/api/keychainstore.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QString address;
        bool isOnInput = false;
    };

    [[nodiscard]] Result<QUrl> rootOf( const Given &given )
    {
      const Result<QUrl> root = ods::rootFromText( given.address );
      if ( root )
        return root;
      return fail( ErrorKind::InvalidInput, QStringLiteral( "--domain wants the address of the portal" ) );
    }

    //! Kept in the keyring only when asked to, so that scripts leave nothing behind.
    [[nodiscard]] Result<void> needKeyring()
    {
      if ( mayKeepCredentials() )
        return {};
      return fail( ErrorKind::CredentialStore, QStringLiteral( "SYNCLINE_CREDENTIALS is none" ) );
    }

    [[nodiscard]] Result<QByteArray> keyFrom( Runtime &runtime, const Given &given )
    {
      if ( given.isOnInput )
      {
        SYNCLINE_TRY( input, readAllFrom( QStringLiteral( "-" ) ) );
        return ods::keyFromText( QString::fromUtf8( input ).section( QLatin1Char( '\n' ), 0, 0 ).trimmed() );
      }
      const QString set = qEnvironmentVariable( "SYNCLINE_ODS_API_KEY" );
      if ( !set.isEmpty() )
        return ods::keyFromText( set );
      const Result<QString> typed = askPassword( QStringLiteral( "API key: " ), runtime.cancel() );
      if ( !typed && typed.error().kind == ErrorKind::Unauthorized )
        return fail(
          ErrorKind::InvalidInput,
          QStringLiteral( "no key: type it on a terminal, set SYNCLINE_ODS_API_KEY, or use --key-stdin" ) );
      SYNCLINE_CHECK( typed );
      return ods::keyFromText( *typed );
    }

    void tell( Runtime &runtime, const QUrl &root, bool isKept )
    {
      runtime.console().line( ( isKept ? QStringLiteral( "The key of %1 is kept in the keyring." )
                                       : QStringLiteral( "The key of %1 is not kept any more." ) )
                                .arg( root.authority() ) );
      runtime.console().document( QJsonDocument( QJsonObject{ { QStringLiteral( "domain" ), root.toString() },
                                                              { QStringLiteral( "kept" ), isKept } } ) );
    }

    [[nodiscard]] Result<ExitCode> keep( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( root, rootOf( given ) );
      SYNCLINE_CHECK( needKeyring() );
      SYNCLINE_TRY( key, keyFrom( runtime, given ) );
      KeychainStore store;
      SYNCLINE_CHECK(
        await( store.save( domainKeyName( root ), Credentials{ {}, {}, key } ), runtime.cancel() ) );
      tell( runtime, root, true );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> forget( Runtime &runtime, const Given &given )
    {
      SYNCLINE_TRY( root, rootOf( given ) );
      SYNCLINE_CHECK( needKeyring() );
      KeychainStore store;
      const Result<bool> removed = await( store.remove( domainKeyName( root ) ), runtime.cancel() );
      if ( !removed && removed.error().kind != ErrorKind::NotFound )
        return tl::unexpected<Error>( removed.error() );
      tell( runtime, root, false );
      return ExitCode::Ok;
    }
  } // namespace

  void addOdsKey( CommandLine &commands )
  {
    const auto kept = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "ods keep-key" ), "Keep the API key of a domain in the keyring",
                    [kept]( Runtime &runtime ) { return keep( runtime, *kept ); } );
    form.option( "--domain", kept->address, "Address of the portal, or of the root of its API" );
    form.flag( "--key-stdin", kept->isOnInput, "Read the key from the first line of standard input" );
    const auto forgotten = std::make_shared<Given>();
    form =
      commands.add( QStringLiteral( "ods forget-key" ), "Take the API key of a domain out of the keyring",
                    [forgotten]( Runtime &runtime ) { return forget( runtime, *forgotten ); } );
    form.option( "--domain", forgotten->address, "Address of the portal, or of the root of its API" );
  }
} // namespace syncline::cli
