// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakefault.h"
#include "tests/support/fakeserver/fakehttp.h"
#include "tests/support/fakeserver/fakemodel.h"

#include <QMap>
#include <QMutex>
#include <QStringList>

#include <functional>
#include <memory>

namespace syncline
{
  namespace fake
  {
    class ArmedFault;
    class State;
  } // namespace fake

  //! A request that was answered, as the log keeps it.
  struct FakeLogEntry
  {
      QByteArray verb;
      QByteArray target;
      int status = 0; //!< of the answer, also of one that then got lost
      qint64 requestBytes = 0;
      qint64 answerBytes = 0;
      bool isFaulty = false; //!< a fault struck
  };

  /**
   * A server that keeps users, projects, versions, locks and pushes, and refuses what a real one refuses, with the same statuses
   * and the same JSON.
   *
   *     request ──► faults before ──► who asks ──► route ──► handler ──► state saved ──► faults after ──► answer
   *
   * handle() is the wire: what goes in and comes out is what HTTP carries. Behind it a test arranges and inspects: those
   * functions obey no rule of the server, so that hostile paths and false checksums can be put into a project that no honest push
   * could make. Everything takes one lock and may be called from any thread. With Settings::dataDir everything is kept in that
   * folder, written before the answer goes out; one server a folder.
   */
  class FakeServer
  {
    public:
      explicit FakeServer( const fake::Settings &settings = {} );
      ~FakeServer();
      FakeServer( const FakeServer & ) = delete;
      FakeServer &operator=( const FakeServer & ) = delete;

      FakeResponse handle( const FakeRequest &request );

      // --- people

      //! A user with that password; an e-mail NAME@example.com unless one is given. One that exists gets the new password.
      void addUser( const QString &name, const QString &password, const QString &email = QString(),
                    bool isSuperuser = false );
      //! Enterprise: "guest" … "owner"; empty: no member.
      void setWorkspaceRole( const QString &user, const QString &role );
      QByteArray tokenFor( const QString &user ); //!< as after a login now
      //! "reader" … "owner"; an empty role takes the explicit one away.
      void setProjectRole( const QString &projectId, const QString &user, const QString &role );

      // --- projects

      QString createProject( const QString &name, const QString &creator,
                             bool isPublic = false ); //!< returns its id
      QString projectId( const QString &name );       //!< empty: no such project
      /**
       * Makes a new version: \a files are added or replace what is there, \a removed go. Returns its number. No rule is checked:
       * paths may be as hostile as they like. A GeoPackage that replaces one is kept as a changeset where that can be, as if pushed.
       */
      int commit( const QString &projectId, const QString &author, const QMap<QString, QByteArray> &files,
                  const QStringList &removed = {} );
      //! Makes the server believe and tell something false of a file of the latest version.
      void claim( const QString &projectId, const QString &path, const QString &checksum, qint64 size );
      //! As after a backup was restored: versions after \a version have never been, and nobody pushes.
      void goBack( const QString &projectId, int version );
      int latestVersion( const QString &projectId );
      QMap<QString, QByteArray> files( const QString &projectId );              //!< of the latest version
      QMap<QString, QByteArray> files( const QString &projectId, int version ); //!< contents by path
      QStringList openUploads( const QString &projectId );                      //!< ids of pushes in progress
      void lockProject( const QString &projectId, const QDateTime &until );     //!< invalid: unlock

      // --- time and conditions

      void moveClock( std::chrono::seconds by ); //!< this server's time runs ahead by so much more
      void change( const std::function<void( fake::Settings &settings )> &how );
      void inject( const FakeFault &fault );
      void clearFaults();

      // --- what happened

      QList<FakeLogEntry> log();
      void clearLog();
      int requestCount();
      int requestCount( const QByteArray &verb, const QString &pathPattern ); //!< pattern as in FakeFault

    private:
      QDateTime now() const;
      FakeResponse process( const FakeRequest &request, bool &isFaulty );

      QMutex mMutex;
      std::unique_ptr<fake::State> mState;
      QList<fake::ArmedFault> mFaults;
      QList<FakeLogEntry> mLog;
      std::chrono::seconds mAhead{ 0 };
  };
} // namespace syncline
