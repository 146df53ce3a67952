// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/lastchanges.h"

#include "core/api/endpoints_history.h"
#include "core/net/chain.h"

namespace syncline::people
{
  namespace
  {
    struct Reading
    {
        endpoints::VersionQuery query;
        QDateTime since;
        LastChanges found;
    };

    Call<LastChanges> readOn( ApiClient &api, const Reading &reading )
    {
      return chained( api.call( endpoints::versionPage( reading.query ) ), &api,
                      [&api, reading]( const Result<VersionPage> &page ) -> Call<LastChanges>
                      {
                        if ( !page )
                          return Call<LastChanges>::resolved( tl::unexpected<Error>( page.error() ) );
                        Reading next = reading;
                        for ( const VersionSummary &one : page->versions )
                        {
                          if ( !one.author.isEmpty() && !next.found.contains( one.author ) )
                            next.found.insert( one.author, { one.version, one.created } );
                        }
                        const bool isOver = page->versions.size() < reading.query.pageSize ||
                                            page->versions.last().created < reading.since ||
                                            reading.query.page >= MAX_HISTORY_PAGES;
                        if ( isOver )
                          return Call<LastChanges>::resolved( next.found );
                        ++next.query.page;
                        return readOn( api, next );
                      } );
    }
  } // namespace

  Call<LastChanges> lastChanges( ApiClient &api, const ProjectName &project, const QDateTime &since )
  {
    Reading reading;
    reading.query.project = project;
    reading.since = since;
    return readOn( api, reading );
  }
} // namespace syncline::people
