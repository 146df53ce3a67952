// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QStringList>
#include <QStyledItemDelegate>

class QComboBox;

namespace syncline
{
  /**
   * Edits a role where it stands: a list of the roles that may be given, each with what it means; those that cannot be given are
   * greyed and tell why. Opens at once; choosing commits. Main thread.
   */
  class RoleDelegate : public QStyledItemDelegate
  {
      Q_OBJECT
    public:
      using QStyledItemDelegate::QStyledItemDelegate;

      //! In words of the wire, weakest first.
      void setRoles( const QStringList &roles, bool ofWorkspace );
      void setCommunity( bool isCommunity ) { mIsCommunity = isCommunity; }
      //! Below the roles a check box "Also reset roles set on projects": its state goes to PeopleModel::ResetsRole first.
      void setOffersReset( bool isOn ) { mOffersReset = isOn; }

      QWidget *createEditor( QWidget *parent, const QStyleOptionViewItem &option,
                             const QModelIndex &index ) const override;
      void setEditorData( QWidget *editor, const QModelIndex &index ) const override;
      void setModelData( QWidget *editor, QAbstractItemModel *model,
                         const QModelIndex &index ) const override;
      QSize sizeHint( const QStyleOptionViewItem &option, const QModelIndex &index ) const override;

    protected:
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void addReset( QComboBox *combo, const QModelIndex &index ) const;

      QStringList mRoles;
      bool mOffersReset = false;
      bool mIsOfWorkspace = false;
      bool mIsCommunity = false;
  };
} // namespace syncline
