// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printlists.h"
#include "cli/runtime.h"
#include "core/api/endpoints.h"

#include <QSet>

#include <algorithm>

namespace syncline::cli
{
  namespace
  {
    constexpr int PAGE_SIZE = 100; // the most a server gives at once

    struct Given
    {
        QString workspace;
        QString name;
        QString order;
    };

    using IsBefore = std::function<bool( const ProjectSummary &a, const ProjectSummary &b )>;

    template<class Value> IsBefore by( Value value )
    {
      return [value]( const ProjectSummary &a, const ProjectSummary &b ) { return value( a ) < value( b ); };
    }

    //! An attribute of --order_params; empty when there is none of that name.
    IsBefore orderBy( const QString &attribute )
    {
      if ( attribute == QLatin1String( "namespace" ) )
        return by( []( const ProjectSummary &p ) { return p.name.workspace(); } );
      if ( attribute == QLatin1String( "name" ) )
        return by( []( const ProjectSummary &p ) { return p.name.project(); } );
      if ( attribute == QLatin1String( "created" ) )
        return by( []( const ProjectSummary &p ) { return p.created; } );
      if ( attribute == QLatin1String( "updated" ) )
        return by( []( const ProjectSummary &p ) { return p.updated; } );
      if ( attribute == QLatin1String( "disk_usage" ) )
        return by( []( const ProjectSummary &p ) { return p.sizeBytes; } );
      if ( attribute == QLatin1String( "creator" ) )
        return by( []( const ProjectSummary &p ) { return p.creator; } );
      return {};
    }

    //! Sorts by "name_asc,updated_desc": by the last one first, keeping the order of equals.
    [[nodiscard]] Result<void> sortBy( const QString &order, QList<ProjectSummary> &projects )
    {
      const QStringList parts = order.split( QLatin1Char( ',' ), Qt::SkipEmptyParts );
      for ( auto part = parts.rbegin(); part != parts.rend(); ++part )
      {
        const QString text = part->trimmed();
        const bool isDescending = text.endsWith( QLatin1String( "_desc" ) );
        const IsBefore isBefore = orderBy( text.left( text.lastIndexOf( QLatin1Char( '_' ) ) ) );
        if ( !isBefore || ( !isDescending && !text.endsWith( QLatin1String( "_asc" ) ) ) )
          return fail( ErrorKind::InvalidInput,
                       QStringLiteral( "--order_params has no \"%1\"" ).arg( text ) );
        std::stable_sort( projects.begin(), projects.end(),
                          [&]( const ProjectSummary &a, const ProjectSummary &b )
                          { return isDescending ? isBefore( b, a ) : isBefore( a, b ); } );
      }
      return {};
    }

    [[nodiscard]] Result<QList<ProjectSummary>> allProjects( Runtime &runtime, const Given &given )
    {
      QList<ProjectSummary> all;
      QSet<ProjectId>
        seen; // a list that changes while it is read shows some twice; one that never ends shows nothing new
      endpoints::ProjectQuery query;
      query.pageSize = PAGE_SIZE;
      query.workspace = given.workspace;
      query.nameContains = given.name;
      for ( ;; ++query.page )
      {
        SYNCLINE_TRY( page, runtime.ask( endpoints::projectPage( query ) ) );
        const auto before = all.size();
        for ( const ProjectSummary &project : page.projects )
        {
          if ( !seen.contains( project.id ) )
            all.append( project );
          seen.insert( project.id );
        }
        if ( all.size() == before || query.page * PAGE_SIZE >= page.total )
          return all;
      }
    }

    [[nodiscard]] Result<ExitCode> listProjects( Runtime &runtime, const Given &given )
    {
      QList<ProjectSummary> none;
      SYNCLINE_CHECK( sortBy( given.order, none ) ); // complains before it asks
      SYNCLINE_CHECK( runtime.signIn() );
      SYNCLINE_TRY( projects, allProjects( runtime, given ) );
      SYNCLINE_CHECK( sortBy( given.order, projects ) );
      printProjects( runtime.console(), projects );
      return ExitCode::Ok;
    }
  } // namespace

  void addListProjects( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form =
      commands.add( QStringLiteral( "list-projects" ), "List the projects of a workspace",
                    [given]( Runtime &runtime ) { return listProjects( runtime, *given ); } );
    form.argument( "NAMESPACE", given->workspace, "The workspace" );
    form.option( "--name", given->name, "Only projects whose name contains this" );
    form.option(
      "--order_params", given->order,
      "Order, such as \"namespace_asc,disk_usage_desc\"; there are namespace, name, created, updated, "
      "disk_usage, creator" );
  }
} // namespace syncline::cli
