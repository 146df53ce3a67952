// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/account.h"

#include "core/api/endpoints.h"
#include "tests/dialogs/accountrig.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace syncline;

namespace
{
  //! A keyring that answers when the test lets it, or refuses.
  class SlowStore : public CredentialStore
  {
    public:
      Call<Credentials> load( const QString & ) override
      {
        auto made = Resolver<Credentials>::make();
        loads << made.second;
        return made.first;
      }
      Call<bool> save( const QString &, const Credentials & ) override
      {
        return Call<bool>::resolved( fail( ErrorKind::CredentialStore, QStringLiteral( "locked" ) ) );
      }
      Call<bool> remove( const QString & ) override { return Call<bool>::resolved( false ); }

      QList<Resolver<Credentials>> loads;
  };
} // namespace

//! The account that QGIS works with; dialogs aside.
class TestAccount : public QObject
{
    Q_OBJECT

    std::unique_ptr<AccountRig> mRig;
    std::unique_ptr<Account> mAccount;

    static SessionData anna()
    {
      SessionData data;
      data.server = QUrl( serverAddress() );
      data.credentials = Credentials{ QStringLiteral( "anna" ), QStringLiteral( "secret" ), {} };
      return data;
    }
    static QString key() { return serverAddress() + QStringLiteral( " anna" ); }
    void restart() { mAccount = std::make_unique<Account>( mRig->parts() ); }
    int logins() const
    {
      return int( mRig->last->log().filter( QStringLiteral( "sent POST v1/auth/login" ) ).size() );
    }

    //! How often a question about the profile was answered well, of \a count asked at once.
    int ask( int count )
    {
      int good = 0;
      for ( int i = 0; i < count; ++i )
        mAccount->api()
          ->call( endpoints::profile() )
          .then( this, [&good]( const Result<UserProfile> &answer ) { good += answer ? 1 : 0; } );
      mRig->last->releaseAll();
      return good;
    }

  private Q_SLOTS:
    void init()
    {
      mRig = std::make_unique<AccountRig>();
      restart();
    }
    void cleanup()
    {
      mAccount.reset();
      mRig.reset();
    }

    void theNextStartSignsInFromTheKeyring()
    {
      mAccount->begin( anna(), KeepPlace::Keyring );
      restart();
      QVERIFY( !mAccount->isSignedIn() );
      QCOMPARE( mAccount->userName(),
                QStringLiteral( "anna" ) ); // known, but nobody was asked for the secret yet
      QSignalSpy changed( mAccount.get(), &Account::changed );
      mAccount->restore();
      QVERIFY( mAccount->isSignedIn() );
      QCOMPARE( changed.count(), 1 );
      QCOMPARE( ask( 1 ), 1 );
      QCOMPARE( logins(), 1 );
    }

    void whatWasForThisSessionOnlyIsGoneAtTheNextStart()
    {
      mAccount->begin( anna(), KeepPlace::UntilQgisCloses );
      QVERIFY( mAccount->isSignedIn() );
      restart();
      mAccount->restore();
      QVERIFY( !mAccount->isSignedIn() );
      std::optional<ErrorKind> missing;
      mRig->keyring.load( key() ).then( this,
                                        [&missing]( const Result<Credentials> &kept )
                                        {
                                          if ( !kept )
                                            missing = kept.error().kind;
                                        } );
      QVERIFY( missing );
      QCOMPARE( *missing, ErrorKind::NotFound );
    }

    void aTokenThatIsOverIsNotSentAndRenewedOnceForAllWhoAsk()
    {
      SessionData stale = anna();
      stale.auth = AuthSession();
      stale.auth->userName = QStringLiteral( "anna" );
      stale.auth->token = mRig->server.tokenFor( QStringLiteral( "anna" ) );
      stale.auth->expires = mRig->clock.now().addSecs( -1 );
      mAccount->begin( stale, KeepPlace::UntilQgisCloses );
      mRig->last->hold();
      int good = 0;
      for ( int i = 0; i < 5; ++i )
        mAccount->api()
          ->call( endpoints::profile() )
          .then( this, [&good]( const Result<UserProfile> &answer ) { good += answer ? 1 : 0; } );
      QCOMPARE( mRig->last->heldCount(), 1 ); // the renewal; the old token went nowhere
      mRig->last->releaseAll();
      QCOMPARE( good, 5 );
      QCOMPARE( logins(), 1 );
    }

    void aWorkersNewTokenIsTakenOverForTheSamePersonOnly()
    {
      mAccount->begin( anna(), KeepPlace::UntilQgisCloses );
      AuthSession fresh;
      fresh.userName = QStringLiteral( "anna" );
      fresh.token = mRig->server.tokenFor( QStringLiteral( "anna" ) );
      mAccount->renewed( fresh );
      QCOMPARE( mAccount->sessionData().auth->token, fresh.token );
      QCOMPARE( ask( 1 ), 1 );
      QCOMPARE( logins(), 0 );
      AuthSession stranger = fresh;
      stranger.userName = QStringLiteral( "ben" );
      stranger.token = "another";
      mAccount->renewed( stranger ); // a worker of before somebody else signed in
      QCOMPARE( mAccount->sessionData().auth->token, fresh.token );
      QCOMPARE( mAccount->userName(), QStringLiteral( "anna" ) );
    }

    void signingOutForgetsSecretAndTokenEverywhere()
    {
      mAccount->begin( anna(), KeepPlace::Keyring );
      QCOMPARE( ask( 1 ), 1 );
      QSignalSpy aboutToChange( mAccount.get(), &Account::aboutToChange );
      mAccount->signOut();
      QCOMPARE( aboutToChange.count(), 1 );
      QVERIFY( !mAccount->isSignedIn() );
      QVERIFY( !mAccount->sessionData().auth );
      QVERIFY( mAccount->sessionData().credentials.password.isEmpty() );
      QCOMPARE( mAccount->server().toString(), serverAddress() );
      QCOMPARE( mAccount->userName(), QStringLiteral( "anna" ) );
      QCOMPARE( ask( 1 ), 0 );
      QCOMPARE( mRig->last->sentCount(), 0 ); // nothing went out under anybody's name
      restart();
      mAccount->restore();
      QVERIFY( !mAccount->isSignedIn() );
    }

    void questionsUnderWayEndWhenSomebodySignsOut()
    {
      mAccount->begin( anna(), KeepPlace::UntilQgisCloses );
      mRig->last->hold();
      std::optional<ErrorKind> ended;
      mAccount->api()
        ->call( endpoints::profile() )
        .then( this,
               [&ended]( const Result<UserProfile> &answer )
               {
                 if ( !answer )
                   ended = answer.error().kind;
               } );
      mAccount->signOut();
      QVERIFY( ended );
      QCOMPARE( *ended, ErrorKind::Canceled );
    }

    void whoSignsInByHandIsNotOvertakenByASlowKeyring()
    {
      mAccount->begin( anna(), KeepPlace::Keyring );
      SlowStore slow;
      AccountParts parts = mRig->parts();
      CredentialStore *store = &slow;
      parts.storeFor = [store]( KeepPlace ) { return store; };
      mAccount = std::make_unique<Account>( parts );
      mAccount->restore();
      QVERIFY( mAccount->isRestoring() );
      SessionData other = anna();
      other.credentials.password = QStringLiteral( "typed by hand" );
      mAccount->begin( other, KeepPlace::UntilQgisCloses );
      slow.loads.first().resolve(
        Credentials{ QStringLiteral( "anna" ), QStringLiteral( "of last year" ), {} } );
      QCOMPARE( mAccount->sessionData().credentials.password, QStringLiteral( "typed by hand" ) );
    }

    void aKeyringThatRefusesIsToldAndTheSessionGoesOn()
    {
      SlowStore refusing;
      AccountParts parts = mRig->parts();
      CredentialStore *store = &refusing;
      parts.storeFor = [store]( KeepPlace ) { return store; };
      mAccount = std::make_unique<Account>( parts );
      std::optional<Error> told;
      connect( mAccount.get(), &Account::notKept, this, [&told]( const Error &why ) { told = why; } );
      mAccount->begin( anna(), KeepPlace::Keyring );
      QVERIFY( told );
      QCOMPARE( told->kind, ErrorKind::CredentialStore );
      QVERIFY( mAccount->isSignedIn() );
      QCOMPARE( ask( 1 ), 1 );
      QCOMPARE( mAccount->keepPlaces().first(), KeepPlace::UntilQgisCloses ); // proposed next time
    }

    void noSecretIsInTheSettings()
    {
      mAccount->begin( anna(), KeepPlace::Keyring );
      QCOMPARE( ask( 1 ), 1 );
      QVERIFY( mAccount->sessionData().auth );
      QSettings settings;
      settings.sync();
      QFile file( settings.fileName() );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QByteArray bytes = file.readAll();
      QVERIFY( bytes.contains( "anna" ) );
      QVERIFY( !bytes.contains( "secret" ) );
      QVERIFY( !bytes.contains( mAccount->sessionData().auth->token.left( 12 ) ) );
    }

    void theLastPersonOfEachServerIsRemembered()
    {
      mAccount->begin( anna(), KeepPlace::UntilQgisCloses );
      SessionData other = anna();
      other.server = QUrl( QStringLiteral( "https://other.example.com" ) );
      other.credentials.userName = QStringLiteral( "ben" );
      mAccount->begin( other, KeepPlace::UntilQgisCloses );
      QCOMPARE( mAccount->serverHistory(),
                QStringList( { QStringLiteral( "https://other.example.com" ), serverAddress() } ) );
      QCOMPARE( mAccount->lastUserOf( serverAddress() ), QStringLiteral( "anna" ) );
      QCOMPARE( mAccount->lastUserOf( QStringLiteral( "https://other.example.com" ) ),
                QStringLiteral( "ben" ) );
    }
};

QTEST_MAIN( TestAccount )
#include "test_account.moc"
