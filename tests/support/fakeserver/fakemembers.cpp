// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakeshapes.h"

#include <algorithm>

/**
 * What only Enterprise and hosted servers have: members of a workspace, invitations, seats. No recording of these exists; shapes
 * and refusals follow what the official clients send and expect. On the community edition every one of them is 404.
 */
namespace syncline::fake
{
  namespace
  {
    bool isEnterprise( const Context &context )
    {
      return context.state.settings.edition == Edition::Enterprise;
    }

    //! 404 on the other edition or another workspace, 401, and 403 below admin.
    Refusal refusalFor( const Context &context )
    {
      if ( !isEnterprise( context ) )
        return problem( 404 );
      if ( !context.user )
        return unauthorized();
      if ( context.segment( "workspace_id" ).toInt() != WORKSPACE_ID )
        return problem( 404, QStringLiteral( "Workspace not found" ) );
      if ( workspaceRole( context.state, context.user ) < Role::Admin )
        return problem( 403, QStringLiteral( "You do not have admin permissions to workspace" ) );
      return std::nullopt;
    }

    QJsonObject memberItem( const Context &context, const User &user )
    {
      return { { "id"_l1, user.id },
               { "username"_l1, user.name },
               { "email"_l1, user.email },
               { "workspace_role"_l1, nameOf( workspaceRole( context.state, &user ) ) } };
    }

    QJsonArray rolesOnProjects( const Context &context, const User &user )
    {
      QJsonArray roles;
      for ( const Project &project : context.state.projects() )
        if ( isThere( project ) && project.roles.contains( user.id ) )
          roles.append( QJsonObject{ { "project_id"_l1, project.id },
                                     { "name"_l1, project.name },
                                     { "role"_l1, nameOf( project.roles.value( user.id ) ) } } );
      return roles;
    }

    QJsonObject memberDetail( const Context &context, const User &user )
    {
      QJsonObject said = memberItem( context, user );
      said["projects_roles"_l1] = rolesOnProjects( context, user );
      return said;
    }

    //! The member {user_id}, or nobody.
    const User *memberAsked( const Context &context )
    {
      const User *user = context.state.userById( context.segment( "user_id" ).toInt() );
      return user && user->isActive && workspaceRole( context.state, user ) != Role::None ? user : nullptr;
    }

    //! Admins may not touch owners or make them, and an owner must be left.
    Refusal refusalOfRole( const Context &context, const User &user, Role wanted )
    {
      const Role own = workspaceRole( context.state, context.user );
      const Role now = workspaceRole( context.state, &user );
      if ( now > own || wanted > own )
        return problem( 403, QStringLiteral( "You do not have permissions to give or take this role" ) );
      bool isOwnerLeft = wanted == Role::Owner || now != Role::Owner;
      for ( const User &other : context.state.users() )
        isOwnerLeft = isOwnerLeft || ( other.isActive && other.id != user.id &&
                                       workspaceRole( context.state, &other ) == Role::Owner );
      if ( !isOwnerLeft )
        return problem( 422, QStringLiteral( "The last owner of a workspace cannot be changed" ) );
      return std::nullopt;
    }

    void takeProjectRoles( Context &context, int user )
    {
      const QStringList projects = context.state.projects().keys();
      for ( const QString &project : projects )
        if ( context.state.projectById( project )->roles.contains( user ) )
          context.state.changeProject( project ).roles.remove( user );
    }

    bool hasSeat( const Context &context, const User &user )
    {
      if ( !user.isActive )
        return false;
      if ( workspaceRole( context.state, &user ) >= Role::Editor )
        return true;
      const QMap<QString, Project> &projects = context.state.projects();
      return std::any_of( projects.begin(), projects.end(),
                          [&user]( const Project &project )
                          { return project.roles.value( user.id, Role::None ) >= Role::Editor; } );
    }

    int editorsIn( const Context &context )
    {
      int count = 0;
      for ( const User &user : context.state.users() )
        count += hasSeat( context, user ) ? 1 : 0;
      return count;
    }

    bool isOpen( const Context &context, const Invitation &invitation )
    {
      return invitation.expires > context.now;
    }

    int invitedEditors( const Context &context )
    {
      int count = 0;
      for ( const Invitation &one : context.state.invitations() )
        count += one.role >= Role::Editor && isOpen( context, one ) ? 1 : 0;
      return count;
    }

    QJsonObject receivedItem( const Context &context, const Invitation &invitation )
    {
      return { { "uuid"_l1, invitation.uuid },
               { "workspace"_l1, context.state.settings.workspace },
               { "workspace_id"_l1, WORKSPACE_ID },
               { "role"_l1, nameOf( invitation.role ) },
               { "expire"_l1, timeInSeconds( invitation.expires ) } };
    }

    Role neededWorkspaceRole( BodyReader &body, QLatin1String key )
    {
      const QString name = body.needText( key );
      const std::optional<Role> role = roleNamed( name );
      if ( !role )
        body.refuse( QStringLiteral(
                       "'%1' is not one of ['owner', 'admin', 'writer', 'editor', 'reader', 'guest'] - '%2'" )
                       .arg( name, key ) );
      return role.value_or( Role::None );
    }
  } // namespace

  Refusal seatRefusal( const Context &context, const User *user, Role role )
  {
    const int seats = context.state.settings.seats;
    if ( !isEnterprise( context ) || seats == 0 || role < Role::Editor ||
         ( user && hasSeat( context, *user ) ) )
      return std::nullopt;
    if ( editorsIn( context ) + invitedEditors( context ) < seats )
      return std::nullopt;
    return coded( 422, QStringLiteral( "EditorsLimitHit" ),
                  QStringLiteral( "Maximum number of editors in this workspace is reached." ),
                  { { "editors_quota"_l1, seats },
                    { "rejected_emails"_l1, user ? QJsonArray{ user->email } : QJsonArray() } } );
  }

  QJsonArray invitationsTo( const Context &context )
  {
    QJsonArray mine;
    for ( const Invitation &one : context.state.invitations() )
      if ( isOpen( context, one ) && one.email.compare( context.user->email, Qt::CaseInsensitive ) == 0 )
        mine.append( receivedItem( context, one ) );
    return mine;
  }

  FakeResponse listMembers( Context &context )
  {
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    QJsonArray members;
    for ( const User &user : context.state.users() )
      if ( user.isActive && workspaceRole( context.state, &user ) != Role::None )
        members.append( memberItem( context, user ) );
    return json( members );
  }

  FakeResponse member( Context &context )
  {
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    const User *user = memberAsked( context );
    return user ? json( memberDetail( context, *user ) ) : problem( 404 );
  }

  FakeResponse changeMember( Context &context )
  {
    BodyReader body( context );
    if ( !isEnterprise( context ) )
      return problem( 404 );
    const Role role = neededWorkspaceRole( body, "workspace_role"_l1 );
    const bool resets = body.boolean( "reset_projects_roles"_l1, false );
    if ( body.refusal() )
      return *body.refusal();
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    const User *user = memberAsked( context );
    if ( !user )
      return problem( 404 );
    if ( const Refusal refusal = refusalOfRole( context, *user, role ) )
      return *refusal;
    if ( const Refusal full = seatRefusal( context, user, role ) )
      return *full;
    context.state.changeUser( user->id ).inWorkspace = role;
    if ( resets )
      takeProjectRoles( context, user->id );
    return json( memberDetail( context, *user ) );
  }

  FakeResponse removeMember( Context &context )
  {
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    const User *user = memberAsked( context );
    if ( !user )
      return problem( 404 );
    if ( const Refusal refusal = refusalOfRole( context, *user, Role::None ) )
      return *refusal;
    takeProjectRoles( context, user->id );
    context.state.changeUser( user->id ).inWorkspace = Role::None;
    return empty( 204, "application/json" );
  }

  FakeResponse createInvitation( Context &context )
  {
    BodyReader body( context );
    if ( !isEnterprise( context ) )
      return problem( 404 );
    const QString email = body.needText( "email"_l1 ).trimmed();
    const Role role = neededWorkspaceRole( body, "role"_l1 );
    if ( !email.contains( QLatin1Char( '@' ) ) )
      body.refuse( QStringLiteral( "'%1' is not a 'email' - 'email'" ).arg( email ) );
    if ( body.refusal() )
      return *body.refusal();
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    const User *known = context.state.userByEmail( email );
    if ( known && workspaceRole( context.state, known ) != Role::None )
      return problem( 409, QStringLiteral( "User is already a workspace member" ) );
    for ( const Invitation &one : context.state.invitations() )
      if ( isOpen( context, one ) && one.email.compare( email, Qt::CaseInsensitive ) == 0 )
        return problem( 409, QStringLiteral( "Invitation already exists" ) );
    if ( const Refusal full = seatRefusal( context, known, role ) )
      return *full;
    const Invitation &made = context.state.addInvitation( email, role, context.now );
    return json( QJsonObject{ { "id"_l1, made.id }, { "email"_l1, email }, { "role"_l1, nameOf( role ) } },
                 201 );
  }

  FakeResponse withdrawInvitation( Context &context )
  {
    if ( !isEnterprise( context ) )
      return problem( 404 );
    if ( !context.user )
      return unauthorized();
    if ( workspaceRole( context.state, context.user ) < Role::Admin )
      return problem( 403, QStringLiteral( "You do not have admin permissions to workspace" ) );
    const int id = context.segment( "invitation_id" ).toInt();
    const QList<Invitation> &all = context.state.invitations();
    const bool isKnown =
      std::any_of( all.begin(), all.end(), [id]( const Invitation &one ) { return one.id == id; } );
    if ( !isKnown )
      return problem( 404 );
    context.state.endInvitation( id );
    return empty( 204, "application/json" );
  }

  FakeResponse listInvitations( Context &context )
  {
    if ( !isEnterprise( context ) )
      return problem( 404 );
    return context.user ? json( invitationsTo( context ) ) : unauthorized();
  }

  FakeResponse answerInvitation( Context &context )
  {
    if ( !isEnterprise( context ) )
      return problem( 404 );
    BodyReader body( context );
    body.need( "accept"_l1, QJsonValue::Bool );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorized();
    for ( const Invitation &one : context.state.invitations() )
    {
      const bool isMine = one.email.compare( context.user->email, Qt::CaseInsensitive ) == 0;
      if ( one.uuid != context.segment( "uuid" ) || !isMine || !isOpen( context, one ) )
        continue;
      const QJsonObject said = receivedItem( context, one );
      const Role role = one.role;
      context.state.endInvitation( one.id );
      if ( body.object()["accept"_l1].toBool() )
        context.state.changeUser( context.user->id ).inWorkspace = role;
      return json( said );
    }
    return problem( 404 );
  }

  FakeResponse workspaceUsage( Context &context )
  {
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    QJsonObject editors{ { "editors_count"_l1, editorsIn( context ) },
                         { "invitations_count"_l1, invitedEditors( context ) } };
    if ( context.state.settings.seats > 0 )
      editors["quota"_l1] = context.state.settings.seats;
    return json(
      QJsonObject{ { "api"_l1, QJsonObject{ { "allowed"_l1, true } } },
                   { "history"_l1, QJsonObject{ { "quota"_l1, 214748364800.0 }, { "usage"_l1, 0 } } },
                   { "projects"_l1, QJsonObject{ { "quota"_l1, 100 } } },
                   { "editors"_l1, editors } } );
  }

  FakeResponse workspaceService( Context &context )
  {
    if ( const Refusal refusal = refusalFor( context ) )
      return *refusal;
    return json( QJsonObject{ { "action_required"_l1, false },
                              { "plan"_l1, QJsonObject{ { "is_paid_plan"_l1, false },
                                                        { "product_id"_l1, QJsonValue() },
                                                        { "type"_l1, "trial"_l1 } } },
                              { "subscription"_l1, QJsonValue() } } );
  }
} // namespace syncline::fake
