// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/sha1hasher.h"

#include <QCryptographicHash>
#include <QTest>

using namespace syncline;

class TestSha1Hasher : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void knownBytesHaveTheirChecksum()
    {
      QCOMPARE( sha1Of( "" ).toString(), QStringLiteral( "da39a3ee5e6b4b0d3255bfef95601890afd80709" ) );
      QCOMPARE( sha1Of( "abc" ).toString(), QStringLiteral( "a9993e364706816aba3e25717850c26c9cd0d89d" ) );
    }

    void piecesCountAsTheWhole()
    {
      QByteArray bytes( 100000, 0 );
      for ( int i = 0; i < bytes.size(); ++i )
        bytes[i] = char( i * 7 );
      for ( const int size : { 1, 63, 64, 65, 99999, 100000 } )
      {
        Sha1Hasher hasher;
        for ( int at = 0; at < bytes.size(); at += size )
          hasher.add( bytes.mid( at, size ) );
        QCOMPARE( hasher.result(),
                  sha1FromDigest( QCryptographicHash::hash( bytes, QCryptographicHash::Sha1 ) ) );
      }
    }
};

QTEST_GUILESS_MAIN( TestSha1Hasher )
#include "test_sha1hasher.moc"
