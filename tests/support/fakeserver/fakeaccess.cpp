// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakeshapes.h"

namespace syncline::fake
{
  namespace
  {
    struct Level
    {
        QLatin1String ids;
        QLatin1String names; //!< win over the ids
        Role role;
    };
    const Level LEVELS[] = { { "readers"_l1, "readersnames"_l1, Role::Reader },
                             { "editors"_l1, "editorsnames"_l1, Role::Editor },
                             { "writers"_l1, "writersnames"_l1, Role::Writer },
                             { "owners"_l1, "ownersnames"_l1, Role::Owner } };

    //! Those who could not be found, for the answer.
    struct Unknown
    {
        QJsonArray names;
        QJsonArray ids;
        bool isEmpty() const { return names.isEmpty() && ids.isEmpty(); }
    };

    const User *activeUser( const Context &context, const QJsonValue &who )
    {
      for ( const User &user : context.state.users() )
        if ( user.isActive &&
             ( who.isString() ? user.name == who.toString() : user.id == who.toInt() ) ) // exact case here
          return &user;
      return nullptr;
    }

    //! The roles that the lists give. Each list that is there replaces who had exactly that role; the highest one wins.
    QMap<int, Role> rolesAfter( const Context &context, const Project &project, const QJsonObject &access,
                                Unknown &unknown )
    {
      QMap<int, Role> roles = project.roles;
      QMap<int, Role> given;
      for ( const Level &level : LEVELS )
      {
        const bool isByName = access.contains( level.names );
        if ( !isByName && !access.contains( level.ids ) )
          continue;
        for ( auto role = project.roles.constBegin(); role != project.roles.constEnd(); ++role )
          if ( role.value() == level.role )
            roles.remove( role.key() );
        for ( const QJsonValue &who : access[isByName ? level.names : level.ids].toArray() )
        {
          if ( const User *user = activeUser( context, who ) )
            given.insert( user->id, level.role ); // levels come in rising order
          else
            ( isByName ? unknown.names : unknown.ids ).append( who );
        }
      }
      for ( auto role = given.constBegin(); role != given.constEnd(); ++role )
        roles.insert( role.key(), role.value() );
      return roles;
    }
  } // namespace

  FakeResponse changeAccess( Context &context )
  {
    BodyReader body( context );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorized();
    const Found found = findByName( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    if ( !body.object().contains( "access"_l1 ) )
      return problem( 500 ); // so does the real server
    const QJsonObject access = body.object()["access"_l1].toObject();
    Unknown unknown;
    const QMap<int, Role> roles = rolesAfter( context, *found.project, access, unknown );
    const bool isPublic = access["public"_l1].toBool( found.project->isPublic );
    const bool isChanged = roles != found.project->roles || isPublic != found.project->isPublic;
    if ( isChanged )
    {
      Project &project = context.state.changeProject( found.project->id );
      project.roles = roles;
      project.isPublic = isPublic;
      project.updated = context.now;
    }
    if ( unknown.isEmpty() )
      return json( projectDetail( context, *found.project ) );
    QJsonObject said{ { "code"_l1, "UpdateProjectAccessError"_l1 },
                      { "detail"_l1,
                        "Project access could not be updated for all users (UpdateProjectAccessError)"_l1 },
                      { "invalid_usernames"_l1, unknown.names },
                      { "invalid_ids"_l1, unknown.ids } };
    if ( !isChanged )
      return problemJson( said, 422 );
    said["project"_l1] = projectDetail( context, *found.project );
    return json( said, 207 );
  }
} // namespace syncline::fake
