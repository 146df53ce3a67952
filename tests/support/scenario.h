// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/apiclient.h"
#include "core/sync/syncsession.h"
#include "tests/support/fakeserver/fakeserver.h"
#include "tests/support/faketransport.h"
#include "tests/support/faultydisk.h"

#include <QMap>
#include <QTemporaryDir>

#include <memory>

namespace syncline
{
  //! Time that jumps to whatever is waited for, through the event loop. Files on disk are always old for it, unless it is told so.
  class EagerClock : public Clock
  {
    public:
      QDateTime now() const override { return mNow; }
      void after( std::chrono::milliseconds delay, QObject *context, std::function<void()> action ) override;
      void advance( int seconds ) { mNow = mNow.addSecs( seconds ); }

    private:
      QDateTime mNow = QDateTime::currentDateTimeUtc().addSecs( 3600 );
  };

  using FileContents = QMap<QString, QByteArray>;

  /**
   * A person with a project folder: files are written and read as any program would, and synced by the engine under test. Files
   * named .gpkg are written as real databases of one table "notes" (see writeRows()).
   */
  class Editor
  {
    public:
      Editor( FakeServer &server, const QString &name, const QString &project );
      ~Editor();

      // what he does
      [[nodiscard]] Result<SyncReport> download( const QStringList &include = {},
                                                 const QStringList &exclude = {} );
      [[nodiscard]] Result<SyncReport> downloadAt( Version version );
      [[nodiscard]] Result<SyncReport> sync( const SyncOptions &options = {} );
      [[nodiscard]] Result<ProjectStatus> status( AskServer ask = AskServer::Yes );
      [[nodiscard]] Result<void> link();
      void signIn();      //!< for a year; done once already
      void letTokenEnd(); //!< as its own time says
      void write( const QString &path, const QByteArray &bytes );
      void remove( const QString &path );
      //! Makes \a path a database whose table "notes" holds just these rows; an existing one is changed in place by SQL.
      void writeRows( const QString &path, const QStringList &rows );
      //! Runs SQL on a database as any program would, one connection for all.
      void run( const QString &path, const QStringList &sql );

      // what is there
      QByteArray read( const QString &path ) const; //!< "<missing>" when there is none
      bool has( const QString &path ) const;
      QStringList rows(
        const QString &path ) const; //!< of table "notes", sorted; "<missing>" when there is none
      FileContents files()
        const; //!< everything but .mergin and ignored names; databases as their rows, one a line
      FileContents everything(
        const QString &below = QString() ) const; //!< bytes of all files, .mergin included
      QString at( const QString &path ) const;
      QString folder() const { return mFolder; }
      Version version() const; //!< in mergin.json
      SyncReport lastReport() const { return mLastReport; }
      SyncContext context();

      FaultyDisk disk;
      EagerClock clock;
      CancelSource cancel;
      FakeTransport &transport() { return *mWire; }
      //! Called before each request goes out, with its path.
      std::function<void( const QByteArray &path )> onRequest;
      ProgressCallback onProgress;

    private:
      class Wire;

      FakeServer &mServer;
      QString mName;
      QTemporaryDir mDir;
      QString mFolder;
      ProjectName mProject;
      std::unique_ptr<FakeTransport> mWire;
      std::unique_ptr<Transport> mGuard;
      std::unique_ptr<Session> mSession;
      std::unique_ptr<ApiClient> mApi;
      SyncReport mLastReport;
  };

  //! The bytes of a small database with table "notes" and these rows.
  QByteArray databaseOf( const QStringList &rows );
  //! The bytes of a database that these statements make.
  QByteArray databaseBy( const QStringList &sql );
  //! The first column of what \a sql finds in the database at \a path.
  QStringList textsIn( const QString &path, const QString &sql );
  //! Rows of "notes" in the database at \a path, sorted.
  QStringList rowsIn( const QString &path );
  //! Files of the server's newest version, databases as rows.
  FileContents serverFiles( FakeServer &server, const QString &projectId );
  //! For QVERIFY2.
  QByteArray whyNot( const Error &error );
} // namespace syncline
