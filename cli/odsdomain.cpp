// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/odsdomain.h"

#include "core/api/keychainstore.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace syncline::cli
{
  void addDomainOptions( CommandForm &form, DomainOptions &options )
  {
    form.option( "--domain", options.address, "Address of the portal, or of the root of its API" );
    form.option( "--key-in", options.keyPlace, "Where the API key goes: header (the default) or query" );
    form.option( "--key-prefix", options.keyPrefix,
                 "What stands before it in the header; may be empty. Default: Apikey" );
  }

  QString domainKeyName( const QUrl &root ) { return QStringLiteral( "opendatasoft " ) + root.toString(); }

  namespace
  {
    //! From the environment, else what the keyring has for this domain.
    [[nodiscard]] Result<QByteArray> keyOf( const QUrl &root, const CancelToken &cancel )
    {
      const QString given = qEnvironmentVariable( "SYNCLINE_ODS_API_KEY" );
      if ( !given.isEmpty() )
        return ods::keyFromText( given );
      if ( qgetenv( "SYNCLINE_CREDENTIALS" ) != "none" )
      {
        KeychainStore store;
        const Result<Credentials> kept = await( store.load( domainKeyName( root ) ), cancel );
        if ( kept && !kept->token.isEmpty() )
          return kept->token;
      }
      return fail(
        ErrorKind::Unauthorized, QStringLiteral( "SYNCLINE_ODS_API_KEY is not set" ),
        ServerDetail{
          0, QStringLiteral( "NoApiKey" ), QStringLiteral( "SYNCLINE_ODS_API_KEY is not set" ), {}, -1 } );
    }
  } // namespace

  static QString changesIn( const ServerDetail &said )
  {
    QStringList fields;
    for ( auto it = said.fields.begin(); it != said.fields.end(); ++it )
      fields.append(
        QStringLiteral( "%1: was %2, is %3" ).arg( it.key(), it.value().value( 0 ), it.value().value( 1 ) ) );
    fields.sort();
    return fields.join( QStringLiteral( "; " ) );
  }

  //! Where the trouble is the address: it is not that of --url, of which the usual sentences speak.
  static QString placeSentence( const Error &error, const ServerDetail &said )
  {
    const bool isGroup = said.code == QLatin1String( "NoGroup" );
    if ( error.kind == ErrorKind::NotFound && !isGroup )
      return QStringLiteral(
        "There is no Automation API at {domain}. Check --domain: the address of the portal, or of the root of its API." );
    if ( error.kind == ErrorKind::NotAServer || error.kind == ErrorKind::MalformedReply )
      return QStringLiteral(
        "{domain} does not answer as an Opendatasoft domain does. Check --domain: the address of the portal, or of the root of its API." );
    if ( error.kind == ErrorKind::Offline )
      return QStringLiteral(
        "{domain} cannot be reached. Check --domain and the network, then run it again." );
    return {};
  }

  static QString domainSentence( const Error &error, const QString &name )
  {
    const auto *given = std::get_if<ServerDetail>( &error.payload );
    const ServerDetail said = given ? *given : ServerDetail();
    if ( said.code == QLatin1String( "LastAdministrator" ) )
      return QStringLiteral(
        "The domain's last administrator cannot be deleted. Give somebody else the permission edit_domain first." );
    if ( said.code == QLatin1String( "NoApiKey" ) )
      return QStringLiteral(
        "There is no API key for this domain. Set SYNCLINE_ODS_API_KEY, or keep one with \"syncline ods keep-key\"." );
    if ( said.code == QLatin1String( "ChangedMeanwhile" ) )
      return QStringLiteral( "%1 was changed by somebody else meanwhile (%2). Look at it and run it again." )
        .arg( name, changesIn( said ) );
    if ( error.kind == ErrorKind::Unauthorized )
      return QStringLiteral(
        "The domain does not know this API key. Check SYNCLINE_ODS_API_KEY, --key-in and --key-prefix." );
    if ( error.kind == ErrorKind::Forbidden )
      return QStringLiteral( "This API key may not do this (%1). The domain's administrator can allow it." )
        .arg( said.detail );
    if ( error.kind == ErrorKind::NotFound && !name.isEmpty() )
      return QStringLiteral(
               "The domain has no user \"%1\". Find users with \"syncline ods list --search\"." )
        .arg( name );
    return placeSentence( error, said );
  }

  Result<ExitCode> inDomainWords( Runtime &runtime, const Result<ExitCode> &code, const QString &name )
  {
    QString sentence = code ? QString() : domainSentence( code.error(), name );
    if ( sentence.isEmpty() )
      return code;
    sentence.replace( QStringLiteral( "{domain}" ), runtime.place().server );
    const ExitCode status = exitCodeOf( code.error().kind );
    runtime.console().complain( sentence );
    runtime.console().document( QJsonDocument( QJsonObject{
      { QStringLiteral( "error" ), QJsonObject{ { QStringLiteral( "kind" ), nameOf( code.error().kind ) },
                                                { QStringLiteral( "exitStatus" ), int( status ) },
                                                { QStringLiteral( "message" ), sentence } } } } ) );
    return status;
  }

  Domain::Domain( const ods::Access &access )
    : mWire( access.root )
    , mRetried( mWire, mClock )
    , mClient( mRetried, access )
    , mPeople( mClient )
  {
  }

  Result<std::unique_ptr<Domain>> Domain::open( Runtime &runtime, const DomainOptions &options )
  {
    if ( options.address.isEmpty() )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "--domain names the portal" ) );
    ods::Access access;
    const Result<QUrl> root = ods::rootFromText( options.address );
    if ( !root )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "--domain is the address of a portal, such as data.example.com" ) );
    access.root = *root;
    runtime.place().server = root->authority();
    if ( options.keyPlace == QLatin1String( "query" ) )
      access.keyPlace = ods::KeyPlace::Query;
    else if ( options.keyPlace != QLatin1String( "header" ) )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "--key-in is header or query" ) );
    access.keyPrefix = options.keyPrefix.toLatin1();
    SYNCLINE_TRY( key, keyOf( *root, runtime.cancel() ) );
    access.key = key;
    return std::unique_ptr<Domain>( new Domain( access ) );
  }
} // namespace syncline::cli
