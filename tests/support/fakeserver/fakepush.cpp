// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakepush.h"

#include "tests/support/fakeserver/fakegeodiff.h"
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakerules.h"
#include "tests/support/fakeserver/fakeshapes.h"

#include <QRegularExpression>

#include <cmath>

namespace syncline::fake
{
  namespace
  {
    const QLatin1String LISTS[] = { "added"_l1, "updated"_l1, "removed"_l1 };

    bool isWhole( const QJsonValue &value )
    {
      return value.isDouble() && std::floor( value.toDouble() ) == value.toDouble();
    }

    void needWhole( BodyReader &body, const QJsonObject &object, QLatin1String key, const QString &where )
    {
      if ( !object.contains( key ) )
        body.refuse( QStringLiteral( "'%1' is a required property - '%2'" ).arg( key, where ) );
      else if ( !isWhole( object[key] ) )
        body.refuse( QStringLiteral( "%1 is not of type 'integer' - '%2.%3'" )
                       .arg( QString::fromUtf8( jsonBytes( object[key] ) ), where, key ) );
    }

    void needString( BodyReader &body, const QJsonObject &object, QLatin1String key, const QString &where )
    {
      if ( !object.contains( key ) )
        body.refuse( QStringLiteral( "'%1' is a required property - '%2'" ).arg( key, where ) );
      else if ( !object[key].isString() )
        body.refuse( QStringLiteral( "%1 is not of type 'string' - '%2.%3'" )
                       .arg( QString::fromUtf8( jsonBytes( object[key] ) ), where, key ) );
    }

    void checkItem( BodyReader &body, const QJsonValue &value, const QString &where, bool needsChecksums )
    {
      if ( !value.isObject() )
        body.refuse( QStringLiteral( "%1 is not of type 'object' - '%2'" )
                       .arg( QString::fromUtf8( jsonBytes( value ) ), where ) );
      const QJsonObject item = value.toObject();
      needString( body, item, "path"_l1, where );
      needWhole( body, item, "size"_l1, where );
      if ( needsChecksums || item.contains( "checksum"_l1 ) )
        needString( body, item, "checksum"_l1, where );
      if ( item.contains( "chunks"_l1 ) && !item["chunks"_l1].isArray() )
        body.refuse( QStringLiteral( "chunks is not of type 'array' - '%1'" ).arg( where ) );
      if ( item.contains( "diff"_l1 ) && !item["diff"_l1].isNull() && !item["diff"_l1].isObject() )
        body.refuse( QStringLiteral( "diff is not of type 'object' - '%1'" ).arg( where ) );
    }

    PushItem itemOf( const QJsonObject &from )
    {
      PushItem item;
      item.path = from["path"_l1].toString();
      item.size = static_cast<qint64>( from["size"_l1].toDouble() );
      if ( from.contains( "checksum"_l1 ) )
        item.checksum = from["checksum"_l1].toString();
      if ( from.contains( "chunks"_l1 ) )
      {
        item.chunks = QStringList();
        for ( const QJsonValue &chunk : from["chunks"_l1].toArray() )
          item.chunks->append( chunk.toString() );
      }
      if ( from["diff"_l1].isObject() )
      {
        const QJsonObject diff = from["diff"_l1].toObject();
        item.diff = Diff{ diff["path"_l1].toString(), static_cast<qint64>( diff["size"_l1].toDouble() ),
                          diff["checksum"_l1].toString(), QByteArray() };
      }
      return item;
    }

    QJsonObject withoutDropped( const QJsonObject &changes )
    {
      QJsonObject kept;
      for ( const QLatin1String list : LISTS )
      {
        QJsonArray items;
        for ( const QJsonValue &item : changes[list].toArray() )
          if ( !isDroppedPath( item.toObject()["path"_l1].toString() ) )
            items.append( item );
        kept[list] = items;
      }
      return kept;
    }

    //! Puts one pushed file together.
    class ItemAssembler
    {
      public:
        ItemAssembler( Context &context, const QString &project, const Files &files, Assembly &assembly )
          : mContext( context )
          , mProject( project )
          , mFiles( files )
          , mAssembly( assembly )
        {
        }

        void add( const PushItem &item, const QList<QByteArray> &keys, bool isUpdate )
        {
          ContentStore &content = mContext.state.content;
          const std::optional<ContentStore::Stored> stored = content.putChunks( keys );
          const qint64 promised = item.diff ? item.diff->size : item.size;
          const bool isEmptyDatabase = isVersioned( item.path ) && !item.diff && stored && stored->size == 0;
          if ( !stored || stored->size != promised || isEmptyDatabase || ( item.diff && !isUpdate ) )
            mAssembly.corrupted.append( item.path );
          else if ( item.diff )
            addDiff( item, *stored );
          else if ( isForbiddenContent( content.readPart( stored->key, 0, HEAD_BYTES ) ) )
            mAssembly.unsupported.append( item.path );
          else
            addWhole( item, *stored, isUpdate );
        }

      private:
        void addDiff( const PushItem &item, const ContentStore::Stored &changeset )
        {
          const FileState base = mFiles.value( item.path );
          if ( !base.change )
          {
            mAssembly.syncErrors.append(
              { item.path, QStringLiteral( "sync error: file not found on server" ) } );
            return;
          }
          const Patched patched = applyChangeset( mContext.state.content, base.change->blob, changeset.key );
          if ( !patched.error.isEmpty() )
          {
            mAssembly.syncErrors.append(
              { item.path, QStringLiteral( "sync error: project %1/%2, %3" )
                             .arg( mContext.state.settings.workspace, mProject, patched.error ) } );
            return;
          }
          Diff diff = *item.diff;
          diff.blob = changeset.key;
          mAssembly.changes.append( { ChangeKind::UpdateDiff, item.path, patched.stored.size,
                                      QString::fromLatin1( patched.stored.key ), patched.stored.key, diff } );
        }

        void addWhole( const PushItem &item, const ContentStore::Stored &stored, bool isUpdate )
        {
          FileChange change{ isUpdate ? ChangeKind::Update : ChangeKind::Create,
                             item.path,
                             item.size,
                             item.checksum.value_or( QString() ),
                             stored.key,
                             std::nullopt };
          const FileState base = mFiles.value( item.path );
          if ( isUpdate && isVersioned( item.path ) && base.change )
          {
            if ( const auto made = makeChangeset( mContext.state.content, base.change->blob, stored.key ) )
            {
              change.kind = ChangeKind::UpdateDiff;
              change.diff = Diff{ QStringLiteral( "%1-diff-%2" ).arg( item.path, newUuid() ), made->size,
                                  QString::fromLatin1( made->key ), made->key };
            }
          }
          mAssembly.changes.append( change );
        }

        Context &mContext;
        QString mProject;
        const Files &mFiles;
        Assembly &mAssembly;
    };
  } // namespace

  PushChanges changesOf( const QJsonObject &changes )
  {
    PushChanges read;
    for ( const QJsonValue &item : changes["added"_l1].toArray() )
      read.added.append( itemOf( item.toObject() ) );
    for ( const QJsonValue &item : changes["updated"_l1].toArray() )
      read.updated.append( itemOf( item.toObject() ) );
    for ( const QJsonValue &item : changes["removed"_l1].toArray() )
      read.removed.append( itemOf( item.toObject() ) );
    return read;
  }

  PushBody readPush( const Context &context, bool needsChecksums )
  {
    static const QRegularExpression form( QStringLiteral( "\\A(v[0-9]+)?\\z" ) );
    PushBody push;
    BodyReader body( context );
    push.version = body.needText( "version"_l1 );
    if ( !form.match( push.version ).hasMatch() )
      body.refuse( QStringLiteral( "'%1' does not match '^$|^v\\\\d+$' - 'version'" ).arg( push.version ) );
    body.need( "changes"_l1, QJsonValue::Object );
    push.isCheckOnly = body.boolean( "check_only"_l1, false );
    const QJsonObject changes = body.object()["changes"_l1].toObject();
    for ( const QLatin1String list : LISTS )
    {
      if ( !changes[list].isArray() )
        body.refuse( QStringLiteral( "'%1' is a required property - 'changes'" ).arg( list ) );
      const QJsonArray items = changes[list].toArray();
      for ( int i = 0; i < items.size(); ++i )
        checkItem( body, items[i], QStringLiteral( "changes.%1.%2" ).arg( list ).arg( i ), needsChecksums );
    }
    push.refusal = body.refusal();
    push.changes = changesOf( changes );
    push.kept = withoutDropped( changes );
    return push;
  }

  FakeResponse storageLimitHit( const Context &context )
  {
    return coded( 422, QStringLiteral( "StorageLimitHit" ), QStringLiteral( "You have reached a data limit" ),
                  { { "current_usage"_l1, workspaceUsage( context.state ) },
                    { "storage_limit"_l1, context.state.settings.quotaBytes } } );
  }

  Role leastPushRole( const Context &context )
  {
    return context.state.settings.edition == Edition::Enterprise ? Role::Editor : Role::Writer;
  }

  Refusal refusedToEditors( const Context &context, const Project &project, const PushChanges &changes )
  {
    if ( projectRole( context.state, context.user, project ) != Role::Editor )
      return std::nullopt;
    const auto isProjectFile = []( const QString &path )
    {
      return path.endsWith( ".qgs"_l1, Qt::CaseInsensitive ) ||
             path.endsWith( ".qgz"_l1, Qt::CaseInsensitive ) || path == "mergin-config.json"_l1;
    };
    bool isRefused = false;
    for ( const PushItem &item : changes.added )
      isRefused = isRefused || isProjectFile( item.path );
    for ( const PushItem &item : changes.updated )
      isRefused = isRefused || isProjectFile( item.path ) || ( isVersioned( item.path ) && !item.diff );
    for ( const PushItem &item : changes.removed )
      isRefused = isRefused || isProjectFile( item.path ) || isVersioned( item.path );
    if ( !isRefused )
      return std::nullopt;
    return problem( 403, QStringLiteral( "You do not have permissions for this project" ) );
  }

  Refusal overQuota( const Context &context, const Project &project, const PushChanges &changes )
  {
    const Files files = filesAt( project, project.latest() );
    qint64 usage = workspaceUsage( context.state );
    for ( const PushItem &item : changes.added )
      usage += item.size;
    for ( const PushItem &item : changes.updated )
    {
      const FileState before = files.value( item.path );
      usage += item.size - ( before.change ? before.change->size : 0 );
    }
    for ( const PushItem &item : changes.removed )
      usage -= item.size; // as its pusher says
    return usage > context.state.settings.quotaBytes ? Refusal( storageLimitHit( context ) ) : std::nullopt;
  }

  bool isActive( const Context &context, const Upload &upload )
  {
    return upload.lastPing.secsTo( context.now ) < UPLOAD_IDLE_SECONDS;
  }

  bool hasActiveUpload( Context &context, const Project &project )
  {
    const QList<Upload> uploads = context.state.uploads().values();
    for ( const Upload &upload : uploads )
    {
      if ( upload.projectId != project.id || upload.baseVersion != project.latest() )
        continue;
      if ( isActive( context, upload ) )
        return true;
      context.state.endUpload( upload.id );
    }
    return false;
  }

  Assembly assemble( Context &context, const Project &project, const PushChanges &changes,
                     const std::function<QByteArray( const QString &chunkId )> &chunkKey )
  {
    Assembly assembly;
    const Files files = filesAt( project, project.latest() );
    ItemAssembler assembler( context, project.name, files, assembly );
    for ( const auto *list : { &changes.added, &changes.updated } )
    {
      for ( const PushItem &item : *list )
      {
        if ( !item.chunks || !item.checksum )
        {
          assembly.isBroken = true;
          return assembly;
        }
        QList<QByteArray> keys;
        for ( const QString &chunk : *item.chunks )
          keys.append( chunkKey( chunk ) );
        assembler.add( item, keys, list == &changes.updated );
      }
    }
    for ( const PushItem &item : changes.removed )
      assembly.changes.append(
        { ChangeKind::Delete, item.path, item.size, item.checksum.value_or( QString() ), QByteArray(), {} } );
    return assembly;
  }

  void addVersion( Context &context, const QString &projectId, const QList<FileChange> &changes,
                   const QString &userAgent )
  {
    Project &project = context.state.changeProject( projectId );
    ProjectVersion version;
    version.number = project.latest() + 1;
    version.author = context.user->name;
    version.created = context.now;
    version.userAgent = userAgent;
    version.changes = changes;
    project.versions.append( version );
    project.versions.last().projectSize = diskUsage( filesAt( project, version.number ) );
    project.updated = context.now;
  }
} // namespace syncline::fake
