// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/exitcode.h"
#include "core/base/error.h"

#include <QJsonDocument>
#include <QString>

namespace syncline::cli
{
  //! Text of others (a server's reason, a file's name) as it may go to a terminal: what would steer it is U+FFFD.
  QString printable( QString text );

  /**
   * The two ways out: results on standard output (lines for people, or with --json one document), everything else on standard
   * error. Nothing but login's export line may ever hold a secret. One per program, on the main thread.
   */
  class Console
  {
    public:
      enum class Format
      {
        Lines,
        Json
      };
      enum class Talk
      {
        Normal,
        Quiet
      };
      Console( Format format, Talk talk )
        : mFormat( format )
        , mTalk( talk )
      {
      }

      bool isJson() const { return mFormat == Format::Json; }
      bool isQuiet() const { return mTalk == Talk::Quiet; }

      //! A line of the result; with --json nothing.
      void line( const QString &text = QString() );
      //! The one document of a run with --json; otherwise nothing.
      void document( const QJsonDocument &document );
      //! Something worth knowing, on standard error; with --quiet nothing.
      void note( const QString &text );
      //! What went wrong, on standard error, whatever the options; "syncline: " in front.
      void complain( const QString &text );

      //! The status to exit with: \a code, or Local when standard output did not take everything.
      ExitCode finish( ExitCode code );

    private:
      Format mFormat;
      Talk mTalk;
      bool mIsOutputBroken = false;
  };
} // namespace syncline::cli
