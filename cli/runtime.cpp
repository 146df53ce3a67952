// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/runtime.h"

#include "cli/signin.h"
#include "core/api/endpoints.h"
#include "core/project/projectdir.h"

#include <QDir>

namespace syncline::cli
{
  Runtime::Runtime( Console &console, const GlobalOptions &global, const CancelToken &cancel )
    : mConsole( console )
    , mGlobal( global )
    , mCancel( cancel )
  {
  }

  Result<void> Runtime::signIn( SignIn how )
  {
    GlobalOptions given = mGlobal;
    if ( how == SignIn::WithPassword )
      given.authToken.clear();
    SYNCLINE_TRY( server, serverFrom( given ) );
    mPlace.server = server.authority();
    SYNCLINE_TRY( account, accountFrom( given, server, mCancel ) );
    mConnection = std::make_unique<Connection>( account );
    if (
      account
        .auth ) // a token that is not good is answered as a stranger is, so this asks what a stranger may not
    {
      SYNCLINE_CHECK( ask( endpoints::profile() ) );
      return {};
    }
    SYNCLINE_TRY( auth, await( mConnection->api().call( endpoints::login( account.credentials.userName,
                                                                          account.credentials.password ) ),
                               mCancel ) );
    mConnection->session().begin( auth );
    return {};
  }

  ApiClient &Runtime::api()
  {
    SYNCLINE_REQUIRE( mConnection );
    return mConnection->api();
  }

  const SessionData &Runtime::account() { return api().session().data(); }

  SyncContext Runtime::syncContext( ProgressBar &bar )
  {
    return { api(), mCancel, [&bar]( const Progress &progress ) { bar.show( progress ); } };
  }

  std::unique_ptr<ProgressBar> Runtime::progressBar() const
  {
    return std::make_unique<ProgressBar>( !mConsole.isJson() && !mConsole.isQuiet() );
  }

  Error Runtime::explained( Error error )
  {
    const bool isStrange = error.kind == ErrorKind::NotFound || error.kind == ErrorKind::MalformedReply ||
                           error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::ServerRejected;
    if ( !mConnection || !isStrange )
      return error;
    Result<ServerVersion> ping = await( mConnection->api().call( endpoints::ping() ), mCancel );
    return ping || ping.error().kind != ErrorKind::NotAServer ? error : std::move( ping ).error();
  }

  Result<QString> projectFolderHere( Runtime &runtime )
  {
    runtime.place().folder = QDir::toNativeSeparators( QDir::currentPath() );
    SYNCLINE_TRY( folder, ProjectDir::rootContaining( QDir::currentPath() ) );
    runtime.place().folder = folder;
    const Result<ProjectDir> project = ProjectDir::open( folder );
    if ( project ) // a sync can make lost metadata anew; who needs them says so
      runtime.place().project = project->identity().name.toString();
    return folder;
  }
} // namespace syncline::cli
