// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/membercsv.h"

#include <QRegularExpression>

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

    //! Reads the first record as heads; false when it names neither addresses nor users.
    bool readHeads( const CsvRecord &record, MemberCsv &csv )
    {
      for ( int i = 0; i < record.cells.size(); ++i )
      {
        const auto found = spellings().constFind( asOneWord( record.cells.at( i ) ) );
        if ( found != spellings().constEnd() && !csv.columns.contains( *found ) )
          csv.columns.insert( *found, i );
        else if ( !record.cells.at( i ).isEmpty() )
          csv.unknownColumns.append( record.cells.at( i ) );
      }
      return csv.columns.contains( Column::Email ) || csv.columns.contains( Column::UserName );
    }

    //! Columns of a file that has no heads, known by the address in its first line.
    bool guessColumns( const CsvRecord &record, MemberCsv &csv )
    {
      csv.columns.clear();
      csv.unknownColumns.clear();
      csv.hasHeader = false;
      if ( record.cells.isEmpty() || !isEmailAddress( record.cells.first() ) )
        return false;
      csv.columns = { { Column::Email, 0 }, { Column::Role, 1 }, { Column::Project, 2 } };
      return true;
    }

    QStringList listIn( const QString &cell )
    {
      static const QRegularExpression sBetween( QStringLiteral( "[;|,\\s]+" ) );
      return cell.split( sBetween, Qt::SkipEmptyParts );
    }

    PersonEntry entryFrom( const CsvRecord &record, const MemberCsv &csv, int width )
    {
      const auto cell = [&record, &csv]( Column column )
      {
        const int at = csv.columns.value( column, -1 );
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
      if ( csv.hasHeader && record.cells.size() > width )
        entry.trouble =
          QStringLiteral( "%1 cells where the first line has %2" ).arg( record.cells.size() ).arg( width );
      return entry;
    }

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
  } // namespace

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

  Result<MemberCsv> readMemberCsv( const QByteArray &bytes, const CsvOptions &options )
  {
    SYNCLINE_TRY( decoded, decodeText( bytes, options.encoding ) );
    SYNCLINE_TRY( table, parseCsv( decoded.text, options.delimiter ) );
    MemberCsv csv;
    csv.encoding = decoded.encoding;
    csv.delimiter = table.delimiter;
    QList<CsvRecord> records;
    for ( const CsvRecord &record : table.records )
    {
      if ( !record.cells.first().startsWith( QLatin1Char( '#' ) ) )
        records.append( record );
    }
    if ( records.isEmpty() )
      return csv;
    if ( !readHeads( records.first(), csv ) && !guessColumns( records.first(), csv ) )
    {
      const QString why = QStringLiteral( "no column holds e-mails or user names, but %1" )
                            .arg( records.first().cells.join( QStringLiteral( ", " ) ).left( 200 ) );
      return fail( ErrorKind::InvalidInput, why,
                   ServerDetail{ 0, QStringLiteral( "Columns" ), why, {}, -1 } );
    }
    const int width = int( records.first().cells.size() );
    for ( int i = csv.hasHeader ? 1 : 0; i < records.size(); ++i )
      csv.entries.append( entryFrom( records.at( i ), csv, width ) );
    return csv;
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

  QString memberCsv( const QList<PersonEntry> &entries, QChar delimiter )
  {
    QList<Column> columns;
    for ( const Column column : allColumns() )
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
