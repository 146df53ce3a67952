// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/ledger.h"

#include "core/api/jsonreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QMutex>
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

  //! What is to be written, shared with the worker that writes it.
  struct InvitationLedger::Shared
  {
      QString path;
      QMutex mutex; //!< for what stands below
      QList<Change> waiting;
      QList<Change> running; //!< the worker writes these now
      std::optional<Error> trouble;

      void complain( ErrorKind kind, const QString &detail )
      {
        const QMutexLocker lock( &mutex );
        trouble = Error{ kind, detail, {}, {} };
      }
      QList<LedgerEntry> read();
      void write( const QList<Change> &changes );
      void writeAll();
  };

  QList<LedgerEntry> InvitationLedger::Shared::read()
  {
    QFile file( path );
    if ( !file.exists() )
      return {};
    QList<LedgerEntry> entries;
    const bool isOpen = file.open( QIODevice::ReadOnly );
    const QJsonDocument document = isOpen ? QJsonDocument::fromJson( file.readAll() ) : QJsonDocument();
    if ( !document.isArray() )
    {
      complain( ErrorKind::LocalIo, QStringLiteral( "the list of sent invitations cannot be read" ) );
      return {};
    }
    const QJsonArray array = document.array();
    for ( const QJsonValue &value : array )
      entries.append( fromJson( value.toObject() ) );
    return entries;
  }

  void InvitationLedger::Shared::write( const QList<Change> &changes )
  {
    QDir().mkpath( QFileInfo( path ).absolutePath() );
    QLockFile lock( path + QStringLiteral( ".lock" ) );
    if ( !lock.tryLock( LOCK_WAIT_MS ) )
      return complain( ErrorKind::Busy,
                       QStringLiteral( "another program writes the list of sent invitations" ) );
    QList<LedgerEntry> entries = read();
    for ( const Change &change : changes )
      change( entries );
    QJsonArray array;
    for ( const LedgerEntry &entry : std::as_const( entries ) )
      array.append( toJson( entry ) );
    QSaveFile file( path );
    const QByteArray bytes = QJsonDocument( array ).toJson();
    if ( !file.open( QIODevice::WriteOnly ) || file.write( bytes ) != bytes.size() || !file.commit() )
      complain( ErrorKind::LocalIo, file.errorString() );
  }

  //! Worker: whatever came while the disk was busy goes in one go.
  void InvitationLedger::Shared::writeAll()
  {
    for ( ;; )
    {
      QList<Change> changes;
      {
        const QMutexLocker lock( &mutex );
        changes = running = std::exchange( waiting, {} );
      }
      if ( changes.isEmpty() )
        return;
      write( changes );
    }
  }

  InvitationLedger::InvitationLedger( const QString &path )
    : mShared( std::make_shared<Shared>() )
  {
    mShared->path = path;
    mWriter.setMaxThreadCount( 1 );
  }

  InvitationLedger::~InvitationLedger() { mWriter.waitForDone(); }

  std::optional<Error> InvitationLedger::lastTrouble()
  {
    mWriter.waitForDone();
    const QMutexLocker lock( &mShared->mutex );
    return mShared->trouble;
  }

  QList<LedgerEntry> InvitationLedger::read()
  {
    QList<Change> unwritten;
    {
      const QMutexLocker lock( &mShared->mutex );
      unwritten = mShared->running + mShared->waiting;
    }
    // The worker may finish while the file is read. Doing a change twice is the same as once, missing one is not: so they are
    // taken first.
    QList<LedgerEntry> entries = mShared->read();
    for ( const Change &change : std::as_const( unwritten ) )
      change( entries );
    return entries;
  }

  void InvitationLedger::change( const Change &how )
  {
    {
      const QMutexLocker lock( &mShared->mutex );
      mShared->waiting.append( how );
    }
    mWriter.start( [shared = mShared] { shared->writeAll(); } );
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
      [entry, now]( QList<LedgerEntry> &entries )
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
      [entry]( QList<LedgerEntry> &entries )
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
    const auto isMember = [server, workspace, memberAddresses]( const LedgerEntry &entry )
    {
      return entry.server == server && entry.workspaceId == workspace &&
             memberAddresses.contains( entry.email, Qt::CaseInsensitive );
    };
    const QList<LedgerEntry> before = read();
    if ( std::none_of( before.begin(), before.end(), isMember ) )
      return;
    change( [isMember]( QList<LedgerEntry> &entries )
            { entries.erase( std::remove_if( entries.begin(), entries.end(), isMember ), entries.end() ); } );
  }
} // namespace syncline::people
