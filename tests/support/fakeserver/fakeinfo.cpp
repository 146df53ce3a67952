// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakehandlers.h"

#include <QJsonArray>

namespace syncline::fake
{
  namespace
  {
    constexpr int MAX_LOG_BYTES = 10 * 1024 * 1024;

    //! A list of addresses that has been out of date for years, and that every server still sends.
    constexpr char PING_BEFORE_MAINTENANCE[] =
      R"({"base_url": "v1", "blacklist_dirs": [".mergin"], "blacklist_files": [".DS_Store", ".directory"], "endpoints": )"
      R"({"data_sync": {"GET": ["/project/download/{namespace}/{project_name}", "/project/raw/{namespace}/{project_name}", )"
      R"("/resource/history/{namespace}/{project_name}/{file}"], "POST": ["/project/push/cancel/{transaction_id}", )"
      R"("/project/push/finish/{transaction_id}", "/project/push/{namespace}/{project_name}", )"
      R"("/project/push/chunk/{transaction_id}/{chunk_id}"]}, "project": {"DELETE": ["/project/{namespace}/{project_name}"], )"
      R"("GET": ["/project", "/project/{namespace}/{project_name}", "/project/version/{namespace}/{project_name}"], )"
      R"("POST": ["/project/{namespace}", "/project/clone/{namespace}/{project_name}"], )"
      R"("PUT": ["/project/{namespace}/{project_name}"]}, "user": {"GET": ["/user/{username}"], )"
      R"("POST": ["/auth/login", "/auth/register"]}}, "maintenance": )";
  } // namespace

  FakeResponse ping( Context &context )
  {
    const Settings &settings = context.state.settings;
    QByteArray body = PING_BEFORE_MAINTENANCE;
    body += settings.isInMaintenance ? "true" : "false";
    body += R"(, "service": "Mergin", "status": "online", "subscriptions_enabled": false, "version": ")";
    body += settings.version.toLatin1() + "\"}";
    return text( 200, body );
  }

  FakeResponse config( Context &context )
  {
    const Settings &settings = context.state.settings;
    QJsonObject said{ { "server_type"_l1, settings.edition == Edition::Enterprise ? "ee"_l1 : "ce"_l1 },
                      { "version"_l1, settings.version },
                      { "docs_url"_l1, "https://merginmaps.com/docs"_l1 },
                      { "collect_statistics"_l1, false },
                      { "user_self_registration"_l1, false },
                      { "global_admin"_l1, settings.defaultRole >= Role::Admin },
                      { "global_read"_l1, settings.defaultRole == Role::Reader },
                      { "global_write"_l1, settings.defaultRole == Role::Writer },
                      { "enable_superadmin_assignment"_l1, true },
                      { "diagnostic_logs_url"_l1, QString() },
                      { "v2_push_enabled"_l1, settings.hasV2Push },
                      { "blacklist_dirs"_l1, QJsonArray{ ".mergin"_l1 } },
                      { "blacklist_files"_l1, QJsonArray{ ".DS_Store"_l1, ".directory"_l1 } },
                      { "server_configured"_l1, true },
                      { "build_hash"_l1, QString() } };
    if ( settings.hasV2Pull ) // a stock server does not name it at all
      said["v2_pull_enabled"_l1] = true;
    const QStringList parts = settings.version.split( QLatin1Char( '.' ) );
    const QLatin1String names[] = { "major"_l1, "minor"_l1, "fix"_l1 };
    for ( int i = 0; i < 3; ++i )
      said[names[i]] = i < parts.size() ? QJsonValue( parts[i].toInt() ) : QJsonValue();
    return json( said );
  }

  FakeResponse alive( Context &context )
  {
    const QByteArray maintenance = context.state.settings.isInMaintenance ? "true" : "false";
    return text( 200, "{\"maintenance\": " + maintenance + ", \"processing_time_ms\": 1.0840892791748047}" );
  }

  FakeResponse latestVersion( Context & )
  {
    return problem( 400, QStringLiteral( "Updates information not available" ) );
  }

  FakeResponse diagnosticLogs( Context &context )
  {
    QueryReader reader( context );
    reader.needText( "app"_l1 );
    if ( reader.refusal() )
      return *reader.refusal();
    const QByteArray &log = context.request.body;
    if ( log.size() > MAX_LOG_BYTES )
      return problem( 413, QStringLiteral( "Log file is too large" ) );
    if ( log.isEmpty() || log.contains( '\0' ) )
      return problem( 400, QStringLiteral( "Log is no plain text" ) );
    return json( "Log saved successfully"_l1 );
  }
} // namespace syncline::fake
