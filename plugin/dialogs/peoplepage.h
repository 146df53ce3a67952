// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplepresenter.h"

#include <QTimer>
#include <QWidget>

class QMenu;

namespace Ui
{
  class PeoplePage;
}

namespace syncline
{
  class EmptyOverlay;
  class RoleDelegate;

  //! What the first list of a page shows: workspaces or projects.
  struct PeopleScope
  {
      QString text;
      people::MerginDirectory::Place place;
  };

  /**
   * One page of the People window: the members of a workspace or the collaborators of a project. Search as you type, roles edited
   * in place, undo. What concerns many people at once it asks the window for. Main thread.
   */
  class PeoplePage : public QWidget
  {
      Q_OBJECT
    public:
      PeoplePage( const PeopleParts &parts, PeoplePresenter::Kind kind, QWidget *parent = nullptr );
      ~PeoplePage() override;

      PeoplePresenter &presenter() { return mPresenter; }
      //! Fills the list of places; \a current is chosen where it is among them.
      void setScopes( const QList<PeopleScope> &scopes, const people::MerginDirectory::Place &current );
      void focusFilter();

    Q_SIGNALS:
      void placeChosen( const syncline::people::MerginDirectory::Place &place );
      void addWanted();
      void importWanted();
      //! Several people at once: to be reviewed first.
      void bulkWanted( const QList<syncline::people::PersonEntry> &entries,
                       const syncline::people::Intent &intent );
      void detailsWanted( const QString &key );
      void signInWanted();

    protected:
      void keyPressEvent( QKeyEvent *event ) override;
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void setUpView();
      void connectControls();
      void connectPresenter();
      void connectQuestions();
      void showLoaded();
      void showNothing();
      void showTrouble( const ErrorText &why );
      void showDetails();
      void showButtons();
      void fillRoles();
      void fillRoleHelp();
      void setRoleOfSelected( const QString &wire );
      void removeSelected();
      void exportList();
      void editRole();
      void copyRows();
      void showRowMenu( const QPoint &position );
      QStringList selectedKeys() const;
      void keepSelection();
      void restoreSelection();
      QString headerKey() const;

      std::unique_ptr<Ui::PeoplePage> mUi;
      PeoplePresenter mPresenter;
      EmptyOverlay *mEmpty = nullptr;
      RoleDelegate *mDelegate = nullptr;
      QMenu *mRoleMenu = nullptr;
      QTimer mLoadingDelay;
      QList<PeopleScope> mScopes;
      QStringList mKeptKeys;
      QString mKeptCurrent;
      QString mRemovalKey; //!< asked about
      bool mNoticeIsQuestion = false;
      std::unique_ptr<QObject> mDetailsReceiver;
  };
} // namespace syncline
