// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakehttp.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace syncline::fake
{
  //! Writes a file whole or not at all, should the program be killed. Does not wait for the disk: power may fail, this is no real
  //! server. \a scratch is a folder on the same disk.
  void writeWhole( const QString &scratch, const QString &path, const QByteArray &bytes );

  /**
   * The bytes of all files of all versions, by their SHA-1, and the chunks on their way; in memory, or in a folder. A file appears
   * in the folder under its name only when it is whole (written beside, then renamed), so that a killed server leaves at worst
   * a stray temporary file, which the next start removes. Not thread-safe: FakeServer holds its lock.
   */
  class ContentStore
  {
    public:
      struct Stored
      {
          QByteArray key; //!< SHA-1, hexadecimal
          qint64 size = 0;
      };

      explicit ContentStore( const QString &folder = QString() );

      Stored put( const QByteArray &bytes );
      //! The chunks one after the other, as one file; nothing if one of them is not there.
      std::optional<Stored> putChunks( const QList<QByteArray> &chunkKeys );
      QByteArray read( const QByteArray &key ) const;
      QByteArray readPart( const QByteArray &key, qint64 offset, qint64 length ) const;
      qint64 sizeOf( const QByteArray &key ) const; //!< -1: not there
      //! Sets the body of \a response to the part of that file.
      void serve( const QByteArray &key, qint64 offset, qint64 length, FakeResponse &response ) const;
      QString filePath( const QByteArray &key ) const; //!< empty when in memory

      void putChunk( const QByteArray &chunkKey, const QByteArray &bytes );
      bool hasChunk( const QByteArray &chunkKey ) const;
      void dropChunk( const QByteArray &chunkKey );
      void dropAllExcept( const QSet<QByteArray> &keys ); //!< of the files; chunks stay
      void dropChunksExcept( const QSet<QByteArray> &chunkKeys );

    private:
      QString chunkPath( const QByteArray &chunkKey ) const;

      QString mFolder; //!< empty: in memory
      QHash<QByteArray, QByteArray> mFiles;
      QHash<QByteArray, QByteArray> mChunks;
  };
} // namespace syncline::fake
