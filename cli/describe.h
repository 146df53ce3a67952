// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace syncline::cli
{
  //! What the sentences speak of; each may be empty.
  struct Place
  {
      QString server;  //!< host, with port where it is not the usual one
      QString project; //!< workspace/name
      QString folder;
      bool isLocal = false; //!< no server is asked: what is missing is a file here
  };

  //! What happened and what to do about it, for people. No secrets.
  struct Description
  {
      QString sentence;
      QString nextStep;
  };

  Description describe( const Error &error, const Place &place );
} // namespace syncline::cli
