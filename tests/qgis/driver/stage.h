// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QVariantMap>

#include <functional>

class QgisInterface;
class QDialog;
class QPushButton;
class QgsVectorLayer;

namespace syncline
{
  /**
   * The people of the demo within a scenario: anna, who sits at this QGIS, and ben, who works with the command line in a process of
   * his own. Keeps what the plugin's signals told. Its functions check with QtTest; look at QTest::currentTestFailed() afterwards.
   */
  class Stage : public QObject
  {
      Q_OBJECT
    public:
      static constexpr int PATIENCE_MS = 60000;

      explicit Stage( QgisInterface &iface );

      QObject *plugin() const;
      QString syncState() const { return plugin()->property( "syncState" ).toString(); }
      QVariantMap pluginState() const; //!< the invokable state()
      QString lastNote() const;
      QString annasFolder() const;
      QString bensFolder() const;
      //! A widget of the plugin's within the main window, by its name; null when there is none or several.
      template<class T> T *widget( const QString &name ) const;

      void maximize(); //!< the main window, so that pictures show what people see
      void signIn();   //!< anna, through the sign-in dialog
      void sync();     //!< presses Sync and waits for its end, which must be a good one
      void startSync();
      //! Until the first bytes have gone, so that there is something to interrupt.
      void startAndWaitForBytes();
      void waitForEnd(); //!< of the sync: isFinished or stopped tell which
      void waitForState( const QString &state );

      //! Anna's layer of that name; fails when it is not there exactly once.
      QgsVectorLayer *layer( const QString &name ) const;
      //! Writes a value into the feature of that name, in an edit session; saves it and ends the session when told to.
      void edit( QgsVectorLayer &layer, const QString &site, const QVariantMap &values, bool saves );

      //! Random bytes in a file of anna's folder.
      void makeBigFile( const QString &name, qint64 bytes );

      //! Ben's process: `syncline` with these arguments in his folder. What it said is kept in `bensWords`.
      void ben( const QStringList &arguments );
      //! Ben opens a layer file of his, does something to it, and closes it again.
      void benEdits( const QString &file, const QString &table,
                     const std::function<void( QgsVectorLayer & )> &work );

      QVariantMap report; //!< of the last finished sync
      QString stopped;    //!< the kind of the error that stopped the last sync
      bool isFinished = false;
      QString bensWords;

    public Q_SLOTS:
      void noteFinished( const QVariantMap &finished );
      void noteStopped( const QString &kind );

    private:
      void closeUnexpectedQuestion();

      QgisInterface &mIface;
      QTimer mModalWatch;
      QPointer<QDialog> mQuestion;
  };

  //! Presses a button as a mouse does, which must be there, shown and enabled.
  void press( QPushButton *button );
} // namespace syncline
