// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/confirmbar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace syncline
{
  ConfirmBar::ConfirmBar( QWidget *parent )
    : QFrame( parent )
    , mQuestion( new QLabel( this ) )
    , mVerb( new QPushButton( this ) )
    , mCancel( new QPushButton( tr( "Cancel" ), this ) )
  {
    setFrameShape( QFrame::StyledPanel );
    mQuestion->setObjectName( QStringLiteral( "mConfirmQuestion" ) );
    mQuestion->setWordWrap( true );
    mQuestion->setTextFormat( Qt::PlainText );
    mVerb->setObjectName( QStringLiteral( "mConfirmVerb" ) );
    mCancel->setObjectName( QStringLiteral( "mConfirmCancel" ) );
    mVerb->setAutoDefault( false );

    QVBoxLayout *column = new QVBoxLayout( this );
    column->addWidget( mQuestion );
    QHBoxLayout *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget( mCancel );
    buttons->addWidget( mVerb );
    column->addLayout( buttons );

    connect( mCancel, &QPushButton::clicked, this, &ConfirmBar::cancel );
    connect( mVerb, &QPushButton::clicked, this,
             [this]
             {
               mIsAsking = false;
               hide();
               Q_EMIT confirmed();
             } );
    hide();
  }

  void ConfirmBar::ask( const QString &question, const QString &verb )
  {
    cancel();
    mIsAsking = true;
    mQuestion->setText( question );
    mVerb->setText( verb );
    show();
    mCancel->setFocus();
    QAccessibleEvent alert( mQuestion, QAccessible::Alert );
    QAccessible::updateAccessibility( &alert );
  }

  void ConfirmBar::cancel()
  {
    hide();
    if ( !mIsAsking )
      return;
    mIsAsking = false;
    Q_EMIT canceled();
  }

  void ConfirmBar::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_Escape )
      return cancel();
    QFrame::keyPressEvent( event );
  }
} // namespace syncline
