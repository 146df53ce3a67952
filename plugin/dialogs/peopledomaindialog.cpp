// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopledomaindialog.h"

#include "plugin/dialogs/palette.h"
#include "plugin/dialogs/peoplehelp.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopledetails.h"
#include "ui_peopledomaindialog.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>

namespace syncline
{
  PeopleDomainDialog::PeopleDomainDialog( const QList<KeepPlace> &places, QWidget *parent )
    : QDialog( parent )
    , mUi( std::make_unique<Ui::PeopleDomainDialog>() )
  {
    mUi->setupUi( this );
    new ReadableWindow( this );
    PeopleHelp::install( this, PeopleHelpTopic::Domain );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    mSave = mUi->mButtonBox->button( QDialogButtonBox::Save );
    mUi->mPlaceCombo->addItem( tr( "In the Header" ), int( ods::KeyPlace::Header ) );
    mUi->mPlaceCombo->addItem( tr( "In the Address (Logged on the Way)" ), int( ods::KeyPlace::Query ) );
    mUi->mPrefixEdit->setText( QStringLiteral( "Apikey" ) );
    for ( const KeepPlace place : places )
      mUi->mKeepCombo->addItem( place == KeepPlace::Keyring ? tr( "In the System Keyring" )
                                : place == KeepPlace::QgisDatabase
                                  ? tr( "In the QGIS Authentication Database" )
                                  : tr( "Until QGIS Closes" ),
                                int( place ) );
    connect( mUi->mAddressEdit, &QLineEdit::textChanged, this, &PeopleDomainDialog::check );
    connect( mUi->mKeyEdit, &QLineEdit::textChanged, this, &PeopleDomainDialog::check );
    connect( mUi->mPlaceCombo, QOverload<int>::of( &QComboBox::activated ), this,
             &PeopleDomainDialog::check );
    connect( mUi->mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
    connect( mUi->mButtonBox, &QDialogButtonBox::accepted, this, &PeopleDomainDialog::save );
    check();
  }

  PeopleDomainDialog::~PeopleDomainDialog() = default;

  void PeopleDomainDialog::setDomain( const DomainSettings &domain )
  {
    mUi->mAddressEdit->setText( domain.root.toString() );
    mUi->mPlaceCombo->setCurrentIndex( mUi->mPlaceCombo->findData( int( domain.keyPlace ) ) );
    mUi->mPrefixEdit->setText( domain.keyPrefix );
    const int keep = mUi->mKeepCombo->findData( int( domain.keep ) );
    if ( keep >= 0 )
      mUi->mKeepCombo->setCurrentIndex( keep );
    mUi->mKeyEdit->setFocus();
    check();
  }

  void PeopleDomainDialog::check()
  {
    const QString address = mUi->mAddressEdit->text().trimmed();
    const Result<QUrl> root = ods::rootFromText( address );
    const bool hasKey = ods::keyFromText( mUi->mKeyEdit->text() ).has_value();
    const bool isInHeader = mUi->mPlaceCombo->currentData().toInt() == int( ods::KeyPlace::Header );
    mUi->mAddressState->setText( address.isEmpty() ? tr( "The portal, or the root of its API." )
                                 : root            ? tr( "✓ %1" ).arg( root->toString() )
                                                   : tr( "This is no web address." ) );
    mUi->mPrefixEdit->setEnabled( isInHeader );
    mUi->mPrefixEdit->setToolTip( isInHeader ? tr( "What stands before the key; may be empty" )
                                             : tr( "Only a key in the header has a prefix" ) );
    mSave->setEnabled( root && hasKey );
    mSave->setToolTip( !root    ? tr( "Enter the address of the portal first" )
                       : hasKey ? tr( "Keep the domain and show its users" )
                                : tr( "Enter the API key first" ) );
  }

  void PeopleDomainDialog::save()
  {
    const Result<QUrl> root = ods::rootFromText( mUi->mAddressEdit->text() );
    const Result<QByteArray> key = ods::keyFromText( mUi->mKeyEdit->text() );
    if ( !root || !key )
      return;
    DomainSettings domain;
    domain.root = *root;
    domain.keyPlace = ods::KeyPlace( mUi->mPlaceCombo->currentData().toInt() );
    domain.keyPrefix = mUi->mPrefixEdit->text().trimmed();
    domain.keep = KeepPlace( mUi->mKeepCombo->currentData().toInt() );
    Q_EMIT chosen( domain, *key );
    accept();
  }

  PeopleDetailsDialog::Fields PeopleDetailsDialog::fieldsOf( const ods::User &user )
  {
    Fields fields;
    for ( const ods::Field &field : ods::userFields() )
    {
      const QString key = QLatin1String( field.key );
      QString text = ods::fieldText( user, field );
      if ( field.kind == ods::FieldKind::TextList || field.kind == ods::FieldKind::UidList )
        text.replace( QLatin1Char( ';' ), QLatin1Char( '\n' ) );
      if ( field.kind == ods::FieldKind::Flag && user.fields.value( key ).isBool() )
        text = user.fields.value( key ).toBool() ? tr( "Yes" ) : tr( "No" );
      const QDateTime time = QDateTime::fromString( text, Qt::ISODate );
      if ( field.kind == ods::FieldKind::Time && time.isValid() )
        text = QLocale().toString( time.toLocalTime(), QLocale::ShortFormat );
      fields.append( { words::fieldName( key ), text } );
    }
    const QStringList keys = user.fields.keys();
    for ( const QString &key : keys )
      if ( !ods::userField( key ) ) // of a newer API; kept when the user is saved
        fields.append( { key, user.fields.value( key ).toVariant().toString() } );
    return fields;
  }

  PeopleDetailsDialog::Fields PeopleDetailsDialog::fieldsOf( const people::Person &person,
                                                             people::PeopleDirectory::Kind kind )
  {
    Fields fields{ { words::fieldName( QStringLiteral( "username" ) ), person.userName },
                   { tr( "Name" ), person.fullName },
                   { words::fieldName( QStringLiteral( "email" ) ), person.email },
                   { tr( "Workspace role" ), QStringLiteral( "%1. %2" )
                                               .arg( words::roleName( person.workspaceRole ),
                                                     words::roleHelp( person.workspaceRole ) ) } };
    if ( kind == people::PeopleDirectory::Kind::Collaborators )
    {
      fields.append( { tr( "Project role" ), words::roleName( person.projectRole ) } );
      fields.append( { tr( "Access" ), words::accessReason( person ) } );
    }
    if ( person.id.isValid() )
      fields.append( { tr( "Number on the server" ), QString::number( person.id.value ) } );
    return fields;
  }

  PeopleDetailsDialog::PeopleDetailsDialog( const QString &title, const Fields &fields, QWidget *parent )
    : QDialog( parent )
  {
    Ui::PeopleDetailsDialog ui;
    ui.setupUi( this );
    setWindowFlags( Qt::Window );
    setAttribute( Qt::WA_DeleteOnClose );
    setWindowTitle( title );
    ui.mFieldsView->setHeaderLabels( { tr( "Field" ), tr( "Value" ) } );
    QString all;
    for ( const auto &field : fields )
    {
      new QTreeWidgetItem( ui.mFieldsView, { field.first, field.second } );
      all += QStringLiteral( "%1\t%2\n" ).arg( field.first, field.second );
    }
    ui.mFieldsView->header()->resizeSection( 0, 24 * fontMetrics().averageCharWidth() );
    PeopleHelp::install( this, PeopleHelpTopic::User );
    ui.mFieldsView->setFocus();
    connect( ui.mCopyButton, &QPushButton::clicked, this,
             [all] { QGuiApplication::clipboard()->setText( all ); } );
    connect( ui.mButtonBox, &QDialogButtonBox::rejected, this, &QDialog::reject );
  }
} // namespace syncline
