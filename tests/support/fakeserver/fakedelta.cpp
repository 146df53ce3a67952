// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakemergeddiffs.h"
#include "tests/support/fakeserver/fakeshapes.h"

namespace syncline::fake
{
  namespace
  {
    //! What happened to one file over several versions, as one change.
    struct Summary
    {
        ChangeKind kind = ChangeKind::Create;
        bool existedBefore = false; //!< before the first of the versions
        bool isDropped = false;     //!< nothing to tell; the next change starts afresh
        int version = 0;
        qint64 size = 0;
        QString checksum;
        QList<DiffStep> diffs;
    };

    QLatin1String deltaWord( ChangeKind kind )
    {
      switch ( kind )
      {
        case ChangeKind::Create:
          return "create"_l1;
        case ChangeKind::Update:
          return "update"_l1;
        case ChangeKind::UpdateDiff:
          return "update_diff"_l1;
        case ChangeKind::Delete:
          break;
      }
      return "delete"_l1;
    }

    //! Kind of \a before followed by \a next; nothing: the two cancel out.
    std::optional<ChangeKind> merged( const Summary &before, ChangeKind next )
    {
      const bool isFull = next == ChangeKind::Update || next == ChangeKind::UpdateDiff;
      switch ( before.kind )
      {
        case ChangeKind::Create:
          if ( next == ChangeKind::Delete )
            return before.existedBefore ? std::optional<ChangeKind>( ChangeKind::Delete ) : std::nullopt;
          return ChangeKind::Create;
        case ChangeKind::Update:
          return isFull ? ChangeKind::Update : next;
        case ChangeKind::UpdateDiff:
          return next;
        case ChangeKind::Delete:
          if ( next == ChangeKind::UpdateDiff )
            return std::nullopt;
          return next == ChangeKind::Delete ? ChangeKind::Delete : ChangeKind::Update;
      }
      return next;
    }

    void add( Summary &summary, bool isFirst, const FileChange &change, int version )
    {
      const bool isAfresh = isFirst || summary.isDropped;
      if ( isFirst )
        summary.existedBefore = change.kind != ChangeKind::Create;
      const std::optional<ChangeKind> kind =
        isAfresh ? std::optional<ChangeKind>( change.kind ) : merged( summary, change.kind );
      summary.isDropped = !kind;
      summary.kind = kind.value_or( change.kind );
      summary.version = version;
      summary.size = change.size;
      summary.checksum = change.checksum;
      if ( isAfresh || summary.kind != ChangeKind::UpdateDiff )
        summary.diffs.clear();
      if ( summary.kind == ChangeKind::UpdateDiff && change.diff )
        summary.diffs.append( { version, change.diff->path } );
    }

    QJsonArray itemsBetween( const Project &project, int since, int to )
    {
      QStringList order;
      QHash<QString, Summary> files;
      for ( int number = since + 1; number <= to; ++number )
      {
        for ( const FileChange &change : project.versions[number].changes )
        {
          const bool isFirst = !files.contains( change.path );
          if ( isFirst )
            order.append( change.path );
          add( files[change.path], isFirst, change, number );
        }
      }
      QJsonArray items;
      for ( const QString &path : std::as_const( order ) )
      {
        const Summary &summary = files[path];
        if ( summary.isDropped )
          continue;
        QJsonObject item{ { "path"_l1, path },
                          { "change"_l1, deltaWord( summary.kind ) },
                          { "version"_l1, versionName( summary.version ) },
                          { "size"_l1, summary.size },
                          { "checksum"_l1, summary.checksum } };
        QJsonArray diffs;
        const QStringList ids = mergedDiffs( project, path, summary.diffs, since, to );
        for ( const QString &id : ids )
          diffs.append( QJsonObject{ { "id"_l1, id } } );
        if ( summary.kind == ChangeKind::UpdateDiff )
          item["diffs"_l1] = diffs;
        items.append( item );
      }
      return items;
    }
  } // namespace

  FakeResponse projectDelta( Context &context )
  {
    QueryReader reader( context );
    reader.needText( "since"_l1 );
    const QString since = reader.version( "since"_l1 ).value_or( QString() );
    const std::optional<QString> to = reader.version( "to"_l1 );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findById( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    if ( since.isEmpty() || ( to && to->isEmpty() ) )
      return problem( 500 ); // so does the real server
    const int latest = found.project->latest();
    const int first = versionNumber( since );
    const int last = to ? versionNumber( *to ) : latest;
    if ( last > latest )
      return problem( 400, QStringLiteral( "The 'to' parameter exceeds latest project version" ) );
    if ( first > last )
      return problem(
        400, QStringLiteral( "The 'since' parameter must be less than or equal to the %1" )
               .arg( to ? QStringLiteral( "'to' parameter" ) : QStringLiteral( "latest project version" ) ) );
    return json( QJsonObject{ { "to_version"_l1, versionName( last ) },
                              { "items"_l1, itemsBetween( *found.project, first, last ) } } );
  }
} // namespace syncline::fake
