// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/detailsdialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace syncline
{
  DetailsDialog::DetailsDialog( const QString &details, QWidget *parent )
    : QDialog( parent )
  {
    setObjectName( QStringLiteral( "SynclineDetailsDialog" ) );
    setWindowTitle( tr( "Details" ) );
    setAttribute( Qt::WA_DeleteOnClose );
    auto *text = new QPlainTextEdit( details, this );
    text->setObjectName( QStringLiteral( "mDetailsText" ) );
    text->setAccessibleName( tr( "Details" ) );
    text->setReadOnly( true );
    auto *buttons = new QDialogButtonBox( QDialogButtonBox::Close, this );
    QPushButton *copy = buttons->addButton( tr( "Copy" ), QDialogButtonBox::ActionRole );
    connect( copy, &QPushButton::clicked, this,
             [details] { QGuiApplication::clipboard()->setText( details ); } );
    connect( buttons, &QDialogButtonBox::rejected, this, &QDialog::close );
    auto *column = new QVBoxLayout( this );
    column->addWidget( text );
    column->addWidget( buttons );
    resize( fontMetrics().averageCharWidth() * 80, fontMetrics().lineSpacing() * 14 );
  }
} // namespace syncline
