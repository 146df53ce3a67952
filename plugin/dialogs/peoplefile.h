// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

class QWidget;

// Lists of people on this computer: read where somebody chose a file, written where somebody chose one, whole or not at all.
namespace syncline
{
  //! At most 20 MB: InvalidInput for more. ReadOnly or LocalIo where it cannot be read.
  [[nodiscard]] Result<QByteArray> readPeopleFile( const QString &path );
  [[nodiscard]] Result<void> writePeopleFile( const QString &path, const QByteArray &bytes );

  //! A file that grows while it is written; it is there when finish() said so, else nothing is.
  class PeopleFileSink
  {
    public:
      explicit PeopleFileSink( const QString &path );
      ~PeopleFileSink();
      [[nodiscard]] Result<void> open();
      [[nodiscard]] Result<void> write( const QByteArray &bytes );
      [[nodiscard]] Result<void> finish();

    private:
      struct File;
      std::unique_ptr<File> mFile;
  };

  //! Asks where to save, without waiting for the answer; \a save gets the path. Nothing happens when it is closed.
  void askWhereToSave( QWidget *parent, const QString &proposal, const QString &filter,
                       const std::function<void( const QString &path )> &save );
} // namespace syncline
