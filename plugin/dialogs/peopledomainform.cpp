// SPDX-License-Identifier: GPL-2.0-or-later
// The form of one user of a domain: names, groups, rights.
#include "plugin/dialogs/peopledomainpage.h"

#include "plugin/dialogs/labels.h"
#include "plugin/dialogs/peoplewords.h"
#include "ui_peopledomain.h"

#include <QJsonArray>
#include <QScrollBar>

#include <tuple>

namespace syncline
{
  using namespace people;

  static constexpr int ROW_HEIGHT = 24; // of what is clicked, in logical pixels
  static constexpr int FEWEST_GROUPS = 2;
  static constexpr int MOST_GROUPS = 5;

  void PeopleDomainPage::clearForm()
  {
    mUser.reset();
    mUi->mNameLabel->setFullText( tr( "No user is chosen" ) );
    mUi->mFirstEdit->clear();
    mUi->mLastEdit->clear();
    mUi->mMailEdit->clear();
    mUi->mGroupsList->clear();
    mUi->mRightsList->clear();
    mUi->mTheirsLabel->hide();
    showEdited();
  }

  void PeopleDomainPage::showCurrent()
  {
    showButtons();
    if ( mKeepsForm )
      return;
    const QString name = currentName();
    if ( name.isEmpty() )
      return clearForm();
    mPresenter.askUser( name );
  }

  void PeopleDomainPage::fillList( QListWidget *list, const QList<std::pair<QString, QString>> &all,
                                   const QStringList &chosen )
  {
    list->clear();
    const int height = qMax( ROW_HEIGHT, list->fontMetrics().height() + 4 );
    for ( const auto &one : all )
    {
      auto *item = new QListWidgetItem( one.second, list );
      item->setToolTip( one.first );
      item->setSizeHint( QSize( 0, height ) );
      item->setData( Qt::UserRole, one.first );
      item->setFlags( item->flags() | Qt::ItemIsUserCheckable );
      item->setCheckState( chosen.contains( one.first ) ? Qt::Checked : Qt::Unchecked );
    }
  }

  QStringList PeopleDomainPage::checkedIn( const QListWidget *list ) const
  {
    QStringList checked;
    for ( int row = 0; row < list->count(); ++row )
      if ( list->item( row )->checkState() == Qt::Checked )
        checked.append( list->item( row )->data( Qt::UserRole ).toString() );
    return checked;
  }

  void PeopleDomainPage::showUser( const ods::User &user )
  {
    mIsFilling = true;
    mUser = user;
    mUi->mTheirsLabel->hide();
    mUi->mNameLabel->setFullText( user.userName );
    mUi->mFirstEdit->setText( user.firstName );
    mUi->mLastEdit->setText( user.lastName );
    mUi->mMailEdit->setText( user.email );
    QStringList held;
    QList<std::pair<QString, QString>> groups;
    for ( const ods::Group &group : mPresenter.groups() )
      groups.append( { group.uid, group.title.isEmpty() ? group.uid : group.title } );
    for ( const ods::GroupRef &group : user.groups )
    {
      held.append( group.uid );
      const bool isListed = std::any_of( groups.begin(), groups.end(),
                                         [&group]( const auto &one ) { return one.first == group.uid; } );
      if ( !isListed ) // one that this key may not list stays a choice
        groups.append( { group.uid, group.title.isEmpty() ? group.uid : group.title } );
    }
    fillList( mUi->mGroupsList, groups, held );
    // As high as what is in it, within reason: the rights below and the buttons need the room.
    const int rows = qBound( FEWEST_GROUPS, int( groups.size() ), MOST_GROUPS );
    const int row = qMax( ROW_HEIGHT, mUi->mGroupsList->sizeHintForRow( 0 ) );
    mUi->mGroupsList->setFixedHeight( rows * row + 2 * mUi->mGroupsList->frameWidth() );
    QList<std::pair<QString, QString>> rights;
    QStringList all = ods::knownPermissions();
    for ( const QString &right : user.permissions )
      if ( !all.contains( right ) ) // of a newer API
        all.append( right );
    for ( const QString &right : std::as_const( all ) )
      rights.append( { right, words::rightName( right ) } );
    fillList( mUi->mRightsList, rights, user.permissions );
    giveRoom( *mUi->mDetailsArea, 0 ); // what the style wants is known once it is shown
    mIsFilling = false;
    showEdited();
  }

  //! Only what was changed: everything else stays as the domain has it.
  QJsonObject PeopleDomainPage::changes() const
  {
    QJsonObject changes;
    if ( !mUser )
      return changes;
    const auto put = [&changes]( const char *key, const QString &now, const QString &before )
    {
      if ( now != before )
        changes.insert( QLatin1String( key ), now );
    };
    put( "first_name", mUi->mFirstEdit->text(), mUser->firstName );
    put( "last_name", mUi->mLastEdit->text(), mUser->lastName );
    put( "email", mUi->mMailEdit->text(), mUser->email );
    const auto asSet = []( const QStringList &list ) { return QSet<QString>( list.begin(), list.end() ); };
    const QStringList rights = checkedIn( mUi->mRightsList );
    if ( asSet( rights ) != asSet( mUser->permissions ) )
      changes.insert( QStringLiteral( "permissions" ), QJsonArray::fromStringList( rights ) );
    QStringList held;
    for ( const ods::GroupRef &group : mUser->groups )
      held.append( group.uid );
    const QStringList groups = checkedIn( mUi->mGroupsList );
    if ( asSet( groups ) != asSet( held ) )
    {
      QJsonArray uids;
      for ( const QString &uid : groups )
        uids.append( QJsonObject{ { QStringLiteral( "uid" ), uid } } );
      changes.insert( QStringLiteral( "groups" ), uids );
    }
    return changes;
  }

  //! Both values of each field that two people changed: mine in the form, theirs above it. Saving again sets mine.
  void PeopleDomainPage::showConflict( const ods::User &theirs )
  {
    const QJsonObject mine = changes();
    const QStringList rights = checkedIn( mUi->mRightsList );
    const QStringList groups = checkedIn( mUi->mGroupsList );
    showUser( theirs );
    mIsFilling = true;
    for ( const auto &field : { std::pair{ mUi->mFirstEdit, QStringLiteral( "first_name" ) },
                                { mUi->mLastEdit, QStringLiteral( "last_name" ) },
                                { mUi->mMailEdit, QStringLiteral( "email" ) } } )
      if ( mine.contains( field.second ) )
        field.first->setText( mine.value( field.second ).toString() );
    for ( const auto &list : { std::tuple{ mUi->mRightsList, QStringLiteral( "permissions" ), rights },
                               { mUi->mGroupsList, QStringLiteral( "groups" ), groups } } )
      for ( int row = 0; mine.contains( std::get<1>( list ) ) && row < std::get<0>( list )->count(); ++row )
      {
        QListWidgetItem *item = std::get<0>( list )->item( row );
        const bool isMine = std::get<2>( list ).contains( item->data( Qt::UserRole ).toString() );
        item->setCheckState( isMine ? Qt::Checked : Qt::Unchecked );
      }
    mIsFilling = false;
    showEdited();
    showTheirs();
  }

  void PeopleDomainPage::showTheirs()
  {
    QStringList lines;
    const QJsonObject differing = changes();
    for ( auto it = differing.begin(); it != differing.end(); ++it )
    {
      QStringList values;
      if ( it.key() == QLatin1String( "permissions" ) )
        for ( const QString &right : mUser->permissions )
          values.append( words::rightName( right ) );
      else if ( it.key() == QLatin1String( "groups" ) )
        for ( const ods::GroupRef &group : mUser->groups )
          values.append( group.title.isEmpty() ? group.uid : group.title );
      else
        values.append( mUser->fields.value( it.key() ).toString() );
      lines.append(
        tr( "%1 there now: %2" ).arg( words::fieldName( it.key() ), values.join( QStringLiteral( ", " ) ) ) );
    }
    lines.append( tr( "Save Changes sets what stands below, Revert keeps theirs." ) );
    mUi->mTheirsLabel->setText( lines.join( QLatin1Char( '\n' ) ) );
    mUi->mTheirsLabel->setVisible( lines.size() > 1 );
    mUi->mDetailsArea->verticalScrollBar()->setValue( 0 );
  }

  void PeopleDomainPage::showEdited()
  {
    if ( mIsFilling )
      return;
    const bool isEdited = !changes().isEmpty();
    mUi->mDetails->setEnabled( mUser.has_value() );
    mUi->mSaveButton->setEnabled( isEdited );
    mUi->mRevertButton->setEnabled( isEdited );
    mUi->mSaveButton->setToolTip( isEdited ? tr( "Send the changes to the domain" )
                                           : tr( "Nothing is changed" ) );
  }
} // namespace syncline
