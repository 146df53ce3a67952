// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectspresenter.h"

#include <QDialog>

class QPushButton;

namespace Ui
{
  class ProjectBrowserDialog;
}

namespace syncline
{
  class EmptyOverlay;

  /**
   * Find a project, see what it is, download or open it. Modeless, a window of its own, deletes itself when closed; downloads go
   * on without it. Main thread.
   */
  class ProjectBrowserDialog : public QDialog
  {
      Q_OBJECT
    public:
      explicit ProjectBrowserDialog( const ProjectsPresenter::Parts &parts, QWidget *parent = nullptr );
      ~ProjectBrowserDialog() override;

      void setOpenFolder( const QString &folder );

    Q_SIGNALS:
      void openWanted( const QString &folder );
      void signInWanted( const QString &reason );
      void stepChosen( syncline::NextStep step );

    protected:
      void keyPressEvent( QKeyEvent *event ) override;
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void setUpView();
      void setUpButtons();
      void connectPresenter();
      void restoreFromLastTime();
      void showScopes();
      void showEmpty( EmptyReason reason );
      void emptyPressed();
      void showCurrent();
      void showFolder( const FolderVerdict &verdict );
      void showDetails( const ProjectInfo &info );
      void showButtons();
      void activate();
      void download();
      void chooseFolder();
      void askFolder();
      void showRowMenu( const QPoint &position );
      const ProjectListModel::Row *current() const;

      std::unique_ptr<Ui::ProjectBrowserDialog> mUi;
      ProjectsPresenter::Parts mParts;
      ProjectsPresenter mPresenter;
      EmptyOverlay *mEmpty = nullptr;
      QPushButton *mOpenButton = nullptr;
      QPushButton *mDownloadButton = nullptr;
      QTimer mLoadingDelay;
      QTimer mFolderPause;
      EmptyReason mEmptyReason = EmptyReason::None;
      NextStep mNoticeStep = NextStep::None;
      ProjectName mShown; //!< whose details are shown
      bool mIsFolderUsable = false;
  };
} // namespace syncline
