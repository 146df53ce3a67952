// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httpmessage.h"

#include <QByteArray>
#include <QString>

#include <memory>

class QSaveFile;

namespace syncline::cli
{
  //! Everything that \a from holds; "-" is standard input. LocalIo when it cannot be read.
  [[nodiscard]] Result<QByteArray> readAllFrom( const QString &from );

  //! A new file that takes the place of an old one only when it is whole.
  class NewFile
  {
    public:
      explicit NewFile( const QString &path );
      ~NewFile();
      [[nodiscard]] Result<void> open();
      BodySink sink();
      [[nodiscard]] Result<void> finish(); //!< without it, nothing was written

    private:
      std::unique_ptr<QSaveFile> mFile;
  };

  //! Standard output as a place for a body; LocalIo when it takes no more.
  BodySink standardOutput();

  //! A yes-or-no question on the terminal; nothing where nobody sits at one.
  enum class Consent
  {
    Given,
    Refused,
    NobodyThere
  };
  Consent askConsent( const QString &question );
  //! Where the invitations sent from this computer are remembered; the plugin uses the same file.
  QString ledgerPath();
  //! A line typed on the terminal; empty where nobody is there.
  QString askLine( const QString &question );
} // namespace syncline::cli
