// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/attentionrow.h"

#include "plugin/dialogs/icons.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStyle>

namespace syncline
{
  AttentionRow::AttentionRow( const Attention &attention, QWidget *parent )
    : QWidget( parent )
    , mAttention( attention )
    , mIcon( new QLabel( this ) )
    , mText( new QLabel( attention.text, this ) )
  {
    mText->setTextFormat( Qt::PlainText );
    mText->setWordWrap( true );
    mText->setAlignment( Qt::AlignTop | Qt::AlignLeft );
    mText->setToolTip( attention.details );
    QHBoxLayout *row = new QHBoxLayout( this );
    row->setContentsMargins( 0, 0, 0, 0 );
    row->addWidget( mIcon, 0, Qt::AlignTop );
    row->addWidget( mText, 1 );
    if ( attention.step != NextStep::None )
    {
      mButton = new QPushButton( buttonText( attention.step ), this );
      mButton->setObjectName( QStringLiteral( "mAttention_" ) + attention.id );
      mButton->setAccessibleName(
        QStringLiteral( "%1 %2" ).arg( buttonText( attention.step ), attention.text ) );
      row->addWidget( mButton, 0, Qt::AlignTop );
      connect( mButton, &QPushButton::clicked, this,
               [this] { Q_EMIT stepChosen( mAttention, mAttention.step ); } );
    }
    showIcon();
  }

  void AttentionRow::changeEvent( QEvent *event )
  {
    QWidget::changeEvent( event );
    if ( event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange )
      showIcon();
  }

  void AttentionRow::contextMenuEvent( QContextMenuEvent *event )
  {
    QMenu *menu = new QMenu( this );
    menu->setAttribute( Qt::WA_DeleteOnClose );
    for ( const NextStep step : { mAttention.step, mAttention.menuStep } )
      if ( step != NextStep::None )
        connect( menu->addAction( buttonText( step ) ), &QAction::triggered, this,
                 [this, step] { Q_EMIT stepChosen( mAttention, step ); } );
    const QString copied = mAttention.details.isEmpty()
                             ? mAttention.text
                             : mAttention.text + QLatin1Char( '\n' ) + mAttention.details;
    connect( menu->addAction( tr( "Copy" ) ), &QAction::triggered, this,
             [copied] { QGuiApplication::clipboard()->setText( copied ); } );
    if ( mAttention.canBeDismissed )
      connect( menu->addAction( tr( "Dismiss" ) ), &QAction::triggered, this,
               [this] { Q_EMIT dismissed( mAttention.id ); } );
    menu->popup( event->globalPos() );
  }

  void AttentionRow::showIcon()
  {
    const int size = style()->pixelMetric( QStyle::PM_SmallIconSize, nullptr, this );
    mIcon->setPixmap( ownIcon( severityIcon( mAttention.severity ), mText ).pixmap( size ) );
  }
} // namespace syncline
