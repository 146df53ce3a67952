// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/activitymodel.h"
#include "plugin/dialogs/attentionrow.h"
#include "plugin/dialogs/changesmodel.h"
#include "plugin/dialogs/editsquestion.h"
#include "plugin/dialogs/projectstate.h"

#include <QWidget>

#include <memory>

class QMenu;

namespace Ui
{
  class StatusPanel;
}

namespace syncline
{
  /**
   * What stands in the dock: the truth about the open project and the one next step. A view of ProjectState; knows no network,
   * no folder and no QGIS. Main thread.
   */
  class StatusPanel : public QWidget
  {
      Q_OBJECT
      Q_PROPERTY( QString syncState READ syncState )
    public:
      explicit StatusPanel( QWidget *parent = nullptr );
      ~StatusPanel() override;

      void setState( const ProjectState &state );
      void setStatus( const std::optional<ProjectStatus> &status );
      //! What the last sync moved; nothing to take it back.
      void setReport( const std::optional<SyncReport> &report );
      void addActivity( const ActivityEntry &entry );
      void setActivity( const QList<ActivityEntry> &entries );
      //! Asks about unsaved edits in place; an empty list takes the question back.
      void askAboutEdits( const QList<UnsavedEdits> &edits );
      void setSaveProblem( const QString &sentence );
      //! Asks whether removals may go to the server.
      void askAboutRemovals( const QString &question );
      //! The menu of the button in the corner; stays the caller's.
      void setProjectMenu( QMenu *menu );

      QString syncState() const { return nameOf( mState.state ); }

    Q_SIGNALS:
      void stepChosen( syncline::NextStep step, const QString &details );
      void downloadOnlyChosen();
      void uploadOnlyChosen();
      void saveAndSync( const QStringList &ids );
      void syncWithout();
      void cancelSync();
      void removalsConfirmed();
      void attentionDismissed( const QString &id );
      void fileChosen( const QString &path );
      void checkRequested(); //!< F5

    protected:
      void changeEvent( QEvent *event ) override;
      void keyPressEvent( QKeyEvent *event ) override;
      void resizeEvent( QResizeEvent *event ) override;

    private:
      void makePrimaryMenu();
      void connectParts();
      void showIcons();
      void showGroup( const QModelIndex &group );
      void showAttentions();
      QList<AttentionRow *> rows() const;
      void fitNeedsYou();

      std::unique_ptr<Ui::StatusPanel> mUi;
      ProjectState mState;
      QStringList mShownAttentions; //!< what the rows were made from, to leave them (and the focus) alone
      ChangesModel mChanges;
      ActivityModel mActivity;
      QMenu *mPrimaryMenu = nullptr;
  };
} // namespace syncline
