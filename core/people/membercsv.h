// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/qtcompat.h"
#include "core/people/csvtext.h"

#include <QHash>

namespace syncline::people
{
  /**
   * One person as somebody wrote him or her down: a line of a file, an entry of a pasted list, a selected row. Nothing is checked
   * yet; that is the plan's work (bulkplan.h), so that every bad row is shown beside the good ones.
   */
  struct PersonEntry
  {
      int line = 0; //!< of the file, or number in the list; from 1
      QString email;
      QString userName;
      QString role;
      QString project; //!< WORKSPACE/NAME, a name, or an id; empty: the workspace or domain itself
      QString firstName;
      QString lastName;
      QStringList groups;      //!< uids
      QStringList permissions; //!< of Opendatasoft
      QString trouble;         //!< of the line itself, such as too many cells
      bool keepsRole = false;  //!< `role` is for newcomers: whoever has one there already keeps that
      QString name() const { return email.isEmpty() ? userName : email; }
  };

  enum class Column
  {
    Email,
    UserName,
    Role,
    Project,
    FirstName,
    LastName,
    Groups,     //!< separated by ; | or blanks
    Permissions //!< likewise
  };
  //! The name that templates, exports and the documentation use: "email", "username", "role", …
  QString nameOf( Column column );
  const QList<Column> &allColumns();

  //! As it stands in a file; several groups or permissions with a | between them.
  QString cellOf( const PersonEntry &entry, Column column );

  struct MemberCsv
  {
      TextEncoding encoding = TextEncoding::Utf8;
      QChar delimiter;
      QHash<Column, int> columns; //!< where each is
      QStringList unknownColumns; //!< heads that mean nothing to us; not read
      bool hasHeader = true;
      QList<PersonEntry> entries;
  };

  //! A file as a table, before anybody said what its columns mean.
  struct MemberTable
  {
      TextEncoding encoding = TextEncoding::Utf8;
      QChar delimiter;
      bool hasHeader = true;
      QStringList heads;          //!< empty without a header
      int width = 0;              //!< columns
      QList<CsvRecord> records;   //!< header and remarks left out
      QHash<Column, int> columns; //!< as far as the heads or an address in the first line tell
  };

  struct CsvOptions
  {
      std::optional<TextEncoding> encoding; //!< unset: found
      std::optional<QChar> delimiter;       //!< unset: found
  };

  /**
   * Reads a file of people. The first line names the columns, in any order, case and of several spellings and languages; at least
   * e-mail or user name must be among them, else InvalidInput with the code "Columns". A file without such a line is
   * taken when its first cells hold an address: the columns are e-mail, role, project then. "#" begins a remark.
   */
  [[nodiscard]] Result<MemberCsv> readMemberCsv( const QByteArray &bytes, const CsvOptions &options = {} );

  //! The same in two steps, so that somebody may say in between what the columns are. A table that tells nothing is no error here.
  [[nodiscard]] Result<MemberTable> readMemberTable( const QByteArray &bytes,
                                                     const CsvOptions &options = {} );
  //! The people of \a table, read by \a columns.
  MemberCsv membersOf( const MemberTable &table, const QHash<Column, int> &columns );

  //! Addresses and names pasted from anywhere: separated by commas, semicolons, line breaks; "Eva Berg <eva@example.com>" too.
  QList<PersonEntry> entriesFromList( const QString &text );

  /**
   * Whether \a text is a list for entriesFromList() rather than a table: it names no columns, and what stands between its separators
   * reads as names and addresses, not as an address with a role behind it.
   */
  bool isPastedList( const QString &text );

  //! The file that readMemberCsv() reads back to the same entries: only columns that hold something, head first.
  //! With \a columns those, whether or not they hold something.
  QString memberCsv( const QList<PersonEntry> &entries, QChar delimiter = QLatin1Char( ',' ),
                     const QList<Column> &columns = {} );
  //! The same as a JSON list of objects, with the columns' names as keys; empty values are left out.
  QByteArray memberJson( const QList<PersonEntry> &entries, const QList<Column> &columns = {} );
  //! By the names of nameOf(); what is none is left out.
  QList<Column> columnsNamed( const QStringList &names );
  //! A file to start from, with one example.
  QString memberCsvTemplate( QChar delimiter = QLatin1Char( ',' ) );

  //! Whether it could be an e-mail address: one @, something without blanks on both sides, a dot and a letter at its end.
  bool isEmailAddress( const QString &text );

  inline HashValue qHash( Column column, HashValue seed = 0 ) { return ::qHash( int( column ), seed ); }
} // namespace syncline::people
