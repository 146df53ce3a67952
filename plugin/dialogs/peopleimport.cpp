// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleimport.h"

#include "plugin/dialogs/peopleimportpages.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopleimportreview.h"

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
    mUi->mPane->setBulk( &bulk );
    mUi->mAbsentCombo->addItem( tr( "Leave Them Alone" ), int( AbsentPeople::LeaveAlone ) );
    mUi->mAbsentCombo->addItem( tr( "Remove Their Access" ), int( AbsentPeople::Remove ) );
    for ( QComboBox *combo : { mUi->mRoleCombo, mUi->mUnknownCombo, mUi->mAbsentCombo } )
      connect( combo, QOverload<int>::of( &QComboBox::activated ), this, &PeopleImportReviewPage::propose );
    connect( &bulk, &PeopleBulk::progressed, this, &QWizardPage::completeChanged );
    connect( &bulk, &PeopleBulk::finished, this, &QWizardPage::completeChanged );
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
            static_cast<QWidget *>( mUi->mUnknownLabel ), static_cast<QWidget *>( mUi->mUnknownCombo ),
            static_cast<QWidget *>( mUi->mAbsentLabel ), static_cast<QWidget *>( mUi->mAbsentCombo ) } )
      widget->setVisible( !isDomain );
    mUi->mRoleCombo->clear();
    mUi->mUnknownCombo->clear();
    if ( isDomain )
      return propose();
    // Which roles may be given, and what can be done with strangers, is known once the directory was read.
    directory->list( {} ).then(
      this,
      [this]( const Result<PeopleList> & )
      {
        auto *there = static_cast<MerginDirectory *>( mBulk.directory() );
        if ( !there )
          return;
        for ( const QString &wire : there->rolesToGive() )
          if ( wire != QLatin1String( "none" ) )
            mUi->mRoleCombo->addItem( words::roleNameOfWire( wire ), wire );
        mUi->mUnknownCombo->addItem( tr( "Leave Them Out" ), int( UnknownPeople::Refuse ) );
        if ( there->availability( Feature::Invitations ).isThere() )
          mUi->mUnknownCombo->addItem( tr( "Invite by E-Mail" ), int( UnknownPeople::Invite ) );
        if ( there->availability( Feature::Accounts ).isThere() )
          mUi->mUnknownCombo->addItem( tr( "Create Accounts" ), int( UnknownPeople::CreateAccounts ) );
        mUi->mUnknownCombo->setCurrentIndex( qMin( 1, mUi->mUnknownCombo->count() - 1 ) );
        propose();
      } );
  }

  void PeopleImportReviewPage::propose()
  {
    if ( mBulk.isRunning() )
      return;
    Intent intent;
    intent.defaultRole = mUi->mRoleCombo->currentData().toString();
    intent.unknown = mUi->mUnknownCombo->count() > 0
                       ? UnknownPeople( mUi->mUnknownCombo->currentData().toInt() )
                       : UnknownPeople::Invite;
    intent.absent = AbsentPeople( mUi->mAbsentCombo->currentData().toInt() );
    QList<PersonEntry> entries = mSource.file.isList() ? mSource.file.list() : mSource.columns.entries();
    for ( PersonEntry &entry : entries )
      if ( entry.project.isEmpty() )
        entry.project = mProject;
    mBulk.propose( entries, intent );
    setSubTitle(
      tr( "%n people in %1 against %2. Nothing is sent before Apply.", nullptr, int( entries.size() ) )
        .arg( mSource.file.sourceName(), wizard() ? wizard()->property( "place" ).toString() : QString() ) );
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
    resize( 900, 560 );
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
