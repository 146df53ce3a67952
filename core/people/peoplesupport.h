// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/types.h"

namespace syncline::people
{
  //! What can be done with people on some directory or server; each is there, or there is a reason why not.
  enum class Feature
  {
    Collaborators, //!< list, add, change, remove the people of a project
    Members,       //!< the same of a workspace
    Invitations,   //!< send them, and answer one's own
    Accounts,      //!< make new ones
    Seats,         //!< how many are used
    Search,        //!< by the server; everything else is filtered here
    Sort,          //!< by the server, several keys
    Filter,        //!< by right, by the server
    Paging,
    Roles,
    Groups,
    Rights,
    Provision,
    Export
  };

  //! Whether a feature is there, or why it is not. A value.
  struct Availability
  {
      enum class Reason
      {
        There,
        Edition,       //!< this kind of server has no such thing
        ServerVersion, //!< needs at least `neededVersion`
        OwnRole        //!< one's own role may not
      };
      Reason reason = Reason::There;
      ServerVersion neededVersion;
      bool isThere() const { return reason == Reason::There; }
  };

  //! What a Mergin Maps server has, by its edition and version; roles are not looked at.
  Availability availabilityOn( const ServerCapabilities &server, Feature feature );

  //! The error for a call that would only give a bare 404: ServerTooOld, telling the version needed, or ServerRejected with the code
  //! "NotOnThisEdition".
  Error errorFor( const Availability &why, Feature feature );
  QString nameOf( Feature feature );
} // namespace syncline::people
