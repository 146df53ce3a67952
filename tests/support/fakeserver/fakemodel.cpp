// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakemodel.h"

namespace syncline::fake
{
  QString nameOf( Role role )
  {
    switch ( role )
    {
      case Role::None:
        return QString();
      case Role::Guest:
        return QStringLiteral( "guest" );
      case Role::Reader:
        return QStringLiteral( "reader" );
      case Role::Editor:
        return QStringLiteral( "editor" );
      case Role::Writer:
        return QStringLiteral( "writer" );
      case Role::Admin:
        return QStringLiteral( "admin" );
      case Role::Owner:
        return QStringLiteral( "owner" );
    }
    return QString();
  }

  std::optional<Role> roleNamed( const QString &name )
  {
    for ( const Role role :
          { Role::Guest, Role::Reader, Role::Editor, Role::Writer, Role::Admin, Role::Owner } )
      if ( nameOf( role ) == name )
        return role;
    return std::nullopt;
  }

  std::optional<Role> projectRoleNamed( const QString &name )
  {
    const std::optional<Role> role = roleNamed( name );
    return role == Role::Guest || role == Role::Admin ? std::nullopt : role;
  }
} // namespace syncline::fake
