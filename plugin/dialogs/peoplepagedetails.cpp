// SPDX-License-Identifier: GPL-2.0-or-later
// What is told about one person beside the list, and what is learned after the list is there.
#include "plugin/dialogs/peoplepage.h"
#include "plugin/dialogs/peoplewords.h"
#include "plugin/dialogs/projectstate.h"
#include "ui_peoplepage.h"

#include <QLocale>
#include <QSet>

namespace syncline
{
  using namespace people;
  using Kind = PeopleDirectory::Kind;

  namespace
  {
    constexpr int DUE_NAMES_SHOWN = 5;
  }

  // --- details

  void PeoplePage::showDetails()
  {
    const QString key = mUi->mPeopleView->currentIndex().data( PeopleModel::KeyRole ).toString();
    const Person *person = mPresenter.model().person( key );
    const bool isMember = mPresenter.kind() == Kind::Members;
    mUi->mNameLabel->setVisible( person );
    mUi->mEmailLabel->setVisible( person && !person->email.isEmpty() );
    mUi->mAccessLabel->setVisible( person );
    mUi->mOthersLabel->setVisible( false );
    mUi->mChangeLabel->setVisible( person && !isMember );
    mUi->mReviewLabel->setVisible( person && !isMember );
    mUi->mReviewCombo->setVisible( person && !isMember );
    if ( !person )
      return;
    mUi->mNameLabel->setFullText( person->fullName.isEmpty()
                                    ? person->userName
                                    : tr( "%1 (%2)" ).arg( person->userName, person->fullName ) );
    mUi->mEmailLabel->setFullText( person->email );
    mUi->mAccessLabel->setText( isMember ? words::roleHelp( person->workspaceRole )
                                         : tr( "Access here — %1" ).arg( words::accessReason( *person ) ) );
    const int row = mPresenter.model().rowOf( key );
    const auto change = PeopleModel::Column::LastChange;
    if ( !isMember && row >= 0 )
      mUi->mChangeLabel->setText(
        mFacts.isHistoryKnown() && !mFacts.lastChangeOf( person->userName ).when.isValid()
          ? tr( "No change in %1 days" ).arg( HISTORY_DAYS )
          : tr( "Last change: %1" )
              .arg(
                mPresenter.model().index( row, mPresenter.model().columnOf( change ) ).data().toString() ) );
    if ( !isMember )
      showReviewDate( *person );
    showOtherProjects( *person );
  }

  void PeoplePage::showOtherProjects( const Person &person )
  {
    const MerginDirectory *directory = mPresenter.directory();
    if ( !directory || !mayChangeMembers( directory->state().workspace.role ) ||
         !availabilityOn( directory->state().server, Feature::Members ).isThere() )
      return;
    const QList<MemberProjectRole> *roles = mFacts.projectRoles( person.key );
    if ( !roles )
      return mSightDelay.start();
    const ProjectPeople *here = directory->state().projectNamed( mPresenter.place().project );
    QStringList lines;
    for ( const MemberProjectRole &role : *roles )
      if ( !here || role.project != here->id.toString() )
        lines.append(
          tr( "%1: %2" )
            .arg( mProjectNames.value( role.project, role.project ), words::roleName( role.role ) ) );
    if ( lines.isEmpty() )
      return;
    lines.prepend( here ? tr( "Other projects (%1):" ).arg( lines.size() )
                        : tr( "Roles set on projects (%1):" ).arg( lines.size() ) );
    mUi->mOthersLabel->setText( lines.join( QLatin1Char( '\n' ) ) );
    mUi->mOthersLabel->show();
  }

  // --- when to look again

  void PeoplePage::showReviewDate( const Person &person )
  {
    const QDate today = mPresenter.parts().clock.now().date();
    const QDate kept = mDue.of( person.userName );
    const QLocale locale;
    mUi->mReviewCombo->clear();
    mUi->mReviewCombo->addItem( tr( "No Date" ), QDate() );
    if ( kept.isValid() )
      mUi->mReviewCombo->addItem( locale.toString( kept, QLocale::ShortFormat ), kept );
    for ( const int days : { 30, 90, 365 } )
      mUi->mReviewCombo->addItem( tr( "In %n Day(s)", nullptr, days ), today.addDays( days ) );
    mUi->mReviewCombo->setCurrentIndex( kept.isValid() ? 1 : 0 );
  }

  void PeoplePage::setReviewDate()
  {
    const QString key = mUi->mPeopleView->currentIndex().data( PeopleModel::KeyRole ).toString();
    const Person *person = mPresenter.model().person( key );
    if ( !person )
      return;
    const QDate date = mUi->mReviewCombo->currentData().toDate();
    mDue.set( person->userName, date );
    PeopleModel::Extra extra = mPresenter.model().extra( key );
    extra.reviewBy = date;
    mPresenter.model().setExtra( key, extra );
    Q_EMIT reviewsChanged();
  }

  //! Those whose day has come and who still have access.
  void PeoplePage::showDue()
  {
    QStringList there;
    for ( const QString &name : mDue.due( mPresenter.parts().clock.now().date() ) )
      for ( const Person &person : mPresenter.model().people() )
        if ( person.userName == name )
          there.append( name );
    if ( there.isEmpty() || !mUi->mNotice->text().isEmpty() )
      return;
    const QStringList shown = there.mid( 0, DUE_NAMES_SHOWN );
    const int more = int( there.size() - shown.size() );
    mUi->mNotice->say(
      Severity::Info,
      more == 0
        ? tr( "It is time to see who still needs access: %1." ).arg( shown.join( QStringLiteral( ", " ) ) )
        : tr( "It is time to see who still needs access: %1 and %n more.", nullptr, more )
            .arg( shown.join( QStringLiteral( ", " ) ) ) );
  }

  // --- what is learned

  void PeoplePage::learn()
  {
    MerginDirectory *directory = mPresenter.directory();
    mFacts.begin( mPresenter.parts().account.api() );
    const PeopleState &state = directory->state();
    const ProjectPeople *project = state.projectNamed( mPresenter.place().project );
    const QString host = mPresenter.parts().account.host();
    mDue = project ? PeopleDueDates::ofProject( host, project->name, project->id )
                   : PeopleDueDates( host, state.workspace.name );
    forgetGone();
    if ( project )
      mFacts.wantHistory( project->name, mPresenter.parts().clock.now() );
    showExtras();
    showPublic();
    showDue();
    mSightDelay.start();
  }

  //! Nobody has to look at the access of people who have none any more.
  void PeoplePage::forgetGone()
  {
    QSet<QString> there;
    for ( const Person &person : mPresenter.model().people() )
      there.insert( person.userName );
    for ( const QString &name : mDue.due( mPresenter.parts().clock.now().date() ) )
    {
      if ( there.contains( name ) )
        continue;
      mDue.set( name, QDate() );
      Q_EMIT reviewsChanged();
    }
  }

  void PeoplePage::showExtras()
  {
    QHash<QString, PeopleModel::Extra> extras;
    for ( const Person &person : mPresenter.model().people() )
    {
      PeopleModel::Extra extra;
      if ( const QList<MemberProjectRole> *roles = mFacts.projectRoles( person.key ) )
        extra.projects = int( roles->size() );
      extra.isHistoryKnown = mFacts.isHistoryKnown();
      extra.lastChange = mFacts.lastChangeOf( person.userName );
      extra.reviewBy = mDue.of( person.userName );
      extras.insert( person.key, extra );
    }
    mPresenter.model().setExtras( extras );
  }

  //! Roles on projects take a call for each person: only of those who are seen.
  void PeoplePage::learnWhatIsInSight()
  {
    const MerginDirectory *directory = mPresenter.directory();
    if ( !directory || !mayChangeMembers( directory->state().workspace.role ) || !isVisible() ||
         !availabilityOn( directory->state().server, Feature::Members ).isThere() )
      return;
    const QTreeView *view = mUi->mPeopleView;
    QList<Person> inSight;
    if ( const Person *current = mPresenter.model().personAt( view->currentIndex().row() ) )
      inSight.append( *current );
    if ( mPresenter.kind() == Kind::Members )
    {
      const int first = qMax( 0, view->indexAt( QPoint( 1, 1 ) ).row() );
      const int last = view->indexAt( QPoint( 1, view->viewport()->height() - 1 ) ).row();
      const int end = last < 0 ? mPresenter.model().rowCount() - 1 : last;
      for ( int row = first; row <= end; ++row )
        if ( const Person *person = mPresenter.model().personAt( row ) )
          inSight.append( *person );
    }
    mFacts.wantProjectRoles( directory->state().workspace.id, inSight );
  }

  // --- questions

  void PeoplePage::showPublic()
  {
    const std::optional<bool> isPublic = mPresenter.isPublic();
    const bool mayChange = mPresenter.directory() && mPresenter.directory()->mayChange();
    mUi->mPublicCheck->setChecked( isPublic.value_or( false ) );
    mUi->mPublicCheck->setEnabled( isPublic && mayChange );
    mUi->mPublicCheck->setToolTip( mayChange ? tr( "Whether people without a role see this project" )
                                             : mPresenter.readOnlySentence() );
  }

  void PeoplePage::askAboutPublic()
  {
    const bool wanted = mUi->mPublicCheck->isChecked();
    showPublic(); // shows what is, until the server says something else
    const ErrorScene scene = mPresenter.scene();
    mRemovalKey.clear();
    mUi->mConfirm->ask(
      wanted ? tr( "Let anyone read %1? Everybody who reaches %2 sees its files and history." )
                 .arg( scene.project, scene.host )
             : tr( "Make %1 private? Only people with a role see it then." ).arg( scene.project ),
      wanted ? tr( "Let Anyone Read" ) : tr( "Make Private" ) );
    mOnConfirmed = [this, wanted] { mPresenter.setPublic( wanted ); };
  }

  //! Empty where there is nothing to ask about.
  QString PeoplePage::checkTextFor( const QString &key ) const
  {
    const QList<MemberProjectRole> *roles = mFacts.projectRoles( key );
    if ( mPresenter.kind() != Kind::Members || ( roles && roles->isEmpty() ) )
      return QString();
    return roles ? tr( "Also remove roles set on single projects (%1)" ).arg( roles->size() )
                 : tr( "Also remove roles set on single projects" );
  }

  //! A guest sees those with a role only, everybody else all of the workspace. Unset: not known.
  std::optional<QStringList> PeoplePage::projectsSeenBy( const Person &person ) const
  {
    if ( mPresenter.kind() != Kind::Members || mProjectNames.isEmpty() )
      return std::nullopt;
    QStringList names;
    if ( person.workspaceRole == WorkspaceRole::Guest )
    {
      const QList<MemberProjectRole> *roles = mFacts.projectRoles( person.key );
      if ( !roles )
        return std::nullopt;
      for ( const MemberProjectRole &role : *roles )
        names.append( mProjectNames.value( role.project, role.project ) );
    }
    else
      names = mProjectNames.values();
    names.sort( Qt::CaseInsensitive );
    return names;
  }

  void PeoplePage::askAboutRemoval( const Person &person )
  {
    const std::optional<QStringList> lost = projectsSeenBy( person );
    const RemovalQuestion question = mPresenter.removalOf( person.key, lost ? &*lost : nullptr );
    mRemovalKey = person.key;
    if ( question.takesOwnAccess )
    {
      mUi->mTypedConfirm->askFor(
        person.userName,
        tr( "%1 This is your own access: type your user name to give it up." ).arg( question.sentence ),
        question.verb );
      return;
    }
    mUi->mConfirm->askWithCheck( question.sentence, question.verb, checkTextFor( person.key ) );
    mOnConfirmed = [this, key = person.key]
    {
      mPresenter.remove( key, mUi->mConfirm->isChecked() ? PeoplePresenter::Removal::WithProjectRoles
                                                         : PeoplePresenter::Removal::Plain );
      mRemovalKey.clear();
    };
    if ( mPresenter.kind() == Kind::Members && !mFacts.projectRoles( person.key ) )
      learnWhatIsInSight();
  }
} // namespace syncline
