// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/describe.h"

#include "core/api/servererror.h"

#include <QLocale>

#include <array>

namespace syncline::cli
{
  namespace
  {
    enum class Detail
    {
      Hide,
      Show
    }; //!< whether the technical detail says more than the sentence

    struct Text
    {
        ErrorKind kind;
        const char *sentence;
        const char *nextStep;
        Detail detail = Detail::Hide;
    };

    // {server}, {project} and {folder} are filled in. In the order of ErrorKind, which the compiler checks below.
    constexpr std::array<Text, ERROR_KIND_COUNT> TEXTS{ {
      { ErrorKind::Canceled, "Stopped. What was finished is kept.", "Run the same command again to go on." },
      { ErrorKind::Offline, "{server} cannot be reached.",
        "Check the address (--url or MERGIN_URL) and the network, then run it again." },
      { ErrorKind::Timeout, "{server} stopped answering.",
        "Run it again later; what was transferred is kept." },
      { ErrorKind::TlsFailure, "The certificate of {server} is not trusted, so nothing was sent.",
        "Check the address; if it is right, add the server's authority to this system's certificates.",
        Detail::Show },
      { ErrorKind::NotAServer, "There is no Mergin Maps server at {server}.",
        "Check the address (--url or MERGIN_URL).", Detail::Show },
      { ErrorKind::Unauthorized, "Not signed in at {server}.",
        "Check user name and password (MERGIN_USERNAME, MERGIN_PASSWORD), or run \"syncline login\" for a new MERGIN_AUTH.",
        Detail::Show },
      { ErrorKind::Forbidden, "{server} does not allow this to you.",
        "Ask an owner of the project or workspace for the right to do it." },
      { ErrorKind::NotFound, "{server} knows nothing by that name, or hides it from you.",
        "Check the spelling; \"syncline list-workspaces\" and \"syncline list-projects WORKSPACE\" show what is there.",
        Detail::Show },
      { ErrorKind::AlreadyExists, "There is already something by that name.", "Choose another name.",
        Detail::Show },
      { ErrorKind::VersionConflict, "The server has newer versions than this folder. Nothing was uploaded.",
        "Run \"syncline sync\", which downloads them first." },
      { ErrorKind::Locked, "Somebody else is uploading to this project.", "Run it again in a moment." },
      { ErrorKind::QuotaExceeded, "The workspace has no room for this. Nothing was uploaded.",
        "Make room on the server, or ask an owner of the workspace.", Detail::Show },
      { ErrorKind::RateLimited, "{server} asks to slow down.", "Run it again in a minute." },
      { ErrorKind::ServerRejected, "{server} refuses this.",
        "Change what it complains about and run it again.", Detail::Show },
      { ErrorKind::ServerFailure, "{server} has trouble of its own.",
        "Run it again later; nothing is lost here." },
      { ErrorKind::ServerTooOld, "{server} is too old for this.", "Ask its administrator for an update.",
        Detail::Show },
      { ErrorKind::ClientTooOld, "{server} needs a newer Syncline.", "Update Syncline and run it again." },
      { ErrorKind::MalformedReply,
        "{server} sent an answer that makes no sense or was cut off. It was not used.",
        "Run it again; if it stays, tell the server's administrator.", Detail::Show },
      { ErrorKind::DiskFull, "The disk is full.", "Make room and run it again; nothing is lost." },
      { ErrorKind::FileInUse, "Another program keeps a file of this folder busy.",
        "Close it there and run it again.", Detail::Show },
      { ErrorKind::ReadOnly, "There is no right to write here.",
        "Change the rights of the folder, or choose another one.", Detail::Show },
      { ErrorKind::LocalIo, "The disk reports trouble.", "Check disk and folder, then run it again.",
        Detail::Show },
      { ErrorKind::DamagedDatabase, "A database of this folder is damaged. It was left alone.",
        "Put a good copy in its place and run it again.", Detail::Show },
      { ErrorKind::SchemaDiffers, "Tables or columns of a database differ.",
        "Compare the two files and keep the one you want.", Detail::Show },
      { ErrorKind::MalformedChangeset, "This is not a whole changeset. Nothing was changed.",
        "Get the changeset again from where it came from.", Detail::Show },
      { ErrorKind::ChangesetConflict, "The changes do not fit this database. Nothing was changed.",
        "Apply them to the version they were made from.", Detail::Show },
      { ErrorKind::UnsafePath, "The name of a file cannot be used. The file was left alone.",
        "Rename it where it is and run it again.", Detail::Show },
      { ErrorKind::NotAProject, "{folder} is no project folder.",
        "Go to a folder made by \"syncline download\" or \"syncline create --from-dir\"." },
      { ErrorKind::DamagedMetadata,
        "The sync data of this folder cannot be read. Your files were left alone.",
        "Run \"syncline repair WORKSPACE/PROJECT\" in the folder, which makes them anew without a new download.",
        Detail::Show },
      { ErrorKind::UnfinishedBusiness, "An earlier sync was interrupted.",
        "Run \"syncline sync\" to finish it." },
      { ErrorKind::MassRemoval,
        "Most files of the project are missing here. Nothing was removed on the server.",
        "Is the drive connected? If they are meant to go, run it again with --allow-mass-removal.",
        Detail::Show },
      { ErrorKind::Busy, "Another sync works in this folder, or the project kept changing.",
        "Run it again when the other one has ended." },
      { ErrorKind::InvalidInput, "This cannot be used.", "Run the command with --help to see what it takes.",
        Detail::Show },
      { ErrorKind::CredentialStore, "The keyring of this system did not answer or refused.",
        "Unlock it, or use MERGIN_AUTH or MERGIN_USERNAME and MERGIN_PASSWORD." },
      { ErrorKind::Bug, "Something unexpected stopped this. Your files were not touched by it.",
        "Report it with the details.", Detail::Show },
    } };

    constexpr bool isComplete()
    {
      for ( int i = 0; i < ERROR_KIND_COUNT; ++i )
      {
        if ( TEXTS[size_t( i )].kind != ErrorKind( i ) || !TEXTS[size_t( i )].nextStep )
          return false;
      }
      return true;
    }
    static_assert( isComplete(), "a kind of error has no text, or not in the order of ErrorKind" );

    //! Of a project that has a folder here: its name is spelled right.
    constexpr Text PROJECT_GONE_TEXT{
      ErrorKind::NotFound, "{project} was deleted on {server}. Your files and edits are all here.",
      "An owner of its workspace can bring it back for a week. To share it anew, copy the folder without .mergin and run \"syncline create --from-dir\" there."
    };

    constexpr Text NO_ACCESS_TEXT{
      ErrorKind::Forbidden,
      "You no longer have access to {project} on {server}. Your files and edits are all here.",
      "Ask an owner of the project or workspace to add you again."
    };

    constexpr Text NO_SCOPE_TEXT{
      ErrorKind::DamagedMetadata,
      "The list of files in this partial project cannot be read, so nothing was synced or removed.",
      "Download the project into a new folder and copy your changes over.", Detail::Show
    };

    //! Troubles of which more is known than their kind, by the code that comes with them.
    struct CodeText
    {
        const char *code;
        Text text;
    };
    constexpr std::array<CodeText, 14> CODE_TEXTS{ {
      { "NotOnThisEdition",
        { ErrorKind::ServerRejected,
          "{server} runs the Community edition, which has neither members nor invitations.",
          "Give access to a project with \"syncline collaborator add\"; \"syncline user create\" makes accounts." } },
      { "NoMember",
        { ErrorKind::NotFound, "The workspace has no such member.",
          "\"syncline member list\" shows who is there." } },
      { "NoInvitation",
        { ErrorKind::NotFound, "There is no such invitation.", "See \"syncline invite list\"." } },
      { "NoGroup",
        { ErrorKind::NotFound, "The domain has no such group.",
          "Name it by its uid or by its whole title; \"syncline ods list --json\" shows the uids in use." } },
      { "NotTheirPeople",
        { ErrorKind::Forbidden, "You may neither see nor change the people there.",
          "Ask for the change, or for the right to make it." } },
      { "NobodyToCopy",
        { ErrorKind::NotFound, "There is nobody to copy.",
          "Only roles set on a project itself are copied; \"syncline collaborator list\" shows them." } },
      { "NoSuchFile", { ErrorKind::NotFound, "There is no such file.", "Check its name and folder." } },
      { "LinkedProjectGone",
        { ErrorKind::NotFound,
          "{project}, which the folder belongs to, is not on {server} any more, or hidden from you. Nothing was uploaded.",
          "To share the folder anew, remove .mergin from it and run this again." } },
      { "LinkedToAnother",
        { ErrorKind::AlreadyExists,
          "The folder belongs to a project that this command would not make. Nothing was uploaded.",
          "If its files are meant to go there, run \"syncline push\" in the folder; if not, remove .mergin from it and choose another name.",
          Detail::Show } },
      { "Columns",
        { ErrorKind::InvalidInput, "The file cannot be used.",
          "Name one of its columns \"email\" or \"username\"." } },
      { "Encoding",
        { ErrorKind::InvalidInput, "The file cannot be used.", "Save it as UTF-8 and run it again." } },
      { "Quote",
        { ErrorKind::InvalidInput, "The file cannot be used.", "Correct the line and run it again." } },
      { "NobodyNamed",
        { ErrorKind::InvalidInput, "Nobody is named.",
          "Give a name, or a file with people in it by --from." } },
      { "NobodyInFile",
        { ErrorKind::InvalidInput, "The file names nobody, so it does not say whose access it is about.",
          "To take roles, name people: \"syncline collaborator remove\" or \"syncline member remove\"." } },
    } };

    constexpr Text NO_FILE_TEXT{ ErrorKind::NotFound, "There is no such file.", "Check its name and folder.",
                                 Detail::Show };

    const Text &textOf( const Error &error, const Place &place )
    {
      if ( error.kind == ErrorKind::NotFound && place.isLocal )
        return NO_FILE_TEXT;
      if ( error.kind == ErrorKind::DamagedMetadata &&
           error.detail.startsWith( QLatin1String( "file_filter.json" ) ) )
        return NO_SCOPE_TEXT;
      const ServerDetail *said = std::get_if<ServerDetail>( &error.payload );
      for ( const CodeText &one : CODE_TEXTS )
        if ( said && said->code == QLatin1String( one.code ) )
          return one.text;
      if ( said && said->code == QLatin1String( NO_ACCESS_ANY_MORE ) )
        return NO_ACCESS_TEXT;
      const bool isGone =
        error.kind == ErrorKind::NotFound && said && said->code == QLatin1String( PROJECT_GONE );
      return isGone ? PROJECT_GONE_TEXT : TEXTS[size_t( error.kind )];
    }

    //! "That cannot be. Do this." and a fact: "That cannot be (fact). Do this."
    QString withFacts( QString text, const QString &facts )
    {
      if ( facts.isEmpty() )
        return text;
      const int end = int( text.indexOf( QStringLiteral( ". " ) ) );
      return text.insert( end < 0 ? int( text.size() ) - 1 : end, QStringLiteral( " (%1)" ).arg( facts ) );
    }

    QString filledIn( QString text, const Place &place )
    {
      const QString server = QStringLiteral( "{server}" );
      if ( place.server.isEmpty() && text.startsWith( server ) )
        text.replace( 0, server.size(), QStringLiteral( "The server" ) );
      text.replace( server, place.server.isEmpty() ? QStringLiteral( "that address" ) : place.server );
      text.replace( QStringLiteral( "{project}" ),
                    place.project.isEmpty() ? QStringLiteral( "The project" ) : place.project );
      text.replace( QStringLiteral( "{folder}" ), place.folder );
      return text;
    }

    QString sizeText( qint64 bytes )
    {
      return QLocale::c().formattedDataSize( bytes, 1, QLocale::DataSizeTraditionalFormat );
    }

    QString causeText( const NetworkDetail &network )
    {
      using Cause = NetworkDetail::Cause;
      switch ( network.cause )
      {
        case Cause::Unknown:
          return {};
        case Cause::HostNotFound:
          return QStringLiteral( "no computer has the name %1" ).arg( network.host );
        case Cause::Refused:
          return QStringLiteral( "nothing listens there" );
        case Cause::Dropped:
          return QStringLiteral( "the connection ended before an answer" );
        case Cause::CutOff:
          return QStringLiteral( "the connection ended within an answer" );
        case Cause::ProxyLogin:
          return QStringLiteral( "the proxy wants a user name and a password" );
        case Cause::Proxy:
          return QStringLiteral( "the proxy does not pass it on" );
        case Cause::Redirect:
          return QStringLiteral( "the address points on to %1" ).arg( network.host );
      }
      Q_UNREACHABLE();
    }

    //! What the payload knows better than the detail; empty where it knows nothing.
    struct FactsOf
    {
        QString operator()( const std::monostate & ) const { return {}; }
        QString operator()( const QuotaUsage &quota ) const
        {
          if ( quota.limitBytes < 0 || quota.usedBytes < 0 )
            return {};
          return QStringLiteral( "%1 of %2 are used" )
            .arg( sizeText( quota.usedBytes ), sizeText( quota.limitBytes ) );
        }
        QString operator()( const VersionPair &versions ) const
        {
          if ( versions.ours < 0 || versions.theirs < 0 )
            return {};
          return QStringLiteral( "v%1 here, v%2 there" ).arg( versions.ours ).arg( versions.theirs );
        }
        QString operator()( const FailedFiles &files ) const
        {
          QStringList all;
          for ( auto it = files.reasons.begin(); it != files.reasons.end(); ++it )
            all.append( QStringLiteral( "%1: %2" ).arg( it.key(), it.value() ) );
          all.sort();
          return all.join( QStringLiteral( "; " ) );
        }
        QString operator()( const ServerDetail &server ) const { return server.detail; }
        QString operator()( const NetworkDetail &network ) const { return causeText( network ); }
    };
  } // namespace

  Description describe( const Error &error, const Place &place )
  {
    const Text &text = textOf( error, place );
    QString facts = std::visit( FactsOf{}, error.payload );
    if ( facts.isEmpty() && text.detail == Detail::Show )
      facts = error.detail;
    facts = facts.simplified();
    if ( const auto *said = std::get_if<ServerDetail>( &error.payload );
         said && said->code == QLatin1String( "NotOnThisEdition" ) )
      facts.clear(); // names what was asked for, which the sentence does
    // What web frameworks say of any address tells nothing; the project that was asked for does.
    if ( facts.startsWith( QLatin1String( "The requested URL was not found" ) ) )
      facts = place.project;
    while ( facts.endsWith( QLatin1Char( '.' ) ) ) // they stand within a sentence
      facts.chop( 1 );
    constexpr int MAX_FACTS = 300; // a sentence, not a page of somebody's HTML
    if ( facts.size() > MAX_FACTS )
      facts = facts.left( MAX_FACTS ) + QStringLiteral( "…" );
    const QString sentence = QString::fromUtf8( text.sentence );
    // Where the sentence ends is looked for before host names and paths, which have dots too, are in it.
    return { filledIn(
               withFacts( sentence, QString( facts ).replace( QLatin1Char( '{' ), QLatin1Char( '(' ) ) ),
               place ),
             filledIn( QString::fromUtf8( text.nextStep ), place ) };
  }
} // namespace syncline::cli
