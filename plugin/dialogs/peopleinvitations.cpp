// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleinvitations.h"

#include "core/api/endpoints_people.h"
#include "plugin/dialogs/emptyoverlay.h"
#include "plugin/dialogs/icons.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"
#include "ui_peopleinvitations.h"

#include <QDesktopServices>
#include <QHeaderView>
#include <QKeyEvent>

namespace syncline
{
  using namespace people;

  PeopleInvitationModel::PeopleInvitationModel( Kind kind, QObject *parent )
    : QAbstractTableModel( parent )
    , mKind( kind )
  {
  }

  void PeopleInvitationModel::setRows( const QList<Row> &rows, const QDateTime &now )
  {
    beginResetModel();
    mRows = rows;
    mNow = now;
    endResetModel();
  }

  int PeopleInvitationModel::rowCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : int( mRows.size() );
  }

  int PeopleInvitationModel::columnCount( const QModelIndex &parent ) const
  {
    return parent.isValid() ? 0 : mKind == Kind::Received ? 3 : 6;
  }

  QString PeopleInvitationModel::text( const Row &row, int column ) const
  {
    const bool isSent = mKind == Kind::Sent;
    const bool isOver = row.expires.isValid() && row.expires < mNow;
    const auto shown = [this]( const QDateTime &time )
    { return time.isValid() ? timeText( time, mNow ) : QString( QChar( 0x2013 ) ); };
    if ( column == 0 )
      return row.who;
    if ( isSent && column == 1 )
      return row.workspace;
    if ( column == ( isSent ? 2 : 1 ) )
      return words::roleName( row.role );
    if ( isSent && column == 3 )
      return shown( row.sent );
    if ( isSent && column == 4 )
      return shown( row.expires );
    if ( isSent )
      return isOver ? tr( "Expired" ) : tr( "Not answered" );
    return isOver ? tr( "expired %1" ).arg( shown( row.expires ) ) : shown( row.expires );
  }

  QVariant PeopleInvitationModel::data( const QModelIndex &index, int role ) const
  {
    if ( !index.isValid() || index.row() >= mRows.size() )
      return QVariant();
    const Row &row = mRows.at( index.row() );
    if ( role == Qt::DisplayRole || role == Qt::ToolTipRole )
      return text( row, index.column() );
    if ( role == Qt::AccessibleTextRole )
      return tr( "%1, %2: %3" )
        .arg( row.who, headerData( index.column(), Qt::Horizontal ).toString(), text( row, index.column() ) );
    return QVariant();
  }

  QVariant PeopleInvitationModel::headerData( int section, Qt::Orientation orientation, int role ) const
  {
    if ( orientation != Qt::Horizontal || role != Qt::DisplayRole )
      return QVariant();
    const QStringList heads = mKind == Kind::Received
                                ? QStringList{ tr( "Workspace" ), tr( "Role" ), tr( "Expires" ) }
                                : QStringList{ tr( "E-Mail" ), tr( "Workspace" ), tr( "Role" ),
                                               tr( "Sent" ),   tr( "Expires" ),   tr( "State" ) };
    return heads.value( section );
  }

  PeopleInvitationsPage::PeopleInvitationsPage( const PeopleParts &parts, QWidget *parent )
    : QWidget( parent )
    , mUi( std::make_unique<Ui::PeopleInvitationsPage>() )
    , mParts( parts )
    , mReceivedModel( PeopleInvitationModel::Kind::Received )
    , mSentModel( PeopleInvitationModel::Kind::Sent )
  {
    mUi->setupUi( this );
    mUi->mReceivedView->setModel( &mReceivedModel );
    mUi->mSentView->setModel( &mSentModel );
    for ( QTreeView *view : { mUi->mReceivedView, mUi->mSentView } )
    {
      view->setAllColumnsShowFocus( true );
      view->header()->setStretchLastSection( true );
      view->header()->resizeSection( 0, 34 * view->fontMetrics().averageCharWidth() );
      new EmptyOverlay( view );
      connect( view->selectionModel(), &QItemSelectionModel::currentChanged, this,
               &PeopleInvitationsPage::showButtons );
    }
    connect( mUi->mAcceptButton, &QPushButton::clicked, this, [this] { answer( true ); } );
    connect( mUi->mDeclineButton, &QPushButton::clicked, this, [this] { answer( false ); } );
    connect( mUi->mWebButton, &QToolButton::clicked, this,
             [this] { QDesktopServices::openUrl( mParts.account.server() ); } );
    connect( mUi->mReloadButton, &QPushButton::clicked, this, &PeopleInvitationsPage::reload );
    connect( mUi->mWithdrawButton, &QPushButton::clicked, this,
             [this]
             {
               const int row = mUi->mSentView->currentIndex().row();
               mUi->mConfirm->ask(
                 tr( "Withdraw the invitation of %1? The link in the e-mail stops working." )
                   .arg( mSent.at( row ).email ),
                 tr( "Withdraw Invitation" ) );
             } );
    connect( mUi->mConfirm, &ConfirmBar::confirmed, this, &PeopleInvitationsPage::withdraw );
    connect( mUi->mNotice, &InlineNotice::buttonPressed, this, &PeopleInvitationsPage::reload );
    connect( &mParts.account, &Account::changed, this, &PeopleInvitationsPage::reload );
    connect( &mParts.account, &Account::aboutToChange, this, [this] { mReceiver.reset(); } );
    mUi->mWebButton->setIcon( ownIcon( QStringLiteral( "external-link" ), mUi->mWebHint ) );
    showButtons();
  }

  PeopleInvitationsPage::~PeopleInvitationsPage() = default;

  void PeopleInvitationsPage::changeEvent( QEvent *event )
  {
    QWidget::changeEvent( event );
    if ( event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange )
      mUi->mWebButton->setIcon( ownIcon( QStringLiteral( "external-link" ), mUi->mWebHint ) );
  }

  void PeopleInvitationsPage::reload()
  {
    mUi->mNotice->clear();
    showSent();
    ApiClient *api = mParts.account.api();
    if ( !api || !mParts.account.isSignedIn() )
      return showReceived( QList<ReceivedInvitation>() );
    mReceiver = std::make_unique<QObject>();
    if ( const auto &server = api->session().data().capabilities )
    {
      const Availability there = availabilityOn( *server, Feature::Invitations );
      if ( !there.isThere() )
        return say( errorFor( there, Feature::Invitations ), QString() );
    }
    api->call( endpoints::receivedInvitations() )
      .then( mReceiver.get(),
             [this]( const Result<QList<ReceivedInvitation>> &received ) { showReceived( received ); } );
  }

  void PeopleInvitationsPage::showReceived( const Result<QList<ReceivedInvitation>> &received )
  {
    if ( !received )
      return say( received.error(), QString() );
    mReceived = *received;
    QList<PeopleInvitationModel::Row> rows;
    for ( const ReceivedInvitation &one : std::as_const( mReceived ) )
      rows.append( { one.workspace, one.workspace, one.role, {}, one.expires } );
    mReceivedModel.setRows( rows, mParts.clock.now() );
    if ( !rows.isEmpty() )
      mUi->mReceivedView->setCurrentIndex( mReceivedModel.index( 0, 0 ) );
    auto *empty = mUi->mReceivedView->findChild<EmptyOverlay *>();
    if ( rows.isEmpty() )
      empty->say( tr( "No invitations." ) );
    else
      empty->clear();
    showButtons();
    Q_EMIT countChanged( receivedCount() );
  }

  void PeopleInvitationsPage::showSent()
  {
    mSent = mParts.ledger
              ? mParts.ledger->entries( mParts.account.server(), WorkspaceId(), mParts.clock.now() )
              : QList<LedgerEntry>();
    QList<PeopleInvitationModel::Row> rows;
    for ( const LedgerEntry &one : std::as_const( mSent ) )
      rows.append( { one.email, one.workspace, one.role, one.sent, one.expires } );
    mSentModel.setRows( rows, mParts.clock.now() );
    auto *empty = mUi->mSentView->findChild<EmptyOverlay *>();
    if ( rows.isEmpty() )
      empty->say( tr( "Nobody was invited from this computer." ) );
    else
      empty->clear();
    showButtons();
  }

  void PeopleInvitationsPage::showButtons()
  {
    const bool isReceived = mUi->mReceivedView->currentIndex().isValid();
    for ( QPushButton *button : { mUi->mAcceptButton, mUi->mDeclineButton } )
      button->setEnabled( isReceived );
    const int row = mUi->mSentView->currentIndex().row();
    const bool isKnown = row >= 0 && row < mSent.size() && mSent.at( row ).id > 0;
    mUi->mWithdrawButton->setEnabled( isKnown );
    mUi->mWithdrawButton->setToolTip( row < 0   ? tr( "Choose an invitation first" )
                                      : isKnown ? tr( "Make the invitation worthless" )
                                                : tr( "The server told no number for it, so it cannot be "
                                                      "withdrawn from here" ) );
    mUi->mAcceptButton->setToolTip( isReceived ? tr( "Become a member of the workspace" )
                                               : tr( "There is no invitation to accept" ) );
    mUi->mDeclineButton->setToolTip( isReceived ? tr( "Turn the invitation down" )
                                                : tr( "There is no invitation to decline" ) );
  }

  void PeopleInvitationsPage::answer( bool accept )
  {
    const ReceivedInvitation invitation = mReceived.value( mUi->mReceivedView->currentIndex().row() );
    ApiClient *api = mParts.account.api();
    if ( !api || invitation.uuid.isEmpty() )
      return;
    const auto how = accept ? endpoints::InvitationAnswer::Accept : endpoints::InvitationAnswer::Reject;
    api->call( endpoints::answerInvitation( invitation.uuid, how ) )
      .then(
        mReceiver.get(),
        [this, accept, invitation]( const Result<bool> &answered )
        {
          if ( !answered )
            return say( answered.error(), invitation.workspace );
          reload();
          mUi->mNotice->say(
            Severity::Done,
            accept
              ? tr( "You are %1 in %2 now." ).arg( words::roleName( invitation.role ), invitation.workspace )
              : tr( "The invitation to %1 is declined." ).arg( invitation.workspace ) );
          if ( accept )
            Q_EMIT accepted();
        } );
  }

  void PeopleInvitationsPage::withdraw()
  {
    const LedgerEntry entry = mSent.value( mUi->mSentView->currentIndex().row() );
    ApiClient *api = mParts.account.api();
    if ( !api || entry.id <= 0 )
      return;
    api->call( endpoints::withdrawInvitation( entry.id ) )
      .then( mReceiver.get(),
             [this, entry]( const Result<bool> &withdrawn )
             {
               // Gone on the server is gone: accepted, declined, or withdrawn elsewhere.
               const bool isGone = withdrawn || withdrawn.error().kind == ErrorKind::NotFound;
               if ( !isGone )
                 return say( withdrawn.error(), entry.email );
               mParts.ledger->remove( entry );
               reload();
               mUi->mNotice->say(
                 Severity::Done, withdrawn
                                   ? tr( "The invitation of %1 is withdrawn." ).arg( entry.email )
                                   : tr( "The invitation of %1 was not open any more." ).arg( entry.email ) );
             } );
  }

  void PeopleInvitationsPage::say( const Error &error, const QString &who )
  {
    ErrorScene scene;
    scene.place = ErrorPlace::Window;
    scene.host = mParts.account.host();
    const ErrorText text = words::describePeople( error, scene, who );
    mUi->mNotice->say( Severity::Warning, text.sentence,
                       text.step == NextStep::TryAgain ? buttonText( NextStep::TryAgain ) : QString() );
  }

  void PeopleInvitationsPage::keyPressEvent( QKeyEvent *event )
  {
    if ( event->key() == Qt::Key_F5 )
      return reload();
    QWidget::keyPressEvent( event );
  }
} // namespace syncline
