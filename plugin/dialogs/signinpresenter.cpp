// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/signinpresenter.h"

#include "core/api/endpoints.h"

namespace syncline
{
  namespace
  {
    constexpr int SIGN_IN_PAUSE_MS = 300;
  }

  //! Destroying it drops its calls: nothing of an older attempt is ever delivered.
  struct SignInPresenter::Line
  {
      Line( const Account &account, const QUrl &server )
        : transport( account.parts().makeTransport( server ) )
        , session( SessionData{ server, {}, {}, {} } )
        , api( *transport, session, *account.parts().clock )
      {
      }
      std::unique_ptr<Transport> transport;
      Session session;
      ApiClient api;
      QObject receiver; //!< goes first
  };

  SignInPresenter::SignInPresenter( Account &account, QObject *parent )
    : QObject( parent )
    , mAccount( account )
  {
    mTypingPause.setSingleShot( true );
    mTypingPause.setInterval( SIGN_IN_PAUSE_MS );
    connect( &mTypingPause, &QTimer::timeout, this, &SignInPresenter::probe );
  }

  SignInPresenter::~SignInPresenter() = default;

  ErrorScene SignInPresenter::scene() const { return { ErrorPlace::SignIn, mUrl.host(), {}, {}, {}, {} }; }

  void SignInPresenter::setServer( const QString &text )
  {
    if ( text == mText )
      return;
    mText = text;
    mProbe.reset();
    mCapabilities.reset();
    mUrl = serverUrlFromText( text ).value_or( QUrl() );
    if ( text.trimmed().isEmpty() )
      mTypingPause.stop();
    else
      mTypingPause.start();
  }

  void SignInPresenter::probe()
  {
    const Result<QUrl> url = serverUrlFromText( mText );
    if ( !url )
    {
      Q_EMIT serverRefused( describe( url.error(), scene() ) );
      return;
    }
    Q_EMIT probing();
    mProbe = std::make_unique<Line>( mAccount, *url );
    // Ping tells a Mergin Maps server from any other; config tells which one.
    mProbe->api.call( endpoints::ping() )
      .then( &mProbe->receiver,
             [this]( const Result<ServerVersion> &version )
             {
               if ( !version )
               {
                 Q_EMIT serverRefused( describe( version.error(), scene() ) );
                 return;
               }
               mProbe->api.call( endpoints::serverConfig() )
                 .then( &mProbe->receiver,
                        [this, version = *version]( Result<ServerCapabilities> capabilities )
                        {
                          if ( !capabilities )
                          {
                            Q_EMIT serverRefused( describe( capabilities.error(), scene() ) );
                            return;
                          }
                          if ( capabilities->type == ServerType::Legacy )
                            capabilities->version = version;
                          probed( *capabilities );
                        } );
             } );
  }

  void SignInPresenter::probed( const ServerCapabilities &capabilities )
  {
    mCapabilities = capabilities;
    Q_EMIT serverProbed( capabilities );
  }

  void SignInPresenter::submit( const SignInForm &form )
  {
    const Result<QUrl> url = serverUrlFromText( mText );
    if ( !url )
    {
      Q_EMIT refused( describe( url.error(), scene() ), true );
      return;
    }
    mIsSubmitting = true;
    Q_EMIT submitting( true );
    mSubmit = std::make_unique<Line>( mAccount, *url );
    mSubmit->api.call( endpoints::login( form.login, form.password ) )
      .then( &mSubmit->receiver, [this, form]( const Result<AuthSession> &auth ) { finish( form, auth ); } );
  }

  void SignInPresenter::cancelSubmit()
  {
    if ( !mIsSubmitting )
      return;
    mSubmit.reset();
    mIsSubmitting = false;
    Q_EMIT submitting( false );
  }

  void SignInPresenter::finish( const SignInForm &form, const Result<AuthSession> &auth )
  {
    mIsSubmitting = false;
    Q_EMIT submitting( false );
    if ( !auth )
    {
      Q_EMIT refused( describe( auth.error(), scene() ), auth.error().kind != ErrorKind::Unauthorized );
      return;
    }
    SessionData data;
    data.server = mSubmit->session.server();
    // The server's own spelling of the name: people may sign in with their e-mail.
    data.credentials =
      Credentials{ auth->userName.isEmpty() ? form.login : auth->userName, form.password, auth->token };
    data.auth = *auth;
    data.capabilities = mCapabilities;
    mAccount.begin( data, form.keep );
    Q_EMIT signedIn();
  }
} // namespace syncline
