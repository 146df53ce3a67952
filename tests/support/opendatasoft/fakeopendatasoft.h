// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakefault.h"
#include "tests/support/fakeserver/fakehttp.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QMutex>
#include <QStringList>

#include <functional>

namespace syncline
{
  /**
   * A domain of Opendatasoft with its users and groups, as its Automation API 1.0 shows them: keeps what it is told, filters,
   * sorts and pages, checks every body against the published description, answers bulk calls item by item, refuses to delete the
   * last administrator, and exports CSV. Every refusal is an object with error_code and message.
   *
   * handle() is the wire, below /api/automation/v1.0; the other functions arrange and inspect. Everything takes one lock and may
   * be called from any thread.
   */
  class FakeOpendatasoft
  {
    public:
      static constexpr const char *ROOT = "/api/automation/v1.0";

      explicit FakeOpendatasoft( const QByteArray &key = "test-key" );

      FakeResponse handle( const FakeRequest &request );

      //! A key that may do everything. The one given at first is one.
      void addKey( const QByteArray &key );
      //! A key that is known, but may not call anything about users.
      void addKeyWithoutRights( const QByteArray &key );
      //! Adds or replaces; what is not given is filled in. Returns the whole of it.
      QJsonObject addUser( const QString &userName, const QJsonObject &fields = {} );
      void addGroup( const QString &uid, const QString &title, const QStringList &permissions = {} );
      void addIdentityProvider( const QString &uid );
      QJsonObject user( const QString &userName ) const; //!< empty: no such user
      QStringList userNames() const;
      //! Calls \a change on a user as somebody else would, between two requests.
      void changeUser( const QString &userName, const std::function<void( QJsonObject &user )> &change );

      void setLatency( std::chrono::milliseconds latency );
      void inject( const FakeFault &fault ); //!< Kind::Status answers with this API's error object
      int requestCount( const QByteArray &verb, const QString &pathPattern ) const;
      QStringList mailsSent() const; //!< addresses that invite wrote to

    private:
      QJsonObject storeUser( const QString &userName, const QJsonObject &fields );
      void storeGroup( const QString &uid, const QString &title, const QStringList &permissions );
      FakeResponse answer( const FakeRequest &request );
      FakeResponse route( const FakeRequest &request, const QStringList &path );
      FakeResponse routeUsers( const FakeRequest &request, const QStringList &path );
      FakeResponse routeGroups( const FakeRequest &request, const QStringList &path );
      FakeResponse checkKey( const FakeRequest &request ) const; //!< status 200: may go on

      FakeResponse listUsers( const FakeRequest &request ) const;
      FakeResponse replaceUser( const QString &userName, const FakeRequest &request );
      FakeResponse deleteUser( const QString &userName );
      FakeResponse bulk( const FakeRequest &request, bool isProvision );
      QJsonObject bulkItem( const QJsonValue &item, bool isProvision );
      FakeResponse exportUsers( const FakeRequest &request ) const;
      FakeResponse listGroups( const FakeRequest &request ) const;
      FakeResponse saveGroup( const QString &uid, const FakeRequest &request );
      FakeResponse usersOfGroup( const QString &uid, const FakeRequest &request ) const;
      FakeResponse addToGroup( const QString &uid, const FakeRequest &request, bool isBatch );
      QJsonObject addOneToGroup( const QString &uid, const QJsonValue &who );
      FakeResponse page( const QList<QJsonObject> &all, const FakeRequest &request ) const;

      //! Field → complaints; empty: it may be stored.
      QJsonObject complaints( const QJsonValue &user ) const;
      QJsonObject merged( const QJsonObject &before, const QJsonObject &given ) const;
      QJsonObject shown( const QJsonObject &user, bool isExpanded ) const;
      QJsonObject shownGroup( const QString &uid ) const;
      QStringList permissionsOf( const QJsonObject &user, bool withGroups ) const;
      bool isAdministrator( const QJsonObject &user ) const;
      int indexOf( const QString &userName ) const;

      mutable QMutex mMutex;
      QList<QByteArray> mKeys;
      QList<QByteArray> mKeysWithoutRights;
      QList<QJsonObject> mUsers;
      QMap<QString, QJsonObject> mGroups;
      QStringList mProviders;
      QStringList mMails;
      QList<fake::ArmedFault> mFaults;
      QList<std::pair<QByteArray, QString>> mLog; //!< verb, decoded path
      std::chrono::milliseconds mLatency{ 0 };
  };

  namespace fake
  {
    //! {"error_code","message"} and, where there is one, "detail".
    FakeResponse odsError( int status, const QString &code, const QString &message,
                           const QJsonObject &detail = {} );
    FakeResponse odsNotFound();
    FakeResponse odsInvalid( const QJsonObject &detail ); //!< 400, validation_error
    QStringList odsPermissions();
    //! All values of each parameter of the query.
    QMap<QString, QStringList> odsParameters( const FakeRequest &request );
  } // namespace fake
} // namespace syncline
