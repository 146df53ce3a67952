// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopledomain.h"
#include "plugin/dialogs/peopleimport.h"
#include "plugin/dialogs/peoplewindow.h"
#include "tests/dialogs/peoplerig.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QTest>
#include <QTreeView>
#include <QUrlQuery>

#include <ctime>

using namespace syncline;
using namespace syncline::people;

//! What windows about people may cost: time to open, and memory for a domain of 50,000.
class TestPeopleNumbers : public QObject
{
    Q_OBJECT

    static constexpr int USERS = 50000;
    static constexpr qint64 MEMORY_LIMIT = 100 * 1024 * 1024;

    //! Of this process, without files that are mapped; in bytes.
    static qint64 privateMemory()
    {
      QFile status( QStringLiteral( "/proc/self/status" ) );
      if ( !status.open( QIODevice::ReadOnly ) )
        return -1;
      for ( const QByteArray &line : status.readAll().split( '\n' ) )
        if ( line.startsWith( "RssAnon:" ) )
          return line.mid( 8 ).trimmed().split( ' ' ).first().toLongLong() * 1024;
      return -1;
    }

    //! That of this thread, in nanoseconds.
    static qint64 processorTime()
    {
      timespec now{};
      clock_gettime( CLOCK_THREAD_CPUTIME_ID, &now );
      return qint64( now.tv_sec ) * 1000000000 + now.tv_nsec;
    }

    //! A page of made-up users with all their fields, as the API sends them.
    static FakeResponse page( const FakeRequest &request )
    {
      const QUrlQuery query( QUrl( QString::fromUtf8( request.target ) ) );
      const int limit = query.queryItemValue( QStringLiteral( "limit" ) ).toInt();
      const int offset = query.queryItemValue( QStringLiteral( "offset" ) ).toInt();
      QJsonArray users;
      for ( int i = offset; i < qMin( offset + limit, USERS ); ++i )
      {
        const QString name = QStringLiteral( "person%1" ).arg( i, 5, 10, QLatin1Char( '0' ) );
        users.append( QJsonObject{
          { QStringLiteral( "username" ), name },
          { QStringLiteral( "display_name" ), QStringLiteral( "Person Number %1" ).arg( i ) },
          { QStringLiteral( "first_name" ), QStringLiteral( "Person" ) },
          { QStringLiteral( "last_name" ), QStringLiteral( "Number %1" ).arg( i ) },
          { QStringLiteral( "email" ), name + QStringLiteral( "@example.com" ) },
          { QStringLiteral( "is_active" ), true },
          { QStringLiteral( "is_ods" ), false },
          { QStringLiteral( "account_type" ), QStringLiteral( "local" ) },
          { QStringLiteral( "permissions" ),
            QJsonArray{ QStringLiteral( "edit_page" ), QStringLiteral( "edit_theme" ),
                        QStringLiteral( "create_page" ) } },
          { QStringLiteral( "groups" ),
            QJsonArray{
              QJsonObject{ { QStringLiteral( "uid" ), QStringLiteral( "crew%1" ).arg( i % 40 ) } } } },
          { QStringLiteral( "identity_providers" ), QJsonArray() },
          { QStringLiteral( "joined_at" ), QStringLiteral( "2024-01-01T10:00:00Z" ) },
          { QStringLiteral( "last_seen_at" ), QStringLiteral( "2026-05-01T10:00:00Z" ) },
          { QStringLiteral( "last_login_at" ), QStringLiteral( "2026-05-01T10:00:00Z" ) },
          { QStringLiteral( "expires_at" ), QJsonValue() },
          { QStringLiteral( "explore_limits" ), QJsonObject() },
          { QStringLiteral( "management_limits" ), QJsonObject() },
          { QStringLiteral( "gravatar_url" ), QStringLiteral( "//www.gravatar.com/avatar/0?d=mm&s=80" ) } } );
      }
      QJsonArray links;
      if ( offset + limit < USERS )
        links.append( QJsonObject{
          { QStringLiteral( "rel" ), QStringLiteral( "next" ) },
          { QStringLiteral( "href" ),
            QStringLiteral( "https://data.example.com/api/automation/v1.0/users/?limit=%1&offset=%2" )
              .arg( limit )
              .arg( offset + limit ) } } );
      FakeResponse answer;
      answer.status = 200;
      answer.headers.append( std::pair<QByteArray, QByteArray>( "Content-Type", "application/json" ) );
      answer.body =
        QJsonDocument(
          QJsonObject{
            { QStringLiteral( "total_count" ), USERS },
            { QStringLiteral( "next" ),
              links.isEmpty() ? QJsonValue() : links.first().toObject().value( QStringLiteral( "href" ) ) },
            { QStringLiteral( "previous" ), QJsonValue() },
            { QStringLiteral( "results" ), users } } )
          .toJson( QJsonDocument::Compact );
      return answer;
    }

  private Q_SLOTS:
    void aWindowWithAThousandMembersOpensInATenthOfASecond()
    {
      PeopleRig rig;
      for ( int i = 0; i < 1000; ++i )
        rig.server.addUser( QStringLiteral( "person%1" ).arg( i ), QStringLiteral( "Topsecret1!" ) );
      rig.signIn();
      qint64 best = std::numeric_limits<qint64>::max();
      for ( int i = 0; i < 5; ++i )
      {
        QElapsedTimer timer;
        timer.start();
        PeopleParts parts = rig.people();
        auto *window = new PeopleWindow( parts );
        window->show();
        window->repaint();
        best = qMin( best, timer.nsecsElapsed() );
        delete window;
      }
      qInfo( "People window, 1,004 members, reading and decoding of them included: %.1f ms",
             double( best ) / 1e6 );
      QVERIFY( best < 100 * 1000 * 1000 );
    }

    //! Answers come one by one, as from a network; what the double needs for each is in the figure.
    void threeHundredInvitationsLeaveTheWindowItsFrames()
    {
      PeopleRig rig;
      rig.isHolding = true;
      rig.signIn();
      FakeTransport *wire = rig.last;
      const auto answerAll = [wire]
      {
        while ( wire->releaseNext() )
          ;
      };
      auto *page = rig.open<PeoplePage>( "mMembersPage" );
      answerAll();
      press( page, "mImportButton" );
      auto *wizard = rig.window->findChild<PeopleImportWizard *>();
      QStringList list;
      for ( int i = 0; i < 300; ++i )
        list.append( QStringLiteral( "person%1@example.com" ).arg( i ) );
      child<QPlainTextEdit>( wizard, "mPasteEdit" )->setPlainText( list.join( QLatin1Char( '\n' ) ) );
      QTRY_VERIFY( wizard->button( QWizard::NextButton )->isEnabled() );
      wizard->next();
      answerAll();
      QTRY_VERIFY( wizard->button( QWizard::CommitButton )->isEnabled() );
      qint64 worst = 0;     // by the clock: on a busy machine mostly time that others had
      qint64 worstWork = 0; // what the processor did for this thread
      const auto measured = [&worst, &worstWork]( const auto &deed )
      {
        const qint64 before = processorTime();
        QElapsedTimer timer;
        timer.start();
        deed();
        worst = qMax( worst, timer.nsecsElapsed() );
        worstWork = qMax( worstWork, processorTime() - before );
      };
      QElapsedTimer whole;
      whole.start();
      measured( [wizard] { wizard->button( QWizard::CommitButton )->click(); } );
      while ( wizard->bulk().isRunning() )
      {
        measured( [wire] { wire->releaseNext(); } );
        measured( [] { QCoreApplication::processEvents(); } );
      }
      QCOMPARE( wizard->bulk().counts().done, 300 );
      const PeopleReviewModel &rows = wizard->bulk().model();
      for ( int i = 0; i < 300; ++i ) // in the order of the list
        QCOMPARE( rows.plan().rows.at( i ).email, list.at( i ) );
      qInfo(
        "300 invitations in the window: %.1f ms at most at a stretch (%.1f ms of it work), %.0f ms in all",
        double( worst ) / 1e6, double( worstWork ) / 1e6, double( whole.nsecsElapsed() ) / 1e6 );
      QVERIFY( worstWork < 16 * 1000 * 1000 );
      QVERIFY( worst < 16 * 1000 * 1000 );
      rig.close();
    }

    void aDomainOfFiftyThousandFitsIntoAHundredMegabytes()
    {
      PeopleRig rig;
      FakeTransport transport( page );
      ods::Access access;
      access.root = *ods::rootFromText( QStringLiteral( "data.example.com" ) );
      access.key = "k";
      ods::Client client( transport, access );
      OdsDirectory directory( client );
      PeopleModel model( PeopleDirectory::Kind::Domain );
      model.setSortsItself( false );
      const qint64 before = privateMemory();
      qint64 highest = before;
      PeopleQuery query;
      QElapsedTimer timer;
      timer.start();
      for ( bool hasMore = true; hasMore; )
      {
        const Result<PeopleList> found = PeopleRigAnswers::got( directory.list( query ) );
        QVERIFY( found );
        model.appendPeople( found->people );
        hasMore = found->next.has_value();
        query.offset = found->next.value_or( 0 );
        highest = qMax( highest, privateMemory() );
        transport.clearLog();
      }
      QCOMPARE( model.total(), USERS );
      qInfo( "50,000 users in the table: %.1f MB, %.1f s for 500 pages", double( highest - before ) / 1048576,
             double( timer.elapsed() ) / 1000 );
      QVERIFY( highest - before < MEMORY_LIMIT );
    }

    void theirExportKeepsAPageInMemory()
    {
      FakeTransport transport( page );
      ods::Access access;
      access.root = *ods::rootFromText( QStringLiteral( "data.example.com" ) );
      access.key = "k";
      ods::Client client( transport, access );
      OdsPeople people( client );
      const qint64 before = privateMemory();
      qint64 highest = before;
      qint64 bytes = 0;
      // Answers come one by one, as over a wire; all at once each page would lie on the stack of the one before.
      transport.hold();
      Result<qint64> written = fail( ErrorKind::Bug );
      people
        .exportJson(
          [&]( const QByteArray &some ) -> Result<void>
          {
            bytes += some.size();
            highest = qMax( highest, privateMemory() );
            return {};
          } )
        .listen( [&written]( const Result<qint64> &answer ) { written = answer; } );
      while ( transport.releaseNext() )
        transport.clearLog();
      QVERIFY( written );
      QCOMPARE( *written, qint64( USERS ) );
      qInfo( "export of 50,000 users: %.1f MB written, %.1f MB held at most", double( bytes ) / 1048576,
             double( highest - before ) / 1048576 );
      QVERIFY( highest - before < MEMORY_LIMIT );
    }
};

QTEST_MAIN( TestPeopleNumbers )
#include "test_peoplenumbers.moc"
