// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplewords.h"

#include <QHash>

namespace syncline::words
{
  namespace
  {
    class Text
    {
        Q_DECLARE_TR_FUNCTIONS( syncline::People )
    };
    QString dash() { return QString( QChar( 0x2013 ) ); }
  } // namespace

  QString roleName( WorkspaceRole role )
  {
    switch ( role )
    {
      case WorkspaceRole::None:
        return dash();
      case WorkspaceRole::Guest:
        return Text::tr( "Guest" );
      case WorkspaceRole::Reader:
        return Text::tr( "Reader" );
      case WorkspaceRole::Editor:
        return Text::tr( "Editor" );
      case WorkspaceRole::Writer:
        return Text::tr( "Writer" );
      case WorkspaceRole::Admin:
        return Text::tr( "Admin" );
      case WorkspaceRole::Owner:
        return Text::tr( "Owner" );
    }
    Q_UNREACHABLE();
  }

  QString roleName( ProjectRole role )
  {
    switch ( role )
    {
      case ProjectRole::None:
        return dash();
      case ProjectRole::Reader:
        return roleName( WorkspaceRole::Reader );
      case ProjectRole::Editor:
        return roleName( WorkspaceRole::Editor );
      case ProjectRole::Writer:
        return roleName( WorkspaceRole::Writer );
      case ProjectRole::Owner:
        return roleName( WorkspaceRole::Owner );
    }
    Q_UNREACHABLE();
  }

  QString roleNameOfWire( const QString &wire )
  {
    if ( wire == QLatin1String( "invited" ) )
      return Text::tr( "Invited" );
    const Result<WorkspaceRole> role = workspaceRoleFromWire( wire );
    if ( role )
      return roleName( *role );
    return wire.isEmpty() || wire == QLatin1String( "none" ) ? dash() : wire;
  }

  QString roleHelp( WorkspaceRole role )
  {
    switch ( role )
    {
      case WorkspaceRole::None:
        return QString();
      case WorkspaceRole::Guest:
        return Text::tr( "Sees only projects shared with them and public ones." );
      case WorkspaceRole::Reader:
        return roleHelp( ProjectRole::Reader, false );
      case WorkspaceRole::Editor:
        return roleHelp( ProjectRole::Editor, false );
      case WorkspaceRole::Writer:
        return roleHelp( ProjectRole::Writer, false );
      case WorkspaceRole::Admin:
        return Text::tr( "Owner of every project; creates projects; manages people." );
      case WorkspaceRole::Owner:
        return Text::tr( "Everything an admin does, and billing and deletion of the workspace." );
    }
    Q_UNREACHABLE();
  }

  QString roleHelp( ProjectRole role, bool isCommunity )
  {
    switch ( role )
    {
      case ProjectRole::None:
        return Text::tr( "No role is set on this project; what the workspace gives stays." );
      case ProjectRole::Reader:
        return Text::tr( "Sees the project, its files and history. Uploads nothing." );
      case ProjectRole::Editor:
      {
        const QString can =
          Text::tr( "Adds, changes and removes features in existing layers and adds photos. "
                    "Not the project file, layer structure or settings." );
        return isCommunity ? can + QLatin1Char( ' ' ) + Text::tr( "On this server editors cannot upload." )
                           : can;
      }
      case ProjectRole::Writer:
        return Text::tr( "Everything an editor does, and project file, styles, layer structure, settings." );
      case ProjectRole::Owner:
        return Text::tr( "Everything a writer does, and people, name, visibility, deletion." );
    }
    Q_UNREACHABLE();
  }

  QString accessReason( const people::Person &person )
  {
    const QString role = roleName( person.access.role );
    switch ( person.access.source )
    {
      case people::AccessSource::None:
        return Text::tr( "No access to this project." );
      case people::AccessSource::SetHere:
        return person.workspaceRole > WorkspaceRole::Guest
                 ? Text::tr( "%1: set on this project. The workspace gives %2." )
                     .arg( role, roleName( people::inheritedFrom( person.workspaceRole ) ) )
                 : Text::tr( "%1: set on this project." ).arg( role );
      case people::AccessSource::Workspace:
        return Text::tr( "%1: from the workspace." ).arg( role );
      case people::AccessSource::Public:
        return Text::tr( "%1: this project is public." ).arg( role );
    }
    Q_UNREACHABLE();
  }

  QString obstacleSentence( people::Obstacle obstacle, const QString &who, WorkspaceRole workspaceRole )
  {
    switch ( obstacle )
    {
      case people::Obstacle::None:
        return QString();
      case people::Obstacle::OwnAccess:
        return Text::tr( "This lowers your own access." );
      case people::Obstacle::LastOwner:
        return Text::tr( "%1 is the only owner. Make somebody else owner first." ).arg( who );
      case people::Obstacle::AboveOwnRole:
        return Text::tr( "This role is above yours. Ask an owner to give it." );
      case people::Obstacle::TheirsIsAbove:
        return Text::tr( "%1 has a role above yours. Ask an owner to change it." ).arg( who );
      case people::Obstacle::BelowWorkspaceRole:
        return Text::tr( "%1 is %2 in the whole workspace; a project role can only raise that." )
          .arg( who, roleName( workspaceRole ) );
      case people::Obstacle::NotAllowed:
        return Text::tr( "Your role may not change people here. Ask an owner." );
    }
    Q_UNREACHABLE();
  }

  QString rightName( const QString &id )
  {
    static const QHash<QString, const char *> sNames = {
      { QStringLiteral( "edit_domain" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Administer the whole domain" ) },
      { QStringLiteral( "create_page" ), QT_TRANSLATE_NOOP( "syncline::People", "Create pages" ) },
      { QStringLiteral( "edit_page" ), QT_TRANSLATE_NOOP( "syncline::People", "Edit pages" ) },
      { QStringLiteral( "manage_page" ), QT_TRANSLATE_NOOP( "syncline::People", "Manage all pages" ) },
      { QStringLiteral( "explore_restricted_page" ),
        QT_TRANSLATE_NOOP( "syncline::People", "See restricted pages" ) },
      { QStringLiteral( "create_dataset" ), QT_TRANSLATE_NOOP( "syncline::People", "Create data" ) },
      { QStringLiteral( "edit_dataset" ), QT_TRANSLATE_NOOP( "syncline::People", "Edit data" ) },
      { QStringLiteral( "publish_dataset" ), QT_TRANSLATE_NOOP( "syncline::People", "Publish data" ) },
      { QStringLiteral( "manage_dataset" ), QT_TRANSLATE_NOOP( "syncline::People", "Manage all data" ) },
      { QStringLiteral( "explore_restricted_dataset" ),
        QT_TRANSLATE_NOOP( "syncline::People", "See restricted data" ) },
      { QStringLiteral( "edit_reuse" ), QT_TRANSLATE_NOOP( "syncline::People", "Edit reuses" ) },
      { QStringLiteral( "manage_subdomains" ), QT_TRANSLATE_NOOP( "syncline::People", "Manage subdomains" ) },
      { QStringLiteral( "explore_monitoring" ),
        QT_TRANSLATE_NOOP( "syncline::People", "See the usage statistics" ) },
      { QStringLiteral( "edit_theme" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Edit the look of the portal" ) },
      { QStringLiteral( "edit_form" ), QT_TRANSLATE_NOOP( "syncline::People", "Edit forms" ) },
      { QStringLiteral( "submit_private_form" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Fill in private forms" ) },
      { QStringLiteral( "create_external_asset" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Create external assets" ) },
      { QStringLiteral( "edit_external_asset" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Edit external assets" ) },
      { QStringLiteral( "explore_restricted_external_asset" ),
        QT_TRANSLATE_NOOP( "syncline::People", "See restricted external assets" ) },
      { QStringLiteral( "manage_glossary" ), QT_TRANSLATE_NOOP( "syncline::People", "Manage the glossary" ) },
      { QStringLiteral( "manage_showcase_requests" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Answer showcase requests" ) }
    };
    if ( const char *known = sNames.value( id ) )
      return Text::tr( known );
    QString words = id;
    words.replace( QLatin1Char( '_' ), QLatin1Char( ' ' ) );
    if ( !words.isEmpty() )
      words[0] = words.at( 0 ).toUpper();
    return words;
  }

  QString fieldName( const QString &key )
  {
    static const QHash<QString, const char *> sNames = {
      { QStringLiteral( "username" ), QT_TRANSLATE_NOOP( "syncline::People", "User name" ) },
      { QStringLiteral( "display_name" ), QT_TRANSLATE_NOOP( "syncline::People", "Shown as" ) },
      { QStringLiteral( "first_name" ), QT_TRANSLATE_NOOP( "syncline::People", "First name" ) },
      { QStringLiteral( "last_name" ), QT_TRANSLATE_NOOP( "syncline::People", "Last name" ) },
      { QStringLiteral( "email" ), QT_TRANSLATE_NOOP( "syncline::People", "E-mail" ) },
      { QStringLiteral( "is_active" ), QT_TRANSLATE_NOOP( "syncline::People", "Active" ) },
      { QStringLiteral( "is_ods" ), QT_TRANSLATE_NOOP( "syncline::People", "Staff of Opendatasoft" ) },
      { QStringLiteral( "account_type" ), QT_TRANSLATE_NOOP( "syncline::People", "Kind of account" ) },
      { QStringLiteral( "permissions" ), QT_TRANSLATE_NOOP( "syncline::People", "Rights" ) },
      { QStringLiteral( "groups" ), QT_TRANSLATE_NOOP( "syncline::People", "Groups" ) },
      { QStringLiteral( "identity_providers" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Identity providers" ) },
      { QStringLiteral( "joined_at" ), QT_TRANSLATE_NOOP( "syncline::People", "Joined" ) },
      { QStringLiteral( "last_seen_at" ), QT_TRANSLATE_NOOP( "syncline::People", "Last seen" ) },
      { QStringLiteral( "last_login_at" ), QT_TRANSLATE_NOOP( "syncline::People", "Last sign-in" ) },
      { QStringLiteral( "expires_at" ), QT_TRANSLATE_NOOP( "syncline::People", "Access ends" ) },
      { QStringLiteral( "explore_limits" ), QT_TRANSLATE_NOOP( "syncline::People", "Limit of calls" ) },
      { QStringLiteral( "management_limits" ),
        QT_TRANSLATE_NOOP( "syncline::People", "Limits of management" ) },
      { QStringLiteral( "gravatar_url" ), QT_TRANSLATE_NOOP( "syncline::People", "Picture" ) }
    };
    if ( const char *known = sNames.value( key ) )
      return Text::tr( known );
    return rightName( key );
  }
} // namespace syncline::words
