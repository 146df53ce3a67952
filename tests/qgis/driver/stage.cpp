// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/qgis/driver/stage.h"

#include "tests/qgis/driver/scenario.h"

#include <qgisinterface.h>
#include <qgsmapcanvas.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScreen>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

namespace syncline
{
  Stage::Stage( QgisInterface &iface )
    : mIface( iface )
  {
    // String-based on purpose: the driver knows of the plugin what a start-up script knows, and links none of it.
    connect( plugin(), SIGNAL( syncFinished( QVariantMap ) ), this, SLOT( noteFinished( QVariantMap ) ) );
    connect( plugin(), SIGNAL( syncStopped( QString ) ), this, SLOT( noteStopped( QString ) ) );
    connect( &mModalWatch, &QTimer::timeout, this, &Stage::closeUnexpectedQuestion );
    mModalWatch.start( 3000 );
  }

  QObject *Stage::plugin() const { return synclinePlugin( mIface ); }

  template<class T> T *Stage::widget( const QString &name ) const
  {
    // QGIS itself has some widgets of these names; ours are in our dock.
    if ( const QWidget *dock = mIface.mainWindow()->findChild<QWidget *>( QStringLiteral( "SynclineDock" ) ) )
      if ( T *inside = dock->findChild<T *>( name ) )
        return inside;
    const QList<T *> found = mIface.mainWindow()->findChildren<T *>( name );
    return found.size() == 1 ? found.first() : nullptr;
  }
  template QDialog *Stage::widget( const QString & ) const;
  template QDockWidget *Stage::widget( const QString & ) const;
  template QLineEdit *Stage::widget( const QString & ) const;
  template QListView *Stage::widget( const QString & ) const;
  template QProgressBar *Stage::widget( const QString & ) const;
  template QPushButton *Stage::widget( const QString & ) const;
  template QToolButton *Stage::widget( const QString & ) const;
  template QTreeView *Stage::widget( const QString & ) const;
  template QTreeWidget *Stage::widget( const QString & ) const;
  template QTabWidget *Stage::widget( const QString & ) const;
  template QWidget *Stage::widget( const QString & ) const;

  QVariantMap Stage::pluginState() const
  {
    QVariantMap state;
    QMetaObject::invokeMethod( plugin(), "state", Q_RETURN_ARG( QVariantMap, state ) );
    return state;
  }

  QString Stage::lastNote() const
  {
    QString note;
    QMetaObject::invokeMethod( plugin(), "lastNote", Q_RETURN_ARG( QString, note ) );
    return note;
  }

  QString Stage::annasFolder() const
  {
    return qEnvironmentVariable( "SYNCLINE_STAGE" ) + QStringLiteral( "/anna/survey" );
  }
  QString Stage::bensFolder() const
  {
    return qEnvironmentVariable( "SYNCLINE_STAGE" ) + QStringLiteral( "/ben" );
  }

  void Stage::noteFinished( const QVariantMap &finished )
  {
    report = finished;
    isFinished = true;
  }

  void Stage::noteStopped( const QString &kind ) { stopped = kind; }

  //! A modal question that no step expects would wait for ever: it is taken down after a while, with a picture, and told.
  void Stage::closeUnexpectedQuestion()
  {
    QDialog *question = qobject_cast<QDialog *>( QApplication::activeModalWidget() );
    if ( question != mQuestion )
    {
      mQuestion = question;
      return;
    }
    if ( !question )
      return;
    takePicture( question, QStringLiteral( "unexpected-question" ) );
    qWarning( "an unexpected question is taken down: %s", qPrintable( question->windowTitle() ) );
    question->reject();
  }

  void Stage::maximize()
  {
    // Not by showMaximized(), which a window manager that is just starting does not hear.
    mIface.mainWindow()->showNormal();
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    mIface.mainWindow()->setGeometry( screen.adjusted( 2, 24, -2, -2 ) );
    QTRY_VERIFY( mIface.mainWindow()->width() > 1200 );
    // The dock gets the width that its texts are made for.
    QMainWindow *window = qobject_cast<QMainWindow *>( mIface.mainWindow() );
    if ( QDockWidget *dock = widget<QDockWidget>( QStringLiteral( "SynclineDock" ) ) )
      window->resizeDocks( { dock }, { 340 }, Qt::Horizontal );
    QTRY_VERIFY_WITH_TIMEOUT( !mIface.mapCanvas()->isDrawing(), PATIENCE_MS );
  }

  void Stage::signIn()
  {
    QTRY_VERIFY_WITH_TIMEOUT( plugin()->property( "isReady" ).toBool(), PATIENCE_MS );
    synclineAction( mIface, QStringLiteral( "SignIn" ) )->trigger();
    QTRY_VERIFY( widget<QDialog>( QStringLiteral( "SynclineSignInDialog" ) ) );
    QPointer<QDialog> dialog = widget<QDialog>( QStringLiteral( "SynclineSignInDialog" ) );
    dialog->findChild<QComboBox *>( QStringLiteral( "mServerCombo" ) )
      ->setEditText( qEnvironmentVariable( "SYNCLINE_STAGE_URL" ) );
    dialog->findChild<QLineEdit *>( QStringLiteral( "mLoginEdit" ) )->setText( QStringLiteral( "anna" ) );
    dialog->findChild<QLineEdit *>( QStringLiteral( "mPasswordEdit" ) )
      ->setText( qEnvironmentVariable( "SYNCLINE_STAGE_PASSWORD" ) );
    press( dialog->findChild<QPushButton *>( QStringLiteral( "mSignInButton" ) ) );
    QTRY_VERIFY_WITH_TIMEOUT( dialog.isNull(), PATIENCE_MS );
    QVERIFY( plugin()->property( "isSignedIn" ).toBool() );
  }

  void Stage::waitForState( const QString &state )
  {
    QTRY_COMPARE_WITH_TIMEOUT( syncState(), state, PATIENCE_MS );
  }

  void Stage::startSync()
  {
    isFinished = false;
    stopped.clear();
    QAction *action = synclineAction( mIface, QStringLiteral( "Sync" ) );
    QVERIFY( action );
    QTRY_VERIFY_WITH_TIMEOUT( action->isEnabled(), PATIENCE_MS );
    action->trigger();
  }

  void Stage::startAndWaitForBytes()
  {
    startSync();
    waitForState( QStringLiteral( "syncing" ) );
    auto *bar = widget<QProgressBar>( QStringLiteral( "mProgressBar" ) );
    QVERIFY( bar );
    QTRY_VERIFY_WITH_TIMEOUT( bar->value() > 0 || syncState() != QLatin1String( "syncing" ),
                              Stage::PATIENCE_MS );
    QVERIFY2( syncState() == QLatin1String( "syncing" ), "too quick to be interrupted" );
  }

  void Stage::waitForEnd() { QTRY_VERIFY_WITH_TIMEOUT( isFinished || !stopped.isEmpty(), 3 * PATIENCE_MS ); }

  void Stage::sync()
  {
    startSync();
    if ( QTest::currentTestFailed() )
      return;
    waitForEnd();
    QCOMPARE( stopped, QString() );
  }

  QgsVectorLayer *Stage::layer( const QString &name ) const
  {
    const QList<QgsMapLayer *> found = QgsProject::instance()->mapLayersByName( name );
    return found.size() == 1 ? qobject_cast<QgsVectorLayer *>( found.first() ) : nullptr;
  }

  void Stage::edit( QgsVectorLayer &layer, const QString &site, const QVariantMap &values, bool saves )
  {
    QgsFeature feature;
    QVERIFY( layer.getFeatures( QStringLiteral( "\"name\" = '%1'" ).arg( site ) ).nextFeature( feature ) );
    QVERIFY( layer.isEditable() || layer.startEditing() );
    for ( auto it = values.constBegin(); it != values.constEnd(); ++it )
      QVERIFY( layer.changeAttributeValue( feature.id(), layer.fields().indexOf( it.key() ), it.value() ) );
    if ( saves )
      QVERIFY2( layer.commitChanges(), qPrintable( layer.commitErrors().join( QLatin1Char( ' ' ) ) ) );
  }

  void Stage::makeBigFile( const QString &name, qint64 bytes )
  {
    QFile file( annasFolder() + QLatin1Char( '/' ) + name );
    QVERIFY( file.open( QIODevice::WriteOnly ) );
    QVector<quint32> block( 256 * 1024 );
    for ( qint64 written = 0; written < bytes; written += block.size() * qint64( sizeof( quint32 ) ) )
    {
      QRandomGenerator::global()->fillRange( block.data(), block.size() );
      file.write( reinterpret_cast<const char *>( block.constData() ),
                  block.size() * qint64( sizeof( quint32 ) ) );
    }
  }

  void Stage::ben( const QStringList &arguments )
  {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert( QStringLiteral( "SYNCLINE_CREDENTIALS" ), QStringLiteral( "none" ) );
    environment.insert( QStringLiteral( "MERGIN_URL" ), qEnvironmentVariable( "SYNCLINE_STAGE_URL" ) );
    environment.insert( QStringLiteral( "MERGIN_USERNAME" ), QStringLiteral( "ben" ) );
    environment.insert( QStringLiteral( "MERGIN_PASSWORD" ),
                        qEnvironmentVariable( "SYNCLINE_STAGE_PASSWORD" ) );
    process.setProcessEnvironment( environment );
    process.setWorkingDirectory( bensFolder() );
    process.setProcessChannelMode( QProcess::MergedChannels );
    process.start( qEnvironmentVariable( "SYNCLINE_PROGRAM" ), arguments );
    QTRY_VERIFY_WITH_TIMEOUT( process.state() == QProcess::NotRunning, PATIENCE_MS );
    bensWords = QString::fromUtf8( process.readAll() ).trimmed();
    QVERIFY2( process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
              qPrintable( bensWords ) );
  }

  void Stage::benEdits( const QString &file, const QString &table,
                        const std::function<void( QgsVectorLayer & )> &work )
  {
    QgsVectorLayer layer( QStringLiteral( "%1/%2|layername=%3" ).arg( bensFolder(), file, table ), table,
                          QStringLiteral( "ogr" ),
                          QgsVectorLayer::LayerOptions( QgsProject::instance()->transformContext() ) );
    QVERIFY( layer.isValid() );
    QVERIFY( layer.startEditing() );
    work( layer );
    QVERIFY2( layer.commitChanges(), qPrintable( layer.commitErrors().join( QLatin1Char( ' ' ) ) ) );
  }

  void press( QPushButton *button )
  {
    QVERIFY( button );
    QTRY_VERIFY_WITH_TIMEOUT( button->isVisible() && button->isEnabled(), Stage::PATIENCE_MS );
    QTest::mouseClick( button, Qt::LeftButton );
  }
} // namespace syncline
