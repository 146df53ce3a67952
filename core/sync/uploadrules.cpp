// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/sync/uploadrules.h"

#include "core/sync/conflictname.h"

#include <QRegularExpression>
#include <QSet>

namespace syncline
{
  namespace
  {
    constexpr int MAX_PATH_BYTES = 260;
    constexpr int MAX_NAME_BYTES = 255;

    //! Extensions that servers refuse, as the server's documentation lists them.
    const QSet<QString> &forbiddenExtensions()
    {
      static const QSet<QString> sExtensions = []
      {
        const QStringList list =
          QStringLiteral(
            "ade adp app appcontent-ms application appref-ms asp aspx asx bas bat bgi cab cdxml cer chm cmd cnt com cpl crt csh "
            "der diagcab dll drv exe fxp gadget grp hlp hpj hta htaccess htc htpasswd inf ins iso isp its jar jnlp js jse jsp ksh "
            "lnk mad maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz mht mhtml msc msh msh1 msh1xml msh2 "
            "msh2xml mshxml msi msp mst msu ops osd pcd pif pl plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 "
            "pssc pst py pyc pyo pyw pyz pyzw reg scf scr sct settingcontent-ms sh shb shs sys theme tmp torrent url vb vbe vbp vbs "
            "vhd vhdx vsmacros vsw webpnp website ws wsb wsc wsf wsh xbap xll xnk" )
            .split( QLatin1Char( ' ' ) );
        return QSet<QString>( list.begin(), list.end() );
      }();
      return sExtensions;
    }

    //! Without its dot, lower case; empty for ".hidden", "name" and "name.".
    QString lastSuffix( const QString &name )
    {
      int start = 0;
      while ( start < name.size() && name.at( start ) == QLatin1Char( '.' ) )
        ++start;
      const int dot = int( name.lastIndexOf( QLatin1Char( '.' ) ) );
      return dot < start ? QString() : name.mid( dot + 1 ).toLower();
    }

    bool hasDeviceName( const QString &path )
    {
      static const QRegularExpression sDevice(
        QStringLiteral( "(?:\\A|/)(?:CON|PRN|AUX|NUL|CLOCK\\$|COM[1-9]|LPT[1-9])(?:\\.[^/]*)?(?:/|\\z)" ),
        QRegularExpression::CaseInsensitiveOption );
      return sDevice.match( path ).hasMatch();
    }

    bool hasForbiddenCharacter( const QString &path )
    {
      static const QRegularExpression sForbidden( QStringLiteral( "[<>:\"|?*\\x00-\\x1f\\x7f\\\\]" ) );
      return sForbidden.match( path ).hasMatch();
    }

    //! What is wrong with a path; null when nothing is.
    const char *complaintAbout( const RelPath &path )
    {
      const QString text = path.toString();
      const QString name = path.fileName();
      if ( hasForbiddenCharacter( text ) )
        return "has a character that servers refuse";
      if ( text.contains( QLatin1String( "./" ) ) )
        return "has a folder whose name ends in a dot";
      if ( hasDeviceName( text ) )
        return "has a name that Windows reserves";
      if ( text.toUtf8().size() > MAX_PATH_BYTES || name.toUtf8().size() > MAX_NAME_BYTES )
        return "is too long";
      if ( name.front().isSpace() || name.back().isSpace() || name.endsWith( QLatin1Char( '.' ) ) )
        return "begins or ends with a blank, or ends in a dot";
      if ( path.folder().contains( QLatin1String( ".mergin" ) ) ||
           name.contains( QLatin1String( ".DS_Store" ) ) || name.contains( QLatin1String( ".directory" ) ) )
        return "has a name that servers leave out without a word";
      return nullptr;
    }

    bool hasFolderEndingInBlank( const RelPath &path )
    {
      const QStringList folders = path.folder().split( QLatin1Char( '/' ) );
      for ( const QString &folder : folders )
      {
        if ( !folder.isEmpty() && folder.back().isSpace() )
          return true;
      }
      return false;
    }

    Error refused( ErrorKind kind, const RelPath &path, const char *why )
    {
      return { kind, QStringLiteral( "%1 %2" ).arg( path.toString(), QString::fromLatin1( why ) ), {}, {} };
    }
  } // namespace

  std::optional<Error> refusalOf( const UploadCandidate &candidate )
  {
    if ( candidate.kind == UploadKind::Remove )
      return std::nullopt;
    const RelPath &path = candidate.path;
    if ( const char *why = complaintAbout( path ) )
      return refused( ErrorKind::UnsafePath, path, why );
    if ( candidate.kind == UploadKind::Add && hasFolderEndingInBlank( path ) )
      return refused( ErrorKind::UnsafePath, path, "lies in a folder whose name ends with a blank" );
    const QString suffix = lastSuffix( path.fileName() );
    if ( suffix.isEmpty() )
      return refused( ErrorKind::ServerRejected, path, "has no extension" );
    if ( forbiddenExtensions().contains( suffix ) )
      return refused( ErrorKind::ServerRejected, path, "has a type that servers refuse" );
    if ( candidate.isVersioned && candidate.sizeBytes == 0 )
      return refused( ErrorKind::ServerRejected, path, "is empty" );
    const qint64 most = candidate.isVersioned ? MAX_VERSIONED_FILE_BYTES : MAX_FILE_BYTES;
    if ( candidate.sizeBytes > most )
    {
      Error error = refused( ErrorKind::ServerRejected, path, "is too large" );
      error.payload = QuotaUsage{ candidate.sizeBytes, most };
      return error;
    }
    return std::nullopt;
  }

  bool mayPush( const PushRights &rights )
  {
    if ( rights.role >= ProjectRole::Writer )
      return true;
    // community servers know the role, but refuse every push of it
    const bool serverLetsEditors =
      rights.server == ServerType::Enterprise || rights.server == ServerType::Saas;
    return rights.role == ProjectRole::Editor && serverLetsEditors;
  }

  std::optional<Error> forbiddanceOf( const UploadCandidate &candidate, const PushRights &rights )
  {
    const Error forbidden{ ErrorKind::Forbidden,
                           QStringLiteral( "%1: not with the role \"%2\"" )
                             .arg( candidate.path.toString(), toWire( rights.role ) ),
                           {},
                           {} };
    if ( !mayPush( rights ) )
      return forbidden;
    if ( rights.role != ProjectRole::Editor )
      return std::nullopt;
    const bool isProjectFile = isQgisProjectName( candidate.path ) ||
                               candidate.path.toString() == QLatin1String( "mergin-config.json" );
    const bool isRemovedDatabase = candidate.isVersioned && candidate.kind == UploadKind::Remove;
    return isProjectFile || isRemovedDatabase ? std::optional<Error>( forbidden ) : std::nullopt;
  }
} // namespace syncline
