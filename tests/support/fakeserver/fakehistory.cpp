// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehistory.h"

#include "tests/support/fakeserver/fakechangeset.h"
#include "tests/support/fakeserver/fakegeodiff.h"
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakerules.h"

#include <climits>

namespace syncline::fake
{
  namespace
  {
    constexpr int MAX_VERSIONS_PER_PAGE = 100;
    constexpr int EXPIRATION_DAYS = 2;

    QLatin1String historyWord( ChangeKind kind )
    {
      switch ( kind )
      {
        case ChangeKind::Create:
          return "added"_l1;
        case ChangeKind::Update:
        case ChangeKind::UpdateDiff:
          return "updated"_l1;
        case ChangeKind::Delete:
          break;
      }
      return "removed"_l1;
    }

    QJsonObject diffObject( const Diff &diff )
    {
      return { { "path"_l1, diff.path }, { "size"_l1, diff.size }, { "checksum"_l1, diff.checksum } };
    }

    QJsonObject entryOf( const FileChange &change )
    {
      QJsonObject entry{ { "path"_l1, change.path },
                         { "size"_l1, change.size },
                         { "checksum"_l1, change.checksum },
                         { "change"_l1, historyWord( change.kind ) } };
      if ( change.diff )
        entry["diff"_l1] = diffObject( *change.diff );
      return entry;
    }

    const FileChange *changeIn( const ProjectVersion &version, const QString &path )
    {
      for ( const FileChange &change : version.changes )
        if ( change.path == path )
          return &change;
      return nullptr;
    }

    QJsonObject listItem( const Context &context, const Project &project, const ProjectVersion &version )
    {
      int counts[4] = { 0, 0, 0, 0 };
      for ( const FileChange &change : version.changes )
        ++counts[static_cast<int>( change.kind )];
      QJsonObject item{ { "name"_l1, versionName( version.number ) },
                        { "created"_l1, timeInSeconds( version.created ) },
                        { "project_name"_l1, project.name },
                        { "namespace"_l1, context.state.settings.workspace },
                        { "project_size"_l1, version.projectSize },
                        { "changes"_l1,
                          QJsonObject{
                            { "added"_l1, counts[static_cast<int>( ChangeKind::Create )] },
                            { "updated"_l1, counts[static_cast<int>( ChangeKind::Update )] },
                            { "updated_diff"_l1, counts[static_cast<int>( ChangeKind::UpdateDiff )] },
                            { "removed"_l1, counts[static_cast<int>( ChangeKind::Delete )] } } } };
      if ( !version.author.isEmpty() )
        item["author"_l1] = version.author;
      return item;
    }

    QJsonObject changesOf( const ProjectVersion &version )
    {
      QJsonArray lists[3];
      for ( const FileChange &change : version.changes )
      {
        QJsonObject item = entryOf( change );
        item["mtime"_l1] = timeInSeconds( version.created );
        item["expiration"_l1] = change.diff
                                  ? QJsonValue( timeInSeconds( version.created.addDays( EXPIRATION_DAYS ) ) )
                                  : QJsonValue();
        const QLatin1String word = historyWord( change.kind );
        lists[word == "added"_l1 ? 0 : word == "updated"_l1 ? 1 : 2].append( item );
      }
      return { { "added"_l1, lists[0] }, { "updated"_l1, lists[1] }, { "removed"_l1, lists[2] } };
    }
  } // namespace

  QJsonObject fileHistory( const Project &project, const QString &path, int since, int until )
  {
    QJsonObject history;
    if ( !isVersioned( path ) )
      return history;
    for ( int number = std::min( until, project.latest() ); number >= std::max( since, 0 ); --number )
    {
      const FileChange *change = changeIn( project.versions[number], path );
      if ( !change )
        continue;
      history[versionName( number )] = entryOf( *change );
      if ( change->kind == ChangeKind::Create || change->kind == ChangeKind::Delete )
        break;
    }
    return history;
  }

  QJsonArray filesSince( const Project &project, int since )
  {
    QJsonArray items;
    for ( const FileState &file : filesAt( project, project.latest() ) )
    {
      const FileChange &change = *file.change;
      const QString folder = versionName( file.version->number ) + QLatin1Char( '/' );
      QJsonValue diff;
      if ( change.diff )
      {
        QJsonObject object = diffObject( *change.diff );
        object["location"_l1] = folder + change.diff->path;
        diff = object;
      }
      items.append(
        QJsonObject{ { "path"_l1, change.path },
                     { "size"_l1, change.size },
                     { "checksum"_l1, change.checksum },
                     { "mtime"_l1, timeInMicros( file.version->created ) },
                     { "location"_l1, folder + change.path },
                     { "diff"_l1, diff },
                     { "history"_l1, fileHistory( project, change.path, since, project.latest() ) } } );
    }
    return items;
  }

  QJsonObject changesetSummaries( const State &state, const ProjectVersion &version )
  {
    QJsonObject summaries;
    for ( const FileChange &change : version.changes )
    {
      if ( !change.diff )
        continue;
      const ChangesetContent read = readChangeset( state.content.read( change.diff->blob ) );
      QJsonArray tables;
      for ( const TableCounts &table : read.tables )
        tables.append( QJsonObject{ { "table"_l1, table.table },
                                    { "insert"_l1, table.inserted },
                                    { "update"_l1, table.updated },
                                    { "delete"_l1, table.deleted } } );
      QJsonObject summary{ { "size"_l1, change.diff->size } };
      if ( read.error.isEmpty() )
        summary["summary"_l1] = tables;
      else
        summary["error"_l1] = read.error;
      summaries[change.path] = summary;
    }
    return summaries;
  }

  FakeResponse changesetListing( const State &state, const FileChange &change )
  {
    const auto changes = listChanges( state.content, change.blob, change.diff->blob );
    return changes ? json( *changes )
                   : problem( 422, QStringLiteral( "Failed to get changeset of %1" ).arg( change.path ) );
  }

  FakeResponse listVersions( Context &context )
  {
    QueryReader reader( context );
    const int page = reader.needInteger( "page"_l1, 1, INT_MAX );
    const int perPage =
      std::min( reader.needInteger( "per_page"_l1, INT_MIN, INT_MAX ), MAX_VERSIONS_PER_PAGE );
    const bool isDescending = reader.boolean( "descending"_l1, true );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findByName( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    const int count = found.project->latest(); // v0 is no version to be listed
    const qint64 first = static_cast<qint64>( page - 1 ) * perPage;
    if ( perPage <= 0 || ( page > 1 && first >= count ) )
      return problem( 404 );
    QJsonArray items;
    for ( qint64 i = first; i < std::min<qint64>( first + perPage, count ); ++i )
    {
      const int number = static_cast<int>( isDescending ? count - i : i + 1 );
      items.append( listItem( context, *found.project, found.project->versions[number] ) );
    }
    return json( QJsonObject{ { "versions"_l1, items }, { "count"_l1, count } } );
  }

  FakeResponse versionDetail( Context &context )
  {
    if ( !context.user )
      return unauthorized();
    context.segments["id"_l1] = canonicalUuid( context.segment( "id" ) );
    const Found found = findById( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    const int number = versionNumber( context.segment( "version" ) );
    if ( number > found.project->latest() )
      return problem( 404 );
    const ProjectVersion &version = found.project->versions[number];
    QJsonObject said = listItem( context, *found.project, version );
    said["user_agent"_l1] = version.userAgent;
    said["changes"_l1] = changesOf( version );
    said["changesets"_l1] = changesetSummaries( context.state, version );
    return json( said );
  }

  FakeResponse resourceHistory( Context &context )
  {
    QueryReader reader( context );
    const QString path = reader.needText( "path"_l1 );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findByName( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    const Project &project = *found.project;
    const FileChange *last = nullptr; // that left a file behind
    const ProjectVersion *in = nullptr;
    for ( const ProjectVersion &version : project.versions )
    {
      const FileChange *change = changeIn( version, path );
      if ( !change || change->kind == ChangeKind::Delete )
        continue;
      last = change;
      in = &version;
    }
    if ( !last )
      return problem( 404, QStringLiteral( "File %1 not found" ).arg( path ) );
    QJsonObject said{ { "path"_l1, last->path },
                      { "size"_l1, last->size },
                      { "checksum"_l1, last->checksum },
                      { "mtime"_l1, timeInSeconds( in->created ) },
                      { "history"_l1, fileHistory( project, path, 0, project.latest() ) } };
    if ( last->diff )
      said["diff"_l1] = diffObject( *last->diff );
    return json( said );
  }

  FakeResponse resourceChangesets( Context &context )
  {
    QueryReader reader( context );
    const QString path = reader.needText( "path"_l1 );
    if ( reader.refusal() )
      return *reader.refusal();
    const Found found = findByName( context, Role::Reader );
    if ( found.refusal )
      return *found.refusal;
    const int number = versionNumber( context.segment( "version" ) );
    if ( number > found.project->latest() )
      return problem( 404, QStringLiteral( "Version v%1 in project %2/%3 not found" )
                             .arg( number )
                             .arg( context.state.settings.workspace, found.project->name ) );
    const FileState file = filesAt( *found.project, number ).value( path );
    if ( !file.change )
      return problem( 404, QStringLiteral( "File %1 not found" ).arg( path ) );
    if ( file.version->number != number || !file.change->diff )
      return problem( 404, QStringLiteral( "Diff not found" ) );
    return changesetListing( context.state, *file.change );
  }
} // namespace syncline::fake
