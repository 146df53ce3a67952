// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/gpkg/changeset.h"
#include "core/gpkg/sqlite.h"

#include <QByteArray>
#include <QList>
#include <QSet>

#include <optional>
#include <vector>

namespace syncline
{
  //! What changesets take part in: all tables, only some, or all but some. Names match exactly. Both lists: InvalidInput.
  struct TableFilter
  {
      QSet<QByteArray> only; //!< empty: all
      QSet<QByteArray> skip;
      bool takes( const QByteArray &table ) const;
      [[nodiscard]] Result<void> check() const;
  };

  //! The kinds of columns that count as alike, whatever their declared types say.
  enum class BaseType
  {
    Text,
    Integer,
    Double,
    Boolean,
    Blob,
    Geometry,
    Date,
    DateTime
  };
  QByteArray nameOf( BaseType type );

  struct GeometryColumn
  {
      QByteArray type; //!< "POINT" …, as gpkg_geometry_columns says
      qint64 srsId = 0;
      bool hasZ = false;
      bool hasM = false;
  };

  struct Crs
  {
      qint64 srsId = 0; //!< 0: none known
      QByteArray authority;
      qint64 code = 0;
      QByteArray definition;
  };

  struct Column
  {
      QByteArray name;
      QByteArray declaredType;
      BaseType base = BaseType::Text;
      bool isKey = false;
      bool isNotNull = false;
      bool isAutoIncrement = false; //!< a key declared as "integer"
      std::optional<GeometryColumn> geometry;
  };

  //! A table as changesets see it: generated and hidden columns left out.
  struct TableSchema
  {
      QByteArray name;
      QByteArray sql; //!< its CREATE TABLE statement
      std::vector<Column> columns;
      Crs crs;
      bool isWithoutRowid = false;
      bool hasGenerated = false;
      QByteArray rowid;            //!< a name under which the rowid can be read; empty where there is none
      bool rowidIsKey = false;     //!< INTEGER PRIMARY KEY
      bool keyIsBinary = true;     //!< all key columns compare by bytes
      bool hasUnique = false;      //!< a UNIQUE constraint or unique index beside the key
      QSet<QByteArray> references; //!< tables that its foreign keys point to

      bool hasKey() const;
      TableHeader header() const;
      QByteArray columnList(
        const QByteArray &prefix = {} ) const; //!< quoted, comma separated; prefix "m" gives m."a", m."b"
  };

  //! Names of the tables of \a schema that take part, in byte order.
  [[nodiscard]] Result<QList<QByteArray>> tableNames( const Database &database, const QByteArray &schema,
                                                      const TableFilter &filter );
  //! Among them those that may be in one file only: SQLite's statistics, and what belongs to virtual tables.
  [[nodiscard]] Result<QSet<QByteArray>> derivedTables( const Database &database, const QByteArray &schema );
  //! No such table: ErrorKind::NotFound.
  [[nodiscard]] Result<TableSchema> readTable( const Database &database, const QByteArray &schema,
                                               const QByteArray &name );
  [[nodiscard]] Result<bool> hasTable( const Database &database, const QByteArray &schema,
                                       const QByteArray &name );

  //! Why rows of the two cannot be compared, or nothing.
  std::optional<QString> differenceOf( const TableSchema &base, const TableSchema &modified );

  /**
   * The tables that both sides have, as pairs (base, modified) in byte order of names. ErrorKind::SchemaDiffers names the
   * first table that is missing on one side or differs, InvalidInput one with too many columns. \a database has the modified file as "main", the base as "base".
   */
  struct TablePair
  {
      TableSchema base;
      TableSchema modified;
  };
  [[nodiscard]] Result<std::vector<TablePair>> matchTables( const Database &database,
                                                            const TableFilter &filter );
} // namespace syncline
