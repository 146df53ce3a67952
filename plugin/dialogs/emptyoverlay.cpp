// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/emptyoverlay.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace syncline
{
  EmptyOverlay::EmptyOverlay( QAbstractItemView *view )
    : QWidget( view->viewport() )
    , mView( view )
    , mText( new QLabel( this ) )
    , mButton( new QPushButton( this ) )
  {
    setObjectName( QStringLiteral( "mEmpty" ) );
    mText->setObjectName( QStringLiteral( "mEmptyText" ) );
    mText->setWordWrap( true );
    mText->setAlignment( Qt::AlignCenter );
    mText->setTextFormat( Qt::PlainText );
    mButton->setObjectName( QStringLiteral( "mEmptyButton" ) );

    QVBoxLayout *column = new QVBoxLayout( this );
    column->addStretch();
    column->addWidget( mText );
    column->addWidget( mButton, 0, Qt::AlignHCenter );
    column->addStretch();
    connect( mButton, &QPushButton::clicked, this, &EmptyOverlay::buttonPressed );
    view->viewport()->installEventFilter( this );
    hide();
  }

  void EmptyOverlay::place()
  {
    const QSize whole = mView->viewport()->size();
    setGeometry( 0, mTop, whole.width(), qMax( 0, whole.height() - mTop ) );
  }

  void EmptyOverlay::say( const QString &text, const QString &button, int freeAtTop )
  {
    mTop = freeAtTop;
    mText->setText( text );
    mButton->setText( button );
    mButton->setVisible( !button.isEmpty() );
    place();
    show();
    raise();
  }

  void EmptyOverlay::clear()
  {
    mText->clear();
    hide();
  }

  QString EmptyOverlay::text() const { return mText->text(); }

  bool EmptyOverlay::eventFilter( QObject *watched, QEvent *event )
  {
    if ( event->type() == QEvent::Resize )
      place();
    return QWidget::eventFilter( watched, event );
  }
} // namespace syncline
