// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplepresenter.h"

#include <QAbstractTableModel>
#include <QWidget>

namespace Ui
{
  class PeopleInvitationsPage;
}

namespace syncline
{
  //! Invitations as a table: to oneself, or those that were sent from this computer.
  class PeopleInvitationModel : public QAbstractTableModel
  {
      Q_OBJECT
    public:
      enum class Kind
      {
        Received,
        Sent
      };
      struct Row
      {
          QString who; //!< workspace, or address
          QString workspace;
          WorkspaceRole role = WorkspaceRole::None;
          QDateTime sent;
          QDateTime expires;
      };
      explicit PeopleInvitationModel( Kind kind, QObject *parent = nullptr );
      void setRows( const QList<Row> &rows, const QDateTime &now );
      int rowCount( const QModelIndex &parent = QModelIndex() ) const override;
      int columnCount( const QModelIndex &parent = QModelIndex() ) const override;
      QVariant data( const QModelIndex &index, int role = Qt::DisplayRole ) const override;
      QVariant headerData( int section, Qt::Orientation orientation,
                           int role = Qt::DisplayRole ) const override;

    private:
      QString text( const Row &row, int column ) const;

      Kind mKind;
      QList<Row> mRows;
      QDateTime mNow;
  };

  /**
   * The page of invitations: to oneself, with an answer; and those sent from this computer, which only the ledger knows, because
   * no call of the server lists them. Main thread.
   */
  class PeopleInvitationsPage : public QWidget
  {
      Q_OBJECT
    public:
      explicit PeopleInvitationsPage( const PeopleParts &parts, QWidget *parent = nullptr );
      ~PeopleInvitationsPage() override;

      void reload();
      int receivedCount() const { return int( mReceived.size() ); }

    Q_SIGNALS:
      void countChanged( int received );
      void accepted(); //!< there is another workspace now

    protected:
      void keyPressEvent( QKeyEvent *event ) override;

    protected:
      void changeEvent( QEvent *event ) override; //!< the icon follows the colours

    private:
      void showReceived( const Result<QList<ReceivedInvitation>> &received );
      void showSent();
      void showButtons();
      void answer( bool accept );
      void withdraw();
      void say( const Error &error, const QString &who );

      std::unique_ptr<Ui::PeopleInvitationsPage> mUi;
      PeopleParts mParts;
      PeopleInvitationModel mReceivedModel;
      PeopleInvitationModel mSentModel;
      QList<ReceivedInvitation> mReceived;
      QList<people::LedgerEntry> mSent;
      std::unique_ptr<QObject> mReceiver;
  };
} // namespace syncline
