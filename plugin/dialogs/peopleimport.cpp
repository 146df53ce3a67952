// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleimport.h"

#include "plugin/dialogs/peoplefile.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopleimportfile.h"
#include "ui_peopleimportreview.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QStandardItemModel>
#include <QThreadPool>

namespace syncline
{
  using namespace people;

  namespace
  {
    constexpr int PARSE_PAUSE_MS = 200;
    constexpr int PREVIEW_LINES = 20;

    //! A table, or, where there is none in it, names and addresses between commas and line breaks.
    [[nodiscard]] Result<MemberCsv> readPeople( const QByteArray &bytes, const CsvOptions &options,
                                                bool isPasted )
    {
      Result<MemberCsv> csv = readMemberCsv( bytes, options );
      if ( csv || !isPasted )
        return csv;
      MemberCsv list;
      list.hasHeader = false;
      list.entries = entriesFromList( QString::fromUtf8( bytes ) );
      if ( list.entries.isEmpty() )
        return csv;
      return list;
    }
  } // namespace

  PeopleImportFilePage::PeopleImportFilePage( QWidget *parent )
    : QWizardPage( parent )
    , mUi( std::make_unique<Ui::PeopleImportFilePage>() )
    , mPreview( new QStandardItemModel( this ) )
  {
    mUi->setupUi( this );
    mUi->mPreviewView->setModel( mPreview );
    mUi->mEncodingCombo->addItem( tr( "Found by Itself" ), -1 );
    for ( const TextEncoding encoding :
          { TextEncoding::Utf8, TextEncoding::Utf16, TextEncoding::Windows1252 } )
      mUi->mEncodingCombo->addItem( nameOf( encoding ), int( encoding ) );
    mUi->mDelimiterCombo->addItem( tr( "Found by Itself" ), QString() );
    for ( const auto &one : { std::pair{ tr( "Comma" ), QStringLiteral( "," ) },
                              { tr( "Semicolon" ), QStringLiteral( ";" ) },
                              { tr( "Tab" ), QStringLiteral( "\t" ) },
                              { tr( "Bar" ), QStringLiteral( "|" ) } } )
      mUi->mDelimiterCombo->addItem( one.first, one.second );
    mPause.setSingleShot( true );
    mPause.setInterval( PARSE_PAUSE_MS );
    connect( &mPause, &QTimer::timeout, this, &PeopleImportFilePage::parse );
    connect( mUi->mPathEdit, &QLineEdit::textChanged, this, [this] { mPause.start(); } );
    connect( mUi->mPasteEdit, &QPlainTextEdit::textChanged, this, [this] { mPause.start(); } );
    connect( mUi->mEncodingCombo, QOverload<int>::of( &QComboBox::activated ), this,
             &PeopleImportFilePage::parse );
    connect( mUi->mDelimiterCombo, QOverload<int>::of( &QComboBox::activated ), this,
             &PeopleImportFilePage::parse );
    connect( mUi->mChooseButton, &QPushButton::clicked, this, &PeopleImportFilePage::choose );
    connect( mUi->mTemplateButton, &QPushButton::clicked, this, &PeopleImportFilePage::saveTemplate );
  }

  PeopleImportFilePage::~PeopleImportFilePage() = default;

  QString PeopleImportFilePage::sourceName() const
  {
    return mUi->mPathEdit->text().trimmed().isEmpty() ? tr( "the pasted list" )
                                                      : QFileInfo( mUi->mPathEdit->text() ).fileName();
  }

  void PeopleImportFilePage::choose()
  {
    auto *chooser =
      new QFileDialog( this, tr( "Choose a File" ), QFileInfo( mUi->mPathEdit->text() ).absolutePath(),
                       tr( "CSV files (*.csv *.txt *.tsv);;All files (*)" ) );
    chooser->setAttribute( Qt::WA_DeleteOnClose );
    chooser->setFileMode( QFileDialog::ExistingFile );
    connect( chooser, &QFileDialog::fileSelected, mUi->mPathEdit, &QLineEdit::setText );
    chooser->show();
  }

  void PeopleImportFilePage::saveTemplate()
  {
    askWhereToSave( this, tr( "people-template.csv" ), tr( "CSV files (*.csv)" ),
                    [this]( const QString &path )
                    {
                      const Result<void> saved = writePeopleFile( path, memberCsvTemplate().toUtf8() );
                      mUi->mFoundLabel->setText( saved ? tr( "Saved as “%1”." ).arg( path )
                                                       : tr( "“%1” cannot be written." ).arg( path ) );
                    } );
  }

  void PeopleImportFilePage::parse()
  {
    mPause.stop();
    const int asked = ++mAsked;
    const QString path = mUi->mPathEdit->text().trimmed();
    const QString pasted = mUi->mPasteEdit->toPlainText();
    CsvOptions options;
    if ( mUi->mEncodingCombo->currentData().toInt() >= 0 && !path.isEmpty() )
      options.encoding = TextEncoding( mUi->mEncodingCombo->currentData().toInt() );
    const QString delimiter = mUi->mDelimiterCombo->currentData().toString();
    if ( !delimiter.isEmpty() )
      options.delimiter = delimiter.at( 0 );
    const QPointer<PeopleImportFilePage> page( this );
    QThreadPool::globalInstance()->start(
      [page, asked, path, pasted, options]
      {
        Result<MemberCsv> csv = fail( ErrorKind::InvalidInput );
        if ( path.isEmpty() )
          csv = readPeople( pasted.toUtf8(), options, true );
        else if ( const Result<QByteArray> bytes = readPeopleFile( path ) )
          csv = readPeople( *bytes, options, false );
        else
          csv = tl::unexpected<Error>( bytes.error() );
        QMetaObject::invokeMethod(
          QCoreApplication::instance(),
          [page, asked, csv]
          {
            if ( page && asked == page->mAsked )
              page->parsed( csv );
          },
          Qt::QueuedConnection );
      } );
  }

  void PeopleImportFilePage::parsed( const Result<MemberCsv> &csv )
  {
    mPreview->clear();
    mEntries = csv ? csv->entries : QList<PersonEntry>();
    const bool isNothing = mUi->mPathEdit->text().isEmpty() && mUi->mPasteEdit->toPlainText().isEmpty();
    if ( isNothing )
      mUi->mFoundLabel->clear();
    else if ( !csv )
    {
      const auto *said = std::get_if<ServerDetail>( &csv.error().payload );
      mUi->mFoundLabel->setText(
        csv.error().kind == ErrorKind::LocalIo || csv.error().kind == ErrorKind::ReadOnly
          ? tr( "“%1” cannot be read." ).arg( mUi->mPathEdit->text() )
        : said && said->code == QLatin1String( "Columns" )
          ? tr(
              "No column holds e-mails or user names. Name one so in the first line, or start from the template." )
          : tr( "This cannot be read: %1. Choose the encoding the file was saved in." )
              .arg( csv.error().detail ) );
    }
    else
    {
      QStringList sentences{ tr( "%n people found.", nullptr, int( mEntries.size() ) ) };
      if ( csv->hasHeader )
        sentences.append(
          tr( "Read as %1 with %2 columns." ).arg( nameOf( csv->encoding ) ).arg( csv->columns.size() ) );
      if ( !csv->unknownColumns.isEmpty() )
        sentences.append( tr( "Not read: %1." ).arg( csv->unknownColumns.join( QStringLiteral( ", " ) ) ) );
      mUi->mFoundLabel->setText( sentences.join( QLatin1Char( ' ' ) ) );
      mPreview->setHorizontalHeaderLabels( { words::fieldName( QStringLiteral( "email" ) ),
                                             words::fieldName( QStringLiteral( "username" ) ), tr( "Role" ),
                                             tr( "Project" ) } );
      for ( int i = 0; i < qMin( PREVIEW_LINES, int( mEntries.size() ) ); ++i )
      {
        const PersonEntry &entry = mEntries.at( i );
        QList<QStandardItem *> items;
        for ( const QString &text : { entry.email, entry.userName, entry.role, entry.project } )
          items.append( new QStandardItem( text ) );
        mPreview->appendRow( items );
      }
      mUi->mPreviewView->resizeColumnsToContents();
    }
    Q_EMIT completeChanged();
  }

  // --- review

  PeopleImportReviewPage::PeopleImportReviewPage( PeopleBulk &bulk, const PeopleImportFilePage &source,
                                                  QWidget *parent )
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
    QList<PersonEntry> entries = mSource.entries();
    for ( PersonEntry &entry : entries )
      if ( entry.project.isEmpty() )
        entry.project = mProject;
    mBulk.propose( entries, intent );
    setSubTitle(
      tr( "%n people in %1 against %2. Nothing is sent before Apply.", nullptr, int( entries.size() ) )
        .arg( mSource.sourceName(), wizard() ? wizard()->property( "place" ).toString() : QString() ) );
  }

  PeopleImportWizard::PeopleImportWizard( const PeopleParts &parts, const Target &target, QWidget *parent )
    : QWizard( parent )
    , mBulk( parts.clock )
  {
    setObjectName( QStringLiteral( "SynclineImportPeople" ) );
    setWindowTitle( tr( "Import People" ) );
    setWizardStyle( QWizard::ClassicStyle );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    setOption( QWizard::NoBackButtonOnStartPage );
    setOption( QWizard::NoDefaultButton );
    setButtonText( QWizard::FinishButton, tr( "Close" ) );
    const QString place = target.scene.project.isEmpty() ? target.scene.workspace : target.scene.project;
    setProperty( "place", place.isEmpty() ? target.scene.host : place );
    mBulk.setDirectory( target.directory, target.scene );
    auto *file = new PeopleImportFilePage( this );
    auto *review = new PeopleImportReviewPage( mBulk, *file, this );
    review->setProject( target.project );
    addPage( file );
    addPage( review );
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
