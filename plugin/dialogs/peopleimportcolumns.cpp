// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/inworker.h"
#include "plugin/dialogs/labels.h"
#include "plugin/dialogs/peopleimportpages.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopleimportcolumns.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QStandardItemModel>

namespace syncline
{
  using namespace people;

  namespace
  {
    constexpr int PREVIEW_LINES = 20;

    QString titleOf( Column column )
    {
      switch ( column )
      {
        case Column::Role:
          return PeopleImportColumnsPage::tr( "Role" );
        case Column::Project:
          return PeopleImportColumnsPage::tr( "Project" );
        case Column::Email:
        case Column::UserName:
        case Column::FirstName:
        case Column::LastName:
        case Column::Groups:
        case Column::Permissions:
          break;
      }
      return words::fieldName( nameOf( column ) );
    }

    //! Files with the same heads are read alike.
    QString settingsKey( const MemberTable &table )
    {
      const QByteArray heads = table.heads.join( QLatin1Char( '\n' ) ).toLower().toUtf8();
      return QStringLiteral( "syncline/ui/people/columns/" ) +
             QString::fromLatin1( QCryptographicHash::hash( heads, QCryptographicHash::Sha1 ).toHex() );
    }
  } // namespace

  PeopleImportColumnsPage::PeopleImportColumnsPage( const PeopleImportFilePage &source, QWidget *parent )
    : QWizardPage( parent )
    , mUi( std::make_unique<Ui::PeopleImportColumnsPage>() )
    , mSource( source )
    , mPreview( new QStandardItemModel( this ) )
  {
    mUi->setupUi( this );
    mUi->mReadView->setModel( mPreview );
    mCombos = {
      { Column::Email, mUi->mEmailColumn },         { Column::UserName, mUi->mUserNameColumn },
      { Column::Role, mUi->mRoleColumn },           { Column::Project, mUi->mProjectColumn },
      { Column::FirstName, mUi->mFirstNameColumn }, { Column::LastName, mUi->mLastNameColumn },
      { Column::Groups, mUi->mGroupsColumn },       { Column::Permissions, mUi->mPermissionsColumn }
    };
    for ( QComboBox *combo : std::as_const( mCombos ) )
      connect( combo, QOverload<int>::of( &QComboBox::activated ), this, &PeopleImportColumnsPage::read );
  }

  PeopleImportColumnsPage::~PeopleImportColumnsPage() = default;

  //! "rolle", or where there are no heads "Column 2 (reader)".
  QString PeopleImportColumnsPage::headText( int column ) const
  {
    const MemberTable &table = mSource.table();
    const QString head = table.heads.value( column );
    if ( !head.isEmpty() )
      return head;
    const QString cell = table.records.isEmpty() ? QString() : table.records.first().cells.value( column );
    return cell.isEmpty() ? tr( "Column %1" ).arg( column + 1 )
                          : tr( "Column %1 (%2)" ).arg( column + 1 ).arg( cell.left( 24 ) );
  }

  void PeopleImportColumnsPage::initializePage()
  {
    QHash<Column, int> columns = keptChoice();
    if ( columns.isEmpty() )
      columns = mSource.table().columns;
    for ( auto it = mCombos.cbegin(); it != mCombos.cend(); ++it )
    {
      it.value()->clear();
      it.value()->addItem( tr( "Not in the File" ), -1 );
      for ( int column = 0; column < mSource.table().width; ++column )
        it.value()->addItem( headText( column ), column );
      it.value()->setCurrentIndex( qMax( 0, it.value()->findData( columns.value( it.key(), -1 ) ) ) );
    }
    read();
  }

  QHash<Column, int> PeopleImportColumnsPage::chosen() const
  {
    QHash<Column, int> columns;
    for ( auto it = mCombos.cbegin(); it != mCombos.cend(); ++it )
      if ( it.value()->currentData().toInt() >= 0 )
        columns.insert( it.key(), it.value()->currentData().toInt() );
    return columns;
  }

  QHash<Column, int> PeopleImportColumnsPage::keptChoice() const
  {
    const MemberTable &table = mSource.table();
    QHash<Column, int> columns;
    if ( !table.hasHeader )
      return columns;
    const QVariantMap kept = QSettings().value( settingsKey( table ) ).toMap();
    for ( const Column column : allColumns() )
    {
      const int at = kept.value( nameOf( column ), -1 ).toInt();
      if ( at >= 0 && at < table.width )
        columns.insert( column, at );
    }
    return columns;
  }

  bool PeopleImportColumnsPage::validatePage()
  {
    const MemberTable &table = mSource.table();
    QVariantMap kept;
    const QHash<Column, int> columns = chosen();
    for ( auto it = columns.cbegin(); it != columns.cend(); ++it )
      kept.insert( nameOf( it.key() ), it.value() );
    if ( table.hasHeader && columns != table.columns )
      QSettings().setValue( settingsKey( table ), kept );
    else if ( table.hasHeader )
      QSettings().remove( settingsKey( table ) );
    return true;
  }

  void PeopleImportColumnsPage::read()
  {
    const int asked = ++mAsked;
    const QHash<Column, int> columns = chosen();
    mEntries.clear();
    Q_EMIT completeChanged();
    if ( !columns.contains( Column::Email ) && !columns.contains( Column::UserName ) )
      return showPeople();
    inWorker(
      this, [table = mSource.table(), columns] { return membersOf( table, columns ).entries; },
      [this, asked]( const QList<PersonEntry> &entries )
      {
        if ( asked != mAsked )
          return;
        mEntries = entries;
        showPeople();
        Q_EMIT completeChanged();
      } );
  }

  void PeopleImportColumnsPage::showPeople()
  {
    const QHash<Column, int> columns = chosen();
    const MemberTable &table = mSource.table();
    QStringList sentences;
    if ( mEntries.isEmpty() )
      sentences.append(
        tr( "No column holds e-mails or user names. Choose one, or start from the template." ) );
    QList<Column> shown;
    QStringList notRead = table.heads;
    for ( const Column column : allColumns() )
    {
      const int at = columns.value( column, -1 );
      if ( at < 0 )
        continue;
      shown.append( column );
      const QString head = table.heads.value( at );
      notRead.removeAll( head );
      const bool isPlain = head.compare( nameOf( column ), Qt::CaseInsensitive ) == 0 ||
                           head.compare( titleOf( column ), Qt::CaseInsensitive ) == 0;
      if ( !head.isEmpty() && !isPlain )
        sentences.append( tr( "Column “%1” is read as %2." ).arg( head, titleOf( column ) ) );
    }
    notRead.removeAll( QString() );
    if ( !notRead.isEmpty() )
      sentences.append( tr( "Not read: %1." ).arg( notRead.join( QStringLiteral( ", " ) ) ) );
    mUi->mReadLabel->setText( sentences.join( QLatin1Char( ' ' ) ) );
    mPreview->clear();
    QStringList titles;
    for ( const Column column : std::as_const( shown ) )
      titles.append( titleOf( column ) );
    mPreview->setHorizontalHeaderLabels( titles );
    for ( int i = 0; i < qMin( PREVIEW_LINES, int( mEntries.size() ) ); ++i )
    {
      QList<QStandardItem *> items;
      for ( const Column column : std::as_const( shown ) )
        items.append( new QStandardItem( cellOf( mEntries.at( i ), column ) ) );
      mPreview->appendRow( items );
    }
    fitColumns( *mUi->mReadView );
  }
} // namespace syncline
