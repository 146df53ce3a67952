// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/engine.h"
#include "plugin/dialogs/maphost.h"

namespace syncline
{
  //! An engine that does nothing by itself: the test looks at what was asked for and answers.
  class FakeEngine : public Engine
  {
    public:
      template<class T> struct Asked
      {
          T what;
          Work work;
      };
      struct SyncOrder
      {
          QString folder;
          SyncOptions options;
      };
      struct LookOrder
      {
          QString path;
          AskServer ask = AskServer::No;
      };

      Call<SyncEnd> sync( const QString &folder, const SyncOptions &options, const Work &work ) override
      {
        syncs.append( { { folder, options }, work } );
        auto made = Resolver<SyncEnd>::make();
        syncAnswers.append( made.second );
        return made.first;
      }
      Call<SyncReport> download( const DownloadRequest &request, const Work &work ) override
      {
        downloads.append( { request, work } );
        auto made = Resolver<SyncReport>::make();
        downloadAnswers.append( made.second );
        return made.first;
      }
      Call<FolderLook> look( const QString &path, AskServer ask, const Work &work ) override
      {
        looks.append( { { path, ask }, work } );
        if ( holdsLooks )
        {
          auto made = Resolver<FolderLook>::make();
          lookAnswers.append( made.second );
          return made.first;
        }
        Result<FolderLook> answer = lookAnswer;
        if ( answer && answer->status )
          answer->status->serverWasAsked = ask == AskServer::Yes;
        return Call<FolderLook>::resolved( answer );
      }
      Call<FolderState> inspect( const QString & ) override
      {
        return Call<FolderState>::resolved( folderState );
      }
      Call<QStringList> projectFiles( const QString & ) override
      {
        return Call<QStringList>::resolved( files );
      }
      Call<bool> keepActivity( const QString &, const QList<ActivityEntry> &entries ) override
      {
        keptActivity << entries;
        return Call<bool>::resolved( true );
      }
      Call<QString> conflictText( const QString &, const QString &path ) override
      {
        return Call<QString>::resolved( QStringLiteral( "values of " ) + path );
      }
      Call<QStringList> existing( const QStringList &folders ) override
      {
        QStringList found;
        for ( const QString &folder : folders )
          if ( !missing.contains( folder ) )
            found << folder;
        return Call<QStringList>::resolved( found );
      }

      QList<Asked<SyncOrder>> syncs;
      QList<Resolver<SyncEnd>> syncAnswers;
      QList<Asked<DownloadRequest>> downloads;
      QList<Resolver<SyncReport>> downloadAnswers;
      QList<Asked<LookOrder>> looks;
      QList<Resolver<FolderLook>> lookAnswers;
      bool holdsLooks = false;
      Result<FolderLook> lookAnswer = fail( ErrorKind::NotAProject );
      FolderState folderState;
      QStringList files;
      QStringList missing;
      QList<QList<ActivityEntry>> keptActivity;
  };

  //! A map application with nothing in it but what the test puts there.
  class FakeHost : public MapHost
  {
    public:
      OpenedProject openedProject() const override { return opened; }
      QList<UnsavedEdits> unsavedEdits( const QString & ) const override { return edits; }
      QString save( const QString &id ) override
      {
        saved << id;
        if ( saveProblem.isEmpty() )
          for ( int i = int( edits.size() ) - 1; i >= 0; --i )
            if ( edits.at( i ).id == id )
              edits.removeAt( i );
        return saveProblem;
      }
      void followNewKeys( const QString &, const SyncReport &report ) override
      {
        for ( const FileOutcome &outcome : report.files )
          if ( !outcome.newKeys.isEmpty() )
            followed << outcome.path;
      }
      void reload( const QString &, const QStringList &paths ) override
      {
        reloads << paths;
        Q_EMIT reloaded( int( paths.size() ) );
      }
      void openProject( const QString &file ) override { openedFiles << file; }
      void openAgain( const QString &file ) override { openedFiles << file; }
      void showFolder( const QString &folder ) override { shownFolders << folder; }
      void openCopy( const QString &file ) override { openedFiles << file; }
      void openOptions( NextStep ) override {}
      void say( const Note &note ) override { notes << note; }
      void takeBack( const QString &subject ) override { takenBack << subject; }

      OpenedProject opened;
      QList<UnsavedEdits> edits;
      QString saveProblem;
      QStringList saved;
      QList<QStringList> reloads;
      QStringList followed; //!< files with rows that have a new key
      QStringList openedFiles;
      QStringList shownFolders;
      QList<Note> notes;
      QStringList takenBack;
  };
} // namespace syncline
