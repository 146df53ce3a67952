// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopledelegate.h"

#include "plugin/dialogs/peoplemodel.h"
#include "plugin/dialogs/peoplewords.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QTimer>

namespace syncline
{
  namespace
  {
    //! The row of a role editor that is a check box and no role; -1: there is none.
    int resetRow( const QComboBox *combo )
    {
      const int last = combo->count() - 1;
      return combo->itemData( last, Qt::CheckStateRole ).isValid() ? last : -1;
    }

    void toggle( QAbstractItemView *view, const QModelIndex &index )
    {
      const bool isOn = index.data( Qt::CheckStateRole ).toInt() == Qt::Checked;
      view->model()->setData( index, int( isOn ? Qt::Unchecked : Qt::Checked ), Qt::CheckStateRole );
    }
  } // namespace

  void RoleDelegate::setRoles( const QStringList &roles, bool ofWorkspace )
  {
    mRoles = roles;
    mIsOfWorkspace = ofWorkspace;
  }

  static QString helpOf( const QString &wire, bool ofWorkspace, bool isCommunity )
  {
    if ( ofWorkspace )
      return words::roleHelp( workspaceRoleFromWire( wire ).value_or( WorkspaceRole::None ) );
    return words::roleHelp( projectRoleFromWire( wire ).value_or( ProjectRole::None ), isCommunity );
  }

  QWidget *RoleDelegate::createEditor( QWidget *parent, const QStyleOptionViewItem &option,
                                       const QModelIndex &index ) const
  {
    if ( index.data( Qt::EditRole ).isValid() && index.data( PeopleModel::IsTextRole ).toBool() )
      return QStyledItemDelegate::createEditor( parent, option, index );
    auto *combo = new QComboBox( parent );
    combo->setObjectName( QStringLiteral( "mRoleEditor" ) );
    combo->setAccessibleName( tr( "Role of %1" ).arg( index.data( PeopleModel::KeyRole ).toString() ) );
    const auto given =
      people::inheritedFrom( WorkspaceRole( index.data( PeopleModel::WorkspaceRoleRole ).toInt() ) );
    auto *items = qobject_cast<QStandardItemModel *>( combo->model() );
    for ( const QString &wire : mRoles )
    {
      combo->addItem( words::roleNameOfWire( wire ), wire );
      const int row = combo->count() - 1;
      const ProjectRole role = projectRoleFromWire( wire ).value_or( ProjectRole::None );
      const bool isTooLow = !mIsOfWorkspace && role != ProjectRole::None && role < given;
      QString help = helpOf( wire, mIsOfWorkspace, mIsCommunity );
      if ( isTooLow && items )
      {
        items->item( row )->setEnabled( false );
        help = tr( "The workspace gives %1 already; a project role can only raise that." )
                 .arg( words::roleName( given ) );
      }
      combo->setItemData( row, help, Qt::ToolTipRole );
      combo->setItemData( row, tr( "%1. %2" ).arg( combo->itemText( row ), help ), Qt::AccessibleTextRole );
    }
    if ( mOffersReset )
      addReset( combo, index );
    auto *self = const_cast<RoleDelegate *>( this );
    connect( combo, QOverload<int>::of( &QComboBox::activated ), self,
             [self, combo]( int row )
             {
               if ( row == resetRow( combo ) )
                 return; // no role
               Q_EMIT self->commitData( combo );
               Q_EMIT self->closeEditor( combo );
             } );
    QTimer::singleShot( 0, combo, [combo] { combo->showPopup(); } );
    return combo;
  }

  //! A row of the list that is no role: it is checked and the list stays open.
  void RoleDelegate::addReset( QComboBox *combo, const QModelIndex &index ) const
  {
    const int count = index.data( PeopleModel::ProjectCountRole ).toInt();
    auto *items = qobject_cast<QStandardItemModel *>( combo->model() );
    if ( count == 0 || !items )
      return;
    combo->insertSeparator( combo->count() );
    auto *item = new QStandardItem( count > 0 ? tr( "Also Reset Roles Set on Projects (%1)" ).arg( count )
                                              : tr( "Also Reset Roles Set on Projects" ) );
    item->setFlags( Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable );
    item->setCheckState( Qt::Unchecked );
    item->setToolTip( tr( "With the role chosen here, roles set on single projects go" ) );
    items->appendRow( item );
    QAbstractItemView *view = combo->view();
    view->setMinimumWidth( view->sizeHintForColumn( 0 ) + 2 * combo->fontMetrics().averageCharWidth() );
    // After the list's own filter, so before it: a press on this row chooses nothing.
    view->installEventFilter( const_cast<RoleDelegate *>( this ) );
    view->viewport()->installEventFilter( const_cast<RoleDelegate *>( this ) );
  }

  bool RoleDelegate::eventFilter( QObject *watched, QEvent *event )
  {
    auto *view = qobject_cast<QAbstractItemView *>( watched );
    if ( !view )
      view = qobject_cast<QAbstractItemView *>( watched->parent() );
    if ( !view )
      return QStyledItemDelegate::eventFilter( watched, event );
    QModelIndex index;
    if ( event->type() == QEvent::MouseButtonRelease && watched == view->viewport() )
      index = view->indexAt( static_cast<QMouseEvent *>( event )->pos() );
    else if ( event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride )
    {
      const int key = static_cast<QKeyEvent *>( event )->key();
      if ( key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Select )
        index = view->currentIndex();
    }
    if ( !index.isValid() || !index.data( Qt::CheckStateRole ).isValid() )
      return false;
    event->accept();
    if ( event->type() != QEvent::ShortcutOverride ) // the press itself comes after it
      toggle( view, index );
    return true;
  }

  void RoleDelegate::setEditorData( QWidget *editor, const QModelIndex &index ) const
  {
    auto *combo = qobject_cast<QComboBox *>( editor );
    if ( !combo )
      return QStyledItemDelegate::setEditorData( editor, index );
    combo->setCurrentIndex( combo->findData( index.data( Qt::EditRole ) ) );
  }

  void RoleDelegate::setModelData( QWidget *editor, QAbstractItemModel *model,
                                   const QModelIndex &index ) const
  {
    auto *combo = qobject_cast<QComboBox *>( editor );
    if ( !combo )
      return QStyledItemDelegate::setModelData( editor, model, index );
    const int reset = resetRow( combo );
    if ( mOffersReset )
      model->setData( index, reset >= 0 && combo->itemData( reset, Qt::CheckStateRole ) == Qt::Checked,
                      PeopleModel::ResetsRole );
    if ( combo->currentIndex() != reset )
      model->setData( index, combo->currentData(), Qt::EditRole );
  }

  QSize RoleDelegate::sizeHint( const QStyleOptionViewItem &option, const QModelIndex &index ) const
  {
    QSize hint = QStyledItemDelegate::sizeHint( option, index );
    hint.setHeight(
      qMax( hint.height(), option.fontMetrics.height() + 10 ) ); // room for the list that edits it
    return hint;
  }
} // namespace syncline
