// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_people.h"

#include "core/api/jsonreader.h"
#include "core/api/urlparts.h"

#include <QJsonDocument>

#include <array>

namespace syncline::endpoints
{
  namespace
  {
    HttpRequest bare( HttpVerb verb, const QString &path )
    {
      HttpRequest made;
      made.verb = verb;
      made.path = path.toLatin1();
      made.isIdempotent = verb == HttpVerb::Get;
      return made;
    }

    HttpRequest withBody( HttpVerb verb, const QString &path, const QJsonObject &body )
    {
      HttpRequest made = postJson( path.toLatin1(), body );
      made.verb = verb;
      return made;
    }

    QString membersPath( WorkspaceId workspace )
    {
      return QStringLiteral( "v2/workspaces/%1/members" ).arg( workspace.value );
    }
    QString memberPath( WorkspaceId workspace, UserId user )
    {
      return membersPath( workspace ) + QStringLiteral( "/%1" ).arg( user.value );
    }
    QString collaboratorsPath( const ProjectId &project )
    {
      return QStringLiteral( "v2/projects/%1/collaborators" ).arg( project.toString() );
    }
    QString collaboratorPath( const ProjectId &project, UserId user )
    {
      return collaboratorsPath( project ) + QStringLiteral( "/%1" ).arg( user.value );
    }

    // A role that we do not know yet counts as none: the least of rights.
    WorkspaceRole workspaceRoleIn( JsonReader &fields, const char *key )
    {
      return workspaceRoleFromWire( fields.textOr( key ) ).value_or( WorkspaceRole::None );
    }
    ProjectRole projectRoleIn( JsonReader &fields, const char *key )
    {
      return projectRoleFromWire( fields.textOr( key ) ).value_or( ProjectRole::None );
    }

    //! Who it is, as every list of people begins.
    template<class Person> Person personIn( JsonReader &fields )
    {
      Person read;
      read.id.value = fields.integer( "id", 1 );
      read.userName = fields.text( "username" );
      read.email = fields.textOr( "email" );
      return read;
    }

    [[nodiscard]] Result<Collaborator> readCollaborator( const QJsonObject &object )
    {
      JsonReader fields( object, "collaborator" );
      Collaborator read = personIn<Collaborator>( fields );
      read.fullName = fields.textOr( "name" );
      read.workspaceRole = workspaceRoleIn( fields, "workspace_role" );
      read.projectRole = projectRoleIn( fields, "project_role" );
      read.access = projectRoleIn( fields, "role" );
      SYNCLINE_CHECK( fields.check() );
      return read;
    }

    // All that is written down of this list is that it exists; the keys of its items are taken as they come.
    [[nodiscard]] Result<QList<MemberProjectRole>> readProjectRoles( const QJsonArray &array )
    {
      QList<MemberProjectRole> roles;
      for ( const QJsonValue &value : array )
      {
        const QJsonObject object = value.toObject();
        JsonReader fields( object, "role on a project" );
        MemberProjectRole read;
        for ( const char *key : { "project_id", "id", "project", "project_name", "name" } )
        {
          if ( read.project.isEmpty() && object.value( QLatin1String( key ) ).isString() )
            read.project = fields.text( key );
        }
        read.role =
          projectRoleIn( fields, object.contains( QLatin1String( "role" ) ) ? "role" : "project_role" );
        SYNCLINE_CHECK( fields.check() );
        roles.append( read );
      }
      return roles;
    }

    [[nodiscard]] Result<WorkspaceMember> readMember( const QJsonObject &object )
    {
      JsonReader fields( object, "member" );
      WorkspaceMember read = personIn<WorkspaceMember>( fields );
      read.role = workspaceRoleIn( fields, "workspace_role" );
      const QJsonArray roles = fields.arrayOr( "projects_roles" );
      SYNCLINE_CHECK( fields.check() );
      if ( object.contains( QLatin1String( "projects_roles" ) ) )
      {
        SYNCLINE_TRY( onProjects, readProjectRoles( roles ) );
        read.projectRoles = onProjects;
      }
      return read;
    }

    [[nodiscard]] Result<ReceivedInvitation> readReceived( const QJsonObject &object )
    {
      JsonReader fields( object, "invitation" );
      ReceivedInvitation read;
      read.uuid = fields.text( "uuid" );
      read.workspaceId.value = fields.integerOr( "workspace_id", 0 );
      read.workspace = fields.textOr( "workspace" );
      read.role = workspaceRoleIn( fields, "role" );
      read.expires = fields.timeOr( "expire" );
      SYNCLINE_CHECK( fields.check() );
      return read;
    }

    [[nodiscard]] Result<AccountInfo> readAccount( const QJsonObject &object )
    {
      JsonReader fields( object, "account" );
      AccountInfo read = personIn<AccountInfo>( fields );
      SYNCLINE_CHECK( fields.check() );
      return read;
    }

    [[nodiscard]] Result<WorkspaceSeats> readSeats( const QJsonObject &object )
    {
      JsonReader fields( object, "usage" );
      const QJsonObject editors = fields.objectOr( "editors" );
      JsonReader inner( editors, "editors" );
      const auto count = [&inner]( const char *key )
      { return int( inner.integerOr( key, -1, 0, 1000000000 ) ); };
      const WorkspaceSeats read{ count( "editors_count" ), count( "invitations_count" ), count( "quota" ) };
      SYNCLINE_CHECK( fields.check() );
      SYNCLINE_CHECK( inner.check() );
      return read;
    }

    [[nodiscard]] Result<ProjectAccess> readAccess( const QJsonObject &object )
    {
      JsonReader fields( object, "project" );
      ProjectAccess read;
      read.id = fields.parsed<ProjectId>( "id" );
      const Result<ProjectName> name =
        ProjectName::fromParts( fields.text( "namespace" ), fields.text( "name" ) );
      if ( !name )
        fields.complain( "name", name.error().detail );
      read.name = name.value_or( ProjectName() );
      read.workspace.value = fields.integerOr( "workspace_id", 0 );
      read.ownRole = projectRoleIn( fields, "role" );
      const QJsonObject lists = fields.objectOr( "access" );
      SYNCLINE_CHECK( fields.check() );
      read.isPublic = lists.value( QLatin1String( "public" ) ).toBool();
      QStringList known; // the lists are cumulative: an owner stands in all four
      const std::array<std::pair<const char *, QStringList *>, 4> roles = {
        { { "ownersnames", &read.owners },
          { "writersnames", &read.writers },
          { "editorsnames", &read.editors },
          { "readersnames", &read.readers } }
      };
      for ( const auto &role : roles )
      {
        const QJsonArray names = lists.value( QLatin1String( role.first ) ).toArray();
        for ( const QJsonValue &one : names )
        {
          if ( known.contains( one.toString() ) )
            continue;
          known.append( one.toString() );
          role.second->append( one.toString() );
        }
      }
      return read;
    }

    template<class T> auto decodeOne( Result<T> ( *read )( const QJsonObject & ) )
    {
      return
        [read]( const HttpResponse &answer ) -> Result<T> { return objectIn( answer ).and_then( read ); };
    }

    template<class T> auto decodeList( Result<T> ( *read )( const QJsonObject & ) )
    {
      return [read]( const HttpResponse &answer ) -> Result<QList<T>>
      {
        SYNCLINE_TRY( array, arrayIn( answer ) );
        QList<T> items;
        for ( const QJsonValue &value : array )
        {
          SYNCLINE_TRY( item, read( value.toObject() ) );
          items.append( item );
        }
        return items;
      };
    }

    //! For calls whose success says all: the body is not looked at, since some come empty and some labelled wrongly.
    [[nodiscard]] Result<bool> done( const HttpResponse & ) { return true; }
  } // namespace

  Endpoint<QList<Collaborator>> collaborators( const ProjectId &project )
  {
    return {
      bare( HttpVerb::Get, collaboratorsPath( project ) ), decodeList( readCollaborator ), Auth::Required, {}
    };
  }

  Endpoint<Collaborator> addCollaborator( const ProjectId &project, const QString &userNameOrEmail,
                                          ProjectRole role )
  {
    const QJsonObject body{ { QStringLiteral( "user" ), userNameOrEmail },
                            { QStringLiteral( "role" ), toWire( role ) } };
    return { withBody( HttpVerb::Post, collaboratorsPath( project ), body ),
             decodeOne( readCollaborator ),
             Auth::Required,
             {} };
  }

  Endpoint<Collaborator> setCollaboratorRole( const ProjectId &project, UserId user, ProjectRole role )
  {
    const QJsonObject body{ { QStringLiteral( "role" ), toWire( role ) } };
    return { withBody( HttpVerb::Patch, collaboratorPath( project, user ), body ),
             decodeOne( readCollaborator ),
             Auth::Required,
             {} };
  }

  Endpoint<bool> removeCollaborator( const ProjectId &project, UserId user )
  {
    return { bare( HttpVerb::Delete, collaboratorPath( project, user ) ), done, Auth::Required, {} };
  }

  Endpoint<ProjectAccess> projectAccess( const ProjectName &project )
  {
    const QByteArray path = urlPath( "v1/project", { project.workspace(), project.project() } );
    return { getRequest( path ), decodeOne( readAccess ), Auth::Required, {} };
  }

  Endpoint<ProjectAccess> setProjectPublic( const ProjectName &project, bool isPublic )
  {
    // Lists of people would replace those that are there, so none is sent.
    const QJsonObject body{ { QStringLiteral( "access" ),
                              QJsonObject{ { QStringLiteral( "public" ), isPublic } } } };
    HttpRequest request =
      postJson( urlPath( "v1/project", { project.workspace(), project.project() } ), body );
    request.verb = HttpVerb::Put;
    return { request, decodeOne( readAccess ), Auth::Required, {} };
  }

  Endpoint<ProjectAccess> projectAccessById( const ProjectId &project )
  {
    return { getRequest( urlPath( "v1/project/by_uuid", { project.toString() } ) ),
             decodeOne( readAccess ),
             Auth::Required,
             {} };
  }

  Endpoint<QList<WorkspaceMember>> workspaceMembers( WorkspaceId workspace )
  {
    return { bare( HttpVerb::Get, membersPath( workspace ) ), decodeList( readMember ), Auth::Required, {} };
  }

  Endpoint<WorkspaceMember> workspaceMember( WorkspaceId workspace, UserId user )
  {
    return {
      bare( HttpVerb::Get, memberPath( workspace, user ) ), decodeOne( readMember ), Auth::Required, {}
    };
  }

  Endpoint<WorkspaceMember> setMemberRole( WorkspaceId workspace, UserId user, MemberRole role )
  {
    const QJsonObject body{ { QStringLiteral( "workspace_role" ), toWire( role.role ) },
                            { QStringLiteral( "reset_projects_roles" ),
                              role.onProjects == RolesOnProjects::Reset } };
    return { withBody( HttpVerb::Patch, memberPath( workspace, user ), body ),
             decodeOne( readMember ),
             Auth::Required,
             {} };
  }

  Endpoint<bool> removeMember( WorkspaceId workspace, UserId user )
  {
    return { bare( HttpVerb::Delete, memberPath( workspace, user ) ), done, Auth::Required, {} };
  }

  Endpoint<SentInvitation> createInvitation( WorkspaceId workspace, const QString &email, WorkspaceRole role )
  {
    const QJsonObject body{ { QStringLiteral( "email" ), email },
                            { QStringLiteral( "role" ), toWire( role ) } };
    const auto decode = [email, role]( const HttpResponse &answer ) -> Result<SentInvitation>
    {
      SYNCLINE_TRY( object, objectIn( answer ) );
      JsonReader fields( object, "invitation" );
      const SentInvitation sent{ fields.integerOr( "id", 0 ), fields.textOr( "email", email ), role,
                                 fields.timeOr( "expire" ) };
      SYNCLINE_CHECK( fields.check() );
      return sent;
    };
    return { withBody( HttpVerb::Post,
                       QStringLiteral( "v2/workspaces/%1/invitations" ).arg( workspace.value ), body ),
             decode,
             Auth::Required,
             {} };
  }

  Endpoint<bool> withdrawInvitation( qint64 id )
  {
    return { bare( HttpVerb::Delete, QStringLiteral( "v1/workspace/invitation/%1" ).arg( id ) ),
             done,
             Auth::Required,
             {} };
  }

  Endpoint<QList<ReceivedInvitation>> receivedInvitations()
  {
    return { bare( HttpVerb::Get, QStringLiteral( "v1/workspace/invitations" ) ),
             decodeList( readReceived ),
             Auth::Required,
             {} };
  }

  Endpoint<bool> answerInvitation( const QString &uuid, InvitationAnswer answer )
  {
    const QJsonObject body{ { QStringLiteral( "accept" ), answer == InvitationAnswer::Accept } };
    return { withBody( HttpVerb::Post, QString::fromLatin1( urlPath( "v1/workspace/invitation", { uuid } ) ),
                       body ),
             done,
             Auth::Required,
             {} };
  }

  Endpoint<AccountInfo> createUser( const NewAccount &account )
  {
    QJsonObject body{ { QStringLiteral( "email" ), account.email },
                      { QStringLiteral( "password" ), account.password },
                      { QStringLiteral( "workspace_id" ), account.workspace.value },
                      { QStringLiteral( "role" ), toWire( account.role ) },
                      { QStringLiteral( "notify_user" ), account.isNotified } };
    if ( !account.userName.isEmpty() )
      body.insert( QStringLiteral( "username" ), account.userName );
    return { withBody( HttpVerb::Post, QStringLiteral( "v2/users" ), body ),
             decodeOne( readAccount ),
             Auth::Required,
             {} };
  }

  Endpoint<WorkspaceSeats> workspaceSeats( WorkspaceId workspace )
  {
    return { bare( HttpVerb::Get, QStringLiteral( "v1/workspace/%1/usage" ).arg( workspace.value ) ),
             decodeOne( readSeats ),
             Auth::Required,
             {} };
  }
} // namespace syncline::endpoints
