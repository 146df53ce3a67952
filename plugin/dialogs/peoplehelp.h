// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QDialog>

namespace syncline
{
  //! Which of the windows about people somebody asks about.
  enum class PeopleHelpTopic
  {
    Window,
    AddPeople,
    Import,
    Review,
    Domain,
    User
  };

  /**
   * What a window is for, what every role can do, and the keys: text of our own, so that it is there offline and is of the version
   * that runs. Modeless; belongs to the window that it explains, which has one at most.
   */
  class PeopleHelp : public QDialog
  {
      Q_OBJECT
    public:
      //! F1 and, where \a window has one, the Help button of its button box (of a wizard, its own) open the help on \a topic. Enter presses
      //! neither it nor Close then, unless it has the focus.
      static void install( QDialog *window, PeopleHelpTopic topic );
      static void show( QDialog *window, PeopleHelpTopic topic );

    private:
      class Key; //!< F1 in the window
      PeopleHelp( PeopleHelpTopic topic, QWidget *parent );
  };
} // namespace syncline
