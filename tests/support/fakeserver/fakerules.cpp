// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/fakeserver/fakerules.h"

#include <QRegularExpression>
#include <QSet>

namespace syncline::fake
{
  namespace
  {
    constexpr int MAX_PATH_BYTES = 260;
    constexpr int MAX_NAME_BYTES = 255;
    constexpr int MAX_PROJECT_NAME = 255;

    constexpr char FORBIDDEN_EXTENSIONS[] =
      "ade adp app appcontent-ms application appref-ms asp aspx asx bas bat bgi cab cdxml cer chm cmd cnt com cpl crt csh der "
      "diagcab dll drv exe fxp gadget grp hlp hpj hta htaccess htc htpasswd inf ins iso isp its jar jnlp js jse jsp ksh lnk mad "
      "maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz mht mhtml msc msh msh1 msh1xml msh2 msh2xml mshxml "
      "msi msp mst msu ops osd pcd pif pl plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 pssc pst py pyc "
      "pyo pyw pyz pyzw reg scf scr sct settingcontent-ms sh shb shs sys theme tmp torrent url vb vbe vbp vbs vhd vhdx vsmacros "
      "vsw webpnp website ws wsb wsc wsf wsh xbap xll xnk";

    bool isDeviceName( const QString &name )
    {
      static const QRegularExpression form(
        QStringLiteral( "\\A(CON|PRN|AUX|NUL|CLOCK\\$|COM[1-9]|LPT[1-9])\\z" ),
        QRegularExpression::CaseInsensitiveOption );
      return form.match( name.section( QLatin1Char( '.' ), 0, 0 ) ).hasMatch();
    }

    bool hasForbiddenCharacter( const QString &path )
    {
      for ( const QChar c : path )
        if ( c.unicode() < 0x20 || QStringLiteral( "<>:\"|?*" ).contains( c ) )
          return true;
      return false;
    }

    bool isGoodBaseName( const QString &name )
    {
      return !name.isEmpty() && !name.contains( QLatin1Char( '\\' ) ) &&
             !name.startsWith( QLatin1Char( ' ' ) ) && !name.endsWith( QLatin1Char( ' ' ) ) &&
             !name.endsWith( QLatin1Char( '.' ) ) && name.toUtf8().size() <= MAX_NAME_BYTES;
    }

    bool isGoodPath( const QString &path )
    {
      if ( path.startsWith( QLatin1Char( '/' ) ) || path.startsWith( "\\\\"_l1 ) )
        return false;
      if ( path.contains( "./"_l1 ) || path.contains( ".\\"_l1 ) || hasForbiddenCharacter( path ) )
        return false;
      if ( path.toUtf8().size() > MAX_PATH_BYTES )
        return false;
      const QStringList parts = path.split( QLatin1Char( '/' ) );
      for ( const QString &part : parts )
        if ( isDeviceName( part ) )
          return false;
      return isGoodBaseName( parts.last() );
    }

    bool isGoodExtension( const QString &path )
    {
      static const QStringList forbidden =
        QString::fromLatin1( FORBIDDEN_EXTENSIONS ).split( QLatin1Char( ' ' ) );
      QString name = path.section( QLatin1Char( '/' ), -1 );
      while ( name.startsWith( QLatin1Char( '.' ) ) ) // the dots of a hidden file begin no extension
        name.remove( 0, 1 );
      const int dot = static_cast<int>( name.lastIndexOf( QLatin1Char( '.' ) ) );
      return dot >= 0 && dot + 1 < name.size() && !forbidden.contains( name.mid( dot + 1 ).toLower() );
    }

    bool hasTrailingSpace( const QString &path )
    {
      for ( const QString &part : path.split( QLatin1Char( '/' ) ) )
        if ( !part.isEmpty() && part.back().isSpace() )
          return true;
      return false;
    }

    std::optional<QString> faultOfFile( const PushItem &item )
    {
      if ( isVersioned( item.path ) && item.size == 0 )
        return QStringLiteral( "File is not valid" );
      if ( !isGoodPath( item.path ) )
        return QStringLiteral( "Unsupported file name detected: '%1'. Please remove the invalid characters." )
          .arg( item.path );
      if ( !isGoodExtension( item.path ) )
        return unsupportedTypeText( item.path );
      return std::nullopt;
    }

    bool isPlainText( const QByteArray &bytes )
    {
      for ( const char c : bytes )
      {
        const auto byte = static_cast<unsigned char>( c );
        if ( byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b' )
          return false;
      }
      return true;
    }
  } // namespace

  std::optional<QString> faultOfProjectName( const QString &name )
  {
    static const QRegularExpression allowed( QStringLiteral( "\\A[\\w\\s.-]*\\z" ),
                                             QRegularExpression::UseUnicodePropertiesOption );
    static const QStringList reserved{ QStringLiteral( "support" ),    QStringLiteral( "helpdesk" ),
                                       QStringLiteral( "merginmaps" ), QStringLiteral( "lutraconsulting" ),
                                       QStringLiteral( "mergin" ),     QStringLiteral( "lutra" ),
                                       QStringLiteral( "input" ),      QStringLiteral( "admin" ),
                                       QStringLiteral( "sales" ) };
    if ( name.isEmpty() )
      return QStringLiteral( "Project name cannot be empty" );
    if ( !allowed.match( name ).hasMatch() )
      return QStringLiteral( "Please use only alphanumeric or the following -_. characters." );
    if ( name.startsWith( QLatin1Char( ' ' ) ) || name.startsWith( QLatin1Char( '.' ) ) )
      return QStringLiteral( "Value can not start with space or dot." );
    if ( reserved.contains( name ) || isDeviceName( name ) || name.size() > MAX_PROJECT_NAME ||
         name.endsWith( QLatin1Char( '.' ) ) || hasForbiddenCharacter( name ) )
      return QStringLiteral( "The provided value is invalid." );
    return std::nullopt;
  }

  std::optional<QString> faultOfPush( const PushChanges &changes )
  {
    if ( changes.isEmpty() )
      return QStringLiteral( "No changes" );
    QSet<QString> seen;
    for ( const auto *list : { &changes.added, &changes.updated, &changes.removed } )
    {
      for ( const PushItem &item : *list )
      {
        if ( seen.contains( item.path ) )
          return QStringLiteral( "Not unique changes" );
        seen.insert( item.path );
      }
    }
    for ( const auto *list : { &changes.added, &changes.updated } )
      for ( const PushItem &item : *list )
        if ( const std::optional<QString> fault = faultOfFile( item ) )
          return fault;
    for ( const PushItem &item : changes.added )
      if ( hasTrailingSpace( item.path ) )
        return QStringLiteral( "Folder name contains a trailing space. Please remove the space in: '%1'." )
          .arg( item.path );
    return std::nullopt;
  }

  bool hasNul( const PushChanges &changes )
  {
    for ( const auto *list : { &changes.added, &changes.updated } )
      for ( const PushItem &item : *list )
        if ( item.path.contains( QChar( 0 ) ) )
          return true;
    return false;
  }

  bool isDroppedPath( const QString &path )
  {
    const int slash = static_cast<int>( path.lastIndexOf( QLatin1Char( '/' ) ) );
    const QString folder = slash < 0 ? QString() : path.left( slash );
    const QString name = path.mid( slash + 1 );
    return folder.contains( ".mergin"_l1 ) || name.contains( ".DS_Store"_l1 ) ||
           name.contains( ".directory"_l1 );
  }

  bool isVersioned( const QString &path )
  {
    return path.endsWith( ".gpkg"_l1, Qt::CaseInsensitive ) ||
           path.endsWith( ".sqlite"_l1, Qt::CaseInsensitive );
  }

  QString unsupportedTypeText( const QString &path )
  {
    return QStringLiteral(
             "Unsupported file type detected: '%1'. Please remove the file or try compressing it into a ZIP file "
             "before uploading." )
      .arg( path );
  }

  bool isForbiddenContent( const QByteArray &head )
  {
    static const QRegularExpression shell(
      QStringLiteral( "\\A#![ \t]*(/\\S*/)?(env[ \t]+)?(ba|da|k|z|c|tc)?sh\\b" ) );
    return head.startsWith( "MZ" ) ||
           head.startsWith( QByteArray::fromHex( "4c0000000114020000000000c000000000000046" ) ) ||
           shell.match( QString::fromLatin1( head ) ).hasMatch();
  }

  QByteArray guessedType( const QByteArray &head )
  {
    if ( head.startsWith( QByteArray( "SQLite format 3\0", 16 ) ) )
      return "application/vnd.sqlite3";
    if ( head.startsWith( QByteArray( "\0\1\2", 3 ) ) )
      return "image/x-tga";
    if ( head.startsWith( "\x89PNG" ) )
      return "image/png";
    if ( head.startsWith( "\xff\xd8\xff" ) )
      return "image/jpeg";
    if ( head.startsWith( "PK\3\4" ) )
      return "application/zip";
    return isPlainText( head ) ? "text/plain" : "application/octet-stream";
  }
} // namespace syncline::fake
