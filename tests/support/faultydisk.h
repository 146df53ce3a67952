// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/project/fileops.h"
#include "tests/support/powercut.h"

#include <QStringList>

#include <optional>

namespace syncline
{
  /**
   * The real disk, except for one operation that goes wrong: it fails, or the program dies just before or just after it, so that
   * nothing further happens on disk (and, with isDead() asked by the transport, on the wire). Counts operations; thread-bound.
   */
  class FaultyDisk : public RealFileOps
  {
    public:
      enum class Fault
      {
        Fails,      //!< once; the program goes on
        DiesBefore, //!< the operation and all after it do not happen
        DiesAfter   //!< the operation happens, nothing after it does
      };

      void arm( Fault fault, int atOperation,
                ErrorKind kind = ErrorKind::LocalIo ); //!< counted from now on, first is 0
      //! Dying is a power cut from now on; what was flushed before counts as there.
      void losePower( PowerCut::Loses what ) { mPower.emplace( what ); }
      void heal(); //!< works again; counts from 0
      bool hasStruck() const { return mHasStruck; }
      bool isDead() const { return mIsDead; }
      int operations() const { return mCount; }
      int contentReads() const { return mContentReads; } //!< hash, readAt and copy of files that are not ours
      QString struckAt() const { return mStruckAt; }
      qint64 mostWritten() const
      {
        return mMostWritten;
      } //!< where the longest file that was written by pieces ended
      void setFreeBytes( qint64 bytes ) { mFreeBytes = bytes; }

      [[nodiscard]] Result<FileStat> stat( const QString &path ) override;
      [[nodiscard]] Result<QStringList> list( const QString &folder ) override;
      [[nodiscard]] Result<QByteArray> readAt( const QString &path, qint64 offset, qint64 maxBytes ) override;
      [[nodiscard]] Result<void> writeAt( const QString &path, qint64 offset,
                                          const QByteArray &bytes ) override;
      [[nodiscard]] Result<Sha1> hash( const QString &path, const CancelToken &cancel ) override;
      [[nodiscard]] Result<void> copy( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> link( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> rename( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> renameToNew( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> copyPermissions( const QString &from, const QString &to ) override;
      [[nodiscard]] Result<void> remove( const QString &path ) override;
      [[nodiscard]] Result<void> makeFolder( const QString &path ) override;
      [[nodiscard]] Result<void> removeFolder( const QString &path ) override;
      [[nodiscard]] Result<void> sync( const QString &path ) override;
      [[nodiscard]] Result<qint64> freeBytes( const QString &path ) override;
      [[nodiscard]] Result<void> through( const char *what,
                                          const std::function<Result<void>()> &action ) override;

    private:
      void die();
      [[nodiscard]] Result<void> renamed( const QString &from, const QString &to,
                                          const std::function<Result<void>()> &action );
      template<class T, class F> [[nodiscard]] Result<T> counted( const QString &what, F action );

      std::optional<PowerCut> mPower;
      std::optional<Fault> mFault;
      int mAt = 0;
      ErrorKind mKind = ErrorKind::LocalIo;
      int mCount = 0;
      int mContentReads = 0;
      bool mHasStruck = false;
      bool mIsDead = false;
      QString mStruckAt;
      qint64 mFreeBytes = -1;
      qint64 mMostWritten = 0;
  };
} // namespace syncline
