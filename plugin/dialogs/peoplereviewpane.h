// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/inlinenotice.h"
#include "plugin/dialogs/peoplebulk.h"
#include "plugin/dialogs/peoplepresenter.h"
#include "plugin/dialogs/peoplerunwindow.h"

#include <QDialog>
#include <QTimer>

#include <memory>

namespace Ui
{
  class PeopleReviewPane;
}

namespace syncline
{
  class RoleDelegate;

  //! Shows a plan, runs it, shows what became of it: the table with its buttons. The bulk must outlive it. Main thread.
  class PeopleReviewPane : public QWidget
  {
      Q_OBJECT
    public:
      explicit PeopleReviewPane( QWidget *parent = nullptr );
      ~PeopleReviewPane() override;

      void setBulk( PeopleBulk *bulk );
      //! What it is part of; some leave the buttons to their window.
      enum class Use
      {
        Whole,  //!< reviewed and run here
        Adding, //!< without the row that filters, and with a run button that says "Add 2 People"
        Review, //!< only reviewed: the window runs it, see canRun()
        Run     //!< only what becomes of it
      };
      void setUse( Use use );
      bool canRun() const;
      QString whyNot() const;  //!< it cannot run; empty where it can
      QString runText() const; //!< "Apply 252 Changes"
      //! Lets roles be edited in the table; what is chosen comes by roleWanted() of the model.
      void setRoles( const QStringList &wires, bool ofWorkspace );
      QList<int> selectedPlanRows() const;
      void say( Severity severity, const QString &sentence );

    Q_SIGNALS:
      void takeOutWanted( int planRow ); //!< its ✕ was pressed
      void ran();                        //!< a run ended
      void runnableChanged();            //!< canRun(), whyNot() or runText() may be others

    protected:
      void keyPressEvent( QKeyEvent *event ) override;

    private:
      void connectControls();
      void connectBulk();
      void reload();
      void showAllCheck();
      void showPlan();
      void showRun();
      void showWait();
      void showColumns();
      void showSeats();
      void fillShowCombo();
      void press();
      void saveReport();

      std::unique_ptr<Ui::PeopleReviewPane> mUi;
      PeopleBulk *mBulk = nullptr;
      bool mIsWaitShown = false;
      RoleDelegate *mDelegate = nullptr;
      Use mUse = Use::Whole;
      QTimer mProgressPause; //!< progress is shown ten times a second, however fast the rows come
  };

  //! The pane as a window of its own: for changes of many people, the access matrix, copying. Closes when the account changes.
  class PeopleReviewDialog : public PeopleRunWindow<QDialog>
  {
      Q_OBJECT
    public:
      explicit PeopleReviewDialog( const PeopleParts &parts, QWidget *parent = nullptr );
      ~PeopleReviewDialog() override;
      PeopleBulk &bulk() { return mBulk; }

    Q_SIGNALS:
      void ran();

    private:
      PeopleBulk mBulk;
  };
} // namespace syncline
