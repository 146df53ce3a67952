// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/keychainstore.h"

#include "core/api/jsonreader.h"
#include "core/base/logging.h"

#include <QJsonDocument>
#include <QPointer>
#include <QTimer>

#include <keychain.h> // of QtKeychain; its folder depends on the Qt (CMakeLists.txt)

#include <functional>

namespace syncline
{
  namespace
  {
    const QString SERVICE =
      QStringLiteral( "Syncline" ); // under which people find the entries in their keychain
    const QString TRIAL_KEY = QStringLiteral( "trial" );

    [[nodiscard]] tl::unexpected<Error> silent()
    {
      return fail( ErrorKind::CredentialStore, QStringLiteral( "the keychain does not answer" ) );
    }

    //! The job's outcome; nothing found is NotFound, everything else that is no success: there is no usable keychain.
    [[nodiscard]] Result<void> outcomeOf( const QKeychain::Job &job )
    {
      if ( job.error() == QKeychain::NoError )
        return {};
      if ( job.error() == QKeychain::EntryNotFound )
        return fail( ErrorKind::NotFound, QStringLiteral( "nothing is kept for this account" ) );
      return fail( ErrorKind::CredentialStore, job.errorString() );
    }

    QString toText( const Credentials &credentials )
    {
      const QJsonObject object{ { QStringLiteral( "userName" ), credentials.userName },
                                { QStringLiteral( "password" ), credentials.password },
                                { QStringLiteral( "token" ), QString::fromLatin1( credentials.token ) } };
      return QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
    }

    [[nodiscard]] Result<Credentials> credentialsFrom( const QString &text )
    {
      const QJsonObject object = QJsonDocument::fromJson( text.toUtf8() ).object();
      JsonReader fields( object, "entry" );
      Credentials credentials;
      credentials.userName = fields.text( "userName" );
      credentials.password = fields.text( "password" );
      credentials.token = fields.textOr( "token" ).toLatin1();
      if ( !fields.check() )
        return fail( ErrorKind::CredentialStore, QStringLiteral( "the keychain's entry cannot be read" ) );
      return credentials;
    }
  } // namespace

  //! Runs jobs, each with a limit of time.
  class KeychainStore::Jobs : public QObject
  {
    public:
      explicit Jobs( std::chrono::milliseconds limit )
        : mLimit( limit )
      {
      }

      //! Starts \a job, which deletes itself when it is over; \a read makes the answer of it.
      template<class T> Call<T> run( QKeychain::Job *job, std::function<Result<T>( QKeychain::Job & )> read )
      {
        job->setInsecureFallback( false );
        auto made = Resolver<T>::make();
        if ( mUnanswered > 0 )
        {
          delete job;
          made.second.resolve( silent() );
          return made.first;
        }
        QTimer *timer = new QTimer( this ); // goes with the first of answer and limit
        timer->setSingleShot( true );
        const auto isSilent = std::make_shared<bool>( false );
        connect( timer, &QTimer::timeout, this,
                 [this, timer, isSilent, resolver = made.second]
                 {
                   qCDebug( lcApi, "the keychain does not answer within %d ms", timer->interval() );
                   *isSilent = true;
                   ++mUnanswered;
                   timer->deleteLater();
                   resolver.resolve( silent() );
                 } );
        connect( job, &QKeychain::Job::finished, this,
                 [this, timer, isSilent, read, resolver = made.second]( QKeychain::Job *over )
                 {
                   if ( *isSilent )
                   {
                     --mUnanswered;
                     return;
                   }
                   timer->stop();
                   timer->deleteLater();
                   resolver.resolve( read( *over ) );
                 } );
        timer->start( mLimit );
        job->start();
        return made.first;
      }

    private:
      std::chrono::milliseconds mLimit;
      int mUnanswered = 0;
  };

  KeychainStore::KeychainStore( std::chrono::milliseconds limit )
    : d( std::make_unique<Jobs>( limit ) )
  {
  }

  KeychainStore::~KeychainStore() = default;

  Call<Credentials> KeychainStore::load( const QString &key )
  {
    auto *job = new QKeychain::ReadPasswordJob( SERVICE );
    job->setKey( key );
    return d->run<Credentials>( job,
                                [job]( QKeychain::Job &over ) -> Result<Credentials>
                                {
                                  SYNCLINE_CHECK( outcomeOf( over ) );
                                  return credentialsFrom( job->textData() );
                                } );
  }

  Call<bool> KeychainStore::save( const QString &key, const Credentials &credentials )
  {
    auto *job = new QKeychain::WritePasswordJob( SERVICE );
    job->setKey( key );
    job->setTextData( toText( credentials ) );
    return d->run<bool>( job,
                         []( QKeychain::Job &over ) -> Result<bool>
                         {
                           SYNCLINE_CHECK( outcomeOf( over ) );
                           return true;
                         } );
  }

  Call<bool> KeychainStore::remove( const QString &key )
  {
    auto *job = new QKeychain::DeletePasswordJob( SERVICE );
    job->setKey( key );
    return d->run<bool>( job,
                         []( QKeychain::Job &over ) -> Result<bool>
                         {
                           const Result<void> outcome = outcomeOf( over );
                           if ( !outcome && outcome.error().kind == ErrorKind::NotFound )
                             return false;
                           SYNCLINE_CHECK( outcome );
                           return true;
                         } );
  }

  Call<bool> KeychainStore::probe()
  {
    auto made = Resolver<bool>::make();
    save( TRIAL_KEY, {} )
      .listen(
        [this, alive = QPointer<Jobs>( d.get() ), resolver = made.second]( const Result<bool> &saved )
        {
          if ( alive && saved )
            remove( TRIAL_KEY ); // whatever comes of it: it took an entry
          resolver.resolve( saved.value_or( false ) );
        } );
    return made.first;
  }
} // namespace syncline
