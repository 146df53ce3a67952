// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/connection.h"
#include "cli/console.h"
#include "cli/describe.h"
#include "cli/progressbar.h"
#include "core/net/await.h"
#include "core/sync/syncsession.h"

#include <memory>

namespace syncline::cli
{
  /**
   * What a command works with. Lives for one command, on the main thread.
   *
   *     made ──signIn() when the server is needed──► api() ──► the command's own calls
   */
  class Runtime
  {
    public:
      Runtime( Console &console, const GlobalOptions &global, const CancelToken &cancel );

      Console &console() { return mConsole; }
      const GlobalOptions &global() const { return mGlobal; }
      const CancelToken &cancel() const { return mCancel; }

      enum class SignIn
      {
        WithAnything,
        WithPassword
      };
      //! Signs in with what was given (see signin.h). Unauthorized, with what to do, where nothing was given.
      [[nodiscard]] Result<void> signIn( SignIn how = SignIn::WithAnything );
      //! After signIn() only.
      ApiClient &api();
      const SessionData &account(); //!< same
      //! What a sync needs; \a bar must outlive it.
      SyncContext syncContext( ProgressBar &bar );
      //! A bar that is silent where none is wanted (--json, --quiet, no terminal).
      std::unique_ptr<ProgressBar> progressBar() const;

      //! Waits for the answer to \a endpoint.
      template<class T> [[nodiscard]] Result<T> ask( const Endpoint<T> &endpoint )
      {
        return await( api().call( endpoint ), mCancel );
      }

      //! What the error sentences speak of; commands add project and folder as soon as they know them.
      Place &place() { return mPlace; }

      /**
       * The error that stands behind \a error: an answer that a Mergin Maps server would not give may mean that there is none at
       * that address. Asks it (/ping) where that can be.
       */
      Error explained( Error error );

    private:
      Console &mConsole;
      const GlobalOptions &mGlobal;
      CancelToken mCancel;
      Place mPlace;
      std::unique_ptr<Connection> mConnection;
  };

  //! The folder a command works in: where it was started, or the project folder above. NotAProject when there is none.
  [[nodiscard]] Result<QString> projectFolderHere( Runtime &runtime );
} // namespace syncline::cli
