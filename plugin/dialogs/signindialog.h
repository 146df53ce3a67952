// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/signinpresenter.h"

#include <QDialog>

class QPushButton;

namespace Ui
{
  class SignInDialog;
}

namespace syncline
{
  /**
   * Proves who one is to one server. Modeless; closes by itself when signed in, and accepted() is emitted then. Deletes itself
   * when closed. A bad address never locks the form.
   */
  class SignInDialog : public QDialog
  {
      Q_OBJECT
    public:
      explicit SignInDialog( Account &account, QWidget *parent = nullptr );
      ~SignInDialog() override;

      //! Why one is asked; stands above the form.
      void setReason( const QString &sentence );

    protected:
      void changeEvent( QEvent *event ) override;

    private:
      void fillFromLastTime();
      void connectForm();
      void connectPresenter();
      void showIcons();
      void signInPressed();
      void showServer( const ServerCapabilities &capabilities );
      void setBusy( bool isBusy );
      static QString textOf( KeepPlace place );
      void openPage( const QString &path );

      std::unique_ptr<Ui::SignInDialog> mUi;
      Account &mAccount;
      SignInPresenter mPresenter;
      QPushButton *mSignInButton = nullptr;
      QAction *mShowPassword = nullptr;
  };
} // namespace syncline
