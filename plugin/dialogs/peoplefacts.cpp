// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplefacts.h"

#include "core/api/endpoints_people.h"

namespace syncline
{
  using namespace people;

  PeopleFacts::PeopleFacts( QObject *parent )
    : QObject( parent )
  {
  }

  PeopleFacts::~PeopleFacts() = default;

  void PeopleFacts::begin( ApiClient *api )
  {
    mApi = api;
    mReceiver = std::make_unique<QObject>();
    mWanted.clear();
    mAsked.clear();
    mRoles.clear();
    mChanges.clear();
    mIsHistoryKnown = false;
    mIsHistoryAsked = false;
    mInFlight = 0;
  }

  const QList<MemberProjectRole> *PeopleFacts::projectRoles( const QString &key ) const
  {
    const auto found = mRoles.constFind( key );
    return found == mRoles.constEnd() ? nullptr : &*found;
  }

  void PeopleFacts::wantProjectRoles( WorkspaceId workspace, const QList<Person> &people )
  {
    if ( !mApi || !workspace.isValid() )
      return;
    QList<Wanted> wanted;
    for ( const Person &person : people )
      if ( person.id.isValid() && !mAsked.contains( person.key ) )
        wanted.append( { person.key, workspace, person.id } );
    // What was in sight before and is not now can wait for ever.
    mWanted = wanted;
    askMore();
  }

  void PeopleFacts::askMore()
  {
    while ( mInFlight < IN_FLIGHT && !mWanted.isEmpty() )
    {
      const Wanted next = mWanted.takeFirst();
      if ( mAsked.contains( next.key ) )
        continue;
      mAsked.insert( next.key );
      ++mInFlight;
      mApi->call( endpoints::workspaceMember( next.workspace, next.user ) )
        .then( mReceiver.get(),
               [this, key = next.key]( const Result<WorkspaceMember> &member )
               {
                 --mInFlight;
                 if ( member && member->projectRoles )
                 {
                   mRoles.insert( key, *member->projectRoles );
                   Q_EMIT rolesLearned( key );
                 }
                 askMore();
               } );
    }
  }

  void PeopleFacts::wantHistory( const ProjectName &project, const QDateTime &now )
  {
    if ( !mApi || mIsHistoryAsked || project.project().isEmpty() )
      return;
    mIsHistoryAsked = true;
    lastChanges( *mApi, project, now.addDays( -HISTORY_DAYS ) )
      .then( mReceiver.get(),
             [this]( const Result<LastChanges> &changes )
             {
               if ( !changes )
                 return; // nobody needs it to give access
               mChanges = *changes;
               mIsHistoryKnown = true;
               Q_EMIT historyLearned();
             } );
  }
} // namespace syncline
