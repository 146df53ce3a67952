// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/odsdirectory.h"

#include "core/net/chain.h"

namespace syncline::people
{
  OdsDirectory::OdsDirectory( ods::Client &client )
    : mClient( client )
    , mPeople( client )
  {
  }

  Availability OdsDirectory::availability( Feature feature ) const
  {
    switch ( feature )
    {
      case Feature::Invitations:
      case Feature::Search:
      case Feature::Sort:
      case Feature::Filter:
      case Feature::Paging:
      case Feature::Groups:
      case Feature::Rights:
      case Feature::Provision:
      case Feature::Export:
        return {};
      case Feature::Collaborators:
      case Feature::Members:
      case Feature::Accounts:
      case Feature::Seats:
      case Feature::Roles:
        return { Availability::Reason::Edition, {} };
    }
    Q_UNREACHABLE();
  }

  Call<PeopleList> OdsDirectory::list( const PeopleQuery &query )
  {
    ods::UserQuery asked;
    asked.search = query.search;
    asked.sort = query.sort;
    ( query.rightsThroughGroups ? asked.allPermissions : asked.permissions ) = query.rights;
    asked.limit = PAGE;
    asked.offset = query.offset;
    return mClient.call( ods::users( asked ) )
      .mapped( whileThere( this,
                           [this]( const Result<ods::Page<ods::User>> &answer ) -> Result<PeopleList>
                           {
                             SYNCLINE_CHECK( answer );
                             PeopleList page;
                             page.total = answer->total;
                             page.next = answer->results.isEmpty() ? std::nullopt : answer->next;
                             page.people.reserve( answer->results.size() );
                             for ( const ods::User &user : answer->results )
                               page.people.append( personOf( user ) );
                             return page;
                           } ) );
  }

  Person OdsDirectory::personOf( const ods::User &user )
  {
    Person person;
    person.key = user.userName;
    person.userName = user.userName;
    person.fullName = user.displayName.isEmpty()
                        ? QStringLiteral( "%1 %2" ).arg( user.firstName, user.lastName ).trimmed()
                        : user.displayName;
    person.email = user.email;
    person.isActive = user.isActive;
    person.lastSeen = user.lastSeen;
    for ( const ods::GroupRef &group : user.groups )
      person.groups.append(
        shared( group.title.isEmpty() ? mTitles.value( group.uid, group.uid ) : group.title ) );
    for ( const QString &right : user.permissions )
      person.rights.append( shared( right ) );
    return person;
  }

  QString OdsDirectory::shared( const QString &text ) { return *mShared.insert( text ); }

  Call<BulkPlan> OdsDirectory::plan( const QList<PersonEntry> &entries, const Intent &intent )
  {
    return mPeople.planAgain( entries, intent );
  }
} // namespace syncline::people
