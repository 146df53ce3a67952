// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplematrixmodel.h"
#include "plugin/dialogs/peoplepage.h"

class QMenu;

namespace Ui
{
  class PeopleMatrixPage;
}

namespace syncline
{
  class EmptyOverlay;
  class RoleDelegate;

  /**
   * The page of all people on all projects of a workspace. Columns in sight are read first, IN_FLIGHT at a time, and only while the
   * page is shown. Changes are reviewed together before anything is sent. Main thread.
   */
  class PeopleMatrixPage : public QWidget
  {
      Q_OBJECT
    public:
      static constexpr int IN_FLIGHT = 4;

      explicit PeopleMatrixPage( const PeopleParts &parts, QWidget *parent = nullptr );
      ~PeopleMatrixPage() override;

      PeopleMatrixModel &model() { return mModel; }
      void setScopes( const QList<PeopleScope> &workspaces, const QString &workspace );
      void setProjects( const QList<PeopleMatrixModel::Project> &projects );
      //! Those of the workspace, where one may see them.
      void setMembers( const QList<WorkspaceMember> &members );
      QString workspace() const { return mWorkspace; }
      void reload();
      void showPerson( const QString &userName );
      //! Compares with a file that was saved here.
      void compareWith( const QString &path );

    Q_SIGNALS:
      void workspaceChosen( const QString &name );
      void reviewWanted( const QList<syncline::people::PersonEntry> &entries );

    protected:
      void showEvent( QShowEvent *event ) override;
      void keyPressEvent( QKeyEvent *event ) override;

    private:
      void connectControls();
      void readMore();
      int nextColumn() const;
      void gotColumn( int column, const Result<QList<Collaborator>> &people );
      void showState();
      void setRoleOfSelected( const QString &wire );
      void exportTable();
      void makeSnapshotMenu();
      void saveSnapshot( const QString &name );
      void write( const QString &path, QChar delimiter );
      void chooseSnapshot();
      void readHistories();

      std::unique_ptr<Ui::PeopleMatrixPage> mUi;
      PeopleParts mParts;
      PeopleMatrixModel mModel;
      RoleDelegate *mDelegate = nullptr;
      EmptyOverlay *mEmpty = nullptr;
      QMenu *mRoleMenu = nullptr;
      QString mWorkspace;
      QList<PeopleMatrixModel::Project> mProjects;
      QList<WorkspaceMember> mMembers;
      QSet<int> mAsked; //!< columns that were asked for
      int mInFlight = 0;
      std::unique_ptr<QObject> mReceiver; //!< renewed with each reading: older answers find nobody
  };
} // namespace syncline
