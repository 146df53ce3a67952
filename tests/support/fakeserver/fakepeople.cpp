// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakeauth.h"
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakeshapes.h"

#include <QRegularExpression>

#include <algorithm>

namespace syncline::fake
{
  namespace
  {
    constexpr int MIN_NAME = 4;
    constexpr int MAX_NAME = 50;
    constexpr int MIN_PASSWORD = 8;

    QJsonObject memberOf( const Context &context, const Project &project, const User &user )
    {
      const Role given = project.roles.value( user.id, Role::None );
      const Role role = projectRole( context.state, &user, project );
      const Role inWorkspace = workspaceRole( context.state, &user );
      const auto orNull = []( Role r ) { return r == Role::None ? QJsonValue() : QJsonValue( nameOf( r ) ); };
      return { { "id"_l1, user.id },
               { "username"_l1, user.name },
               { "email"_l1, user.email },
               { "name"_l1, QString() },
               { "project_role"_l1, orNull( given ) },
               { "workspace_role"_l1, orNull( inWorkspace ) },
               { "role"_l1, orNull( role ) } };
    }

    Role neededRole( BodyReader &body )
    {
      const QString name = body.needText( "role"_l1 );
      const std::optional<Role> role = projectRoleNamed( name );
      if ( !role )
        body.refuse( QStringLiteral( "'%1' is not one of ['owner', 'writer', 'editor', 'reader'] - 'role'" )
                       .arg( name ) );
      return role.value_or( Role::None );
    }

    const User *personCalled( const State &state, const QString &nameOrEmail )
    {
      const QString wanted = nameOrEmail.trimmed();
      const User *user =
        wanted.contains( QLatin1Char( '@' ) ) ? state.userByEmail( wanted ) : state.userNamed( wanted );
      return user && user->isActive ? user : nullptr;
    }

    //! The collaborator {user_id}: an active user who has a role of his own in the project.
    const User *collaborator( const Context &context, const Project &project )
    {
      const User *user = context.state.userById( context.segment( "user_id" ).toInt() );
      return user && user->isActive && project.roles.contains( user->id ) ? user : nullptr;
    }

    QString freeName( const State &state, const QString &email )
    {
      QString base = email.section( QLatin1Char( '@' ), 0, 0 ).toLower();
      base.remove( QRegularExpression( QStringLiteral( "[^\\w.-]" ) ) );
      QString name = base;
      for ( int i = 1; state.userNamed( name ); ++i )
        name = base + QString::number( i );
      return name;
    }

    bool isStrong( const QString &password )
    {
      int kinds = 0;
      for ( const char *kind : { "[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]" } )
        kinds += password.contains( QRegularExpression( QLatin1String( kind ) ) ) ? 1 : 0;
      return kinds >= 3;
    }

    //! Field → reasons, for all fields at once; empty: the account can be made.
    QJsonObject faultsOfAccount( const State &state, const QString &email, const QString &name,
                                 const QString &password )
    {
      static const QRegularExpression allowed( QStringLiteral( "\\A[\\w\\s.-]*\\z" ),
                                               QRegularExpression::UseUnicodePropertiesOption );
      QJsonObject faults;
      QJsonArray ofName;
      if ( name.size() < MIN_NAME || name.size() > MAX_NAME )
        ofName.append( "Field must be between 4 and 50 characters long."_l1 );
      if ( !allowed.match( name ).hasMatch() )
        ofName.append( "Please use only alphanumeric or the following -_. characters."_l1 );
      if ( state.userNamed( name ) )
        ofName.append( "Already exists"_l1 );
      if ( !ofName.isEmpty() )
        faults["username"_l1] = ofName;
      if ( state.userByEmail( email ) )
        faults["email"_l1] = QJsonArray{ "Already exists"_l1 };
      if ( password.size() < MIN_PASSWORD )
        faults["password"_l1] = QJsonArray{ "Passwords must be at least 8 characters long."_l1 };
      else if ( !isStrong( password ) )
        faults["password"_l1] = QJsonArray{ "Password is not strong enough"_l1 };
      return faults;
    }
  } // namespace

  FakeResponse listCollaborators( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const Found found = findById( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    QList<const User *> people;
    for ( const User &user : context.state.users() )
      if ( user.isActive && ( workspaceRole( context.state, &user ) > Role::Guest ||
                              found.project->roles.contains( user.id ) ) )
        people.append( &user );
    std::sort( people.begin(), people.end(),
               []( const User *a, const User *b ) { return a->email < b->email; } );
    QJsonArray members;
    for ( const User *user : std::as_const( people ) )
      members.append( memberOf( context, *found.project, *user ) );
    return json( members );
  }

  FakeResponse addCollaborator( Context &context )
  {
    BodyReader body( context );
    const QString name = body.needText( "user"_l1 );
    const Role role = neededRole( body );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorized();
    const Found found = findById( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    const User *user = personCalled( context.state, name );
    if ( !user )
      return problem( 404 );
    if ( found.project->roles.contains( user->id ) )
      return problem( 409, QStringLiteral( "User is already a project member" ) );
    if ( const Refusal full = seatRefusal( context, user, role ) )
      return *full;
    context.state.changeProject( found.project->id ).roles.insert( user->id, role );
    return json( memberOf( context, *found.project, *user ), 201 );
  }

  FakeResponse changeCollaborator( Context &context )
  {
    BodyReader body( context );
    const Role role = neededRole( body );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorized();
    const Found found = findById( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    const User *user = collaborator( context, *found.project );
    if ( !user )
      return problem( 404 );
    if ( const Refusal full = seatRefusal( context, user, role ) )
      return *full;
    context.state.changeProject( found.project->id ).roles.insert( user->id, role );
    return json( memberOf( context, *found.project, *user ) );
  }

  FakeResponse removeCollaborator( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const Found found = findById( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    const User *user = collaborator( context, *found.project );
    if ( !user )
      return problem( 404 );
    context.state.changeProject( found.project->id ).roles.remove( user->id );
    return empty( 204, "application/json" );
  }

  FakeResponse createUser( Context &context )
  {
    BodyReader body( context );
    const QString email = body.needText( "email"_l1 ).trimmed();
    const QString password = body.needText( "password"_l1 );
    const int workspace = body.needInteger( "workspace_id"_l1 );
    const QString role = body.needText( "role"_l1 );
    const QString wanted = body.text( "username"_l1 ).trimmed();
    const bool isNotified = body.boolean( "notify_user"_l1, false );
    if ( !email.contains( QLatin1Char( '@' ) ) )
      body.refuse( QStringLiteral( "'%1' is not a 'email' - 'email'" ).arg( email ) );
    if ( !roleNamed( role ) )
      body.refuse( QStringLiteral(
                     "'%1' is not one of ['owner', 'admin', 'writer', 'editor', 'reader', 'guest'] - 'role'" )
                     .arg( role ) );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorized();
    const bool isEnterprise = context.state.settings.edition == Edition::Enterprise;
    const bool mayCreate = context.user->isSuperuser ||
                           ( isEnterprise && workspaceRole( context.state, context.user ) >= Role::Admin );
    if ( !mayCreate || workspace != WORKSPACE_ID )
      return problem(
        403, QStringLiteral( "You don't have the permission to access the requested resource. It is either "
                             "read-protected or not readable by the server." ) );
    const QString name = wanted.isEmpty() ? freeName( context.state, email ) : wanted;
    const QJsonObject faults = faultsOfAccount( context.state, email, name, password );
    if ( !faults.isEmpty() )
      return json( faults, 400 );
    if ( const Refusal full = seatRefusal( context, nullptr, *roleNamed( role ) ) )
      return *full;
    User &user = context.state.addUser( name, email );
    if ( isEnterprise )
      user.inWorkspace = roleNamed( role );
    user.registered = context.now;
    user.wantsNotifications = isNotified;
    setPassword( user, password );
    return json( userInfo( user ), 201 );
  }

  FakeResponse closeAccount( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const int id = context.user->id;
    context.state.changeUser( id ).isActive = false;
    const QStringList projects = context.state.projects().keys();
    for ( const QString &project : projects )
      if ( context.state.projectById( project )->roles.contains( id ) )
        context.state.changeProject( project ).roles.remove( id );
    return empty( 204, "application/json" );
  }
} // namespace syncline::fake
