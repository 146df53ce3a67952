// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/pluginwork.h"

#include "core/api/keychainstore.h"
#include "core/net/qttransport.h"
#include "plugin/dialogs/localprojects.h"
#include "plugin/qgis/qgiscredentialstore.h"
#include "plugin/qgis/useragent.h"

namespace syncline
{
  PluginWork::PluginWork( QgisInterface &iface )
    : keyring( mayKeepCredentials() ? std::make_unique<KeychainStore>() : nullptr )
    , qgisDatabase( mayKeepCredentials() && QgisCredentialStore::isAvailable()
                      ? std::make_unique<QgisCredentialStore>()
                      : nullptr )
    , account( accountParts() )
    , engine( account )
    , host( iface )
    , downloads( account, engine, host )
    , presenter( ProjectPresenter::Parts{ account, engine, host, clock } )
    , windows( iface, { account, engine, downloads } )
    , people( iface, account, clock )
    , exitQuestion( iface, presenter )
  {
    sendOwnUserAgent();
    connect( &account, &Account::notKept, this, &PluginWork::sayNotKept );
    connect( &presenter, &ProjectPresenter::signInWanted, &windows, &PluginWindows::showSignIn );
    connect( &presenter, &ProjectPresenter::projectsWanted, this,
             [this] { windows.showProjects( presenter.facts().folder ); } );
    connect( &presenter, &ProjectPresenter::detailsWanted, &windows, &PluginWindows::showDetails );
    connect( &presenter, &ProjectPresenter::fileChoiceWanted, &windows, &PluginWindows::askForFile );
    connect( &people, &PeopleShell::signInWanted, &windows, &PluginWindows::showSignIn );
    connect( &people, &PeopleShell::ranUnseen, this,
             [this]( const QString &sentence )
             {
               Note note;
               note.subject = QStringLiteral( "people" );
               note.title = tr( "People" );
               note.text = sentence;
               note.stays = true;
               host.say( note );
             } );
    connect( &windows, &PluginWindows::openWanted, &presenter, &ProjectPresenter::openFolder );
    connect( &windows, &PluginWindows::fileChosen, &host, &QgisHost::openProject );
    connect( &windows, &PluginWindows::stepChosen, &presenter,
             [this]( NextStep step ) { presenter.doStep( step, QString() ); } );
    connect( &presenter, &ProjectPresenter::statusChanged, this,
             [this]
             {
               const ProjectFacts &facts = presenter.facts();
               windows.setOpenFolder( facts.folder );
               if ( facts.open == OpenProject::Synced && !facts.name.isEmpty() &&
                    LocalProjects::folderOf( facts.name, facts.serverAddress ).isEmpty() )
                 LocalProjects::remember( { facts.folder, facts.name, facts.serverAddress, facts.user } );
             } );
  }

  PluginWork::~PluginWork() = default;

  AccountParts PluginWork::accountParts()
  {
    AccountParts parts;
    parts.makeTransport = []( const QUrl &server )
    { return std::make_unique<QtTransport>( server, hostNetwork() ); };
    parts.storeFor = [this]( KeepPlace place )
    {
      return place == KeepPlace::Keyring        ? keyring.get()
             : place == KeepPlace::QgisDatabase ? qgisDatabase.get()
                                                : nullptr;
    };
    parts.clock = &clock;
    return parts;
  }

  void PluginWork::start()
  {
    account.restore();
    presenter.start();
  }

  void PluginWork::sayNotKept( const Error &why )
  {
    Note note;
    note.subject = QStringLiteral( "signin" );
    note.title = account.host();
    note.severity = Severity::Warning;
    note.text = describe( why, { ErrorPlace::Window, account.host(), {}, {}, {}, {} } ).sentence;
    note.step = qgisDatabase ? NextStep::KeepInQgis : NextStep::None;
    note.stays = true;
    host.say( note );
  }

  QVariantMap toVariantMap( const SyncReport &report )
  {
    const QMap<QString, FileEvent> events = {
      { QStringLiteral( "downloaded" ), FileEvent::Downloaded },
      { QStringLiteral( "uploaded" ), FileEvent::Uploaded },
      { QStringLiteral( "removedHere" ), FileEvent::RemovedHere },
      { QStringLiteral( "removedOnServer" ), FileEvent::RemovedOnServer },
      { QStringLiteral( "conflictCopies" ), FileEvent::ConflictCopyKept },
      { QStringLiteral( "keptHere" ), FileEvent::KeptHere },
      { QStringLiteral( "restoredHere" ), FileEvent::RestoredHere },
      { QStringLiteral( "adopted" ), FileEvent::Adopted },
      { QStringLiteral( "notUploaded" ), FileEvent::NotUploaded },
      { QStringLiteral( "notInstalled" ), FileEvent::NotInstalled },
      { QStringLiteral( "merged" ), FileEvent::Merged }
    };
    QVariantMap map{ { QStringLiteral( "project" ), report.project.toString() },
                     { QStringLiteral( "before" ), report.before.toString() },
                     { QStringLiteral( "after" ), report.after.toString() } };
    for ( auto it = events.constBegin(); it != events.constEnd(); ++it )
    {
      QStringList paths;
      for ( const FileOutcome &outcome : report.of( it.value() ) )
        paths << outcome.path;
      map.insert( it.key(), paths );
    }
    return map;
  }

  QVariantMap toVariantMap( const ProjectState &state, const ProjectFacts &facts )
  {
    QStringList attentions;
    for ( const Attention &attention : state.attentions )
      attentions << attention.id;
    return { { QStringLiteral( "state" ), nameOf( state.state ) },
             { QStringLiteral( "sentence" ), state.sentence },
             { QStringLiteral( "detail" ), state.detail },
             { QStringLiteral( "title" ), state.title },
             { QStringLiteral( "role" ), state.role },
             { QStringLiteral( "brief" ), state.brief },
             { QStringLiteral( "attentions" ), attentions },
             { QStringLiteral( "folder" ), facts.folder },
             { QStringLiteral( "version" ), facts.version.toString() },
             { QStringLiteral( "here" ), facts.status ? facts.status->here.count() : 0 },
             { QStringLiteral( "onServer" ), facts.status ? facts.status->onServer.count() : 0 } };
  }
} // namespace syncline
