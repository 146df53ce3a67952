// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleundobar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace syncline
{
  PeopleUndoBar::PeopleUndoBar( QWidget *parent )
    : QFrame( parent )
    , mText( new QLabel( this ) )
    , mButton( new QPushButton( tr( "&Undo" ), this ) )
  {
    setFrameShape( QFrame::StyledPanel );
    mText->setObjectName( QStringLiteral( "mUndoText" ) );
    mText->setTextFormat( Qt::PlainText );
    mText->setWordWrap( true );
    mButton->setObjectName( QStringLiteral( "mUndoButton" ) );
    mButton->setToolTip( tr( "Take the last change back (Ctrl+Z)" ) );
    mButton->setAutoDefault( false );
    QHBoxLayout *row = new QHBoxLayout( this );
    row->addWidget( mText, 1 );
    row->addWidget( mButton );
    connect( mButton, &QPushButton::clicked, this, &PeopleUndoBar::undoPressed );
    hide();
  }

  void PeopleUndoBar::say( const QString &sentence, bool canUndo )
  {
    mText->setText( sentence );
    mButton->setVisible( canUndo );
    show();
    QAccessibleEvent alert( mText, QAccessible::Alert );
    QAccessible::updateAccessibility( &alert );
  }

  void PeopleUndoBar::clear()
  {
    mText->clear();
    hide();
  }

  QString PeopleUndoBar::text() const { return mText->text(); }

  PeopleTypedConfirm::PeopleTypedConfirm( QWidget *parent )
    : QFrame( parent )
    , mQuestion( new QLabel( this ) )
    , mEdit( new QLineEdit( this ) )
    , mVerb( new QPushButton( this ) )
    , mCancel( new QPushButton( tr( "Cancel" ), this ) )
  {
    setFrameShape( QFrame::StyledPanel );
    mQuestion->setObjectName( QStringLiteral( "mTypedQuestion" ) );
    mQuestion->setWordWrap( true );
    mQuestion->setTextFormat( Qt::PlainText );
    mEdit->setObjectName( QStringLiteral( "mTypedName" ) );
    mEdit->setAccessibleName( tr( "Your user name" ) );
    mVerb->setObjectName( QStringLiteral( "mTypedVerb" ) );
    mVerb->setAutoDefault( false );
    mCancel->setObjectName( QStringLiteral( "mTypedCancel" ) );
    mCancel->setAutoDefault( false );
    QVBoxLayout *column = new QVBoxLayout( this );
    column->addWidget( mQuestion );
    QHBoxLayout *row = new QHBoxLayout;
    row->addWidget( mEdit, 1 );
    row->addWidget( mVerb );
    row->addWidget( mCancel );
    column->addLayout( row );
    connect( mEdit, &QLineEdit::textChanged, this,
             [this]( const QString &text ) { mVerb->setEnabled( text.trimmed() == mName ); } );
    connect( mCancel, &QPushButton::clicked, this, &PeopleTypedConfirm::cancel );
    connect( mVerb, &QPushButton::clicked, this,
             [this]
             {
               mIsAsking = false;
               hide();
               Q_EMIT confirmed();
             } );
    hide();
  }

  void PeopleTypedConfirm::ask( const QString &question, const QString &name, const QString &verb )
  {
    cancel();
    mIsAsking = true;
    mName = name;
    mQuestion->setText( question );
    mVerb->setText( verb );
    mVerb->setEnabled( false );
    mVerb->setToolTip( tr( "Type “%1” first" ).arg( name ) );
    mEdit->clear();
    mEdit->setPlaceholderText( name );
    show();
    mEdit->setFocus();
    QAccessibleEvent alert( mQuestion, QAccessible::Alert );
    QAccessible::updateAccessibility( &alert );
  }

  void PeopleTypedConfirm::cancel()
  {
    hide();
    if ( std::exchange( mIsAsking, false ) )
      Q_EMIT canceled();
  }

  void PeopleTypedConfirm::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_Escape )
      return cancel();
    QFrame::keyPressEvent( event );
  }
} // namespace syncline
