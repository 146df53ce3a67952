// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopledelegate.h"

#include "plugin/dialogs/peoplemodel.h"
#include "plugin/dialogs/peoplewords.h"

#include <QComboBox>
#include <QStandardItemModel>
#include <QTimer>

namespace syncline
{
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

  QWidget *RoleDelegate::createEditor( QWidget *parent, const QStyleOptionViewItem &,
                                       const QModelIndex &index ) const
  {
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
    auto *self = const_cast<RoleDelegate *>( this );
    connect( combo, QOverload<int>::of( &QComboBox::activated ), self,
             [self, combo]
             {
               Q_EMIT self->commitData( combo );
               Q_EMIT self->closeEditor( combo );
             } );
    QTimer::singleShot( 0, combo, [combo] { combo->showPopup(); } );
    return combo;
  }

  void RoleDelegate::setEditorData( QWidget *editor, const QModelIndex &index ) const
  {
    auto *combo = static_cast<QComboBox *>( editor );
    combo->setCurrentIndex( combo->findData( index.data( Qt::EditRole ) ) );
  }

  void RoleDelegate::setModelData( QWidget *editor, QAbstractItemModel *model,
                                   const QModelIndex &index ) const
  {
    model->setData( index, static_cast<QComboBox *>( editor )->currentData(), Qt::EditRole );
  }

  QSize RoleDelegate::sizeHint( const QStyleOptionViewItem &option, const QModelIndex &index ) const
  {
    QSize hint = QStyledItemDelegate::sizeHint( option, index );
    hint.setHeight(
      qMax( hint.height(), option.fontMetrics.height() + 10 ) ); // room for the list that edits it
    return hint;
  }
} // namespace syncline
