// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/gpkg/holder.h"
#include "tests/support/scenario.h"

#include <QJsonObject>

namespace syncline::states
{
  //! How client and server talk.
  enum class Dialect
  {
    V2Push,
    V1Push,
    DeltaPull //!< and v2 push
  };

  //! What one run of the action gave.
  struct Outcome
  {
      std::optional<Error> error;
      SyncReport report;
  };

  /**
   * One state of tests/data/sync-states, made real: a server, the folder under test with our engine, and the other person, who
   * is driven past any client, straight on the server's store. Thread-bound, in process; other programs that have a database open
   * are processes of their own.
   */
  class World
  {
    public:
      World( const QJsonObject &state, Dialect dialect );
      ~World();

      void setUp(); //!< base, before, server, local
      //! What happens during the sync does so when the first content is asked for, not when all of it is there.
      void beEarly() { mIsEarly = true; }
      Outcome act( bool isAgain = false, const SyncOptions &options = {} );
      QStringList afterwards(); //!< what other programs do then; their answers
      void closeOthers();       //!< whoever still has a database open closes it

      QJsonObject local() const;
      QJsonObject server();
      QJsonObject trash() const;
      QJsonObject parked() const;
      //! "v3", "unreadable"
      QString metadataVersion() const;
      QString serverVersion();
      //! What is wrong in .mergin: "missing", "differs …", "left over"; by path. \a except: files that wait.
      QMap<QString, QString> wrongBases( const QStringList &except );
      //! Everything below the project folder, byte by byte.
      FileContents everything() const { return mMine->everything(); }
      bool hasFired() const { return mHasFired; } //!< the "during" steps

    private:
      class AsNobody;
      void step( const QJsonObject &step, const QString &who );
      bool stepOnFiles( const QJsonObject &step, const QString &folder );
      bool stepWithClient( const QJsonObject &step, const QString &who );
      bool stepOnMergin( const QJsonObject &step, const QString &folder );
      bool stepOfOtherProgram( const QJsonObject &step, const QString &folder );
      void steps( const QString &list, const QString &who );
      void put( const QString &folder, const QString &path, const QJsonObject &what );
      void makeBase();
      void push();
      void pull();
      void fire();
      void syncMine( SyncDirection direction );
      FileContents theirFiles() const;
      QString mine( const QString &path ) const { return mMine->at( path ); }

      QJsonObject mState;
      QTemporaryDir mDir;
      QString mTheirs; //!< the other person's folder
      FileContents mTheirSynced;
      FakeServer mServer;
      QString mProject;
      QString mMyName, mTheirName;
      std::unique_ptr<Editor> mMine;
      std::vector<std::unique_ptr<Holder>> mHolders;
      QStringList mAnswers;
      bool mIsEarly = false;
      bool mHasFired = false;
  };
} // namespace syncline::states
