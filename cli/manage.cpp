// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/peopleio.h"
#include "cli/runtime.h"
#include "core/api/endpoints.h"
#include "core/api/endpoints_manage.h"

#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QString project;
        QString name;
        QString workspace;
        bool now = false;
        bool yes = false;
    };

    //! WORKSPACE/NAME, or NAME in \a workspace. Naming another workspace twice over is InvalidInput.
    [[nodiscard]] Result<ProjectName> nameFrom( const QString &text, const QString &workspace )
    {
      if ( !text.contains( QLatin1Char( '/' ) ) )
        return ProjectName::fromParts( workspace, text );
      return ProjectName::fromString( text );
    }

    void tell( Runtime &runtime, const QString &sentence, const QJsonObject &document )
    {
      runtime.console().line( sentence );
      runtime.console().document( QJsonDocument( document ) );
    }

    bool isCopyOf( Runtime &runtime, const ProjectName &source, const ProjectName &target )
    {
      const auto filesOf = [&runtime]( const ProjectName &name ) -> std::optional<QMap<RelPath, Sha1>>
      {
        const Result<ProjectInfo> info = runtime.ask( endpoints::projectInfo( name ) );
        if ( !info )
          return std::nullopt;
        QMap<RelPath, Sha1> files;
        for ( const ServerFile &file : info->files )
          files.insert( file.path, file.checksum );
        return files;
      };
      const auto ours = filesOf( source );
      return source != target && ours && ours == filesOf( target );
    }

    [[nodiscard]] Result<ExitCode> clone( Runtime &runtime, const Given &given )
    {
      runtime.place().project = given.project;
      SYNCLINE_TRY( source, ProjectName::fromString( given.project ) );
      SYNCLINE_TRY(
        target, nameFrom( given.name, given.workspace.isEmpty() ? source.workspace() : given.workspace ) );
      if ( !given.workspace.isEmpty() && target.workspace() != given.workspace )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "the workspace is named twice: %1 and %2" )
                                                .arg( target.workspace(), given.workspace ) );
      SYNCLINE_CHECK( runtime.signIn() );
      const auto made = runtime.ask( endpoints::cloneProject( source, target ) );
      if ( !made && made.error().kind == ErrorKind::AlreadyExists && isCopyOf( runtime, source, target ) )
        runtime.console().note(
          QStringLiteral(
            "%1 holds the same files as %2, as after a copy whose end nobody saw: it is whole." )
            .arg( target.toString(), source.toString() ) );
      if ( !made )
        return tl::unexpected<Error>( made.error() );
      tell( runtime, QStringLiteral( "Copied %1 to %2" ).arg( source.toString(), target.toString() ),
            { { QStringLiteral( "project" ), target.toString() },
              { QStringLiteral( "source" ), source.toString() } } );
      return ExitCode::Ok;
    }

    [[nodiscard]] Result<ExitCode> rename( Runtime &runtime, const Given &given )
    {
      runtime.place().project = given.project;
      SYNCLINE_TRY( before, ProjectName::fromString( given.project ) );
      SYNCLINE_TRY( after, nameFrom( given.name, before.workspace() ) );
      if ( after.workspace() != before.workspace() )
        return fail( ErrorKind::InvalidInput,
                     QStringLiteral( "a project cannot move to another workspace; clone it there" ) );
      SYNCLINE_CHECK( runtime.signIn() );
      SYNCLINE_TRY( info, runtime.ask( endpoints::projectInfo( before ) ) );
      SYNCLINE_CHECK( runtime.ask( endpoints::renameProject( info.summary.id, after.project() ) ) );
      tell( runtime, QStringLiteral( "Renamed %1 to %2" ).arg( before.toString(), after.toString() ),
            { { QStringLiteral( "project" ), after.toString() },
              { QStringLiteral( "before" ), before.toString() } } );
      return ExitCode::Ok;
    }

    //! On a terminal a question is asked; a script has decided, except for what can never be brought back.
    [[nodiscard]] Result<void> requireConsent( const Given &given )
    {
      if ( given.yes )
        return {};
      const QString question =
        given.now ? QStringLiteral( "Erase %1 on the server, with all its history, now?" )
                  : QStringLiteral( "Remove %1 on the server? It can be brought back for a week." );
      switch ( askConsent( question.arg( given.project ) ) )
      {
        case Consent::Given:
          return {};
        case Consent::Refused:
          return fail( ErrorKind::Canceled );
        case Consent::NobodyThere:
          if ( given.now )
            return fail( ErrorKind::InvalidInput,
                         QStringLiteral( "--now needs --yes where nobody can be asked" ) );
          return {};
      }
      Q_UNREACHABLE();
    }

    [[nodiscard]] Result<ExitCode> remove( Runtime &runtime, const Given &given )
    {
      runtime.place().project = given.project;
      SYNCLINE_TRY( name, ProjectName::fromString( given.project ) );
      SYNCLINE_CHECK( requireConsent( given ) );
      SYNCLINE_CHECK( runtime.signIn() );
      if ( given.now )
      {
        SYNCLINE_TRY( info, runtime.ask( endpoints::projectInfo( name ) ) );
        SYNCLINE_CHECK( runtime.ask( endpoints::removeProjectNow( info.summary.id ) ) );
      }
      else
        SYNCLINE_CHECK( runtime.ask( endpoints::scheduleRemovalByName( name ) ) );
      tell( runtime,
            given.now
              ? QStringLiteral( "Erased %1 on the server" ).arg( name.toString() )
              : QStringLiteral( "Removed %1 on the server; an administrator can bring it back for a week" )
                  .arg( name.toString() ),
            { { QStringLiteral( "project" ), name.toString() }, { QStringLiteral( "now" ), given.now } } );
      return ExitCode::Ok;
    }
  } // namespace

  void addManage( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm copies = commands.add( QStringLiteral( "clone" ), "Copy a project on the server",
                                       [given]( Runtime &runtime ) { return clone( runtime, *given ); } );
    copies.argument( "SOURCE_PROJECT_PATH", given->project, "WORKSPACE/PROJECT to copy" );
    copies.argument( "CLONED_PROJECT_NAME", given->name, "Name of the copy, or WORKSPACE/NAME" );
    copies.argument( "CLONED_PROJECT_NAMESPACE", given->workspace,
                     "Its workspace; default: that of the source", CommandForm::Need::Optional );

    CommandForm renames = commands.add( QStringLiteral( "rename" ), "Rename a project on the server",
                                        [given]( Runtime &runtime ) { return rename( runtime, *given ); } );
    renames.argument( "PROJECT_PATH", given->project, "WORKSPACE/PROJECT" );
    renames.argument( "NEW_PROJECT_NAME", given->name, "The new name, with or without the workspace" );

    CommandForm removes = commands.add( QStringLiteral( "remove" ), "Remove a project on the server",
                                        [given]( Runtime &runtime ) { return remove( runtime, *given ); } );
    removes.argument( "PROJECT", given->project, "WORKSPACE/PROJECT" );
    removes.flag( "--now", given->now, "Erase it at once instead of after a week; nothing brings it back" );
    removes.flag( "-y,--yes", given->yes, "Do not ask" );
  }
} // namespace syncline::cli
