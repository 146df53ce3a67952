// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/projectstate.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace syncline
{
  //! One entry of "Needs You": shape, sentence, a real button named mAttention_<id>, and a context menu for rarer choices.
  class AttentionRow : public QWidget
  {
      Q_OBJECT
    public:
      AttentionRow( const Attention &attention, QWidget *parent );

    Q_SIGNALS:
      void stepChosen( const syncline::Attention &attention, syncline::NextStep step );
      void dismissed( const QString &id );

    protected:
      void changeEvent( QEvent *event ) override;
      void contextMenuEvent( QContextMenuEvent *event ) override;

    private:
      void showIcon();

      Attention mAttention;
      QLabel *mIcon = nullptr;
      QLabel *mText = nullptr;
      QPushButton *mButton = nullptr;
  };
} // namespace syncline

Q_DECLARE_METATYPE( syncline::Attention )
