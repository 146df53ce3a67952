// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace syncline::cli
{
  class CommandLine;

  // Everything about people; main() adds all of it.
  void addMember( CommandLine &commands );
  void addInvite( CommandLine &commands ); //!< and user
  void addCollaborator( CommandLine &commands );
  void addPeople( CommandLine &commands );     //!< export, plan, apply
  void addPeopleCopy( CommandLine &commands ); //!< after addPeople()
  void addShare( CommandLine &commands );      //!< share, share-add, share-remove
  void addOds( CommandLine &commands );
  void addOdsKey( CommandLine &commands ); //!< after addOds()
} // namespace syncline::cli
