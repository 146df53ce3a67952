// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/api/credentialstore.h"
#include "core/api/session.h"

#include <QObject>

#include <functional>
#include <memory>

namespace syncline
{
  //! Where a sign-in is kept between runs; never as plain text.
  enum class KeepPlace
  {
    Keyring,
    QgisDatabase,
    UntilQgisCloses
  };

  using TransportMaker = std::function<std::unique_ptr<Transport>( const QUrl &server )>;

  //! What an account stands on; the makers are called on the main thread.
  struct AccountParts
  {
      TransportMaker makeTransport;
      std::function<CredentialStore *( KeepPlace )>
        storeFor; //!< null: this place is not there; never asked for UntilQgisCloses
      Clock *clock = nullptr;
  };

  /**
   * The account that QGIS works with: which server, who, and the client that talks for them. At most one at a time.
   *
   *   nobody ──restore()──► (asking the store) ──► signed in as last time, or nobody
   *   nobody ──begin()────► signed in ──signOut()──► nobody (server and name are remembered)
   *
   * Signed in means that there is a password or a sign-in of the server's; whether it still holds shows at the next call.
   * Remembers server, name and place in QSettings (`syncline/account/…`); secrets are in the store alone. Main thread.
   */
  class Account : public QObject
  {
      Q_OBJECT
    public:
      explicit Account( AccountParts parts, QObject *parent = nullptr );
      ~Account() override;

      bool isSignedIn() const;
      bool isRestoring() const { return mIsRestoring; }
      QUrl server() const; //!< of the last account even when signed out; may be empty
      QString host() const;
      QString userName() const;
      //! Speaks to the server as whoever is signed in, or as a stranger; null when no server is known yet.
      ApiClient *api() const { return mApi.get(); }
      //! For a worker's own session.
      SessionData sessionData() const;
      const AccountParts &parts() const { return mParts; }

      //! Signs in as last time, from the store. changed() follows in any case.
      void restore();
      //! Takes over a sign-in that the server accepted, and keeps it. Resolves at once; a store that refuses is told by notKept().
      void begin( const SessionData &data, KeepPlace keep );
      //! Keeps the sign-in somewhere else from now on.
      void keepIn( KeepPlace place );
      //! Forgets the sign-in, in the store too.
      void signOut();
      //! A worker renewed the server's token.
      void renewed( const AuthSession &auth );

      //! The places that are there, the preferred one first.
      QList<KeepPlace> keepPlaces() const;
      QStringList serverHistory() const; //!< newest first, ten at most
      QString lastUserOf( const QString &server ) const;

      static QString nameOf( KeepPlace place ); //!< "keyring"…: for settings, not for people

    Q_SIGNALS:
      //! api() is about to go: whoever made something that refers to it lets go of that now.
      void aboutToChange();
      void changed();
      //! The sign-in holds until QGIS closes, because the chosen place did not take it.
      void notKept( const syncline::Error &why );

    private:
      void takeOver( const SessionData &data );
      void remember( KeepPlace keep );
      static KeepPlace placeFromName( const QString &name );
      QString key() const;

      AccountParts mParts;
      bool mIsRestoring = false;
      std::unique_ptr<Session> mSession;
      std::unique_ptr<Transport> mTransport;
      std::unique_ptr<ApiClient> mApi; //!< goes before what it refers to
  };
} // namespace syncline

Q_DECLARE_METATYPE( syncline::Error )
