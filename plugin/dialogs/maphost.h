// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/sync/syncreport.h"
#include "plugin/dialogs/editsquestion.h"
#include "plugin/dialogs/inlinenotice.h"
#include "plugin/errors/nextstep.h"

#include <QObject>

namespace syncline
{
  //! What is open in the map application. A value.
  struct OpenedProject
  {
      QString file; //!< absolute; empty when nothing is open or it was never saved
      QString title;
      bool isEmpty = true; //!< nothing open at all
      bool isModified = false;
  };

  //! A note in the message bar; a newer one of the same subject takes the place of the older.
  struct Note
  {
      QString subject; //!< "sync", "signin", "download:ws/name"
      QString title;   //!< the project's name
      Severity severity = Severity::Info;
      QString text;
      NextStep step = NextStep::None;
      QString argument; //!< for the step: a path
      bool stays = false;
  };

  /**
   * What the presenters need from the application that shows the map. Implemented over QGIS, and by a stub in tests. Main thread.
   */
  class MapHost : public QObject
  {
      Q_OBJECT
    public:
      using QObject::QObject;
      virtual OpenedProject openedProject() const = 0;
      //! Layers with edits that are in no file yet, and whose file is in \a folder; and the project file when it was changed.
      virtual QList<UnsavedEdits> unsavedEdits( const QString &folder ) const = 0;
      //! Saves one of them; empty, or why it was not saved, in the application's words.
      virtual QString save( const QString &id ) = 0;
      //! Before reload(): features whose key a merge changed are known by their new one from now on, in selections and unsaved edits.
      virtual void followNewKeys( const QString &folder, const SyncReport &report ) = 0;
      /**
       * Reads the layers of \a files (paths in \a folder) again, one by one with the event loop in between; keeps selection,
       * style and edit buffer, and touches no other layer. reloaded() follows once.
       */
      virtual void reload( const QString &folder, const QStringList &files ) = 0;
      virtual void openProject( const QString &file ) = 0;
      //! The project that is open, whose file has changed: what is only a view of it is not asked about.
      virtual void openAgain( const QString &file ) = 0;
      virtual void showFolder( const QString &folder ) = 0;
      //! A file of a synced folder: a database is added to the map, anything else opens as on the desktop.
      virtual void openCopy( const QString &file ) = 0;
      virtual void openOptions( NextStep which ) = 0;
      virtual void say( const Note &note ) = 0;
      virtual void takeBack( const QString &subject ) = 0;

    Q_SIGNALS:
      void projectChanged(); //!< another one is open, or none, or it has another file now
      void editsChanged();   //!< unsavedEdits() may say something else
      void filesSaved();     //!< files of the project may differ from a moment ago
      void reloaded( int layerCount );
      //! Before reloaded(): these layers' files changed although they have unsaved edits; the edits are kept.
      void changedUnderEdits( const QStringList &layers );
      void stepChosen( syncline::NextStep step, const QString &argument ); //!< a note's button
  };
} // namespace syncline
