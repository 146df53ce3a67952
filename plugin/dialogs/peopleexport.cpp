// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleexport.h"

#include "plugin/dialogs/palette.h"
#include "plugin/dialogs/peoplefile.h"
#include "ui_peopleexport.h"

#include <QPushButton>
#include <QSettings>

namespace syncline
{
  namespace
  {
    constexpr QLatin1String EXPORT_KEY( "syncline/ui/people/export/" );
  }

  PeopleExportDialog::PeopleExportDialog( const PeopleExportChoices &choices, QWidget *parent )
    : QDialog( parent )
    , mUi( std::make_unique<Ui::PeopleExportDialog>() )
    , mChoices( choices )
  {
    mUi->setupUi( this );
    new ReadableWindow( this );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    const QSettings settings;
    mUi->mFormatCombo->addItem( tr( "CSV" ), false );
    if ( choices.hasJson )
      mUi->mFormatCombo->addItem( tr( "JSON" ), true );
    const bool wasJson = settings.value( EXPORT_KEY + QStringLiteral( "json" ) ).toBool();
    mUi->mFormatCombo->setCurrentIndex( qMax( 0, mUi->mFormatCombo->findData( wasJson ) ) );
    mUi->mDelimiterCombo->addItem( tr( "Comma" ), QStringLiteral( "," ) );
    mUi->mDelimiterCombo->addItem( tr( "Semicolon" ), QStringLiteral( ";" ) );
    mUi->mDelimiterCombo->addItem( tr( "Tab" ), QStringLiteral( "\t" ) );
    const QString last = settings.value( EXPORT_KEY + QStringLiteral( "delimiter" ) ).toString();
    mUi->mDelimiterCombo->setCurrentIndex( qMax( 0, mUi->mDelimiterCombo->findData( last ) ) );
    const QStringList without = settings.value( EXPORT_KEY + QStringLiteral( "without" ) ).toStringList();
    for ( const auto &column : choices.columns )
    {
      auto *item = new QListWidgetItem( column.second, mUi->mColumnsList );
      item->setData( Qt::UserRole, column.first );
      item->setToolTip( column.first );
      item->setCheckState( without.contains( column.first ) ? Qt::Unchecked : Qt::Checked );
    }
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mColumnsLabel ), static_cast<QWidget *>( mUi->mColumnsList ) } )
      widget->setVisible( !choices.columns.isEmpty() );
    for ( QWidget *widget : { static_cast<QWidget *>( mUi->mSubdomainsLabel ),
                              static_cast<QWidget *>( mUi->mSubdomainsEdit ) } )
      widget->setVisible( choices.hasSubdomains );
    connect( mUi->mFormatCombo, QOverload<int>::of( &QComboBox::currentIndexChanged ), this,
             &PeopleExportDialog::check );
    connect( mUi->mColumnsList, &QListWidget::itemChanged, this, &PeopleExportDialog::check );
    connect( mUi->mButtonBox, &QDialogButtonBox::accepted, this, &PeopleExportDialog::save );
    connect( mUi->mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
    mUi->mButtonBox->button( QDialogButtonBox::Save )->setText( tr( "&Save As…" ) );
    check();
  }

  PeopleExportDialog::~PeopleExportDialog() = default;

  PeopleExport PeopleExportDialog::choice() const
  {
    PeopleExport how;
    how.isJson = mUi->mFormatCombo->currentData().toBool();
    how.delimiter = mUi->mDelimiterCombo->currentData().toString().at( 0 );
    how.subdomains = how.isJson ? QString() : mUi->mSubdomainsEdit->text().trimmed();
    for ( int i = 0; i < mUi->mColumnsList->count(); ++i )
      if ( mUi->mColumnsList->item( i )->checkState() == Qt::Checked )
        how.columns.append( mUi->mColumnsList->item( i )->data( Qt::UserRole ).toString() );
    return how;
  }

  void PeopleExportDialog::check()
  {
    const PeopleExport how = choice();
    const QString onlyCsv = tr( "Only CSV has this" );
    for ( QWidget *widget :
          { static_cast<QWidget *>( mUi->mDelimiterCombo ), static_cast<QWidget *>( mUi->mSubdomainsEdit ) } )
    {
      if ( !widget->property( "usualTip" ).isValid() )
        widget->setProperty( "usualTip", widget->toolTip() );
      widget->setEnabled( !how.isJson );
      widget->setToolTip( how.isJson ? onlyCsv : widget->property( "usualTip" ).toString() );
    }
    const bool isNothing = !mChoices.columns.isEmpty() && how.columns.isEmpty();
    QPushButton *save = mUi->mButtonBox->button( QDialogButtonBox::Save );
    save->setEnabled( !isNothing );
    save->setToolTip( isNothing ? tr( "Check a column first" ) : tr( "Choose the file" ) );
  }

  void PeopleExportDialog::save()
  {
    const PeopleExport how = choice();
    QSettings settings;
    settings.setValue( EXPORT_KEY + QStringLiteral( "json" ), how.isJson );
    settings.setValue( EXPORT_KEY + QStringLiteral( "delimiter" ), QString( how.delimiter ) );
    QStringList without;
    for ( const auto &column : mChoices.columns )
      if ( !how.columns.contains( column.first ) )
        without.append( column.first );
    if ( !mChoices.columns.isEmpty() )
      settings.setValue( EXPORT_KEY + QStringLiteral( "without" ), without );
    Q_EMIT chosen( how );
    accept();
  }

  void PeopleExportDialog::ask(
    QWidget *parent, const PeopleExportChoices &choices, const QString &name,
    const std::function<void( const QString &path, const PeopleExport &how )> &save )
  {
    auto *dialog = new PeopleExportDialog( choices, parent );
    connect( dialog, &PeopleExportDialog::chosen, parent,
             [parent, name, save]( const PeopleExport &how )
             {
               askWhereToSave( parent, name + QLatin1Char( '.' ) + how.suffix(),
                               how.isJson ? tr( "JSON files (*.json)" ) : tr( "CSV files (*.csv)" ),
                               [save, how]( const QString &path ) { save( path, how ); } );
             } );
    dialog->show();
  }
} // namespace syncline
