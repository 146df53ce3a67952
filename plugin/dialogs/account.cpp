// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/account.h"

#include "core/base/logging.h"

#include <QSettings>

namespace syncline
{
  namespace
  {
    constexpr int MAX_SERVERS_REMEMBERED = 10;
    constexpr QLatin1String SERVER_KEY( "syncline/account/server" );
    constexpr QLatin1String USER_KEY( "syncline/account/user" );
    constexpr QLatin1String KEEP_KEY( "syncline/account/keep" );
    constexpr QLatin1String HISTORY_KEY( "syncline/ui/signin/servers" );
    constexpr QLatin1String LAST_USERS_KEY( "syncline/ui/signin/users" );
  } // namespace

  Account::Account( AccountParts parts, QObject *parent )
    : QObject( parent )
    , mParts( std::move( parts ) )
  {
    SessionData data;
    data.server = QUrl( QSettings().value( SERVER_KEY ).toString() );
    data.credentials.userName = QSettings().value( USER_KEY ).toString();
    if ( !data.server.isEmpty() )
      takeOver( data );
  }

  Account::~Account() = default;

  bool Account::isSignedIn() const
  {
    return mSession && ( mSession->isSignedIn() || !mSession->data().credentials.password.isEmpty() );
  }

  QUrl Account::server() const { return mSession ? mSession->server() : QUrl(); }
  QString Account::host() const { return server().host(); }

  QString Account::userName() const
  {
    if ( !mSession )
      return QString();
    return mSession->data().auth ? mSession->data().auth->userName : mSession->data().credentials.userName;
  }

  SessionData Account::sessionData() const { return mSession ? mSession->data() : SessionData(); }

  void Account::takeOver( const SessionData &data )
  {
    Q_EMIT aboutToChange();
    mApi.reset();
    mTransport.reset();
    mSession = std::make_unique<Session>( data );
    mTransport = mParts.makeTransport( data.server );
    mApi = std::make_unique<ApiClient>( *mTransport, *mSession, *mParts.clock );
  }

  void Account::restore()
  {
    const KeepPlace place = placeFromName( QSettings().value( KEEP_KEY ).toString() );
    CredentialStore *store = place == KeepPlace::UntilQgisCloses ? nullptr : mParts.storeFor( place );
    if ( !mSession || isSignedIn() || !store || mSession->data().credentials.userName.isEmpty() )
    {
      Q_EMIT changed();
      return;
    }
    mIsRestoring = true;
    store->load( key() ).then( this,
                               [this]( const Result<Credentials> &found )
                               {
                                 mIsRestoring = false;
                                 if ( !found )
                                   qCInfo( lcUi )
                                     << "no sign-in was kept:" << syncline::nameOf( found.error().kind );
                                 else if ( !isSignedIn() ) // somebody may have signed in by hand meanwhile
                                   mSession->setCredentials( *found );
                                 Q_EMIT changed();
                               } );
  }

  void Account::begin( const SessionData &data, KeepPlace keep )
  {
    takeOver( data );
    remember( keep );
    keepIn( keep );
    Q_EMIT changed();
  }

  void Account::keepIn( KeepPlace place )
  {
    if ( !mSession )
      return;
    QSettings().setValue( KEEP_KEY, nameOf( place ) );
    CredentialStore *store = place == KeepPlace::UntilQgisCloses ? nullptr : mParts.storeFor( place );
    if ( !store )
      return;
    store->save( key(), mSession->data().credentials )
      .then( this,
             [this]( const Result<bool> &saved )
             {
               if ( saved )
                 return;
               QSettings().setValue(
                 KEEP_KEY, nameOf( KeepPlace::UntilQgisCloses ) ); // what is true now, and proposed next time
               Q_EMIT notKept( saved.error() );
             } );
  }

  void Account::signOut()
  {
    if ( !mSession )
      return;
    const KeepPlace place = placeFromName( QSettings().value( KEEP_KEY ).toString() );
    if ( CredentialStore *store = place == KeepPlace::UntilQgisCloses ? nullptr : mParts.storeFor( place ) )
      store->remove( key() ).then( this, []( const Result<bool> & ) {} ); // gone, or not there: both are fine
    SessionData rest;
    rest.server = server();
    rest.credentials.userName = userName();
    takeOver( rest );
    Q_EMIT changed();
  }

  void Account::renewed( const AuthSession &auth )
  {
    if ( mSession && mSession->data().credentials.userName == auth.userName )
      mSession->begin( auth );
  }

  QList<KeepPlace> Account::keepPlaces() const
  {
    QList<KeepPlace> places;
    for ( const KeepPlace place : { KeepPlace::Keyring, KeepPlace::QgisDatabase } )
      if ( mParts.storeFor( place ) )
        places << place;
    places << KeepPlace::UntilQgisCloses;
    const KeepPlace last = placeFromName( QSettings().value( KEEP_KEY ).toString() );
    if ( QSettings().contains( KEEP_KEY ) && places.removeOne( last ) )
      places.prepend( last );
    return places;
  }

  QStringList Account::serverHistory() const { return QSettings().value( HISTORY_KEY ).toStringList(); }

  QString Account::lastUserOf( const QString &server ) const
  {
    return QSettings().value( LAST_USERS_KEY ).toMap().value( server ).toString();
  }

  void Account::remember( KeepPlace keep )
  {
    QSettings settings;
    const QString address = server().toString();
    const QString user = mSession->data().credentials.userName;
    settings.setValue( SERVER_KEY, address );
    settings.setValue( USER_KEY, user );
    settings.setValue( KEEP_KEY, nameOf( keep ) );
    QStringList history = serverHistory();
    history.removeAll( address );
    history.prepend( address );
    settings.setValue( HISTORY_KEY, QStringList( history.mid( 0, MAX_SERVERS_REMEMBERED ) ) );
    QVariantMap users = settings.value( LAST_USERS_KEY ).toMap();
    users.insert( address, user );
    settings.setValue( LAST_USERS_KEY, users );
  }

  QString Account::nameOf( KeepPlace place )
  {
    switch ( place )
    {
      case KeepPlace::Keyring:
        return QStringLiteral( "keyring" );
      case KeepPlace::QgisDatabase:
        return QStringLiteral( "qgis" );
      case KeepPlace::UntilQgisCloses:
        return QStringLiteral( "session" );
    }
    Q_UNREACHABLE();
  }

  KeepPlace Account::placeFromName( const QString &name )
  {
    for ( const KeepPlace place : { KeepPlace::QgisDatabase, KeepPlace::UntilQgisCloses } )
      if ( name == nameOf( place ) )
        return place;
    return KeepPlace::Keyring;
  }

  QString Account::key() const
  {
    return server().toString() + QLatin1Char( ' ' ) + mSession->data().credentials.userName;
  }
} // namespace syncline
