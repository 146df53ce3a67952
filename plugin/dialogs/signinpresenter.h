// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/account.h"
#include "plugin/errors/errortext.h"

#include <QTimer>

namespace syncline
{
  //! What was typed into the sign-in dialog.
  struct SignInForm
  {
      QString login; //!< user name or e-mail
      QString password;
      KeepPlace keep = KeepPlace::UntilQgisCloses;
  };

  /**
   * Signing in without its widgets: looks for the server while its address is typed, signs in, hands the result to the account.
   * Nothing is changed or kept before the server said yes. Main thread; never waits.
   *
   *   setServer() ─300 ms─► serverProbed() | serverRefused()        submit() ─► signedIn() | refused()
   */
  class SignInPresenter : public QObject
  {
      Q_OBJECT
    public:
      explicit SignInPresenter( Account &account, QObject *parent = nullptr );
      ~SignInPresenter() override;

      void setServer( const QString &text );
      void submit( const SignInForm &form );
      void cancelSubmit();
      bool isSubmitting() const { return mIsSubmitting; }
      QUrl serverUrl() const { return mUrl; } //!< empty while the text is no address

    Q_SIGNALS:
      void probing();
      void serverProbed( const syncline::ServerCapabilities &capabilities );
      void serverRefused( const syncline::ErrorText &why );
      void submitting( bool isRunning );
      //! \a isServer: it belongs under the address, otherwise under the password.
      void refused( const syncline::ErrorText &why, bool isServer );
      void signedIn();

    private:
      struct Line; //!< transport, session and client of one attempt

      void probe();
      void probed( const ServerCapabilities &capabilities );
      void finish( const SignInForm &form, const Result<AuthSession> &auth );
      ErrorScene scene() const;

      Account &mAccount;
      QTimer mTypingPause;
      QString mText;
      QUrl mUrl;
      std::optional<ServerCapabilities> mCapabilities;
      std::unique_ptr<Line> mProbe;
      std::unique_ptr<Line> mSubmit;
      bool mIsSubmitting = false;
  };
} // namespace syncline
