// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peopledomain.h"

#include <QWidget>

class QListWidget;

namespace Ui
{
  class PeopleDomainPage;
}

namespace syncline
{
  class EmptyOverlay;

  /**
   * The page of an Opendatasoft domain's users: a table that the server searches and sorts, and the user of its current row as a
   * form with pickers for groups and rights. Main thread.
   */
  class PeopleDomainPage : public QWidget
  {
      Q_OBJECT
    public:
      explicit PeopleDomainPage( const PeopleParts &parts, QWidget *parent = nullptr );
      ~PeopleDomainPage() override;

      PeopleDomainPresenter &presenter() { return mPresenter; }
      //! Whether there is a workspace to copy users to.
      void setCanCopy( bool canCopy );

    Q_SIGNALS:
      void inviteWanted();
      void provisionWanted();
      void importWanted();
      void copyWanted( const QList<syncline::people::PersonEntry> &entries );

    protected:
      void showEvent( QShowEvent *event ) override;
      void keyPressEvent( QKeyEvent *event ) override;
      bool eventFilter( QObject *watched, QEvent *event ) override;

    private:
      void setUpView();
      void fitColumns();
      void restoreCurrent();
      QString stepOf( const ErrorText &why ) const;
      void takeStep();
      void connectControls();
      void connectBulk();
      void connectPresenter();
      void showDomains();
      void askForDomain( const std::optional<DomainSettings> &domain );
      void showButtons();
      void showCurrent();
      void showUser( const ods::User &user );
      void clearForm();
      void fillList( QListWidget *list, const QList<std::pair<QString, QString>> &all,
                     const QStringList &chosen );
      QStringList checkedIn( const QListWidget *list ) const;
      QJsonObject changes() const;
      void showConflict( const ods::User &theirs );
      void showTheirs();
      void showEdited();
      void exportList();
      void copySelected();
      void removeCurrent();
      QString currentName() const;

      std::unique_ptr<Ui::PeopleDomainPage> mUi;
      PeopleParts mParts;
      PeopleDomainPresenter mPresenter;
      EmptyOverlay *mEmpty = nullptr;
      std::optional<ods::User> mUser; //!< shown in the form
      ErrorText mTrouble;             //!< what the notice told last
      QString mKeptName;              //!< of whom the table showed before it was read anew
      bool mKeepsForm = false;        //!< the row comes back, what was typed stays
      bool mIsFilling = false;
      bool mCanCopy = false;
  };
} // namespace syncline
