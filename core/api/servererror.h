// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/httpmessage.h"

namespace syncline
{
  /**
   * What an answer that is no success (not 2xx) means. The only place that knows the server's six shapes of error bodies, its
   * codes, and the sentences of its older calls. The code decides before the sentence, the sentence before the status.
   *
   * ServerDetail::code is the server's own where it sends one. Some sentences without a code get one of ours, so that nobody else
   * needs to read prose: Maintenance, NameReserved (the project of that name is scheduled for deletion), NoChanges, FileExists,
   * FileName, FileType, FileEmpty, UploadGone, VersionNotCreated; and the older calls' "Version mismatch" and "Another process is
   * running" get the codes of the newer ones, ProjectVersionExists and AnotherUploadRunning.
   */
  Error errorOf( const HttpResponse &answer );

  //! ServerDetail::code where a project that was known is not found any more.
  inline constexpr char PROJECT_GONE[] = "ProjectGone";
  //! Likewise where this user may not look at it any more.
  inline constexpr char NO_ACCESS_ANY_MORE[] = "NoAccessAnyMore";
  //! The same trouble, said of a project that was there before: NotFound gets the code PROJECT_GONE, Forbidden NO_ACCESS_ANY_MORE, the
  //! rest passes as it is.
  Error aboutKnownProject( Error error );

  //! What a status that is no success means where nothing else is known; the same for every server over HTTP.
  ErrorKind kindOfStatus( int status );

  //! Whether the body is a page for people, where JSON was asked for.
  bool looksLikeHtml( const HttpResponse &answer );
} // namespace syncline
