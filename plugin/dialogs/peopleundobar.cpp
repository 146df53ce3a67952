// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleundobar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

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
} // namespace syncline
