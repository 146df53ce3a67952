// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"
#include "tests/support/fakeserver/fakeshapes.h"

#include <algorithm>
#include <climits>

namespace syncline::fake
{
  namespace
  {
    constexpr int MAX_PER_PAGE_V1 = 100;
    constexpr int MAX_PER_PAGE_V2 = 50;
    constexpr int MAX_BY_NAMES = 50;
    constexpr int MAX_BY_UUIDS = 10;
    constexpr int MAX_BATCH = 100;

    using Projects = QList<const Project *>;

    //! Shown to the one who asks because of a role, not because it is public.
    bool isShared( const Context &context, const Project &project )
    {
      return context.user && ( workspaceRole( context.state, context.user ) >= Role::Reader ||
                               project.roles.contains( context.user->id ) );
    }

    //! < 0, 0 or > 0; nothing for a column that this server does not know.
    std::optional<int> compared( const QString &column, const Project &a, const Project &b )
    {
      const auto order = []( const auto &x, const auto &y ) { return x < y ? -1 : y < x ? 1 : 0; };
      if ( column == "name"_l1 )
        return order( a.name, b.name );
      if ( column == "created"_l1 || column == "created_at"_l1 )
        return order( a.created, b.created );
      if ( column == "updated"_l1 || column == "updated_at"_l1 )
        return order( a.updated, b.updated );
      if ( column == "disk_usage"_l1 || column == "size"_l1 )
        return order( a.versions.last().projectSize, b.versions.last().projectSize );
      if ( column == "creator_id"_l1 )
        return order( a.creator, b.creator );
      if ( column == "public"_l1 )
        return order( a.isPublic, b.isPublic );
      return std::nullopt;
    }

    struct Order
    {
        QString column;
        bool isDescending = false;
    };

    void sort( Projects &projects, const QList<Order> &orders )
    {
      std::sort( projects.begin(), projects.end(),
                 [&orders]( const Project *a, const Project *b )
                 {
                   for ( const Order &order : orders )
                     if ( const int difference = compared( order.column, *a, *b ).value_or( 0 ) )
                       return order.isDescending ? difference > 0 : difference < 0;
                   return a->serial < b->serial;
                 } );
    }

    //! "name_asc,updated_desc"; without an ending it is descending.
    QList<Order> ordersV1( const Context &context, bool isDescending )
    {
      QList<Order> orders;
      for ( const QString &item :
            context.parameter( "order_params"_l1 ).value_or( QString() ).split( QLatin1Char( ',' ) ) )
      {
        const bool isAscending = item.endsWith( "_asc"_l1 );
        const bool hasEnding = isAscending || item.endsWith( "_desc"_l1 );
        orders.append(
          { hasEnding ? item.left( item.lastIndexOf( QLatin1Char( '_' ) ) ) : item, !isAscending } );
      }
      if ( const std::optional<QString> by = context.parameter( "order_by"_l1 ) )
        orders.append( { *by, isDescending } );
      return orders;
    }

    //! "name ASC,updated DESC"; anything else is no order.
    QList<Order> ordersV2( const Context &context )
    {
      QList<Order> orders;
      for ( const QString &item :
            context.parameter( "order_params"_l1 ).value_or( QString() ).split( QLatin1Char( ',' ) ) )
      {
        const QStringList words = item.split( QLatin1Char( ' ' ), Qt::SkipEmptyParts );
        if ( words.size() == 2 && ( words[1].toUpper() == "ASC"_l1 || words[1].toUpper() == "DESC"_l1 ) )
          orders.append( { words[0], words[1].toUpper() == "DESC"_l1 } );
      }
      return orders;
    }

    //! The page, or 404: no such page, no such size.
    Refusal cut( Projects &projects, int page, int perPage )
    {
      const qint64 first = static_cast<qint64>( page - 1 ) * perPage;
      if ( perPage <= 0 || ( page > 1 && first >= projects.size() ) )
        return problem( 404 );
      projects = projects.mid( static_cast<int>( first ), perPage );
      return std::nullopt;
    }

    struct ListQuery
    {
        int page = 1;
        int perPage = 0;
        bool isDescending = false;
        bool hasPublic = true;
        bool isOnlyPublic = false;
        bool isAsAdmin = false;
        QString flag;
        std::optional<int> updatedInDays;
    };

    ListQuery readListQuery( QueryReader &reader )
    {
      ListQuery query;
      query.page = reader.needInteger( "page"_l1, 1, INT_MAX );
      query.perPage = reader.needInteger( "per_page"_l1, INT_MIN, MAX_PER_PAGE_V1 );
      query.isDescending = reader.boolean( "descending"_l1, false );
      query.hasPublic = reader.boolean( "public"_l1, true );
      query.isOnlyPublic = reader.boolean( "only_public"_l1, false );
      query.isAsAdmin = reader.boolean( "as_admin"_l1, false );
      query.flag = reader.choice( "flag"_l1, { QStringLiteral( "created" ), QStringLiteral( "shared" ) } );
      query.updatedInDays = reader.integer( "last_updated_in"_l1 );
      return query;
    }

    bool isReachable( const Context &context, const ListQuery &query, const Project &project )
    {
      if ( query.isAsAdmin && context.user && context.user->isSuperuser )
        return true;
      if ( !isThere( project ) )
        return false;
      return isShared( context, project ) || ( project.isPublic && ( query.hasPublic || !context.user ) );
    }

    bool isFlagged( const Context &context, const ListQuery &query, const Project &project )
    {
      if ( query.flag.isEmpty() || !context.user )
        return true;
      const std::optional<QString> named = context.parameter( "user"_l1 );
      const User *about = named ? context.state.userNamed( *named ) : context.user;
      const bool isCreator = about && project.creator == about->id;
      return query.flag == "created"_l1 ? isCreator : !isCreator && isShared( context, project );
    }

    bool isAskedFor( const Context &context, const ListQuery &query, const Project &project )
    {
      if ( query.isOnlyPublic && !project.isPublic )
        return false;
      if ( const auto name = context.parameter( "name"_l1 );
           name && !project.name.contains( *name, Qt::CaseInsensitive ) )
        return false;
      for ( const QLatin1String filter : { "namespace"_l1, "only_namespace"_l1 } )
        if ( const auto wanted = context.parameter( filter );
             wanted && *wanted != context.state.settings.workspace )
          return false;
      if ( query.updatedInDays && project.updated < context.now.addDays( -*query.updatedInDays ) )
        return false;
      return isFlagged( context, query, project );
    }
  } // namespace

  FakeResponse listProjects( Context &context )
  {
    QueryReader reader( context );
    const ListQuery query = readListQuery( reader );
    if ( reader.refusal() )
      return *reader.refusal();
    Projects projects;
    for ( const Project &project : context.state.projects() )
      if ( isReachable( context, query, project ) && isAskedFor( context, query, project ) )
        projects.append( &project );
    const int count = static_cast<int>( projects.size() );
    sort( projects, ordersV1( context, query.isDescending ) );
    if ( const Refusal refusal = cut( projects, query.page, query.perPage ) )
      return *refusal;
    QJsonArray items;
    for ( const Project *project : std::as_const( projects ) )
    {
      QJsonObject item = projectInList( context, *project );
      if ( !isThere( *project ) )
        item["name"_l1] = QStringLiteral( "%1_%2" ).arg( project->name, project->id );
      items.append( item );
    }
    return json( QJsonObject{ { "projects"_l1, items }, { "count"_l1, count } } );
  }

  FakeResponse listWorkspaceProjects( Context &context )
  {
    QueryReader reader( context );
    const int page = reader.needInteger( "page"_l1, 1, INT_MAX );
    const int perPage = reader.needInteger( "per_page"_l1, INT_MIN, MAX_PER_PAGE_V2 );
    if ( reader.refusal() )
      return *reader.refusal();
    if ( !context.user )
      return unauthorized();
    if ( context.segment( "workspace_id" ).toInt() != WORKSPACE_ID )
      return problem( 404, QStringLiteral( "Workspace not found" ) );
    if ( workspaceRole( context.state, context.user ) == Role::None )
      return problem( 403, QStringLiteral( "You do not have permissions to workspace" ) );
    const QString wanted = context.parameter( "q"_l1 ).value_or( QString() );
    Projects projects;
    for ( const Project &project : context.state.projects() )
      if ( isThere( project ) && isShared( context, project ) &&
           project.name.contains( wanted, Qt::CaseInsensitive ) )
        projects.append( &project );
    const int count = static_cast<int>( projects.size() );
    sort( projects, ordersV2( context ) );
    if ( const Refusal refusal = cut( projects, page, perPage ) )
      return *refusal;
    QJsonArray items;
    for ( const Project *project : std::as_const( projects ) )
      items.append( projectV2( context, *project ) );
    return json( QJsonObject{
      { "projects"_l1, items }, { "count"_l1, count }, { "page"_l1, page }, { "per_page"_l1, perPage } } );
  }

  FakeResponse projectsByNames( Context &context )
  {
    BodyReader body( context );
    if ( body.object().contains( "projects"_l1 ) )
      body.need( "projects"_l1, QJsonValue::Array );
    const QJsonArray names = body.object()["projects"_l1].toArray();
    if ( names.size() > MAX_BY_NAMES )
      body.refuse( QStringLiteral( "Too many projects" ) );
    if ( body.refusal() )
      return *body.refusal();
    QJsonObject said;
    for ( const QJsonValue &item : names )
    {
      const QString fullName = item.toString();
      const int slash = static_cast<int>( fullName.indexOf( QLatin1Char( '/' ) ) );
      const bool isOurs = slash > 0 && isWorkspace( context.state, fullName.left( slash ) );
      const Project *project = isOurs ? context.state.projectNamed( fullName.mid( slash + 1 ) ) : nullptr;
      if ( project && isThere( *project ) &&
           projectRole( context.state, context.user, *project ) >= Role::Reader )
        said[fullName] = projectInList( context, *project );
      else
        said[fullName] = QJsonObject{ { "error"_l1, context.user ? 404 : 401 } };
    }
    return json( said );
  }

  FakeResponse projectsByUuids( Context &context )
  {
    QueryReader reader( context );
    const QString list = reader.needText( "uuids"_l1 );
    if ( reader.refusal() )
      return *reader.refusal();
    QStringList ids;
    for ( const QString &item : list.split( QLatin1Char( ',' ) ) )
      if ( const QString id = canonicalUuid( item.trimmed() ); !id.isEmpty() )
        ids.append( id );
    if ( ids.size() > MAX_BY_UUIDS )
      return problem( 400, QStringLiteral( "Too many projects" ) );
    QJsonObject said;
    for ( const QString &id : std::as_const( ids ) )
    {
      const Project *project = context.state.projectById( id );
      if ( project && isThere( *project ) &&
           projectRole( context.state, context.user, *project ) >= Role::Reader )
        said[id] = projectInList( context, *project );
    }
    return json( said );
  }

  FakeResponse projectsBatch( Context &context )
  {
    BodyReader body( context );
    body.need( "ids"_l1, QJsonValue::Array );
    QStringList ids;
    for ( const QJsonValue &item : body.object()["ids"_l1].toArray() )
    {
      if ( !isCanonicalUuid( item.toString() ) )
        body.refuse(
          QStringLiteral( "'%1' does not match the pattern of an id - 'ids'" ).arg( item.toString() ) );
      ids.append( item.toString() );
    }
    if ( body.refusal() )
      return *body.refusal();
    ids.removeDuplicates();
    if ( ids.size() > MAX_BATCH )
      return coded( 400, QStringLiteral( "BatchLimitExceeded" ),
                    QStringLiteral( "Batch size exceeds maximum allowed size 100" ) );
    QJsonArray items;
    for ( const QString &id : std::as_const( ids ) )
    {
      const Project *project = context.state.projectById( id );
      const bool isKnown = project && isThere( *project );
      if ( isKnown && projectRole( context.state, context.user, *project ) >= Role::Reader )
        items.append( projectV2( context, *project ) );
      else
        items.append( QJsonObject{ { "id"_l1, id }, { "error"_l1, isKnown && context.user ? 403 : 404 } } );
    }
    return json( QJsonObject{ { "projects"_l1, items } } );
  }
} // namespace syncline::fake
