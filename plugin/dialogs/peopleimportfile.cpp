// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/inworker.h"
#include "plugin/dialogs/labels.h"
#include "plugin/dialogs/peoplefile.h"
#include "plugin/dialogs/peopleimportpages.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopleimportfile.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStandardItemModel>

namespace syncline
{
  using namespace people;

  namespace
  {
    constexpr int PARSE_PAUSE_MS = 200;
    constexpr int PREVIEW_LINES = 20;
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

  int PeopleImportFilePage::nextId() const
  {
    const bool isPlain =
      isList() || ( mTable.width == 1 && mTable.columns.contains( Column::Email ) && !mTable.hasHeader );
    return int( isPlain ? ImportPage::Review : ImportPage::Columns );
  }

  Result<PeopleImportFilePage::Read> PeopleImportFilePage::readPeople( const QByteArray &bytes,
                                                                       const CsvOptions &options,
                                                                       bool isPasted )
  {
    SYNCLINE_TRY( table, readMemberTable( bytes, options ) );
    const bool isTable =
      table.columns.contains( Column::Email ) || table.columns.contains( Column::UserName );
    Read read;
    read.table = table;
    // What is pasted and names no columns is names and addresses between commas and line breaks, and so are files that look like it.
    SYNCLINE_TRY( decoded, decodeText( bytes, options.encoding ) );
    if ( ( isPasted && !isTable ) || ( !options.delimiter && isPastedList( decoded.text ) ) )
      read.list = entriesFromList( decoded.text );
    else if ( table.width == 1 && !table.hasHeader )
      read.list = membersOf( table, table.columns ).entries;
    return read;
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
    inWorker(
      this,
      [path, pasted, options]() -> Result<Read>
      {
        if ( path.isEmpty() )
          return readPeople( pasted.toUtf8(), options, true );
        SYNCLINE_TRY( bytes, readPeopleFile( path ) );
        return readPeople( bytes, options, false );
      },
      [this, asked]( const Result<Read> &read )
      {
        if ( asked == mAsked )
          parsed( read );
      } );
  }

  QString PeopleImportFilePage::troubleText( const Error &error ) const
  {
    return error.kind == ErrorKind::LocalIo || error.kind == ErrorKind::ReadOnly
             ? tr( "“%1” cannot be read." ).arg( mUi->mPathEdit->text() )
             : tr( "This cannot be read: %1. Choose the encoding the file was saved in." )
                 .arg( error.detail );
  }

  void PeopleImportFilePage::parsed( const Result<Read> &read )
  {
    mTable = read ? read->table : MemberTable();
    mList = read ? read->list : QList<PersonEntry>();
    const bool isNothing = mUi->mPathEdit->text().isEmpty() && mUi->mPasteEdit->toPlainText().isEmpty();
    QStringList sentences;
    if ( isNothing )
      mTable = {};
    else if ( !read )
      sentences.append( troubleText( read.error() ) );
    else if ( isList() )
      sentences.append( tr( "%n people found.", nullptr, int( mList.size() ) ) );
    else if ( mTable.records.isEmpty() )
      sentences.append( tr( "There is nobody in it." ) );
    else
      sentences.append( tr( "%n line(s) with %1 columns, read as %2.", nullptr, int( mTable.records.size() ) )
                          .arg( mTable.width )
                          .arg( nameOf( mTable.encoding ) ) );
    mUi->mFoundLabel->setText( sentences.join( QLatin1Char( ' ' ) ) );
    showPreview();
    Q_EMIT completeChanged();
  }

  void PeopleImportFilePage::showPreview()
  {
    mPreview->clear();
    if ( !isList() && mTable.hasHeader )
      mPreview->setHorizontalHeaderLabels( mTable.heads );
    const int lines = int( isList() ? mList.size() : mTable.records.size() );
    for ( int i = 0; i < qMin( PREVIEW_LINES, lines ); ++i )
    {
      const QStringList cells = isList() ? QStringList{ mList.at( i ).name() } : mTable.records.at( i ).cells;
      QList<QStandardItem *> items;
      for ( const QString &text : cells )
        items.append( new QStandardItem( text ) );
      mPreview->appendRow( items );
    }
    mUi->mPreviewView->horizontalHeader()->setVisible( !isList() && mTable.hasHeader );
    fitColumns( *mUi->mPreviewView );
  }
} // namespace syncline
