// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/ledger.h"

#include "core/api/jsonreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>

namespace syncline::people
{
  namespace
  {
    constexpr int DAYS_TO_ACCEPT = 7; // what servers give unless they say otherwise
    constexpr int DAYS_TO_KEEP = 30;  // after that nobody asks what became of it
    constexpr int LOCK_WAIT_MS = 1000;

    QJsonObject toJson( const LedgerEntry &entry )
    {
      return { { QStringLiteral( "server" ), entry.server.toString() },
               { QStringLiteral( "workspace_id" ), entry.workspaceId.value },
               { QStringLiteral( "workspace" ), entry.workspace },
               { QStringLiteral( "id" ), entry.id },
               { QStringLiteral( "email" ), entry.email },
               { QStringLiteral( "role" ), toWire( entry.role ) },
               { QStringLiteral( "sent" ), entry.sent.toString( Qt::ISODate ) },
               { QStringLiteral( "expires" ), entry.expires.toString( Qt::ISODate ) } };
    }

    LedgerEntry fromJson( const QJsonObject &object )
    {
      JsonReader fields( object, "invitation" );
      LedgerEntry entry;
      entry.server = QUrl( fields.textOr( "server" ) );
      entry.workspaceId.value = fields.integerOr( "workspace_id", 0 );
      entry.workspace = fields.textOr( "workspace" );
      entry.id = fields.integerOr( "id", 0 );
      entry.email = fields.textOr( "email" );
      entry.role = workspaceRoleFromWire( fields.textOr( "role" ) ).value_or( WorkspaceRole::None );
      entry.sent = fields.timeOr( "sent" );
      entry.expires = fields.timeOr( "expires" );
      return entry;
    }

    bool isSameAddress( const LedgerEntry &entry, const QString &email )
    {
      return entry.email.compare( email, Qt::CaseInsensitive ) == 0;
    }
  } // namespace

  InvitationLedger::InvitationLedger( const QString &path )
    : mPath( path )
  {
  }

  QList<LedgerEntry> InvitationLedger::read()
  {
    QFile file( mPath );
    if ( !file.exists() )
      return {};
    QList<LedgerEntry> entries;
    const bool isOpen = file.open( QIODevice::ReadOnly );
    const QJsonDocument document = isOpen ? QJsonDocument::fromJson( file.readAll() ) : QJsonDocument();
    if ( !document.isArray() )
    {
      mTrouble =
        Error{ ErrorKind::LocalIo, QStringLiteral( "the list of sent invitations cannot be read" ), {}, {} };
      return {};
    }
    const QJsonArray array = document.array();
    for ( const QJsonValue &value : array )
      entries.append( fromJson( value.toObject() ) );
    return entries;
  }

  void InvitationLedger::change( const std::function<void( QList<LedgerEntry> & )> &how )
  {
    QDir().mkpath( QFileInfo( mPath ).absolutePath() );
    QLockFile lock( mPath + QStringLiteral( ".lock" ) );
    if ( !lock.tryLock( LOCK_WAIT_MS ) )
    {
      mTrouble = Error{
        ErrorKind::Busy, QStringLiteral( "another program writes the list of sent invitations" ), {}, {}
      };
      return;
    }
    QList<LedgerEntry> entries = read();
    how( entries );
    QJsonArray array;
    for ( const LedgerEntry &entry : entries )
      array.append( toJson( entry ) );
    QSaveFile file( mPath );
    const QByteArray bytes = QJsonDocument( array ).toJson();
    if ( !file.open( QIODevice::WriteOnly ) || file.write( bytes ) != bytes.size() || !file.commit() )
      mTrouble = Error{ ErrorKind::LocalIo, file.errorString(), {}, {} };
  }

  void InvitationLedger::add( const QUrl &server, const Workspace &workspace, const SentInvitation &sent,
                              const QDateTime &now )
  {
    LedgerEntry entry{
      server, workspace.id, workspace.name, sent.id, sent.email, sent.role, now, sent.expires
    };
    if ( !entry.expires.isValid() )
      entry.expires = now.addDays( DAYS_TO_ACCEPT );
    change(
      [&entry, &now]( QList<LedgerEntry> &entries )
      {
        const auto isOver = [&entry, &now]( const LedgerEntry &other )
        {
          const bool isSamePerson = other.server == entry.server && other.workspaceId == entry.workspaceId &&
                                    isSameAddress( other, entry.email );
          return isSamePerson || other.expires.addDays( DAYS_TO_KEEP ) < now;
        };
        entries.erase( std::remove_if( entries.begin(), entries.end(), isOver ), entries.end() );
        entries.append( entry );
      } );
  }

  void InvitationLedger::remove( const LedgerEntry &entry )
  {
    change(
      [&entry]( QList<LedgerEntry> &entries )
      {
        const auto isIt = [&entry]( const LedgerEntry &other )
        {
          return other.server == entry.server && other.workspaceId == entry.workspaceId &&
                 isSameAddress( other, entry.email );
        };
        entries.erase( std::remove_if( entries.begin(), entries.end(), isIt ), entries.end() );
      } );
  }

  QList<LedgerEntry> InvitationLedger::entries( const QUrl &server, WorkspaceId workspace,
                                                const QDateTime &now )
  {
    QList<LedgerEntry> found;
    for ( const LedgerEntry &entry : read() )
    {
      const bool isOld = entry.expires.addDays( DAYS_TO_KEEP ) < now;
      if ( entry.server == server && !isOld && ( !workspace.isValid() || entry.workspaceId == workspace ) )
        found.append( entry );
    }
    return found;
  }

  QStringList InvitationLedger::openAddresses( const QUrl &server, WorkspaceId workspace,
                                               const QDateTime &now )
  {
    QStringList addresses;
    for ( const LedgerEntry &entry : entries( server, workspace, now ) )
    {
      if ( entry.expires >= now )
        addresses.append( entry.email );
    }
    return addresses;
  }

  void InvitationLedger::settle( const QUrl &server, WorkspaceId workspace,
                                 const QStringList &memberAddresses )
  {
    const auto isMember = [&]( const LedgerEntry &entry )
    {
      return entry.server == server && entry.workspaceId == workspace &&
             memberAddresses.contains( entry.email, Qt::CaseInsensitive );
    };
    const QList<LedgerEntry> before = read();
    if ( std::none_of( before.begin(), before.end(), isMember ) )
      return;
    change( [&isMember]( QList<LedgerEntry> &entries )
            { entries.erase( std::remove_if( entries.begin(), entries.end(), isMember ), entries.end() ); } );
  }
} // namespace syncline::people
