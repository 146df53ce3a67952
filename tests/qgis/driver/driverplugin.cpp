// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/scenario.h"

#include <qgisinterface.h>
#include <qgisplugin.h>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCoreApplication>
#include <QFile>
#include <QMessageBox>
#include <QSaveFile>
#include <QTest>
#include <QTimer>

namespace syncline
{
  /**
   * A second plugin, for tests only: once QGIS is ready it plays the scenario that the environment names, as a QtTest inside the
   * running QGIS, writes "ok" or what was wrong to the result file, and closes QGIS. It uses nothing of the product but its
   * widgets, actions and the invokable surface, as a start-up script would.
   */
  class DriverPlugin : public QObject, public QgisPlugin
  {
      Q_OBJECT
    public:
      explicit DriverPlugin( QgisInterface *iface )
        : mIface( iface )
      {
      }

      void initGui() override
      {
        connect( mIface, &QgisInterface::initializationCompleted, this,
                 [this] { QTimer::singleShot( 0, this, [this] { play(); } ); } );
      }

      void unload() override { deleteLater(); }

    private:
      void play()
      {
        const QString name = qEnvironmentVariable( "SYNCLINE_SCENARIO" );
        const std::unique_ptr<QObject> scenario = makeScenario( name, *mIface );
        QString result = QStringLiteral( "there is no scenario \"%1\"" ).arg( name );
        if ( scenario )
        {
          const QString log = qEnvironmentVariable( "SYNCLINE_RUN_FOLDER" ) + QStringLiteral( "/tests.txt" );
          const int notPassed =
            QTest::qExec( scenario.get(), { name, QStringLiteral( "-o" ), log + QStringLiteral( ",txt" ),
                                            QStringLiteral( "-maxwarnings" ), QStringLiteral( "0" ) } );
          result = notPassed == 0 ? QStringLiteral( "ok" )
                                  : QStringLiteral( "%1 checks did not pass" ).arg( notPassed );
        }
        QSaveFile file( qEnvironmentVariable( "SYNCLINE_RESULT" ) );
        if ( file.open( QIODevice::WriteOnly ) )
        {
          file.write( result.toUtf8() );
          file.commit();
        }
        if ( qEnvironmentVariableIsSet( "SYNCLINE_STAY" ) )
          return;
        connect( &mLeaving, &QTimer::timeout, this, &DriverPlugin::leave );
        mLeaving.start( 500 );
        leave();
      }

      //! Closes QGIS as somebody does who wants it closed: says yes to what is asked, and tries again.
      void leave()
      {
        auto *question = qobject_cast<QMessageBox *>( QApplication::activeModalWidget() );
        if ( !question && !QApplication::activeModalWidget() )
        { // queued: a timer does not ring again while what it began asks something
          QMetaObject::invokeMethod( mIface->actionExit(), "trigger", Qt::QueuedConnection );
          return;
        }
        if ( !question )
          return;
        takePicture( question, QStringLiteral( "closing-%1" ).arg( ++mQuestions ) );
        qInfo( "asked: %s", qPrintable( question->text() ) );
        for ( QAbstractButton *button : question->buttons() )
          if ( question->buttonRole( button ) == QMessageBox::YesRole ||
               question->buttonRole( button ) == QMessageBox::DestructiveRole )
            return button->click();
      }

      QgisInterface *mIface = nullptr;
      QTimer mLeaving;
      int mQuestions = 0;
  };
} // namespace syncline

QGISEXTERN QgisPlugin *classFactory( QgisInterface *iface ) { return new syncline::DriverPlugin( iface ); }
QGISEXTERN const QString *name()
{
  static const QString sText = QStringLiteral( "Syncline test driver" );
  return &sText;
}
QGISEXTERN const QString *description() { return name(); }
QGISEXTERN const QString *category() { return name(); }
QGISEXTERN const QString *version() { return name(); }
QGISEXTERN int type() { return QgisPlugin::UI; }

#include "driverplugin.moc"
