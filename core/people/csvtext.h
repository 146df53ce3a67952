// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QChar>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

// Comma-separated text as spreadsheets write and read it, whatever their locale: pure functions.
namespace syncline::people
{
  enum class TextEncoding
  {
    Utf8,
    Utf16,
    Windows1252 //!< what spreadsheets in western Europe write unless told otherwise
  };
  QString nameOf( TextEncoding encoding );

  struct DecodedText
  {
      QString text;
      TextEncoding encoding = TextEncoding::Utf8;
  };
  /**
   * \a bytes as text: by their byte order mark or the zero bytes of UTF-16, as UTF-8 if they are that, else as Windows-1252. A file with some lines in UTF-8
   * and others in something else is InvalidInput naming the line: guessing would turn names into rubbish. Asked for one encoding
   * in particular, it is that one or InvalidInput.
   */
  [[nodiscard]] Result<DecodedText> decodeText( const QByteArray &bytes,
                                                std::optional<TextEncoding> wanted = std::nullopt );

  //! One record and the line that it begins in, counted from 1.
  struct CsvRecord
  {
      int line = 0;
      QStringList cells;
  };
  struct CsvTable
  {
      QChar delimiter;
      QList<CsvRecord> records; //!< empty ones left out
  };

  /**
   * Records of \a text; quotes double inside quoted cells, which may hold line breaks. The delimiter is the one of , ; tab | that
   * splits the most lines into the same number of cells, a comma where none does. A quote that is never closed is InvalidInput.
   */
  [[nodiscard]] Result<CsvTable> parseCsv( const QString &text,
                                           std::optional<QChar> delimiter = std::nullopt );

  //! Whether a spreadsheet would take the cell for a formula.
  bool isFormulaLike( const QString &cell );
  //! One record with its line end. Formula-like cells get a ' in front, so that opening the file runs nothing.
  QString csvLine( const QStringList &cells, QChar delimiter );
  //! A cell as it was before csvLine().
  QString withoutFormulaGuard( const QString &cell );
} // namespace syncline::people
