// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/confirmbar.h"

#include <QAccessible>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace syncline
{
  ConfirmBar::ConfirmBar( QWidget *parent )
    : ConfirmBar( QStringLiteral( "mConfirm" ), parent )
  {
  }

  ConfirmBar::ConfirmBar( const QString &name, QWidget *parent )
    : QFrame( parent )
    , mQuestion( new QLabel( this ) )
    , mCheck( new QCheckBox( this ) )
    , mVerb( new QPushButton( this ) )
    , mCancel( new QPushButton( tr( "Cancel" ), this ) )
    , mColumn( new QVBoxLayout( this ) )
  {
    setFrameShape( QFrame::StyledPanel );
    mQuestion->setObjectName( name + QStringLiteral( "Question" ) );
    mQuestion->setWordWrap( true );
    mQuestion->setTextFormat( Qt::PlainText );
    mVerb->setObjectName( name + QStringLiteral( "Verb" ) );
    mCancel->setObjectName( name + QStringLiteral( "Cancel" ) );
    mCheck->setObjectName( name + QStringLiteral( "Check" ) );
    mVerb->setAutoDefault( false );
    mCancel->setAutoDefault( false );

    mColumn->addWidget( mQuestion );
    mColumn->addWidget( mCheck );
    QHBoxLayout *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget( mCancel );
    buttons->addWidget( mVerb );
    mColumn->addLayout( buttons );

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
    setCheckText( QString() );
    show();
    mCancel->setFocus();
    QAccessibleEvent alert( mQuestion, QAccessible::Alert );
    QAccessible::updateAccessibility( &alert );
  }

  void ConfirmBar::askWithCheck( const QString &question, const QString &verb, const QString &check )
  {
    ask( question, verb );
    mCheck->setChecked( false );
    setCheckText( check );
  }

  bool ConfirmBar::isChecked() const { return !mCheck->isHidden() && mCheck->isChecked(); }

  void ConfirmBar::setCheckText( const QString &check )
  {
    mCheck->setText( check );
    mCheck->setVisible( !check.isEmpty() );
  }

  void ConfirmBar::addRow( QWidget *row ) { mColumn->insertWidget( 1, row ); }

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

  TypedConfirmBar::TypedConfirmBar( QWidget *parent )
    : ConfirmBar( QStringLiteral( "mTyped" ), parent )
    , mEdit( new QLineEdit( this ) )
  {
    mEdit->setObjectName( QStringLiteral( "mTypedName" ) );
    mEdit->setAccessibleName( tr( "Your user name" ) );
    addRow( mEdit );
    setTabOrder( mEdit, verb() );
    connect( mEdit, &QLineEdit::textChanged, this,
             [this]( const QString &text ) { verb()->setEnabled( text.trimmed() == mName ); } );
  }

  void TypedConfirmBar::askFor( const QString &name, const QString &question, const QString &deed )
  {
    ask( question, deed );
    mName = name;
    verb()->setEnabled( false );
    verb()->setToolTip( tr( "Type “%1” first" ).arg( name ) );
    mEdit->clear();
    mEdit->setPlaceholderText( name );
    mEdit->setFocus();
  }
} // namespace syncline
