// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/opendatasoft/fakeopendatasoft.h"

#include <CLI/CLI.hpp>
#include <QDir>

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

namespace
{
  using syncline::FakeFault;
  using syncline::FakeServer;

  struct Options
  {
      int port = 0;
      std::string dataDir;
      std::string workspace = "mergin";
      std::string edition = "ce";
      std::string version = "2026.4.0";
      int seats = 0;
      std::string opendatasoftKey;
      int opendatasoftPort = 0;
      std::string defaultRole = "writer";
      int tokenLife = 43200;
      std::vector<std::string> users;
      qint64 quota = 10ll * 1024 * 1024 * 1024;
      int latencyMs = 0;
      std::string v2Push = "on";
      std::string v2Pull = "off";
      std::vector<std::string> faults;
      std::string fixture;
  };

  void describe( CLI::App &app, Options &options )
  {
    const auto onOff = CLI::IsMember( { "on", "off" } );
    app
      .add_option( "--port", options.port,
                   "Port to listen on, on the loopback address only; 0: any free one" )
      ->check( CLI::Range( 0, 65535 ) );
    app.add_option( "--data", options.dataDir,
                    "Folder that keeps everything between two runs; without it, memory does" );
    app.add_option( "--workspace", options.workspace, "Name of the one workspace" );
    app
      .add_option( "--default-role", options.defaultRole,
                   "Role in the workspace of everybody who is no superuser" )
      ->check( CLI::IsMember( { "none", "guest", "reader", "editor", "writer", "admin", "owner" } ) );
    app
      .add_option( "--edition", options.edition,
                   "ce, the community edition, or ee: members, invitations and seats as well" )
      ->check( CLI::IsMember( { "ce", "ee" } ) );
    app.add_option( "--server-version", options.version, "What /config says" );
    app
      .add_option( "--seats", options.seats,
                   "With --edition ee: people who may change something, invitations included; 0: no limit" )
      ->check( CLI::NonNegativeNumber );
    app.add_option( "--opendatasoft-key", options.opendatasoftKey,
                    "Also be a domain of Opendatasoft, on a port of its own, for whoever has this key" );
    app.add_option( "--opendatasoft-port", options.opendatasoftPort, "That port; 0: any free one" )
      ->check( CLI::Range( 0, 65535 ) );
    app.add_option( "--token-life", options.tokenLife, "Seconds that a login is good for" )
      ->check( CLI::PositiveNumber );
    app
      .add_option( "--user", options.users, "NAME:PASSWORD[:EMAIL[:superuser]], may be given more than once" )
      ->take_all();
    app.add_option( "--quota", options.quota, "Bytes that all projects together may have" );
    app.add_option( "--latency", options.latencyMs, "Milliseconds before every answer" )
      ->check( CLI::NonNegativeNumber );
    app.add_option( "--v2-push", options.v2Push, "Whether pushes of the second version are offered" )
      ->check( onOff );
    app.add_option( "--v2-pull", options.v2Pull, "Whether pulls of the second version are announced" )
      ->check( onOff );
    app
      .add_option(
        "--fault", options.faults,
        "N:WHAT[@PATTERN], may be given more than once: at the N-th request (* for all) whose path matches PATTERN (with "
        "* and ?), do WHAT: status=503, html=200, drop (no answer, nothing done), lose (done, no answer), cut=BYTES "
        "(connection closes in the body), short=BYTES (body ends early), delay=MS, norange" )
      ->take_all();
    app.add_option( "--fixture", options.fixture, "\"contract\": the people of the recorded contract" )
      ->check( CLI::IsMember( { "contract" } ) );
    for ( CLI::Option *option : app.get_options() )
      option->capture_default_str();
  }

  syncline::fake::Settings settingsOf( const Options &options )
  {
    syncline::fake::Settings settings;
    settings.workspace = QString::fromStdString( options.workspace );
    settings.defaultRole = syncline::fake::roleNamed( QString::fromStdString( options.defaultRole ) )
                             .value_or( syncline::fake::Role::None );
    settings.edition =
      options.edition == "ee" ? syncline::fake::Edition::Enterprise : syncline::fake::Edition::Community;
    settings.version = QString::fromStdString( options.version );
    settings.seats = options.seats;
    settings.tokenLifeSeconds = options.tokenLife;
    settings.quotaBytes = options.quota;
    settings.hasV2Push = options.v2Push == "on";
    settings.hasV2Pull = options.v2Pull == "on";
    settings.latency = std::chrono::milliseconds( options.latencyMs );
    if ( !options.dataDir.empty() )
      settings.dataDir = QDir( QString::fromStdString( options.dataDir ) ).absolutePath();
    return settings;
  }

  void addContractPeople( FakeServer &server )
  {
    server.addUser( QStringLiteral( "admin" ), QStringLiteral( "topsecret" ), QString(), true );
    for ( const char *name : { "alice", "bob", "carol", "dave", "erin", "frank" } )
      server.addUser( QLatin1String( name ), QStringLiteral( "Topsecret1!" ) );
  }

  bool addUser( FakeServer &server, const std::string &text )
  {
    const QStringList parts = QString::fromStdString( text ).split( QLatin1Char( ':' ) );
    const bool isSuperuser = parts.size() == 4 && parts[3] == QLatin1String( "superuser" );
    if ( parts.size() < 2 || parts.size() > 4 || parts[0].isEmpty() || parts[1].isEmpty() ||
         ( parts.size() == 4 && !isSuperuser ) )
    {
      std::fprintf( stderr, "--user wants NAME:PASSWORD[:EMAIL[:superuser]], not \"%s\"\n", text.c_str() );
      return false;
    }
    server.addUser( parts[0], parts[1], parts.value( 2 ), isSuperuser );
    return true;
  }

  bool addFault( FakeServer &server, const std::string &text )
  {
    const std::optional<FakeFault> fault = FakeFault::fromText( QString::fromStdString( text ) );
    if ( !fault )
      std::fprintf( stderr, "--fault wants N:WHAT[@PATTERN] (see --help), not \"%s\"\n", text.c_str() );
    else
      server.inject( *fault );
    return fault.has_value();
  }

  bool arrange( FakeServer &server, const Options &options )
  {
    if ( options.fixture == "contract" )
      addContractPeople( server );
    for ( const std::string &user : options.users )
      if ( !addUser( server, user ) )
        return false;
    for ( const std::string &fault : options.faults )
      if ( !addFault( server, fault ) )
        return false;
    return true;
  }

  //! A domain with an administrator, an editor and two groups.
  void addOpendatasoftPeople( syncline::FakeOpendatasoft &domain )
  {
    const QString admins = QStringLiteral( "domain_administrators" );
    const auto inGroup = []( const QString &uid ) {
      return QJsonArray{ QJsonObject{ { QStringLiteral( "uid" ), uid } } };
    };
    domain.addGroup( admins, QStringLiteral( "Domain administrators" ), { QStringLiteral( "edit_domain" ) } );
    domain.addGroup( QStringLiteral( "content_designers" ), QStringLiteral( "Content Designers" ),
                     { QStringLiteral( "edit_page" ) } );
    domain.addUser( QStringLiteral( "admin" ), { { QStringLiteral( "groups" ), inGroup( admins ) } } );
    domain.addUser( QStringLiteral( "louise.data" ),
                    { { QStringLiteral( "groups" ), inGroup( QStringLiteral( "content_designers" ) ) } } );
  }

  //! Blocks the signals that end the program, in this thread and in those that it starts, so that main() can wait for them.
  sigset_t holdBackSignals()
  {
    sigset_t signals;
    sigemptyset( &signals );
    sigaddset( &signals, SIGINT );
    sigaddset( &signals, SIGTERM );
    pthread_sigmask( SIG_BLOCK, &signals, nullptr );
    return signals;
  }
} // namespace

int main( int argc, char **argv )
{
  CLI::App app{
    "A server for trying out and testing Syncline: it speaks the protocol of a Mergin Maps server, on this machine "
    "only. Not for data that matters.",
    "syncline-devserver"
  };
  Options options;
  describe( app, options );
  CLI11_PARSE( app, argc, argv )

  const sigset_t signals = holdBackSignals();
  FakeServer server( settingsOf( options ) );
  if ( !arrange( server, options ) )
    return 2;
  syncline::LoopbackServer loopback( server );
  if ( !loopback.listen( options.port ) )
  {
    std::fprintf( stderr, "Port %d is taken; give another one, or 0 for any free one.\n", options.port );
    return 1;
  }
  syncline::FakeOpendatasoft domain( QByteArray::fromStdString( options.opendatasoftKey ) );
  syncline::LoopbackServer domainLoopback( [&domain]( const syncline::FakeRequest &request )
                                           { return domain.handle( request ); } );
  domain.setLatency( std::chrono::milliseconds( options.latencyMs ) );
  if ( !options.opendatasoftKey.empty() )
  {
    addOpendatasoftPeople( domain );
    if ( !domainLoopback.listen( options.opendatasoftPort ) )
    {
      std::fprintf( stderr, "Port %d is taken; give another one, or 0 for any free one.\n",
                    options.opendatasoftPort );
      return 1;
    }
    std::printf( "opendatasoft on %s\n", domainLoopback.address().constData() );
  }
  std::printf( "listening on %s\n", loopback.address().constData() );
  std::fflush( stdout );
  int received = 0;
  sigwait( &signals, &received );
  loopback.stop();
  domainLoopback.stop();
  return 0;
}
