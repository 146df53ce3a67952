// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleduedates.h"
#include "plugin/dialogs/projectpresenter.h"

// What ProjectPresenter opens for people to look at, and what they put off.
namespace syncline
{
  void ProjectPresenter::showValues( const QString &conflict )
  {
    mParts.engine.conflictText( mFacts.folder, conflict )
      .then( this,
             [this]( const Result<QString> &text )
             {
               if ( text )
                 Q_EMIT detailsWanted( *text );
               else
                 mParts.host.showFolder( mFacts.folder ); // no list that we know: the file itself is there
             } );
  }

  void ProjectPresenter::openFolder( const QString &folder )
  {
    mParts.engine.projectFiles( folder ).then(
      this,
      [this, folder]( const Result<QStringList> &files )
      {
        if ( !files || files->isEmpty() )
          return mParts.host.showFolder( folder ); // nothing for QGIS in it: the files are still worth seeing
        if ( files->size() == 1 )
          return mParts.host.openProject( files->first() );
        Q_EMIT fileChoiceWanted( *files );
      } );
  }

  void ProjectPresenter::dismiss( const QString &attentionId )
  {
    if ( attentionId == QLatin1String( "stopped" ) )
      mFacts.trouble.reset();
    if ( attentionId == QLatin1String( "projectFile" ) )
      mFacts.hasNewProjectFile = false;
    if ( attentionId == QLatin1String( "reviews" ) )
      mDismissedReviews = std::exchange( mFacts.reviewsDue, {} );
    publish();
  }

  void ProjectPresenter::lookAtReviews()
  {
    readReviews();
    publish();
  }

  //! Who was put off by "dismiss" is told of again with the next name, or the next start.
  void ProjectPresenter::readReviews()
  {
    mFacts.reviewsDue.clear();
    if ( mFacts.open != OpenProject::Synced || mFacts.host.isEmpty() )
      return;
    const PeopleDueDates dates = PeopleDueDates::ofProject( mFacts.host, mFacts.name );
    const QStringList due = dates.due( mParts.clock.now().date() );
    if ( due != mDismissedReviews )
      mFacts.reviewsDue = due;
  }
} // namespace syncline
