// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/endpoints_people.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace syncline;

//! The calls about people against what a real server was recorded to answer, and what we send against what it was sent.
class TestEndpointsPeople : public QObject
{
    Q_OBJECT

    static QJsonObject step( const char *scenario, const char *what )
    {
      QFile file( QStringLiteral( SYNCLINE_TEST_DATA "/contract/%1.json" ).arg( QLatin1String( scenario ) ) );
      if ( !file.open( QIODevice::ReadOnly ) )
        return {};
      const QJsonArray steps =
        QJsonDocument::fromJson( file.readAll() ).object().value( QLatin1String( "steps" ) ).toArray();
      for ( const QJsonValue &value : steps )
      {
        if ( value.toObject().value( QLatin1String( "what" ) ).toString() == QLatin1String( what ) )
          return value.toObject();
      }
      return {};
    }

    //! The recorded answer, its placeholders filled in.
    static HttpResponse answerOf( const QJsonObject &step )
    {
      const QJsonObject response = step.value( QLatin1String( "response" ) ).toObject();
      const QJsonValue json = response.value( QLatin1String( "json" ) );
      HttpResponse answer;
      answer.status = response.value( QLatin1String( "status" ) ).toInt();
      answer.body = QJsonDocument( QJsonArray{ json } ).toJson( QJsonDocument::Compact );
      answer.body = answer.body.mid( 1, answer.body.size() - 2 );
      answer.body.replace( "\"<int>\"", "7" );
      answer.body.replace( "\"${p_id}\"", "\"f9ef87ac-1dae-48ab-85cb-062a4784fb83\"" );
      answer.body.replace( "${p}", "trees" );
      return answer;
    }

    static QJsonObject bodyOf( const HttpRequest &request )
    {
      return QJsonDocument::fromJson( request.body ).object();
    }
    static ProjectId id()
    {
      return *ProjectId::fromString( QStringLiteral( "f9ef87ac-1dae-48ab-85cb-062a4784fb83" ) );
    }

  private Q_SLOTS:
    void collaboratorsTellThreeKindsOfRole()
    {
      const auto endpoint = endpoints::collaborators( id() );
      QCOMPARE( endpoint.request.path,
                QByteArray( "v2/projects/f9ef87ac-1dae-48ab-85cb-062a4784fb83/collaborators" ) );
      const auto list = endpoint.decode( answerOf( step( "collaborators-inherited", "list" ) ) );
      QVERIFY2( list.has_value(), list ? "" : qPrintable( list.error().detail ) );
      const Collaborator admin = list->first();
      QCOMPARE( admin.userName, QStringLiteral( "admin" ) );
      QCOMPARE( admin.projectRole, ProjectRole::None );
      QCOMPARE( admin.workspaceRole, WorkspaceRole::Owner );
      QCOMPARE( admin.access, ProjectRole::Owner );
    }

    void addingSendsWhatWasRecorded()
    {
      const QJsonObject recorded = step( "collaborators", "add by e-mail" );
      const auto endpoint =
        endpoints::addCollaborator( id(), QStringLiteral( "carol@example.com" ), ProjectRole::Editor );
      QCOMPARE( endpoint.request.verb, HttpVerb::Post );
      QCOMPARE(
        bodyOf( endpoint.request ),
        recorded.value( QLatin1String( "request" ) ).toObject().value( QLatin1String( "json" ) ).toObject() );
      const auto added = endpoint.decode( answerOf( recorded ) );
      QVERIFY( added.has_value() );
      QCOMPARE( added->projectRole, ProjectRole::Editor );
      QCOMPARE( added->workspaceRole, WorkspaceRole::Guest );
    }

    void changingAndRemovingNameTheUser()
    {
      const auto change = endpoints::setCollaboratorRole( id(), UserId{ 12 }, ProjectRole::Writer );
      QCOMPARE( change.request.verb, HttpVerb::Patch );
      QVERIFY( change.request.path.endsWith( "/collaborators/12" ) );
      QCOMPARE( bodyOf( change.request ), step( "collaborators", "update" )
                                            .value( QLatin1String( "request" ) )
                                            .toObject()
                                            .value( QLatin1String( "json" ) )
                                            .toObject() );
      QVERIFY( change.decode( answerOf( step( "collaborators", "update" ) ) ).has_value() );
      const auto removal = endpoints::removeCollaborator( id(), UserId{ 12 } );
      QCOMPARE( removal.request.verb, HttpVerb::Delete );
      HttpResponse empty;
      empty.status = 204;
      QVERIFY( removal.decode( empty ).has_value() );
    }

    void accessListsNameEverybodyOnce()
    {
      const auto endpoint =
        endpoints::projectAccess( *ProjectName::fromString( QStringLiteral( "mergin/my trees" ) ) );
      QCOMPARE( endpoint.request.path, QByteArray( "v1/project/mergin/my%20trees" ) );
      const auto access = endpoint.decode( answerOf( step( "collaborators", "what bob sees" ) ) );
      QVERIFY2( access.has_value(), access ? "" : qPrintable( access.error().detail ) );
      QCOMPARE( access->owners, QStringList{ QStringLiteral( "erin" ) } );
      QVERIFY( access->writers.contains( QStringLiteral( "bob" ) ) );
      QVERIFY( !access->readers.contains( QStringLiteral( "bob" ) ) );
      QCOMPARE( access->readers, QStringList{ QStringLiteral( "frank" ) } );
      QCOMPARE( access->ownRole, ProjectRole::Writer );
      QCOMPARE( access->name.toString(), QStringLiteral( "mergin/trees" ) );
    }

    void newAccountsSendWhatWasRecorded()
    {
      const QJsonObject recorded = step( "create-user", "create" );
      NewAccount account;
      account.userName = QStringLiteral( "${name}" );
      account.email = QStringLiteral( "${name}@example.com" );
      account.password = QStringLiteral( "Topsecret1!" );
      account.workspace.value = 1;
      account.role = WorkspaceRole::Reader;
      const auto endpoint = endpoints::createUser( account );
      QCOMPARE(
        bodyOf( endpoint.request ),
        recorded.value( QLatin1String( "request" ) ).toObject().value( QLatin1String( "json" ) ).toObject() );
      const auto made = endpoint.decode( answerOf( recorded ) );
      QVERIFY( made.has_value() );
      QCOMPARE( made->id.value, 7 );
      account.userName.clear();
      QVERIFY( !bodyOf( endpoints::createUser( account ).request ).contains( QStringLiteral( "username" ) ) );
    }

    void membersAreReadWithAndWithoutRolesOnProjects()
    {
      HttpResponse answer;
      answer.status = 200;
      answer.body =
        R"([{"id":22597,"username":"asmith","email":"asmith@example.com","workspace_role":"reader"}])";
      const auto list = endpoints::workspaceMembers( WorkspaceId{ 3 } ).decode( answer );
      QVERIFY( list.has_value() );
      QCOMPARE( list->first().role, WorkspaceRole::Reader );
      QVERIFY( !list->first().projectRoles );
      answer.body =
        R"({"id":1,"username":"a","email":"a@b.c","workspace_role":"guest","projects_roles":[{"project_id":"x","role":"writer"}]})";
      const auto one = endpoints::workspaceMember( WorkspaceId{ 3 }, UserId{ 1 } ).decode( answer );
      QVERIFY( one.has_value() );
      QCOMPARE( one->projectRoles->first().role, ProjectRole::Writer );
      const auto change = endpoints::setMemberRole(
        WorkspaceId{ 3 }, UserId{ 1 }, { WorkspaceRole::Editor, endpoints::RolesOnProjects::Reset } );
      QCOMPARE( QString::fromUtf8( change.request.body ),
                QStringLiteral( R"({"reset_projects_roles":true,"workspace_role":"editor"})" ) );
    }

    void aRoleFromTheFutureGivesNoRights()
    {
      HttpResponse answer;
      answer.status = 200;
      answer.body = R"({"id":1,"username":"a","email":"a@b.c","workspace_role":"sovereign"})";
      QCOMPARE( endpoints::workspaceMember( WorkspaceId{ 3 }, UserId{ 1 } ).decode( answer )->role,
                WorkspaceRole::None );
    }

    void nonsenseIsAMalformedReply_data()
    {
      QTest::addColumn<QByteArray>( "body" );
      QTest::newRow( "web page" ) << QByteArray( "<html>" );
      QTest::newRow( "object" ) << QByteArray( "{}" );
      QTest::newRow( "number in place of a person" ) << QByteArray( "[3]" );
      QTest::newRow( "no id" ) << QByteArray( R"([{"username":"a","email":"","workspace_role":"guest"}])" );
      QTest::newRow( "id as text" ) << QByteArray(
        R"([{"id":"7","username":"a","email":"","workspace_role":"guest"}])" );
      QTest::newRow( "cut off" ) << QByteArray( R"([{"id":7,"username":"a")" );
    }
    void nonsenseIsAMalformedReply()
    {
      QFETCH( QByteArray, body );
      HttpResponse answer;
      answer.status = 200;
      answer.body = body;
      const auto people = endpoints::collaborators( id() ).decode( answer );
      QVERIFY( !people );
      QCOMPARE( people.error().kind, ErrorKind::MalformedReply );
      QCOMPARE( endpoints::workspaceMembers( WorkspaceId{ 1 } ).decode( answer ).error().kind,
                ErrorKind::MalformedReply );
    }

    void invitationsAndSeatsAreRead()
    {
      HttpResponse answer;
      answer.status = 201;
      answer.body = R"({"id":5,"email":"x@example.com","role":"reader"})";
      const auto sent = endpoints::createInvitation( WorkspaceId{ 2 }, QStringLiteral( "x@example.com" ),
                                                     WorkspaceRole::Reader )
                          .decode( answer );
      QCOMPARE( sent->id, 5 );
      answer.body =
        R"([{"uuid":"9e7da83a-0000-4000-8000-000000000000","workspace":"team","workspace_id":2,"role":"reader","expire":"2026-06-01T10:00:00Z"}])";
      const auto mine = endpoints::receivedInvitations().decode( answer );
      QCOMPARE( mine->first().expires, QDateTime( QDate( 2026, 6, 1 ), QTime( 10, 0 ), Qt::UTC ) );
      QCOMPARE( QString::fromUtf8(
                  endpoints::answerInvitation( mine->first().uuid, endpoints::InvitationAnswer::Reject )
                    .request.body ),
                QStringLiteral( R"({"accept":false})" ) );
      answer.body =
        R"({"api":{"allowed":true},"editors":{"editors_count":9,"invitations_count":1,"quota":10}})";
      const auto seats = endpoints::workspaceSeats( WorkspaceId{ 2 } ).decode( answer );
      QCOMPARE( seats->editors, 9 );
      QCOMPARE( seats->limit, 10 );
      answer.body = "{}";
      QCOMPARE( endpoints::workspaceSeats( WorkspaceId{ 2 } ).decode( answer )->limit, -1 );
    }

    void onlyWhetherAnybodyMayReadIsSent()
    {
      const HttpRequest request =
        endpoints::setProjectPublic( *ProjectName::fromString( QStringLiteral( "team/trees" ) ), true )
          .request;
      QCOMPARE( request.path, QByteArray( "v1/project/team/trees" ) );
      QVERIFY( request.verb == HttpVerb::Put );
      QCOMPARE( QString::fromUtf8( request.body ), QStringLiteral( R"({"access":{"public":true}})" ) );
    }
};

QTEST_GUILESS_MAIN( TestEndpointsPeople )
#include "test_endpoints_people.moc"
