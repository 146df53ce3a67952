// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleimport.h"

#include "plugin/dialogs/palette.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peopleimportpages.h"
#include "plugin/dialogs/peoplereviewpane.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopleimportreview.h"
#include "ui_peopleimportrun.h"

namespace syncline
{
  using namespace people;

  PeopleImportReviewPage::PeopleImportReviewPage( PeopleBulk &bulk, const Source &source, QWidget *parent )
    : QWizardPage( parent )
    , mUi( std::make_unique<Ui::PeopleImportReviewPage>() )
    , mBulk( bulk )
    , mSource( source )
  {
    mUi->setupUi( this );
    setCommitPage( true ); // there is no way back from what was sent
    mUi->mPane->setBulk( &bulk );
    mUi->mPane->setUse( PeopleReviewPane::Use::Review );
    for ( QComboBox *combo : { mUi->mRoleCombo, mUi->mUnknownCombo, mUi->mAbsentCombo } )
      connect( combo, QOverload<int>::of( &QComboBox::activated ), this, &PeopleImportReviewPage::propose );
    connect( mUi->mProviderEdit, &QLineEdit::editingFinished, this, &PeopleImportReviewPage::propose );
    connect( mUi->mProviderEdit, &QLineEdit::textChanged, this, &PeopleImportReviewPage::showButton );
    connect( mUi->mPane, &PeopleReviewPane::runnableChanged, this, &PeopleImportReviewPage::showButton );
  }

  PeopleImportReviewPage::~PeopleImportReviewPage() = default;

  void PeopleImportReviewPage::initializePage()
  {
    PeopleDirectory *directory = mBulk.directory();
    if ( !directory )
      return;
    const bool isDomain = directory->kind() == PeopleDirectory::Kind::Domain;
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mRoleLabel ), static_cast<QWidget *>( mUi->mRoleCombo ),
            static_cast<QWidget *>( mUi->mAbsentLabel ), static_cast<QWidget *>( mUi->mAbsentCombo ) } )
      widget->setVisible( !isDomain );
    mUi->mProviderLabel->setVisible( isDomain );
    mUi->mProviderEdit->setVisible( isDomain );
    if ( isDomain )
    {
      fillChoices( *directory );
      return propose();
    }
    // Which roles may be given, and what can be done with strangers, is known once the directory was read.
    directory->list( {} ).then( this,
                                [this]( const Result<PeopleList> & )
                                {
                                  if ( !mBulk.directory() )
                                    return;
                                  fillChoices( *mBulk.directory() );
                                  propose();
                                } );
  }

  void PeopleImportReviewPage::fillChoices( PeopleDirectory &directory )
  {
    mUi->mRoleCombo->clear();
    mUi->mUnknownCombo->clear();
    mUi->mAbsentCombo->clear();
    const auto offer = [this, &directory]( Feature feature, const QString &text, UnknownPeople choice )
    {
      if ( directory.availability( feature ).isThere() )
        mUi->mUnknownCombo->addItem( text, int( choice ) );
    };
    if ( directory.kind() == PeopleDirectory::Kind::Domain )
    {
      offer( Feature::Invitations, tr( "Invite by E-Mail" ), UnknownPeople::Invite );
      return offer( Feature::Provision, tr( "Provision without E-Mail" ), UnknownPeople::Provision );
    }
    const QStringList roles = static_cast<MerginDirectory &>( directory ).rolesToGive();
    for ( const QString &wire : roles )
      if ( wire != QLatin1String( "none" ) )
        mUi->mRoleCombo->addItem( words::roleNameOfWire( wire ), wire );
    mUi->mUnknownCombo->addItem( tr( "Leave Them Out" ), int( UnknownPeople::Refuse ) );
    offer( Feature::Invitations, tr( "Invite by E-Mail" ), UnknownPeople::Invite );
    offer( Feature::Accounts, tr( "Create Accounts" ), UnknownPeople::CreateAccounts );
    mUi->mUnknownCombo->setCurrentIndex( qMin( 1, mUi->mUnknownCombo->count() - 1 ) );
    mUi->mAbsentCombo->addItem( tr( "Leave Them Alone" ), int( AbsentPeople::LeaveAlone ) );
    mUi->mAbsentCombo->addItem( tr( "Remove Their Access" ), int( AbsentPeople::Remove ) );
  }

  Intent PeopleImportReviewPage::intent() const
  {
    Intent intent;
    intent.defaultRole = mUi->mRoleCombo->currentData().toString();
    intent.unknown = UnknownPeople( mUi->mUnknownCombo->currentData().toInt() );
    intent.absent = AbsentPeople( mUi->mAbsentCombo->currentData().toInt() );
    intent.identityProvider = mUi->mProviderEdit->text().trimmed();
    return intent;
  }

  void PeopleImportReviewPage::propose()
  {
    if ( mBulk.hasRun() )
      return; // it is being run, on the next page
    QList<PersonEntry> entries = mSource.file.isList() ? mSource.file.list() : mSource.columns.entries();
    for ( PersonEntry &entry : entries )
      if ( entry.project.isEmpty() )
        entry.project = mProject;
    mUi->mProviderEdit->setEnabled( intent().unknown == UnknownPeople::Provision );
    mUi->mProviderEdit->setToolTip( mUi->mProviderEdit->isEnabled()
                                      ? tr( "The domain's settings show it" )
                                      : tr( "Only for people who are provisioned" ) );
    mBulk.propose( entries, intent() );
    setSubTitle(
      tr( "%n people in %1 against %2. Nothing is sent before Apply.", nullptr, int( entries.size() ) )
        .arg( mSource.file.sourceName(), wizard() ? wizard()->property( "place" ).toString() : QString() ) );
  }

  QString PeopleImportReviewPage::whyNot() const
  {
    const Intent wanted = intent();
    if ( wanted.unknown == UnknownPeople::Provision && wanted.identityProvider.isEmpty() )
      return tr( "Say by which identity provider they sign in" );
    return mUi->mPane->whyNot();
  }

  bool PeopleImportReviewPage::isComplete() const { return whyNot().isEmpty(); }

  void PeopleImportReviewPage::showButton()
  {
    if ( !wizard() || wizard()->currentPage() != this )
      return;
    setButtonText( QWizard::CommitButton, mUi->mPane->runText() );
    Q_EMIT completeChanged();
    wizard()->button( QWizard::CommitButton )->setToolTip( whyNot() );
  }

  PeopleImportRunPage::PeopleImportRunPage( PeopleBulk &bulk, QWidget *parent )
    : QWizardPage( parent )
    , mUi( std::make_unique<Ui::PeopleImportRunPage>() )
    , mBulk( bulk )
  {
    mUi->setupUi( this );
    mUi->mRunPane->setBulk( &bulk );
    mUi->mRunPane->setUse( PeopleReviewPane::Use::Run );
  }

  PeopleImportRunPage::~PeopleImportRunPage() = default;

  void PeopleImportRunPage::initializePage()
  {
    wizard()
      ->button( QWizard::BackButton )
      ->setToolTip( tr( "What was sent is sent; “Undo Changes…” offers what can be taken back" ) );
    mBulk.run();
  }

  PeopleImportWizard::PeopleImportWizard( const PeopleParts &parts, const Target &target, QWidget *parent )
    : PeopleRunWindow( parent )
    , mBulk( parts.clock )
  {
    setObjectName( QStringLiteral( "SynclineImportPeople" ) );
    setWindowTitle( tr( "Import People" ) );
    setWizardStyle( QWizard::ClassicStyle );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    staysFor( mBulk );
    setOption( QWizard::NoBackButtonOnStartPage );
    setOption( QWizard::NoDefaultButton );
    setOption( QWizard::NoCancelButtonOnLastPage ); // Close is the same there
    setButtonText( QWizard::FinishButton, tr( "Close" ) );
    const QString place = target.scene.project.isEmpty() ? target.scene.workspace : target.scene.project;
    setProperty( "place", place.isEmpty() ? target.scene.host : place );
    mBulk.setDirectory( target.directory, target.scene );
    auto *file = new PeopleImportFilePage( this );
    auto *columns = new PeopleImportColumnsPage( *file, this );
    auto *review = new PeopleImportReviewPage( mBulk, { *file, *columns }, this );
    review->setProject( target.project );
    setPage( int( ImportPage::File ), file );
    setPage( int( ImportPage::Columns ), columns );
    setPage( int( ImportPage::Review ), review );
    setPage( int( ImportPage::Run ), new PeopleImportRunPage( mBulk, this ) );
    resize( 900, 560 );
    new ReadableWindow( this );
    PeopleHelp::install( this, PeopleHelpTopic::Import );
    const auto sayNext = [this, file]
    {
      button( QWizard::NextButton )
        ->setToolTip( file->isComplete() ? tr( "See what would happen to each person" )
                                         : tr( "Choose a file or paste a list first" ) );
    };
    connect( file, &QWizardPage::completeChanged, this, sayNext );
    sayNext();
    connect( &mBulk, &PeopleBulk::finished, this, &PeopleImportWizard::ran );
    if ( target.directory->kind() == PeopleDirectory::Kind::Domain )
      return; // stands on a key of its own
    connect( &parts.account, &Account::aboutToChange, this,
             [this]
             {
               mBulk.setDirectory( nullptr, {} );
               reject();
             } );
  }

  PeopleImportWizard::~PeopleImportWizard() = default;
} // namespace syncline
