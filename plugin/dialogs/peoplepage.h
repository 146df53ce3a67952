// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peopleduedates.h"
#include "plugin/dialogs/peoplefacts.h"
#include "plugin/dialogs/peoplepresenter.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;
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
      //! What to call projects that the server names by id.
      void setProjectNames( const QHash<QString, QString> &nameOfId ) { mProjectNames = nameOfId; }
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
      void matrixWanted( const QString &userName );
      void reviewsChanged(); //!< another day to look again at somebody's access, or none

    protected:
      void keyPressEvent( QKeyEvent *event ) override;
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void setUpView();
      void offerColumns();
      void connectControls();
      void connectPresenter();
      void connectQuestions();
      void showLoaded();
      void showNothing();
      void showTrouble( const ErrorText &why );
      void showDetails();
      void showOtherProjects( const people::Person &person );
      void showReviewDate( const people::Person &person );
      void setReviewDate();
      void forgetGone();
      void learn();
      void learnWhatIsInSight();
      void showExtras();
      void showDue();
      void showPublic();
      void askAboutPublic();
      void askAboutRemoval( const people::Person &person );
      std::optional<QStringList> projectsSeenBy( const people::Person &person ) const;
      QString checkTextFor( const QString &key ) const;
      void showButtons();
      void fillRoles();
      void fillRoleHelp();
      void fillRoleMenu( const QStringList &roles );
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
      std::function<void()> mOnConfirmed; //!< what the question at the bottom is about
      QAction *mResetAction = nullptr;    //!< of the role menu: also roles set on projects
      PeopleFacts mFacts;
      PeopleDueDates mDue;
      QTimer mSightDelay;
      QHash<QString, QString> mProjectNames;
  };
} // namespace syncline
