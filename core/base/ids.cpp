// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/ids.h"

#include "core/base/sha1hasher.h"

#include <QRegularExpression>
#include <QUuid>

#include <array>
#include <utility>

namespace syncline
{
  namespace
  {
    bool isUuid( const QString &text )
    {
      static const QRegularExpression sForm(
        QStringLiteral( "\\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z" ) );
      return sForm.match( text ).hasMatch();
    }

    const std::array<std::pair<ProjectRole, const char *>, 5> PROJECT_ROLES = { {
      { ProjectRole::None, "" },
      { ProjectRole::Reader, "reader" },
      { ProjectRole::Editor, "editor" },
      { ProjectRole::Writer, "writer" },
      { ProjectRole::Owner, "owner" },
    } };
    const std::array<std::pair<WorkspaceRole, const char *>, 7> WORKSPACE_ROLES = { {
      { WorkspaceRole::None, "" },
      { WorkspaceRole::Guest, "guest" },
      { WorkspaceRole::Reader, "reader" },
      { WorkspaceRole::Editor, "editor" },
      { WorkspaceRole::Writer, "writer" },
      { WorkspaceRole::Admin, "admin" },
      { WorkspaceRole::Owner, "owner" },
    } };

    template<class Table, class Role> QString nameIn( const Table &table, Role role )
    {
      for ( const auto &entry : table )
      {
        if ( entry.first == role )
          return QString::fromLatin1( entry.second );
      }
      Q_UNREACHABLE();
    }

    template<class Role, class Table> Result<Role> roleIn( const Table &table, const QString &text )
    {
      for ( const auto &entry : table )
      {
        if ( text == QLatin1String( entry.second ) )
          return entry.first;
      }
      return fail( ErrorKind::InvalidInput, QStringLiteral( "\"%1\" is no role" ).arg( text.left( 40 ) ) );
    }
  } // namespace

  bool ProjectIdTag::isValid( const QString &text ) { return isUuid( text ); }
  QString ProjectIdTag::name() { return QStringLiteral( "project id" ); }
  bool TransactionIdTag::isValid( const QString &text ) { return isUuid( text ); }
  QString TransactionIdTag::name() { return QStringLiteral( "transaction id" ); }
  bool ChunkIdTag::isValid( const QString &text ) { return isUuid( text ); }
  QString ChunkIdTag::name() { return QStringLiteral( "chunk id" ); }

  bool Sha1Tag::isValid( const QString &text )
  {
    static const QRegularExpression sForm( QStringLiteral( "\\A[0-9a-f]{40}\\z" ) );
    return sForm.match( text ).hasMatch();
  }
  QString Sha1Tag::name() { return QStringLiteral( "SHA-1 checksum" ); }

  Sha1 sha1Of( const QByteArray &bytes )
  {
    Sha1Hasher hasher;
    hasher.add( bytes );
    return hasher.result();
  }

  Sha1 sha1FromDigest( const QByteArray &digest )
  {
    return *Sha1::fromString( QString::fromLatin1( digest.toHex() ) );
  }

  ChunkId newChunkId()
  {
    return *ChunkId::fromString( QUuid::createUuid().toString( QUuid::WithoutBraces ) );
  }

  Result<ProjectName> ProjectName::fromString( const QString &fullName )
  {
    const int slash = int( fullName.indexOf( QLatin1Char( '/' ) ) );
    if ( slash < 0 )
      return fail( ErrorKind::InvalidInput,
                   QStringLiteral( "\"%1\" is not WORKSPACE/PROJECT" ).arg( fullName.left( 120 ) ) );
    return fromParts( fullName.left( slash ), fullName.mid( slash + 1 ) );
  }

  Result<ProjectName> ProjectName::fromParts( const QString &workspace, const QString &project )
  {
    const QLatin1Char slash( '/' );
    if ( workspace.isEmpty() || project.isEmpty() || workspace.contains( slash ) ||
         project.contains( slash ) )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "\"%1/%2\" is not WORKSPACE/PROJECT" )
                                              .arg( workspace.left( 60 ), project.left( 60 ) ) );
    ProjectName name;
    name.mWorkspace = workspace;
    name.mProject = project;
    return name;
  }

  QString ProjectName::toString() const
  {
    return isEmpty() ? QString() : mWorkspace + QLatin1Char( '/' ) + mProject;
  }

  QString toWire( ProjectRole role ) { return nameIn( PROJECT_ROLES, role ); }
  QString toWire( WorkspaceRole role ) { return nameIn( WORKSPACE_ROLES, role ); }
  Result<ProjectRole> projectRoleFromWire( const QString &text )
  {
    return roleIn<ProjectRole>( PROJECT_ROLES, text );
  }
  Result<WorkspaceRole> workspaceRoleFromWire( const QString &text )
  {
    return roleIn<WorkspaceRole>( WORKSPACE_ROLES, text );
  }
} // namespace syncline
