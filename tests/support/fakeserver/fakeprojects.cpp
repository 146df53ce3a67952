// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakehistory.h"
#include "tests/support/fakeserver/fakerules.h"
#include "tests/support/fakeserver/fakeshapes.h"

namespace syncline::fake
{
  namespace
  {
    const QString NO_WORKSPACE = QStringLiteral( "Workspace does not exist" );
    const QString NO_WORKSPACE_PERMISSION =
      QStringLiteral( "You do not have permissions for this workspace" );

    Refusal refusedName( const Context &context, const QString &name )
    {
      const Project *taken = context.state.projectNamed( name );
      if ( !taken )
        return std::nullopt;
      return problem( 409,
                      isThere( *taken )
                        ? QStringLiteral( "Project with the same name already exists" )
                        : QStringLiteral( "Project with the same name is scheduled for deletion, you can "
                                          "create a project with this name in %1 days" )
                            .arg( DELETION_DAYS ) );
    }

    //! Workspace \a name as the place of a new project.
    Refusal refusedPlace( const Context &context, const QString &name )
    {
      if ( !isWorkspace( context.state, name ) )
        return problem( 404, NO_WORKSPACE );
      if ( workspaceRole( context.state, context.user ) < Role::Admin )
        return problem( 403, NO_WORKSPACE_PERMISSION );
      return std::nullopt;
    }

    FakeResponse detailAtVersion( const Context &context, const Project &project, int number )
    {
      if ( number > project.latest() )
        return problem( 404, QStringLiteral( "Project at requested version does not exist" ) );
      const ProjectVersion &version = project.versions[number];
      const Files files = filesAt( project, number );
      QJsonObject said = projectDetail( context, project );
      for ( const QLatin1String key : { "workspace_id"_l1, "public"_l1, "removed_at"_l1, "locked_until"_l1 } )
        said.remove( key );
      said["version"_l1] = versionName( number );
      said["files"_l1] = filesV1( files );
      said["disk_usage"_l1] = diskUsage( files );
      said["tags"_l1] = tagsOf( files );
      said["updated"_l1] = timeInSeconds( version.created );
      return json( said );
    }

    void copyFiles( Context &context, const Project &from, Project &to )
    {
      ProjectVersion first;
      first.number = 1;
      first.author = context.user->name;
      first.created = context.now;
      first.userAgent = context.userAgent();
      for ( const FileState &file : filesAt( from, from.latest() ) )
      {
        if ( file.change->path.section( QLatin1Char( '/' ), -1 ) == "qgis_cfg.xml"_l1 )
          continue;
        const FileChange &was = *file.change;
        first.projectSize += was.size;
        first.changes.append(
          { ChangeKind::Create, was.path, was.size, was.checksum, was.blob, std::nullopt } );
      }
      if ( !first.changes.isEmpty() )
        to.versions.append( first );
    }
  } // namespace

  FakeResponse createProject( Context &context )
  {
    BodyReader body( context );
    const QString name = body.needText( "name"_l1 ).trimmed();
    const bool isPublic = body.boolean( "public"_l1, false );
    const QString wanted = body.text( "template"_l1 );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorizedProblem();
    if ( const std::optional<QString> fault = faultOfProjectName( name ) )
      return problem( 400, *fault );
    if ( const Refusal refusal = refusedPlace( context, context.segment( "namespace" ) ) )
      return *refusal;
    if ( const Refusal refusal = refusedName( context, name ) )
      return *refusal;
    const User *templates = context.state.userNamed( QStringLiteral( "TEMPLATES" ) );
    const Project *model = wanted.isEmpty() ? nullptr : context.state.projectNamed( wanted );
    if ( !wanted.isEmpty() && ( !model || !templates || model->creator != templates->id ) )
      return problem( 404 );
    Project &project = context.state.addProject( name, context.user->id, context.now );
    project.isPublic = isPublic;
    if ( model )
      copyFiles( context, *model, project );
    return empty( 200, "application/problem+json" );
  }

  FakeResponse cloneProject( Context &context )
  {
    BodyReader body( context );
    const bool hasName = body.object().contains( "project"_l1 );
    const QString given = body.text( "project"_l1 );
    const QString place = body.text( "namespace"_l1 );
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorizedProblem();
    const Found source = findByName( context, Role::Reader );
    if ( source.refusal )
      return *source.refusal;
    const QString name = hasName ? given.trimmed() : source.project->name;
    if ( name.isEmpty() )
      return problem( 400, QStringLiteral( "Project name cannot be empty" ) );
    if ( const Refusal refusal =
           refusedPlace( context, place.isEmpty() ? context.state.settings.workspace : place ) )
      return *refusal;
    if ( name != source.project->name )
      if ( const std::optional<QString> fault = faultOfProjectName( name ) )
        return problem( 400, *fault );
    if ( const Refusal refusal = refusedName( context, name ) )
      return *refusal;
    if ( workspaceUsage( context.state ) + source.project->versions.last().projectSize >
         context.state.settings.quotaBytes )
      return storageLimitHit( context );
    const QString sourceId = source.project->id; // adding one may move the others
    Project &copy = context.state.addProject( name, context.user->id, context.now );
    copyFiles( context, *context.state.projectById( sourceId ), copy );
    return empty( 200, "application/problem+json" );
  }

  FakeResponse projectDetails( Context &context )
  {
    QueryReader reader( context );
    const QString since = reader.version( "since"_l1 ).value_or( QString() );
    const QString version = reader.version( "version"_l1 ).value_or( QString() );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findByName( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    if ( !since.isEmpty() && !version.isEmpty() )
      return problem( 400, QStringLiteral( "Parameters 'since' and 'version' are mutually exclusive" ) );
    if ( !version.isEmpty() )
      return detailAtVersion( context, *found.project, versionNumber( version ) );
    QJsonObject said = projectDetail( context, *found.project );
    if ( !since.isEmpty() )
      said["files"_l1] = filesSince( *found.project, versionNumber( since ) );
    return json( said );
  }

  FakeResponse projectByUuid( Context &context )
  {
    context.segments["id"_l1] = canonicalUuid( context.segment( "id" ) );
    const Found found = findById( context, Role::Reader );
    return found.refusal ? *found.refusal : json( projectDetail( context, *found.project ) );
  }

  FakeResponse projectDetailsV2( Context &context )
  {
    QueryReader reader( context );
    const QString version = reader.version( "files_at_version"_l1 ).value_or( QString() );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findById( context, Role::Reader );
    if ( found.refusal )
      return context.user ? *found.refusal : problem( 404 ); // who is unknown does not learn that it exists
    QJsonObject said = projectV2( context, *found.project );
    const int number = version.isEmpty() ? -1 : versionNumber( version );
    if ( number >= 0 && number <= found.project->latest() )
      said["files"_l1] = filesV2( filesAt( *found.project, number ) );
    return json( said );
  }

  FakeResponse renameProject( Context &context )
  {
    BodyReader body( context );
    const QString name = body.needText( "name"_l1 ).trimmed();
    if ( body.refusal() )
      return *body.refusal();
    if ( !context.user )
      return unauthorized();
    const Found found = findById( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    if ( const std::optional<QString> fault = faultOfProjectName( name ) )
      return json( QJsonObject{ { "code"_l1, "InvalidProjectName"_l1 }, { "detail"_l1, *fault } }, 400 );
    if ( context.state.projectNamed( name ) )
      return problem( 409, QStringLiteral( "Name already exist within workspace" ) );
    Project &project = context.state.changeProject( found.project->id );
    project.name = name;
    project.updated = context.now;
    return empty( 204, "application/json" );
  }

  FakeResponse scheduleDelete( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const Found found = findById( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    context.state.changeProject( found.project->id ).removedAt = context.now;
    return empty( 204, "application/json" );
  }

  FakeResponse legacyDelete( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const Found found = findByName( context, Role::Owner );
    if ( found.refusal )
      return *found.refusal;
    context.state.changeProject( found.project->id ).removedAt = context.now;
    return empty( 200, "application/json" );
  }

  FakeResponse deleteProject( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    const Project *project = context.state.projectById( context.segment( "id" ) );
    if ( !project )
      return problem( 404 );
    const bool isAllowed = isThere( *project )
                             ? projectRole( context.state, context.user, *project ) == Role::Owner
                             : context.user->isSuperuser;
    if ( !isAllowed )
      return problem( 403, QStringLiteral( "You do not have permissions for this project" ) );
    context.state.eraseProject( project->id );
    return empty( 204, "application/json" );
  }
} // namespace syncline::fake
