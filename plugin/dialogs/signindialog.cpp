// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/signindialog.h"

#include "plugin/dialogs/icons.h"
#include "ui_signin.h"

#include <QAction>
#include <QDesktopServices>
#include <QPushButton>

namespace syncline
{
  namespace
  {
    constexpr QLatin1String USUAL_SERVER( "https://app.merginmaps.com" );
  }

  SignInDialog::SignInDialog( Account &account, QWidget *parent )
    : QDialog( parent )
    , mUi( std::make_unique<Ui::SignInDialog>() )
    , mAccount( account )
    , mPresenter( account )
  {
    mUi->setupUi( this );
    setAttribute( Qt::WA_DeleteOnClose );
    mSignInButton = mUi->mButtonBox->addButton( tr( "Sign In" ), QDialogButtonBox::ActionRole );
    mSignInButton->setObjectName( QStringLiteral( "mSignInButton" ) );
    mSignInButton->setDefault( true );
    mUi->mServerCombo->lineEdit()->setObjectName( QStringLiteral( "mServerEdit" ) );
    mUi->mServerCombo->lineEdit()->setAccessibleName( tr( "Server" ) );
    mShowPassword = mUi->mPasswordEdit->addAction( QIcon(), QLineEdit::TrailingPosition );
    mShowPassword->setObjectName( QStringLiteral( "mShowPassword" ) );
    mShowPassword->setCheckable( true );
    mShowPassword->setToolTip( tr( "Show the password" ) );
    mUi->mSignUpButton->hide();
    // A line is kept free below each field, so that nothing jumps when it is needed.
    for ( QLabel *line : { mUi->mServerState, mUi->mPasswordError } )
      line->setMinimumHeight( line->fontMetrics().lineSpacing() );
    showIcons();
    connectForm();
    connectPresenter();
    fillFromLastTime();
  }

  SignInDialog::~SignInDialog() = default;

  void SignInDialog::fillFromLastTime()
  {
    mUi->mServerCombo->addItems( mAccount.serverHistory() );
    if ( mUi->mServerCombo->findText( USUAL_SERVER ) < 0 )
      mUi->mServerCombo->addItem( USUAL_SERVER );
    mUi->mServerCombo->setCurrentText( mAccount.server().isEmpty() ? mUi->mServerCombo->itemText( 0 )
                                                                   : mAccount.server().toString() );
    mUi->mLoginEdit->setText( mAccount.lastUserOf( mUi->mServerCombo->currentText() ) );
    for ( const KeepPlace place : mAccount.keepPlaces() )
      mUi->mKeepCombo->addItem( textOf( place ), int( place ) );
    mPresenter.setServer( mUi->mServerCombo->currentText() );
    if ( mUi->mServerCombo->currentText().isEmpty() )
      mUi->mServerCombo->setFocus();
    else
      ( mUi->mLoginEdit->text().isEmpty() ? mUi->mLoginEdit : mUi->mPasswordEdit )->setFocus();
  }

  void SignInDialog::connectForm()
  {
    connect( mUi->mServerCombo, &QComboBox::editTextChanged, this,
             [this]( const QString &text )
             {
               mUi->mServerState->clear();
               mUi->mSignUpButton->hide();
               mPresenter.setServer( text );
             } );
    connect( mUi->mLoginEdit, &QLineEdit::textEdited, mUi->mPasswordError, &QLabel::clear );
    connect( mUi->mPasswordEdit, &QLineEdit::textEdited, mUi->mPasswordError, &QLabel::clear );
    connect( mShowPassword, &QAction::toggled, this,
             [this]( bool isShown )
             {
               mUi->mPasswordEdit->setEchoMode( isShown ? QLineEdit::Normal : QLineEdit::Password );
               mShowPassword->setToolTip( isShown ? tr( "Hide the password" ) : tr( "Show the password" ) );
             } );
    connect( mSignInButton, &QPushButton::clicked, this, &SignInDialog::signInPressed );
    connect( mUi->mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
    connect( mUi->mSignUpButton, &QToolButton::clicked, this,
             [this] { openPage( QStringLiteral( "/register" ) ); } );
    connect( mUi->mForgotButton, &QToolButton::clicked, this,
             [this] { openPage( QStringLiteral( "/login/reset" ) ); } );
  }

  void SignInDialog::connectPresenter()
  {
    connect( &mPresenter, &SignInPresenter::probing, this,
             [this] { mUi->mServerState->setText( tr( "Looking for the server…" ) ); } );
    connect( &mPresenter, &SignInPresenter::serverProbed, this, &SignInDialog::showServer );
    connect( &mPresenter, &SignInPresenter::serverRefused, this,
             [this]( const ErrorText &why ) { mUi->mServerState->setText( why.sentence ); } );
    connect( &mPresenter, &SignInPresenter::submitting, this, &SignInDialog::setBusy );
    connect( &mPresenter, &SignInPresenter::refused, this,
             [this]( const ErrorText &why, bool isServer )
             {
               ( isServer ? mUi->mServerState : mUi->mPasswordError )->setText( why.sentence );
               if ( isServer )
                 return;
               mUi->mPasswordEdit->setFocus();
               mUi->mPasswordEdit->selectAll();
             } );
    connect( &mPresenter, &SignInPresenter::signedIn, this, &QDialog::accept );
  }

  void SignInDialog::setReason( const QString &sentence ) { mUi->mNotice->say( Severity::Info, sentence ); }

  void SignInDialog::changeEvent( QEvent *event )
  {
    QDialog::changeEvent( event );
    if ( mShowPassword && ( event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ) )
      showIcons();
  }

  void SignInDialog::showIcons()
  {
    mShowPassword->setIcon( ownIcon( QStringLiteral( "show" ), mUi->mServerLabel ) );
    for ( QToolButton *link : { mUi->mSignUpButton, mUi->mForgotButton } )
      link->setIcon( ownIcon( QStringLiteral( "external-link" ), mUi->mServerLabel ) );
  }

  void SignInDialog::signInPressed()
  {
    if ( mPresenter.isSubmitting() )
      return mPresenter.cancelSubmit();
    mUi->mPasswordError->clear();
    if ( mUi->mServerCombo->currentText().trimmed().isEmpty() )
    {
      mUi->mServerState->setText( tr( "Enter the address of your server." ) );
      return mUi->mServerCombo->setFocus();
    }
    if ( mUi->mLoginEdit->text().trimmed().isEmpty() )
    {
      mUi->mPasswordError->setText( tr( "Enter your user name or e-mail." ) );
      return mUi->mLoginEdit->setFocus();
    }
    if ( mUi->mPasswordEdit->text().isEmpty() )
    {
      mUi->mPasswordError->setText( tr( "Enter your password." ) );
      return mUi->mPasswordEdit->setFocus();
    }
    mPresenter.submit( { mUi->mLoginEdit->text().trimmed(), mUi->mPasswordEdit->text(),
                         KeepPlace( mUi->mKeepCombo->currentData().toInt() ) } );
  }

  void SignInDialog::showServer( const ServerCapabilities &capabilities )
  {
    const QString version = capabilities.version.toString();
    QString kind;
    switch ( capabilities.type )
    {
      case ServerType::Legacy:
      case ServerType::Saas:
        kind = tr( "✓ Mergin Maps server, version %1" );
        break;
      case ServerType::Community:
        kind = tr( "✓ Community server, version %1" );
        break;
      case ServerType::Enterprise:
        kind = tr( "✓ Enterprise server, version %1" );
        break;
    }
    mUi->mServerState->setText( capabilities.isTooOld()
                                  ? tr( "⚠ Version %1 is older than %2; some functions are missing." )
                                      .arg( version, OLDEST_SERVER.toString() )
                                  : kind.arg( version ) );
    mUi->mSignUpButton->setVisible( capabilities.hasSelfRegistration );
  }

  void SignInDialog::setBusy( bool isBusy )
  {
    mSignInButton->setText( isBusy ? tr( "Cancel Sign-In" ) : tr( "Sign In" ) );
    mUi->mLoginEdit->setReadOnly( isBusy );
    mUi->mPasswordEdit->setReadOnly( isBusy );
    mUi->mServerCombo->setEnabled( !isBusy );
    mUi->mKeepCombo->setEnabled( !isBusy );
    if ( isBusy )
      mUi->mPasswordError->setText( tr( "Signing in…" ) );
    else if ( mUi->mPasswordError->text() == tr( "Signing in…" ) )
      mUi->mPasswordError->clear();
  }

  QString SignInDialog::textOf( KeepPlace place )
  {
    switch ( place )
    {
      case KeepPlace::Keyring:
        return tr( "In the System Keyring" );
      case KeepPlace::QgisDatabase:
        return tr( "In the QGIS Authentication Database" );
      case KeepPlace::UntilQgisCloses:
        return tr( "Until QGIS Closes" );
    }
    Q_UNREACHABLE();
  }

  void SignInDialog::openPage( const QString &path )
  {
    if ( const QUrl server = mPresenter.serverUrl(); !server.isEmpty() )
      QDesktopServices::openUrl( QUrl( server.toString() + path ) );
  }
} // namespace syncline
