// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoints.h"
#include "plugin/dialogs/downloads.h"
#include "plugin/dialogs/projectlistmodel.h"
#include "plugin/errors/errortext.h"

#include <QTimer>

namespace syncline
{
  //! Which projects are listed.
  struct ProjectScope
  {
      enum class Kind
      {
        Workspace,
        Mine,
        Public,
        ThisComputer
      };
      Kind kind = Kind::Mine;
      QString workspace; //!< for Workspace
  };

  //! Why the list shows nothing.
  enum class EmptyReason
  {
    None,
    Loading,
    SignedOut,
    EmptyWorkspace,
    NothingYet,
    NothingMatches,
    PublicWithoutText,
    NothingHere
  };

  //! The line below the folder field.
  struct FolderVerdict
  {
      QString folder;
      FolderState state;
      bool isUsable = false;
  };

  /**
   * The projects window without its widgets: fills the list page by page from the server or from what is known here, searches
   * 300 ms after the last key, tells about folders. A newer question makes the answers to older ones unwanted. Main thread.
   */
  class ProjectsPresenter : public QObject
  {
      Q_OBJECT
    public:
      struct Parts
      {
          Account &account;
          Engine &engine;
          Downloads &downloads;
      };
      static constexpr int PAGE_SIZE = 50;

      explicit ProjectsPresenter( const Parts &parts, QObject *parent = nullptr );
      ~ProjectsPresenter() override;

      ProjectListModel &model() { return mModel; }
      const QList<ProjectScope> &scopes() const { return mScopes; }
      int scopeIndex() const { return mScopeIndex; }
      const QString &filter() const { return mFilter; }
      //! The folder of the project that is open in QGIS, for the "Here" column.
      void setOpenFolder( const QString &folder );

      void reload(); //!< workspaces and list
      void setScope( int index );
      void setFilter( const QString &text ); //!< searches after a pause
      void setOrder( endpoints::ProjectOrder order );
      void askDetails( const ProjectName &name );
      void checkFolder( const QString &folder, qint64 neededBytes );
      QString proposedFolder( const ProjectName &name ) const;

    Q_SIGNALS:
      void scopesChanged();
      void countChanged( int shown, int total );
      void emptied( syncline::EmptyReason reason );
      void troubled( const syncline::ErrorText &why ); //!< the old content stays
      void detailsArrived( const syncline::ProjectInfo &info );
      void folderChecked( const syncline::FolderVerdict &verdict );

    private:
      void loadWorkspaces();
      void setScopes( const QList<Workspace> &workspaces );
      void loadFirst();
      void loadNext();
      void showLocal();
      void gotPage( const Result<ProjectPage> &page );
      void finishList();
      EmptyReason reasonForNothing() const;
      ProjectListModel::Row rowOf( const ProjectSummary &project ) const;
      void markMissing();
      ErrorScene scene() const;
      const ProjectScope &scope() const { return mScopes.at( mScopeIndex ); }

      Parts mParts;
      ProjectListModel mModel;
      QList<ProjectScope> mScopes;
      int mScopeIndex = 0;
      QString mFilter;
      QString mOpenFolder;
      QTimer mTypingPause;
      endpoints::ProjectOrder mOrder = endpoints::ProjectOrder::NameAscending;
      endpoints::ProjectFlag mFlag = endpoints::ProjectFlag::All;
      int mPage = 0;
      int mTotalOfEarlierFlags = 0;           //!< "mine" is two lists: created, then shared
      std::unique_ptr<QObject> mListReceiver; //!< renewed with each question: older answers find nobody
      std::unique_ptr<QObject> mDetailsReceiver;
      std::unique_ptr<QObject> mFolderReceiver;
  };
} // namespace syncline
