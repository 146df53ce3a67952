// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/inlinenotice.h"

#include "plugin/dialogs/icons.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace syncline
{
  QString severityIcon( Severity severity )
  {
    switch ( severity )
    {
      case Severity::Info:
        return QStringLiteral( "notice-info" );
      case Severity::Done:
        return QStringLiteral( "state-uptodate" );
      case Severity::Warning:
        return QStringLiteral( "state-warning" );
      case Severity::Stopped:
        return QStringLiteral( "state-stopped" );
    }
    Q_UNREACHABLE();
  }

  InlineNotice::InlineNotice( QWidget *parent )
    : QFrame( parent )
    , mIcon( new QLabel( this ) )
    , mText( new QLabel( this ) )
    , mButton( new QPushButton( this ) )
    , mClose( new QToolButton( this ) )
  {
    setFrameShape( QFrame::StyledPanel );
    mText->setObjectName( QStringLiteral( "mNoticeText" ) );
    mText->setWordWrap( true );
    mText->setTextInteractionFlags( Qt::TextSelectableByMouse );
    mText->setTextFormat( Qt::PlainText );
    mButton->setObjectName( QStringLiteral( "mNoticeButton" ) );
    mClose->setObjectName( QStringLiteral( "mNoticeClose" ) );
    mClose->setAutoRaise( true );
    mClose->setAccessibleName( tr( "Close this note" ) );
    mClose->setToolTip( tr( "Close this note" ) );

    QHBoxLayout *row = new QHBoxLayout( this );
    row->addWidget( mIcon, 0, Qt::AlignTop );
    row->addWidget( mText, 1 );
    row->addWidget( mButton, 0, Qt::AlignTop );
    row->addWidget( mClose, 0, Qt::AlignTop );
    connect( mButton, &QPushButton::clicked, this, &InlineNotice::buttonPressed );
    connect( mClose, &QToolButton::clicked, this,
             [this]
             {
               clear();
               Q_EMIT closed();
             } );
    hide();
  }

  void InlineNotice::say( Severity severity, const QString &text, const QString &button )
  {
    mSeverity = severity;
    mText->setText( text );
    mButton->setText( button );
    mButton->setVisible( !button.isEmpty() );
    showIcon();
    show();
    QAccessibleEvent alert( mText, QAccessible::Alert );
    QAccessible::updateAccessibility( &alert );
  }

  void InlineNotice::clear()
  {
    mText->clear();
    hide();
  }

  QString InlineNotice::text() const { return mText->text(); }

  void InlineNotice::changeEvent( QEvent *event )
  {
    QFrame::changeEvent( event );
    if ( event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange )
      showIcon();
  }

  void InlineNotice::showIcon()
  {
    const int size = style()->pixelMetric( QStyle::PM_SmallIconSize, nullptr, this );
    mIcon->setPixmap( ownIcon( severityIcon( mSeverity ), mText ).pixmap( size ) );
    mClose->setIcon( ownIcon( QStringLiteral( "close" ), mText ) );
  }
} // namespace syncline
