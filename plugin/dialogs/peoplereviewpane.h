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
      //! Without the row that filters, and with a run button that says "Add 2 People".
      void setForAdding();
      //! Lets roles be edited in the table; what is chosen comes by roleWanted() of the model.
      void setRoles( const QStringList &wires, bool ofWorkspace );
      QList<int> selectedPlanRows() const;
      void say( Severity severity, const QString &sentence );

    Q_SIGNALS:
      void ran(); //!< a run ended

    private:
      void showPlan();
      void showRun();
      void showColumns();
      void showSeats();
      void fillShowCombo();
      void press();
      void saveReport();
      QString runText( int count ) const;

      std::unique_ptr<Ui::PeopleReviewPane> mUi;
      PeopleBulk *mBulk = nullptr;
      RoleDelegate *mDelegate = nullptr;
      bool mIsForAdding = false;
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
