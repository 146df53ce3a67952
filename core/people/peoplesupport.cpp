// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/peoplesupport.h"

#include "core/base/error.h"
#include "core/base/require.h"

namespace syncline::people
{
  namespace
  {
    constexpr ServerVersion PEOPLE_SINCE( 2025, 2, 0 );
    constexpr ServerVersion INVITATIONS_SINCE( 2025, 6, 1 );

    Availability since( const ServerCapabilities &server, const ServerVersion &needed )
    {
      if ( server.type != ServerType::Legacy && server.version >= needed )
        return {};
      return { Availability::Reason::ServerVersion, needed };
    }
  } // namespace

  Availability availabilityOn( const ServerCapabilities &server, Feature feature )
  {
    const bool hasWorkspaces = server.type == ServerType::Enterprise || server.type == ServerType::Saas;
    const Availability notHere{ Availability::Reason::Edition, {} };
    switch ( feature )
    {
      case Feature::Collaborators:
      case Feature::Accounts:
        return since( server, PEOPLE_SINCE );
      case Feature::Members:
        // A server from before 2023 does not tell its edition: its age is what stands in the way.
        if ( server.type == ServerType::Legacy )
          return since( server, PEOPLE_SINCE );
        return hasWorkspaces ? since( server, PEOPLE_SINCE ) : notHere;
      case Feature::Invitations:
        if ( server.type == ServerType::Legacy )
          return since( server, INVITATIONS_SINCE );
        return hasWorkspaces ? since( server, INVITATIONS_SINCE ) : notHere;
      case Feature::Seats:
        return hasWorkspaces ? Availability{} : notHere;
      case Feature::Roles:
        return {};
      case Feature::Search:
      case Feature::Sort:
      case Feature::Filter:
      case Feature::Paging:
      case Feature::Groups:
      case Feature::Rights:
      case Feature::Provision:
      case Feature::Export:
        return notHere;
    }
    Q_UNREACHABLE();
  }

  QString nameOf( Feature feature )
  {
    switch ( feature )
    {
      case Feature::Collaborators:
        return QStringLiteral( "Collaborators" );
      case Feature::Members:
        return QStringLiteral( "Members" );
      case Feature::Invitations:
        return QStringLiteral( "Invitations" );
      case Feature::Accounts:
        return QStringLiteral( "Accounts" );
      case Feature::Seats:
        return QStringLiteral( "Seats" );
      case Feature::Search:
        return QStringLiteral( "Search" );
      case Feature::Sort:
        return QStringLiteral( "Sort" );
      case Feature::Filter:
        return QStringLiteral( "Filter" );
      case Feature::Paging:
        return QStringLiteral( "Paging" );
      case Feature::Roles:
        return QStringLiteral( "Roles" );
      case Feature::Groups:
        return QStringLiteral( "Groups" );
      case Feature::Rights:
        return QStringLiteral( "Rights" );
      case Feature::Provision:
        return QStringLiteral( "Provision" );
      case Feature::Export:
        return QStringLiteral( "Export" );
    }
    Q_UNREACHABLE();
  }

  Error errorFor( const Availability &why, Feature feature )
  {
    SYNCLINE_REQUIRE( !why.isThere() );
    Error error;
    const QString what = nameOf( feature );
    switch ( why.reason )
    {
      case Availability::Reason::ServerVersion:
        error.kind = ErrorKind::ServerTooOld;
        error.detail =
          QStringLiteral( "%1 needs server version %2" ).arg( what, why.neededVersion.toString() );
        error.payload =
          ServerDetail{ 0,
                        QStringLiteral( "Needs" ),
                        QStringLiteral( "it needs version %1 or newer" ).arg( why.neededVersion.toString() ),
                        {},
                        -1 };
        break;
      case Availability::Reason::Edition:
        error.kind = ErrorKind::ServerRejected;
        error.detail = QStringLiteral( "%1: not on this kind of server" ).arg( what );
        error.payload = ServerDetail{ 0, QStringLiteral( "NotOnThisEdition" ), what, {}, -1 };
        break;
      case Availability::Reason::OwnRole:
      case Availability::Reason::There:
        error.kind = ErrorKind::Forbidden;
        error.detail = QStringLiteral( "%1: not with this role" ).arg( what );
        break;
    }
    return error;
  }
} // namespace syncline::people
