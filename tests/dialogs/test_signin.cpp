// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/signindialog.h"

#include "tests/dialogs/accountrig.h"
#include "tests/dialogs/pictures.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace syncline;

namespace
{
  template<class T> T *part( QWidget &window, const char *name )
  {
    return window.findChild<T *>( QString::fromLatin1( name ) );
  }

  //! A way to some server that always ends the same.
  class DeadEnd : public Transport
  {
    public:
      explicit DeadEnd( Result<HttpResponse> end )
        : mEnd( std::move( end ) )
      {
      }
      Call<HttpResponse> send( const HttpRequest & ) override { return Call<HttpResponse>::resolved( mEnd ); }

    private:
      Result<HttpResponse> mEnd;
  };

  [[nodiscard]] Result<HttpResponse> answer( int status, const QByteArray &type, const QByteArray &body )
  {
    HttpResponse made;
    made.status = status;
    made.headers = { { "Content-Type", type } };
    made.body = body;
    return made;
  }
} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

    std::unique_ptr<AccountRig> mRig;
    std::unique_ptr<Account> mAccount;
    QPointer<SignInDialog> mDialog;

    void type( const QString &login, const QString &password )
    {
      part<QComboBox>( *mDialog, "mServerCombo" )->setEditText( serverAddress() );
      part<QLineEdit>( *mDialog, "mLoginEdit" )->setText( login );
      part<QLineEdit>( *mDialog, "mPasswordEdit" )->setText( password );
    }
    void press() { QTest::mouseClick( part<QPushButton>( *mDialog, "mSignInButton" ), Qt::LeftButton ); }
    QString passwordLine() { return part<QLabel>( *mDialog, "mPasswordError" )->text(); }
    QString serverLine() { return part<QLabel>( *mDialog, "mServerState" )->text(); }

    //! An address behind which there is no such server.
    void checkDeadEnd( const Result<HttpResponse> &end )
    {
      delete mDialog;
      AccountParts parts = mRig->parts();
      parts.makeTransport = [end]( const QUrl & ) { return std::make_unique<DeadEnd>( end ); };
      mAccount = std::make_unique<Account>( parts );
      mDialog = new SignInDialog( *mAccount );
      mDialog->show();
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      QTRY_VERIFY( !serverLine().isEmpty() && !serverLine().startsWith( QStringLiteral( "Looking" ) ) );
      QVERIFY2( !serverLine().startsWith( QStringLiteral( "✓" ) ), qPrintable( serverLine() ) );
      press();
      QVERIFY2( serverLine().endsWith( QLatin1Char( '.' ) ), qPrintable( serverLine() ) );
      for ( const QLabel *label : mDialog->findChildren<QLabel *>() )
        QVERIFY2( !label->text().contains( QStringLiteral( "secret" ) ), qPrintable( label->text() ) );
      QVERIFY( mDialog->isVisible() );
      QVERIFY( !mAccount->isSignedIn() );
      QVERIFY( part<QPushButton>( *mDialog, "mSignInButton" )->isEnabled() ); // nothing is locked
    }

  private Q_SLOTS:
    void init()
    {
      mRig = std::make_unique<AccountRig>();
      mAccount = std::make_unique<Account>( mRig->parts() );
      mDialog = new SignInDialog( *mAccount );
      mDialog->show();
    }

    void cleanup()
    {
      delete mDialog;
      mAccount.reset();
      mRig.reset();
    }

    void theServerIsLookedForWhileItsAddressIsTyped()
    {
      part<QComboBox>( *mDialog, "mServerCombo" )->setEditText( serverAddress() );
      QTRY_VERIFY2( serverLine().startsWith( QStringLiteral( "✓" ) ), qPrintable( serverLine() ) );
      QVERIFY( serverLine().contains( QStringLiteral( "version" ) ) );
    }

    void anAddressThatIsNoneIsSaidSoAndLocksNothing()
    {
      part<QComboBox>( *mDialog, "mServerCombo" )->setEditText( QStringLiteral( "ftp://x" ) );
      QTRY_VERIFY( !serverLine().isEmpty() );
      QVERIFY( part<QLineEdit>( *mDialog, "mLoginEdit" )->isEnabled() );
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      press();
      QVERIFY( mAccount->isSignedIn() );
    }

    void signingInClosesTheDialogAndIsKeptWhereAsked()
    {
      QSignalSpy accepted( mDialog, &QDialog::accepted );
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      press();
      QCOMPARE( accepted.size(), 1 );
      QVERIFY( mAccount->isSignedIn() );
      QCOMPARE( mAccount->userName(), QStringLiteral( "anna" ) );
      QTRY_VERIFY( mDialog.isNull() );

      Account nextTime( mRig->parts() );
      QVERIFY( !nextTime.isSignedIn() );
      nextTime.restore();
      QVERIFY( nextTime.isSignedIn() );
      QCOMPARE( nextTime.server().toString(), serverAddress() );
    }

    void aWrongPasswordIsSaidUnderTheFieldAndChangesNothing()
    {
      type( QStringLiteral( "anna" ), QStringLiteral( "wrong" ) );
      press();
      QCOMPARE( passwordLine(), QStringLiteral( "User name or password is wrong." ) );
      QVERIFY( mDialog->isVisible() );
      QVERIFY( !mAccount->isSignedIn() );
      QVERIFY( mAccount->server().isEmpty() );
      QVERIFY( savePicture( *mDialog, QStringLiteral( "02-signin-wrong-password-light" ) ) );
    }

    void aServerThatDoesNotAnswerIsSaidUnderTheAddress()
    {
      mRig->server.inject( *FakeFault::fromText( QStringLiteral( "*:drop" ) ) );
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      press();
      QVERIFY2( serverLine().contains( QStringLiteral( "does not answer" ) ), qPrintable( serverLine() ) );
      QVERIFY( part<QPushButton>( *mDialog, "mSignInButton" )->isEnabled() );
    }

    void whateverAnswersInsteadIsSaidUnderTheAddress()
    {
      const auto failed = []( ErrorKind kind ) -> Result<HttpResponse>
      { return fail( kind, QStringLiteral( "technical detail with secret" ) ); };
      checkDeadEnd( answer( 200, "text/html", "<html><body>Welcome</body></html>" ) );
      checkDeadEnd( answer( 200, "text/html", QByteArray() ) );
      checkDeadEnd( answer( 404, "text/plain", "not here" ) );
      checkDeadEnd( answer( 200, "application/json", "{\"version\": \"20" ) );
      checkDeadEnd( answer( 200, "application/json", "[1, 2, 3]" ) );
      checkDeadEnd( answer( 500, "text/html", "<h1>oops</h1>" ) );
      checkDeadEnd( failed( ErrorKind::TlsFailure ) );
      checkDeadEnd( failed( ErrorKind::Offline ) );
      checkDeadEnd( failed( ErrorKind::Timeout ) );
    }

    void emptyFieldsAreAskedFor()
    {
      type( QString(), QString() );
      press();
      QCOMPARE( passwordLine(), QStringLiteral( "Enter your user name or e-mail." ) );
      type( QStringLiteral( "anna" ), QString() );
      press();
      QCOMPARE( passwordLine(), QStringLiteral( "Enter your password." ) );
      QCOMPARE( mRig->server.requestCount( "POST", QStringLiteral( "/v1/auth/login" ) ), 0 );
    }

    void aSignInUnderWayCanBeCanceledAndNeverArrives()
    {
      mRig->isHolding = true;
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      press();
      QCOMPARE( passwordLine(), QStringLiteral( "Signing in…" ) );
      QVERIFY( part<QLineEdit>( *mDialog, "mPasswordEdit" )->isReadOnly() );
      press();
      QVERIFY( !part<QLineEdit>( *mDialog, "mPasswordEdit" )->isReadOnly() );
      QVERIFY( !mAccount->isSignedIn() );
      QVERIFY( mDialog->isVisible() );
    }

    void thePasswordIsNeverInTheSettings()
    {
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      press();
      QSettings settings;
      settings.sync();
      QFile file( settings.fileName() );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QByteArray written = file.readAll();
      QVERIFY( written.contains( "anna" ) );
      QVERIFY( !written.contains( "secret" ) );
    }

    void withoutAKeyringItIsNotOffered()
    {
      mRig->hasKeyring = false;
      SignInDialog *dialog = new SignInDialog( *mAccount );
      const auto *keep = part<QComboBox>( *dialog, "mKeepCombo" );
      QCOMPARE( keep->count(), 1 );
      QCOMPARE( keep->itemText( 0 ), QStringLiteral( "Until QGIS Closes" ) );
      delete dialog;
    }

    void signingOutForgetsTheSecretButNotTheServer()
    {
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      press();
      mAccount->signOut();
      QVERIFY( !mAccount->isSignedIn() );
      QCOMPARE( mAccount->server().toString(), serverAddress() );
      Account nextTime( mRig->parts() );
      nextTime.restore();
      QVERIFY( !nextTime.isSignedIn() );
    }

    void picture()
    {
      type( QStringLiteral( "anna" ), QStringLiteral( "secret" ) );
      mDialog->setReason( QStringLiteral( "Your sign-in has expired. Sign in again; the sync goes on." ) );
      QTRY_VERIFY( serverLine().startsWith( QStringLiteral( "✓" ) ) );
      QVERIFY( savePicture( *mDialog, QStringLiteral( "01-signin-light" ) ) );
    }
};

QTEST_MAIN( TestSignIn )
#include "test_signin.moc"
