// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplebulk.h"

#include <QCloseEvent>
#include <QDialog>

namespace syncline
{
  //! What windows with a run have in common, whatever kind of dialog they are.
  struct PeopleRunner
  {
      virtual ~PeopleRunner() = default;
      virtual PeopleBulk &run() = 0;
  };

  /**
   * A window in which a run may go on: closing it then only hides it, and the run goes on. Whoever opened it shows it again with
   * what became of the run (PeopleWindow::resumeRuns()); closed without a run it is gone as usual. Main thread.
   */
  template<class Window> class PeopleRunWindow : public Window, public PeopleRunner
  {
    public:
      explicit PeopleRunWindow( QWidget *parent )
        : Window( parent )
      {
      }
      PeopleBulk &run() override { return *mRun; }
      void done( int result ) override
      {
        if ( mRun->isRunning() )
          this->hide();
        else
          Window::done( result );
      }

    protected:
      void staysFor( PeopleBulk &bulk ) { mRun = &bulk; }
      void closeEvent( QCloseEvent *event ) override
      {
        if ( !mRun->isRunning() )
          return Window::closeEvent( event );
        this->hide();
        event->ignore();
      }

    private:
      PeopleBulk *mRun = nullptr;
  };
} // namespace syncline
