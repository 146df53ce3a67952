// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/exitquestion.h"

#include "plugin/qgis/uistretch.h"

#include <QAction>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace syncline
{
  ExitQuestion::ExitQuestion( QgisInterface &iface, ProjectPresenter &presenter )
    : mIface( iface )
    , mPresenter( &presenter )
  {
    mIface.registerApplicationExitBlocker( this );
    connect( &presenter, &ProjectPresenter::syncFinished, this,
             [this]
             {
               if ( std::exchange( mClosesAfterSync, false ) )
                 QMetaObject::invokeMethod( mIface.actionExit(), "trigger", Qt::QueuedConnection );
             } );
    connect( &presenter, &ProjectPresenter::syncStopped, this, [this] { mClosesAfterSync = false; } );
  }

  ExitQuestion::~ExitQuestion() { mIface.unregisterApplicationExitBlocker( this ); }

  bool ExitQuestion::allowExit()
  {
    if ( !mPresenter || !QSettings().value( QStringLiteral( "syncline/exit/ask" ), true ).toBool() )
      return true;
    const ProjectFacts &facts = mPresenter->facts();
    const int changes = facts.status ? facts.status->here.count() : 0;
    if ( !mPresenter->isSyncing() && ( changes == 0 || facts.open != OpenProject::Synced ) )
      return true;
    QMessageBox question( mIface.mainWindow() );
    question.setObjectName( QStringLiteral( "SynclineExitQuestion" ) );
    question.setWindowTitle( facts.title );
    question.setIcon( QMessageBox::NoIcon );
    question.setText(
      mPresenter->isSyncing()
        ? tr( "A sync is running. If QGIS closes now it continues at the next start; nothing is lost." )
        : tr( "%n change(s) in %1 are not uploaded. They stay on this computer.", nullptr, changes )
            .arg( facts.title ) );
    const QPushButton *close = question.addButton( tr( "Close QGIS" ), QMessageBox::DestructiveRole );
    const QPushButton *sync = mPresenter->isSyncing()
                                ? nullptr
                                : question.addButton( tr( "Sync, Then Close" ), QMessageBox::AcceptRole );
    QPushButton *stay = question.addButton( tr( "Stay" ), QMessageBox::RejectRole );
    question.setDefaultButton( stay );
    question.setEscapeButton( stay );
    {
      const UiStretch::HostPart waiting;
      question.exec();
    }
    if ( sync && question.clickedButton() == sync && mPresenter )
    {
      mClosesAfterSync = true;
      mPresenter->sync();
    }
    return question.clickedButton() == close;
  }
} // namespace syncline
