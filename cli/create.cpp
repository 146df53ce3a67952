// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/commands.h"
#include "cli/printreport.h"
#include "cli/runtime.h"
#include "core/api/endpoints.h"
#include "core/api/projectdecoder.h"
#include "core/project/projectdir.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>

namespace syncline::cli
{
  namespace
  {
    struct Given
    {
        QString project;
        QString folder;
        bool isPublic = false;
    };

    struct FromFolder
    {
        QString path;
        ProjectId
          linkedTo; //!< an earlier "create" of the same project was interrupted after it had linked the folder
        bool hasBegun = false; //!< and after it had begun to upload: what came up since is ours
    };

    //! What the server has of a project that an earlier "create" may have made.
    enum class Leftover
    {
      Ours,
      OtherVisibility,
      Others
    };

    //! The folder to upload, before anything is made on the server.
    [[nodiscard]] Result<FromFolder> checkedFolder( const QString &given, const ProjectName &name )
    {
      const QFileInfo info( QDir::current().absoluteFilePath( given ) );
      if ( !info.isDir() )
        return fail( ErrorKind::InvalidInput, QStringLiteral( "there is no folder %1" ).arg( given ) );
      if ( !info.isReadable() || !info.isWritable() )
        return fail( ErrorKind::ReadOnly, given );
      const QString path = QDir::cleanPath( info.absoluteFilePath() );
      const Result<ProjectDir> linked = ProjectDir::open( path );
      const bool isSame = linked && linked->identity().name == name;
      if ( isSame && linked->identity().version == Version() )
        return FromFolder{ path, linked->identity().id, linked->hasUnfinishedBusiness() };
      if ( isSame )
        return fail( ErrorKind::AlreadyExists,
                     QStringLiteral( "%1 is the folder of %2 already; \"syncline push\" there uploads it" )
                       .arg( given, name.toString() ) );
      if ( QFileInfo::exists( path + QStringLiteral( "/.mergin/mergin.json" ) ) )
        return fail( ErrorKind::AlreadyExists,
                     QStringLiteral( "%1 belongs to a project already" ).arg( given ) );
      return FromFolder{ path, {}, false };
    }

    [[nodiscard]] Result<SyncReport> uploadFolder( Runtime &runtime, const FromFolder &folder,
                                                   const ProjectName &name )
    {
      const auto bar = runtime.progressBar();
      const SyncContext context = runtime.syncContext( *bar );
      if ( folder.linkedTo.isEmpty() )
        SYNCLINE_CHECK( linkFolder( context, folder.path, name ) );
      SyncOptions options;
      options.direction = SyncDirection::UploadOnly;
      return SyncSession( context, folder.path, options ).run();
    }

    /**
     * What is left of a "create" that was killed before it uploaded anything: the next one goes on with it. Not with one that others
     * may see while these files are private, nor with a colleague's: an admin of the workspace owns all that is in it.
     */
    [[nodiscard]] Result<Leftover> leftover( Runtime &runtime, const ProjectName &name, const Given &given,
                                             const FromFolder &folder )
    {
      SYNCLINE_TRY( there, runtime.ask( endpoints::projectInfo( name ) ) );
      const bool isTheOne = folder.linkedTo.isEmpty() || folder.linkedTo == there.summary.id;
      if ( !isTheOne || there.summary.role != ProjectRole::Owner )
        return Leftover::Others;
      if ( there.summary.isPublic != given.isPublic )
        return Leftover::OtherVisibility;
      SYNCLINE_TRY( hands, decodeHands( there ) );
      if ( !folder.hasBegun && ( there.summary.version.number() != 0 || hands.hasOpenUploads ) )
        return Leftover::Others;
      if ( !hands.creator.isValid() && hands.creatorName.isEmpty() )
        return Leftover::Ours;
      SYNCLINE_TRY( self, runtime.ask( endpoints::profile() ) );
      const bool isMine =
        hands.creator.isValid() ? hands.creator == self.id : hands.creatorName == self.userName;
      return isMine ? Leftover::Ours : Leftover::Others;
    }

    [[nodiscard]] Result<void> makeProject( Runtime &runtime, const ProjectName &name, const Given &given )
    {
      const auto visibility = given.isPublic ? endpoints::Visibility::Public : endpoints::Visibility::Private;
      const auto made = runtime.ask( endpoints::createProject( name, visibility ) );
      if ( made )
        return {};
      const bool mayBeALeftover = made.error().kind == ErrorKind::AlreadyExists && !given.folder.isEmpty();
      if ( mayBeALeftover && leftover( runtime, name, given, {} ) == Leftover::Ours )
        return {};
      return tl::unexpected<Error>( made.error() );
    }

    //! The project that a folder is linked to has to be as if this command had just made it.
    [[nodiscard]] Result<void> checkLinked( Runtime &runtime, const ProjectName &name, const Given &given,
                                            const FromFolder &folder )
    {
      const auto refused = []( ErrorKind kind, const char *code, const QString &fact ) {
        return fail( kind, fact, ServerDetail{ 0, QString::fromLatin1( code ), fact, {}, -1 } );
      };
      const Result<Leftover> there = leftover( runtime, name, given, folder );
      if ( !there && there.error().kind == ErrorKind::NotFound )
        return refused( ErrorKind::NotFound, "LinkedProjectGone", {} );
      SYNCLINE_CHECK( there );
      switch ( *there )
      {
        case Leftover::Ours:
          return {};
        case Leftover::OtherVisibility:
          return refused(
            ErrorKind::AlreadyExists, "LinkedToAnother",
            given.isPublic
              ? QStringLiteral( "%1 is private on the server, and --public is given" ).arg( name.toString() )
              : QStringLiteral( "%1 is public on the server, and --public is not given" )
                  .arg( name.toString() ) );
        case Leftover::Others:
          return refused( ErrorKind::AlreadyExists, "LinkedToAnother",
                          QStringLiteral( "%1 is on the server already" ).arg( name.toString() ) );
      }
      Q_UNREACHABLE();
    }

    [[nodiscard]] Result<ExitCode> create( Runtime &runtime, const Given &given )
    {
      runtime.place().project = given.project;
      SYNCLINE_TRY( name, ProjectName::fromString( given.project ) );
      FromFolder folder;
      if ( !given.folder.isEmpty() )
      {
        SYNCLINE_TRY( checked, checkedFolder( given.folder, name ) );
        folder = checked;
        runtime.place().folder = folder.path;
      }
      SYNCLINE_CHECK( runtime.signIn() );
      SYNCLINE_CHECK( folder.linkedTo.isEmpty() ? makeProject( runtime, name, given )
                                                : checkLinked( runtime, name, given, folder ) );
      Console &console = runtime.console();
      if ( folder.path.isEmpty() )
      {
        console.line( QStringLiteral( "Created %1" ).arg( name.toString() ) );
        console.document( QJsonDocument( QJsonObject{ { QStringLiteral( "project" ), name.toString() },
                                                      { QStringLiteral( "public" ), given.isPublic } } ) );
        return ExitCode::Ok;
      }
      Result<SyncReport> report = uploadFolder( runtime, folder, name );
      if ( report )
        return printSync( console, *report,
                          QStringLiteral( "Created %1 from %2" ).arg( name.toString(), given.folder ) );
      console.note( QStringLiteral( "%1 was created on the server, but its files are not uploaded yet; "
                                    "\"syncline push\" in %2 goes on." )
                      .arg( name.toString(), given.folder ) );
      return tl::unexpected<Error>( std::move( report ).error() );
    }
  } // namespace

  void addCreate( CommandLine &commands )
  {
    const auto given = std::make_shared<Given>();
    CommandForm form = commands.add( QStringLiteral( "create" ), "Create a project on the server",
                                     [given]( Runtime &runtime ) { return create( runtime, *given ); } );
    form.argument( "PROJECT", given->project, "WORKSPACE/PROJECT" );
    form.flag( "--public", given->isPublic, "Everybody may see it" );
    form.option( "--from-dir", given->folder, "Upload this folder and make it the project's folder here" );
  }
} // namespace syncline::cli
