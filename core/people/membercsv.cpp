// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/membercsv.h"

#include "core/people/roles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace syncline::people
{
  namespace
  {
    //! What people call the columns, as one word in lower case.
    const QHash<QString, Column> &spellings()
    {
      static const QHash<QString, Column> sNames = []
      {
        const QList<std::pair<Column, QString>> lists = {
          { Column::Email, QStringLiteral( "email mail emailaddress address adresse courriel correo" ) },
          { Column::UserName,
            QStringLiteral( "username user login benutzer benutzername utilisateur usuario person" ) },
          { Column::Role, QStringLiteral( "role rolle rol permission access workspacerole projectrole" ) },
          { Column::Project, QStringLiteral( "project projekt projet proyecto" ) },
          { Column::FirstName, QStringLiteral( "firstname givenname vorname prénom nombre" ) },
          { Column::LastName, QStringLiteral( "lastname surname familyname nachname nom apellido" ) },
          { Column::Groups, QStringLiteral( "groups group gruppen gruppe groupes grupos" ) },
          { Column::Permissions, QStringLiteral( "permissions rights rechte droits permisos" ) }
        };
        QHash<QString, Column> names;
        for ( const auto &list : lists )
        {
          for ( const QString &name : list.second.split( QLatin1Char( ' ' ) ) )
            names.insert( name, list.first );
        }
        return names;
      }();
      return sNames;
    }

    QString asOneWord( const QString &head )
    {
      QString word;
      for ( const QChar c : head.toLower() )
      {
        if ( c.isLetterOrNumber() )
          word.append( c );
      }
      return word;
    }

    //! What the heads of \a record mean, where they mean something.
    QHash<Column, int> columnsNamedIn( const CsvRecord &record )
    {
      QHash<Column, int> columns;
      for ( int i = 0; i < record.cells.size(); ++i )
      {
        const auto found = spellings().constFind( asOneWord( record.cells.at( i ) ) );
        if ( found != spellings().constEnd() && !columns.contains( *found ) )
          columns.insert( *found, i );
      }
      return columns;
    }

    bool namesPeople( const QHash<Column, int> &columns )
    {
      return columns.contains( Column::Email ) || columns.contains( Column::UserName );
    }

    QStringList listIn( const QString &cell )
    {
      static const QRegularExpression sBetween( QStringLiteral( "[;|,\\s]+" ) );
      return cell.split( sBetween, Qt::SkipEmptyParts );
    }

    PersonEntry entryFrom( const CsvRecord &record, const MemberTable &table,
                           const QHash<Column, int> &columns )
    {
      const auto cell = [&record, &columns]( Column column )
      {
        const int at = columns.value( column, -1 );
        return at >= 0 && at < record.cells.size() ? withoutFormulaGuard( record.cells.at( at ) ) : QString();
      };
      PersonEntry entry;
      entry.line = record.line;
      entry.email = cell( Column::Email );
      entry.userName = cell( Column::UserName );
      entry.role = cell( Column::Role );
      entry.project = cell( Column::Project );
      entry.firstName = cell( Column::FirstName );
      entry.lastName = cell( Column::LastName );
      entry.groups = listIn( cell( Column::Groups ) );
      entry.permissions = listIn( cell( Column::Permissions ) );
      if ( table.hasHeader && record.cells.size() > table.heads.size() )
        entry.trouble = QStringLiteral( "%1 cells where the first line has %2" )
                          .arg( record.cells.size() )
                          .arg( table.heads.size() );
      return entry;
    }
  } // namespace

  QString cellOf( const PersonEntry &entry, Column column )
  {
    switch ( column )
    {
      case Column::Email:
        return entry.email;
      case Column::UserName:
        return entry.userName;
      case Column::Role:
        return entry.role;
      case Column::Project:
        return entry.project;
      case Column::FirstName:
        return entry.firstName;
      case Column::LastName:
        return entry.lastName;
      case Column::Groups:
        return entry.groups.join( QLatin1Char( '|' ) );
      case Column::Permissions:
        return entry.permissions.join( QLatin1Char( '|' ) );
    }
    Q_UNREACHABLE();
  }

  const QList<Column> &allColumns()
  {
    static const QList<Column> sColumns = { Column::Email,   Column::UserName,   Column::Role,
                                            Column::Project, Column::FirstName,  Column::LastName,
                                            Column::Groups,  Column::Permissions };
    return sColumns;
  }

  QString nameOf( Column column )
  {
    switch ( column )
    {
      case Column::Email:
        return QStringLiteral( "email" );
      case Column::UserName:
        return QStringLiteral( "username" );
      case Column::Role:
        return QStringLiteral( "role" );
      case Column::Project:
        return QStringLiteral( "project" );
      case Column::FirstName:
        return QStringLiteral( "first_name" );
      case Column::LastName:
        return QStringLiteral( "last_name" );
      case Column::Groups:
        return QStringLiteral( "groups" );
      case Column::Permissions:
        return QStringLiteral( "permissions" );
    }
    Q_UNREACHABLE();
  }

  Result<MemberTable> readMemberTable( const QByteArray &bytes, const CsvOptions &options )
  {
    SYNCLINE_TRY( decoded, decodeText( bytes, options.encoding ) );
    SYNCLINE_TRY( parsed, parseCsv( decoded.text, options.delimiter ) );
    MemberTable table;
    table.encoding = decoded.encoding;
    table.delimiter = parsed.delimiter;
    for ( const CsvRecord &record : parsed.records )
    {
      if ( record.cells.first().startsWith( QLatin1Char( '#' ) ) )
        continue;
      table.records.append( record );
      table.width = qMax( table.width, int( record.cells.size() ) );
    }
    if ( table.records.isEmpty() )
      return table;
    const CsvRecord first = table.records.first();
    table.columns = columnsNamedIn( first );
    const bool holdsAddress =
      std::any_of( first.cells.begin(), first.cells.end(),
                   []( const QString &cell ) { return isEmailAddress( withoutFormulaGuard( cell ) ); } );
    table.hasHeader = namesPeople( table.columns ) || !holdsAddress;
    if ( table.hasHeader )
    {
      table.heads = first.cells;
      table.records.removeFirst();
    }
    else if ( isEmailAddress( first.cells.first() ) )
      table.columns = { { Column::Email, 0 }, { Column::Role, 1 }, { Column::Project, 2 } };
    else
      table.columns.clear();
    return table;
  }

  MemberCsv membersOf( const MemberTable &table, const QHash<Column, int> &columns )
  {
    MemberCsv csv;
    csv.encoding = table.encoding;
    csv.delimiter = table.delimiter;
    csv.hasHeader = table.hasHeader;
    csv.columns = columns;
    const QList<int> read = columns.values();
    for ( int i = 0; i < table.heads.size(); ++i )
    {
      if ( !read.contains( i ) && !table.heads.at( i ).isEmpty() )
        csv.unknownColumns.append( table.heads.at( i ) );
    }
    csv.entries.reserve( table.records.size() );
    for ( const CsvRecord &record : table.records )
      csv.entries.append( entryFrom( record, table, columns ) );
    return csv;
  }

  Result<MemberCsv> readMemberCsv( const QByteArray &bytes, const CsvOptions &options )
  {
    SYNCLINE_TRY( table, readMemberTable( bytes, options ) );
    if ( table.width == 0 )
      return membersOf( table, {} );
    if ( !namesPeople( table.columns ) )
    {
      const QStringList cells = table.hasHeader ? table.heads : table.records.first().cells;
      const QString why = QStringLiteral( "no column holds e-mails or user names, but %1" )
                            .arg( cells.join( QStringLiteral( ", " ) ).left( 200 ) );
      return fail( ErrorKind::InvalidInput, why,
                   ServerDetail{ 0, QStringLiteral( "Columns" ), why, {}, -1 } );
    }
    return membersOf( table, table.columns );
  }

  QList<PersonEntry> entriesFromList( const QString &text )
  {
    static const QRegularExpression sBetween( QStringLiteral( "[,;\\n\\r\\t]+" ) );
    static const QRegularExpression sInBrackets( QStringLiteral( "<([^<>]*)>\\s*$" ) );
    QList<PersonEntry> entries;
    for ( const QString &part : text.split( sBetween, Qt::SkipEmptyParts ) )
    {
      QString name = part.trimmed();
      const QRegularExpressionMatch match = sInBrackets.match( name );
      if ( match.hasMatch() )
        name = match.captured( 1 ).trimmed();
      if ( name.isEmpty() )
        continue;
      PersonEntry entry;
      entry.line = int( entries.size() ) + 1;
      ( name.contains( QLatin1Char( '@' ) ) ? entry.email : entry.userName ) = name;
      entries.append( entry );
    }
    return entries;
  }

  namespace
  {
    bool isInBrackets( const QString &part )
    {
      return part.contains( QLatin1Char( '<' ) ) && part.trimmed().endsWith( QLatin1Char( '>' ) );
    }

    //! One word, as user names and addresses are; "Eva Berg <eva@example.com>" too. A column of numbers is no list of people.
    bool readsAsName( const QString &part )
    {
      static const QRegularExpression sWord( QStringLiteral( "\\A(?!\\d+\\z)\\S+\\z" ) );
      return isInBrackets( part ) || sWord.match( part.trimmed() ).hasMatch();
    }

    bool isRole( const QString &text )
    {
      return text.isEmpty() || workspaceRoleFromText( text ) || projectRoleFromText( text );
    }
  } // namespace

  bool isPastedList( const QString &text )
  {
    static const QRegularExpression sBetween( QStringLiteral( "[,;\\n\\r\\t]+" ) );
    const Result<MemberTable> table = readMemberTable( text.toUtf8() );
    if ( !table || table->width == 0 || ( table->hasHeader && !table->columns.isEmpty() ) )
      return false;
    QStringList parts;
    for ( const QString &part : text.split( sBetween, Qt::SkipEmptyParts ) )
      if ( !part.trimmed().isEmpty() )
        parts.append( part );
    const bool areNames = std::all_of( parts.begin(), parts.end(), readsAsName );
    const auto isAddress = []( const QString &part )
    { return isInBrackets( part ) || isEmailAddress( part.trimmed() ); };
    if ( std::all_of( parts.begin(), parts.end(), isAddress ) )
      return true;
    if (
      !table
         ->hasHeader ) // an address stands in its first line: what is beside it is a role, or somebody else
      return areNames &&
             std::any_of( table->records.begin(), table->records.end(),
                          []( const CsvRecord &record ) { return !isRole( record.cells.value( 1 ) ); } );
    const bool isOneLine = table->records.isEmpty();
    const bool isRagged =
      table->heads.size() < table->width; // no line of heads has fewer cells than what is below it
    return areNames && ( isOneLine || table->width == 1 || isRagged );
  }

  QList<Column> columnsNamed( const QStringList &names )
  {
    QList<Column> columns;
    for ( const QString &name : names )
      for ( const Column column : allColumns() )
        if ( nameOf( column ) == name )
          columns.append( column );
    return columns;
  }

  QString memberCsv( const QList<PersonEntry> &entries, QChar delimiter, const QList<Column> &chosen )
  {
    QList<Column> columns = chosen;
    for ( const Column column : chosen.isEmpty() ? allColumns() : QList<Column>() )
    {
      bool isUsed = column == Column::Email || column == Column::Role;
      for ( const PersonEntry &entry : entries )
        isUsed = isUsed || !cellOf( entry, column ).isEmpty();
      if ( isUsed )
        columns.append( column );
    }
    QStringList heads;
    for ( const Column column : columns )
      heads.append( nameOf( column ) );
    QString text = csvLine( heads, delimiter );
    for ( const PersonEntry &entry : entries )
    {
      QStringList cells;
      for ( const Column column : columns )
        cells.append( cellOf( entry, column ) );
      text += csvLine( cells, delimiter );
    }
    return text;
  }

  QByteArray memberJson( const QList<PersonEntry> &entries, const QList<Column> &chosen )
  {
    QJsonArray people;
    for ( const PersonEntry &entry : entries )
    {
      QJsonObject person;
      for ( const Column column : chosen.isEmpty() ? allColumns() : chosen )
        if ( const QString cell = cellOf( entry, column ); !cell.isEmpty() )
          person.insert( nameOf( column ), cell );
      people.append( person );
    }
    return QJsonDocument( people ).toJson( QJsonDocument::Indented );
  }

  QString memberCsvTemplate( QChar delimiter )
  {
    PersonEntry example;
    example.email = QStringLiteral( "eva@example.com" );
    example.userName = QStringLiteral( "eva" );
    example.role = QStringLiteral( "reader" );
    example.project = QStringLiteral( "field-team/survey-2026" );
    return memberCsv( { example }, delimiter );
  }

  bool isEmailAddress( const QString &text )
  {
    static const QRegularExpression sForm( QStringLiteral(
      "\\A[^\\s@<>(),;:\"\\[\\]]+@[^\\s@<>(),;:\"\\[\\]]+\\.[\\p{L}0-9-]*\\p{L}[\\p{L}0-9-]*\\z" ) );
    return text.size() <= 254 && !isFormulaLike( text ) && sForm.match( text ).hasMatch();
  }
} // namespace syncline::people
