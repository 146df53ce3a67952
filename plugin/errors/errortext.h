// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "plugin/errors/nextstep.h"

#include <QString>

namespace syncline
{
  //! Where an error is shown; the same kind says something else under a password field than during a sync.
  enum class ErrorPlace
  {
    SignIn,
    Window,
    Sync
  };

  //! Names that sentences need. What is empty is talked around.
  struct ErrorScene
  {
      ErrorPlace place = ErrorPlace::Sync;
      QString host;    //!< of the server
      QString project; //!< without workspace
      QString workspace;
      ProjectRole role = ProjectRole::None;
      QString file;       //!< for an error of a single file
      QString layer = {}; //!< that lost `removed` of its `total` features, when a sync asks about these
      qint64 removed = 0;
      qint64 total = 0;
      QString twin = {}; //!< the file that has the same name as `file` on this disk
  };

  //! An error in words: what happened, what it means for the data, what to do next.
  struct ErrorText
  {
      QString id; //!< stable ("net.offline"); finer than ErrorKind; for help pages, logs and tests
      QString sentence;
      NextStep step = NextStep::None;
      bool detailsHelp = false; //!< whether Error::detail tells more that a person can use
  };

  /**
   * The only translated texts for errors in the plugin. Sentences have at most 160 characters (names apart), and never hold
   * anything of Error::detail.
   */
  ErrorText describe( const Error &error, const ErrorScene &scene );

  //! What is asked before many files, or the features of the scene's layer, are removed on the server.
  QString removalQuestion( const ErrorScene &scene );

  //! What "Details" shows: id, kind, detail and trail. Not translated, so that it can be searched for and reported.
  QString detailsOf( const Error &error, const ErrorScene &scene );
} // namespace syncline
