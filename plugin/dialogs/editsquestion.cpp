// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/editsquestion.h"

#include "ui_editsquestion.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTreeWidget>

namespace syncline
{
  namespace
  {
    constexpr int MAX_ROWS_SHOWN = 5;
    constexpr int STACKED_BELOW_CHARACTERS = 46; //!< of average width; about 300 pixels with a usual font
    constexpr int ID_ROLE = Qt::UserRole;
  } // namespace

  EditsQuestion::EditsQuestion( QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::EditsQuestion>() )
  {
    mUi->setupUi( this );
    mUi->mSaveProblem->hide();
    mUi->mEditsView->header()->setStretchLastSection( true );
    mUi->mEditsView->header()->setSectionResizeMode( 0, QHeaderView::ResizeToContents ); // a handful of rows
    connect( mUi->mSaveAndSync, &QPushButton::clicked, this, [this] { Q_EMIT saveAndSync( checkedIds() ); } );
    connect( mUi->mSyncWithout, &QPushButton::clicked, this, &EditsQuestion::syncWithout );
    connect( mUi->mCancelSync, &QPushButton::clicked, this, &EditsQuestion::cancelSync );
  }

  EditsQuestion::~EditsQuestion() = default;

  void EditsQuestion::setEdits( const QList<UnsavedEdits> &edits )
  {
    if ( edits == mEdits )
      return;
    QStringList unchecked;
    for ( const UnsavedEdits &known : std::as_const( mEdits ) )
      if ( !checkedIds().contains( known.id ) )
        unchecked << known.id;
    QStringList seen;
    for ( const UnsavedEdits &known : std::as_const( mEdits ) )
      seen << known.id;
    mEdits = edits;
    mUi->mEditsView->clear();
    for ( const UnsavedEdits &entry : edits )
    {
      auto *row = new QTreeWidgetItem( mUi->mEditsView, { entry.name, countsOf( entry ) } );
      row->setData( 0, ID_ROLE, entry.id );
      row->setToolTip( 0, entry.name );
      const bool isOff = seen.contains( entry.id ) ? unchecked.contains( entry.id ) : entry.isProjectFile;
      row->setCheckState( 0, isOff ? Qt::Unchecked : Qt::Checked );
    }
    fitHeight();
  }

  QStringList EditsQuestion::checkedIds() const
  {
    QStringList ids;
    for ( int i = 0; i < mUi->mEditsView->topLevelItemCount(); ++i )
      if ( const QTreeWidgetItem *row = mUi->mEditsView->topLevelItem( i );
           row->checkState( 0 ) == Qt::Checked )
        ids << row->data( 0, ID_ROLE ).toString();
    return ids;
  }

  void EditsQuestion::setProblem( const QString &sentence )
  {
    mUi->mSaveProblem->setText( sentence );
    mUi->mSaveProblem->setVisible( !sentence.isEmpty() );
  }

  void EditsQuestion::takeFocus() { mUi->mSaveAndSync->setFocus(); }

  void EditsQuestion::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_Escape )
    {
      Q_EMIT cancelSync();
      return;
    }
    QWidget::keyPressEvent( event );
  }

  void EditsQuestion::resizeEvent( QResizeEvent *event )
  {
    QWidget::resizeEvent( event );
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * STACKED_BELOW_CHARACTERS;
    mUi->mButtons->setDirection( isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight );
  }

  QString EditsQuestion::countsOf( const UnsavedEdits &edits )
  {
    QStringList parts;
    if ( edits.added > 0 )
      parts << tr( "%n added", nullptr, edits.added );
    if ( edits.changed > 0 )
      parts << tr( "%n changed", nullptr, edits.changed );
    if ( edits.removed > 0 )
      parts << tr( "%n removed", nullptr, edits.removed );
    return parts.join( QStringLiteral( ", " ) );
  }

  void EditsQuestion::fitHeight()
  {
    const int rows = qBound( 1, int( mEdits.size() ), MAX_ROWS_SHOWN );
    const int rowHeight = qMax( mUi->mEditsView->sizeHintForRow( 0 ), fontMetrics().height() );
    mUi->mEditsView->setFixedHeight( rows * rowHeight + 2 * mUi->mEditsView->frameWidth() + 2 );
  }
} // namespace syncline
