// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints.h"
#include "tests/api/answers.h"

#include <QJsonArray>
#include <QTest>

using namespace syncline;

namespace
{
  const QString TRANSACTION = QStringLiteral( "970181b5-7143-491b-91a6-36533021c9a2" );

  TransactionId transaction() { return *TransactionId::fromString( TRANSACTION ); }
  ProjectName name() { return *ProjectName::fromString( QStringLiteral( "mergin/trees" ) ); }
} // namespace

class TestEndpointsPush : public QObject
{
    Q_OBJECT
  private Q_SLOTS:
    void changesAreSentWithAllThatTheServerNeeds()
    {
      const ChunkId one = newChunkId();
      const ChunkId two = newChunkId();
      endpoints::PushChanges changes;
      changes.added.append( { *RelPath::fromString( QStringLiteral( "a \u00e4.jpg" ) ),
                              sha1Of( "a" ),
                              10000000000ll,
                              { one, two, one } } );
      changes.updated.append(
        { *RelPath::fromString( QStringLiteral( "empty.txt" ) ), sha1Of( "" ), 0, {} } );
      changes.removed.append(
        { *RelPath::fromString( QStringLiteral( "old.txt" ) ), sha1Of( "old" ), 3, {} } );
      const auto endpoint = endpoints::startPush( name(), Version( 3 ), changes );

      QCOMPARE( endpoint.request.verb, HttpVerb::Post );
      QCOMPARE( endpoint.request.target(), QByteArray( "v1/project/push/mergin/trees" ) );
      QVERIFY( !endpoint.request.isIdempotent );
      QVERIFY2( endpoint.request.body.contains( ":10000000000" ),
                endpoint.request.body.constData() ); // no 1e+10
      const QJsonObject body = QJsonDocument::fromJson( endpoint.request.body ).object();
      QCOMPARE( body.value( QStringLiteral( "version" ) ).toString(), QStringLiteral( "v3" ) );
      const QJsonObject lists = body.value( QStringLiteral( "changes" ) ).toObject();
      const QJsonObject added = lists.value( QStringLiteral( "added" ) ).toArray().at( 0 ).toObject();
      QCOMPARE( added.value( QStringLiteral( "path" ) ).toString(), QStringLiteral( "a \u00e4.jpg" ) );
      QCOMPARE( added.value( QStringLiteral( "chunks" ) ).toArray(),
                QJsonArray( { one.toString(), two.toString(), one.toString() } ) ); // repeats are kept
      const QJsonObject updated = lists.value( QStringLiteral( "updated" ) ).toArray().at( 0 ).toObject();
      QVERIFY( updated.value( QStringLiteral( "chunks" ) ).isArray() );
      const QJsonObject removed = lists.value( QStringLiteral( "removed" ) ).toArray().at( 0 ).toObject();
      QCOMPARE( removed.value( QStringLiteral( "checksum" ) ).toString(), sha1Of( "old" ).toString() );
      QCOMPARE( removed.value( QStringLiteral( "size" ) ).toInt(), 3 );
    }

    void aStartGivesATransaction()
    {
      const auto decode = endpoints::startPush( name(), Version( 0 ), {} ).decode;
      const Result<endpoints::PushStarted> started =
        decode( answerWith( QJsonObject{ { QStringLiteral( "transaction" ), TRANSACTION } } ) );
      QVERIFY( started );
      QCOMPARE( started->transaction, transaction() );
      QVERIFY( !started->finished );
    }

    void removalsAloneAreDoneAtOnce()
    {
      const auto decode = endpoints::startPush( name(), Version( 0 ), {} ).decode;
      const Result<endpoints::PushStarted> started = decode( answerWith( objectOf(
        "{'id':'f9ef87ac-1dae-48ab-85cb-062a4784fb83','name':'trees','namespace':'mergin','version':'v4','files':[]}" ) ) );
      QVERIFY( started );
      QVERIFY( started->transaction.isEmpty() );
      QCOMPARE( started->finished->summary.version, Version( 4 ) );
    }

    void startsThatMakeNoSenseAreMalformed()
    {
      const auto decode = endpoints::startPush( name(), Version( 0 ), {} ).decode;
      for ( const char *body : { "{'transaction':''}", "{'transaction':null}", "{'transaction':'../../x'}",
                                 "{'transaction':5}", "{}", "[]", "" } )
      {
        const Result<endpoints::PushStarted> started =
          decode( answerWith( QByteArray( body ).replace( '\'', '"' ) ) );
        QVERIFY2( !started, body );
        QCOMPARE( started.error().kind, ErrorKind::MalformedReply );
      }
    }

    void whatArrivedIsCompared()
    {
      const QByteArray bytes = "hello";
      const auto endpoint = endpoints::pushChunk( transaction(), newChunkId(), bytes );
      QCOMPARE( endpoint.request.body, bytes );
      QVERIFY( endpoint.request.isIdempotent );
      const QJsonObject good{ { QStringLiteral( "checksum" ), sha1Of( bytes ).toString() },
                              { QStringLiteral( "size" ), 5 } };
      QVERIFY( endpoint.decode( answerWith( good ) ) );
      for ( const QJsonObject &bad :
            { with( good, "size", 4 ), with( good, "checksum", sha1Of( "hallo" ).toString() ),
              with( good, "size", QJsonValue::Undefined ), with( good, "checksum", QJsonValue::Null ) } )
        QCOMPARE( endpoint.decode( answerWith( bad ) ).error().kind, ErrorKind::MalformedReply );
    }

    void theEndIsSentOnceAndHasTime()
    {
      const auto endpoint = endpoints::finishPush( transaction() );
      QCOMPARE( endpoint.request.target(), QByteArray( "v1/project/push/finish/" ) + TRANSACTION.toLatin1() );
      QVERIFY( !endpoint.request.isIdempotent );
      QVERIFY( *endpoint.request.inactivityTimeout >= std::chrono::seconds( 60 ) );
      QCOMPARE( endpoint.decode( answerWith( QByteArray( "{}" ) ) ).error().kind, ErrorKind::MalformedReply );
    }

    void cancelingWhatIsOverIsNoError()
    {
      const auto endpoint = endpoints::cancelPush( transaction() );
      QCOMPARE( *endpoint.decode( answerWith( QByteArray() ) ), true );
      QCOMPARE( *endpoint.onError( { ErrorKind::NotFound, {}, {}, {} } ), false );
      QCOMPARE( endpoint.onError( { ErrorKind::Forbidden, {}, {}, {} } ).error().kind, ErrorKind::Forbidden );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsPush )
#include "test_endpoints_push.moc"
