// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/qgiscredentialstore.h"

#include "plugin/qgis/qgiscompat.h"
#include "plugin/qgis/uistretch.h"

#include <qgsapplication.h>
#include <qgsauthmanager.h>

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace syncline
{
  namespace
  {
    constexpr QLatin1String USER( "user" );
    constexpr QLatin1String PASSWORD( "password" );
    constexpr QLatin1String TOKEN( "token" );

    //! The database knows plain names only, and they are not encrypted.
    QString settingName( const QString &key )
    {
      const QByteArray digest = QCryptographicHash::hash( key.toUtf8(), QCryptographicHash::Sha256 ).toHex();
      return QStringLiteral( "syncline/" ) + QString::fromLatin1( digest );
    }
  } // namespace

  bool QgisCredentialStore::isAvailable() { return !QgsApplication::authManager()->isDisabled(); }

  Call<Credentials> QgisCredentialStore::load( const QString &key )
  {
    const UiStretch::HostPart asking; // QGIS may ask for the master password
    const QString kept =
      QgsApplication::authManager()->authSetting( settingName( key ), QString(), true ).toString();
    const QJsonObject object = QJsonDocument::fromJson( kept.toUtf8() ).object();
    if ( object.isEmpty() )
      return Call<Credentials>::resolved( fail( ErrorKind::NotFound ) );
    return Call<Credentials>::resolved( Credentials{ object.value( USER ).toString(),
                                                     object.value( PASSWORD ).toString(),
                                                     object.value( TOKEN ).toString().toLatin1() } );
  }

  Call<bool> QgisCredentialStore::save( const QString &key, const Credentials &credentials )
  {
    const QJsonObject object{ { USER, credentials.userName },
                              { PASSWORD, credentials.password },
                              { TOKEN, QString::fromLatin1( credentials.token ) } };
    const QString text = QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
    const UiStretch::HostPart asking;
    QgsAuthManager *manager = QgsApplication::authManager();
    if ( !manager->storeAuthSetting( settingName( key ), text, true ) )
      return Call<bool>::resolved( fail(
        ErrorKind::CredentialStore, QStringLiteral( "the QGIS authentication database did not take it" ) ) );
    // QGIS makes it readable for everybody; what is in it is encrypted, but there is no need for that.
    QFile::setPermissions( authenticationDatabaseFile( *manager ), QFile::ReadOwner | QFile::WriteOwner );
    return Call<bool>::resolved( true );
  }

  Call<bool> QgisCredentialStore::remove( const QString &key )
  {
    const UiStretch::HostPart asking;
    return Call<bool>::resolved( QgsApplication::authManager()->removeAuthSetting( settingName( key ) ) );
  }
} // namespace syncline
