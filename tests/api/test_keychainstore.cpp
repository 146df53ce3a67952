// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/keychainstore.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace syncline;

/**
 * Runs in a session of its own whose keyring is as SYNCLINE_TEST_KEYRING says (tests/api/keyring.sh): unlocked, locked, asking (locked,
 * with a display on which it asks for a password and waits) or missing.
 */
class TestKeychainStore : public QObject
{
    Q_OBJECT

    const QString mState = qEnvironmentVariable( "SYNCLINE_TEST_KEYRING" );
    const QString mKey = QStringLiteral( "https://maps.example.com ann" );
    const Credentials mAnn{ QStringLiteral( "ann" ), QStringLiteral( "p\u00e4ss \"word\"" ), "a.b.c" };

    //! Whether there is a keyring that takes secrets; every other state must fail in time.
    bool isUsable() const { return mState == QLatin1String( "unlocked" ); }

    template<class T> [[nodiscard]] Result<T> answerOf( Call<T> call )
    {
      std::optional<Result<T>> answer;
      call.listen( [&answer]( const Result<T> &result ) { answer = result; } );
      if ( !QTest::qWaitFor( [&answer] { return answer.has_value(); }, 10000 ) )
        return fail( ErrorKind::Bug, QStringLiteral( "the store never answered" ) );
      return *answer;
    }

    template<class T> static ErrorKind kindOf( const Result<T> &answer )
    {
      return answer ? ErrorKind::Bug : answer.error().kind;
    }

  private Q_SLOTS:
    void initTestCase()
    {
      const QStringList states{ QStringLiteral( "unlocked" ), QStringLiteral( "locked" ),
                                QStringLiteral( "asking" ), QStringLiteral( "missing" ) };
      QVERIFY2( states.contains( mState ), "run this by tests/api/keyring.sh" );
    }

    void aSecretComesBack()
    {
      KeychainStore store;
      const Result<bool> saved = answerOf( store.save( mKey, mAnn ) );
      if ( !isUsable() )
      {
        QCOMPARE( kindOf( saved ), ErrorKind::CredentialStore );
        QVERIFY( !saved.error().detail.contains( mAnn.password ) );
        return;
      }
      QVERIFY2( saved, qPrintable( saved ? QString() : toLogLine( saved.error() ) ) );
      KeychainStore another; // a later program
      const Result<Credentials> loaded = answerOf( another.load( mKey ) );
      QVERIFY( loaded );
      QCOMPARE( loaded->userName, mAnn.userName );
      QCOMPARE( loaded->password, mAnn.password );
      QCOMPARE( loaded->token, mAnn.token );

      QVERIFY( *answerOf( store.save( mKey, { QStringLiteral( "ann" ), QStringLiteral( "new" ), {} } ) ) );
      QCOMPARE( answerOf( store.load( mKey ) )->password, QStringLiteral( "new" ) );
      QCOMPARE( kindOf( answerOf( store.load( QStringLiteral( "https://maps.example.com ben" ) ) ) ),
                ErrorKind::NotFound );
      QCOMPARE( *answerOf( store.remove( mKey ) ), true );
      QCOMPARE( kindOf( answerOf( store.load( mKey ) ) ), ErrorKind::NotFound );
    }

    void whatIsNotThereIsNotFoundOrTheStoreIsMissing()
    {
      KeychainStore store;
      const Result<Credentials> loaded = answerOf( store.load( QStringLiteral( "nobody" ) ) );
      if ( isUsable() )
        QCOMPARE( kindOf( loaded ), ErrorKind::NotFound );
      else
        QVERIFY( kindOf( loaded ) == ErrorKind::NotFound || kindOf( loaded ) == ErrorKind::CredentialStore );
    }

    void aTrialTellsWhetherItCanBeUsed()
    {
      KeychainStore store;
      const Result<bool> probed = answerOf( store.probe() );
      QVERIFY( probed );
      QCOMPARE( *probed, isUsable() );
      QCOMPARE( kindOf( answerOf( store.load( QStringLiteral( "trial" ) ) ) ) == ErrorKind::Bug,
                false ); // nothing is left
    }

    void everyAnswerComesInTime()
    {
      KeychainStore store;
      QElapsedTimer watch;
      watch.start();
      answerOf( store.save( mKey, mAnn ) ).map( []( bool ) {} );
      const qint64 first = watch.restart();
      answerOf( store.load( mKey ) ).map( []( const Credentials & ) {} );
      answerOf( store.remove( mKey ) ).map( []( bool ) {} );
      answerOf( store.probe() ).map( []( bool ) {} );
      qInfo( "%s keyring: %lld ms for the first answer, %lld ms for three more", qPrintable( mState ), first,
             watch.elapsed() );
      QVERIFY( first < 3000 );
      QVERIFY( watch.elapsed() < 3000 );
    }

    void nothingBlocksMeanwhile()
    {
      KeychainStore store;
      qint64 longest = 0;
      QElapsedTimer watch;
      QTimer beat;
      connect( &beat, &QTimer::timeout, &beat, [&] { longest = qMax( longest, watch.restart() ); } );
      beat.start( 5 );
      watch.start();
      answerOf( store.save( mKey, mAnn ) ).map( []( bool ) {} );
      qInfo( "%s keyring: %lld ms without the event loop", qPrintable( mState ), longest );
      QVERIFY( longest < 500 );
      answerOf( store.remove( mKey ) ).map( []( bool ) {} );
    }

    void destroyingTheStoreEndsWhatWaits()
    {
      auto store = std::make_unique<KeychainStore>();
      Call<bool> call = store->save( mKey, mAnn );
      store.reset();
      QVERIFY( call.isResolved() );
      KeychainStore another; // answers after the job of the first, or in time
      answerOf( another.remove( mKey ) ).map( []( bool ) {} );
    }

    void nothingIsWrittenInPlainText()
    {
      KeychainStore store;
      answerOf( store.save( mKey, mAnn ) ).map( []( bool ) {} );
      QDirIterator files( QDir::homePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories );
      while ( files.hasNext() )
      {
        QFile file( files.next() );
        if ( file.open( QIODevice::ReadOnly ) )
          QVERIFY2( !file.readAll().contains( mAnn.password.toUtf8() ), qPrintable( file.fileName() ) );
      }
      answerOf( store.remove( mKey ) ).map( []( bool ) {} );
    }
};

QTEST_GUILESS_MAIN( TestKeychainStore )
#include "test_keychainstore.moc"
