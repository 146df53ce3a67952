// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/csvtext.h"

#include <QMap>

#include <array>

namespace syncline::people
{
  namespace
  {
    constexpr int LINES_TO_LOOK_AT = 50; // enough to tell delimiters apart, whatever the size of the file

    //! Length of the UTF-8 sequence at \a at (1 for ASCII); 0 where there is none.
    int utf8LengthAt( const QByteArray &bytes, int at )
    {
      const auto byte = [&bytes]( int i ) { return i < bytes.size() ? uchar( bytes.at( i ) ) : uchar( 0 ); };
      const uchar first = byte( at );
      if ( first < 0x80 )
        return 1;
      const int length = first >= 0xf0 && first <= 0xf4  ? 4
                         : first >= 0xe0 && first < 0xf0 ? 3
                         : first >= 0xc2 && first < 0xe0 ? 2
                                                         : 0;
      for ( int i = 1; i < length; ++i )
      {
        if ( ( byte( at + i ) & 0xc0 ) != 0x80 )
          return 0;
      }
      return length;
    }

    //! What the bytes of each line are.
    struct Survey
    {
        bool hasUtf8 = false; //!< characters beyond ASCII, well-formed
        bool hasOther = false;
        int lineOfOther = 0;
        bool isMixed() const { return hasUtf8 && hasOther; }
    };

    Survey surveyOf( const QByteArray &bytes )
    {
      Survey survey;
      int line = 1;
      for ( int at = 0; at < bytes.size(); )
      {
        const int length = utf8LengthAt( bytes, at );
        if ( length > 1 )
          survey.hasUtf8 = true;
        if ( length == 0 && !survey.hasOther )
        {
          survey.hasOther = true;
          survey.lineOfOther = line;
        }
        if ( bytes.at( at ) == '\n' )
          ++line;
        at += qMax( 1, length );
      }
      return survey;
    }

    QString fromWindows1252( const QByteArray &bytes )
    {
      // 0x80 to 0x9f; all others are the same as in Latin-1.
      static constexpr std::array<ushort, 32> HIGH = { 0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020,
                                                       0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd,
                                                       0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d,
                                                       0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
                                                       0x0153, 0xfffd, 0x017e, 0x0178 };
      QString text = QString::fromLatin1( bytes );
      for ( QChar &c : text )
      {
        if ( c.unicode() >= 0x80 && c.unicode() < 0xa0 )
          c = QChar( HIGH.at( c.unicode() - 0x80 ) );
      }
      return text;
    }

    enum class Utf16
    {
      None,
      Little,
      Big
    };

    //! By the mark, else by the zero bytes: names and addresses are mostly Latin, and no other text has any.
    Utf16 utf16In( const QByteArray &bytes )
    {
      if ( bytes.startsWith( "\xff\xfe" ) )
        return Utf16::Little;
      if ( bytes.startsWith( "\xfe\xff" ) )
        return Utf16::Big;
      constexpr int BYTES_TO_LOOK_AT = 512;
      int zeros[2] = { 0, 0 };
      const int end = qMin( BYTES_TO_LOOK_AT, int( bytes.size() ) ) / 2 * 2;
      for ( int at = 0; at < end; ++at )
        zeros[at % 2] += bytes.at( at ) == '\0' ? 1 : 0;
      const int most = end / 2 * 3 / 4;
      if ( end < 4 || bytes.size() % 2 != 0 || qMin( zeros[0], zeros[1] ) > 0 )
        return Utf16::None;
      return zeros[1] >= most ? Utf16::Little : zeros[0] >= most ? Utf16::Big : Utf16::None;
    }

    QString fromUtf16( const QByteArray &bytes )
    {
      const bool isBig = utf16In( bytes ) == Utf16::Big;
      const bool hasMark = bytes.startsWith( "\xff\xfe" ) || bytes.startsWith( "\xfe\xff" );
      QString text;
      text.reserve( bytes.size() / 2 );
      for ( int at = hasMark ? 2 : 0; at + 1 < bytes.size(); at += 2 )
      {
        const uchar a = uchar( bytes.at( at ) );
        const uchar b = uchar( bytes.at( at + 1 ) );
        text.append( QChar( isBig ? ushort( a << 8 | b ) : ushort( b << 8 | a ) ) );
      }
      return text;
    }

    tl::unexpected<Error> unreadable( int line, TextEncoding encoding )
    {
      const QString why =
        QStringLiteral( "line %1 cannot be read as %2" ).arg( line ).arg( nameOf( encoding ) );
      return fail( ErrorKind::InvalidInput, why,
                   ServerDetail{ 0,
                                 QStringLiteral( "Encoding" ),
                                 why,
                                 { { QStringLiteral( "line" ), { QString::number( line ) } } },
                                 -1 } );
    }

    //! How well a delimiter explains the first lines: lines that have as many of it as the most usual number, none counting as 0.
    int linesExplainedBy( QChar delimiter, const QString &text )
    {
      QMap<int, int> linesByCount;
      int count = 0;
      int lines = 0;
      bool isQuoted = false;
      for ( const QChar c : text )
      {
        if ( c == QLatin1Char( '"' ) )
          isQuoted = !isQuoted;
        else if ( !isQuoted && c == delimiter )
          ++count;
        else if ( !isQuoted && c == QLatin1Char( '\n' ) )
        {
          ++linesByCount[count];
          count = 0;
          if ( ++lines == LINES_TO_LOOK_AT )
            break;
        }
      }
      if ( count > 0 )
        ++linesByCount[count];
      linesByCount.remove( 0 );
      int best = 0;
      for ( const int usual : linesByCount )
        best = qMax( best, usual );
      return best;
    }

    QChar delimiterOf( const QString &text )
    {
      QChar best = QLatin1Char( ',' );
      int mostLines = 0;
      for ( const char candidate : { ',', ';', '\t', '|' } )
      {
        const int lines = linesExplainedBy( QLatin1Char( candidate ), text );
        if ( lines > mostLines )
        {
          mostLines = lines;
          best = QLatin1Char( candidate );
        }
      }
      return best;
    }

    //! Cuts text into records, character by character.
    class CsvParser
    {
      public:
        explicit CsvParser( QChar delimiter ) { mTable.delimiter = delimiter; }

        [[nodiscard]] Result<CsvTable> parse( const QString &text )
        {
          for ( int i = 0; i < text.size(); ++i )
          {
            const QChar next = i + 1 < text.size() ? text.at( i + 1 ) : QChar();
            if ( mIsQuoted && text.at( i ) == QLatin1Char( '"' ) && next == QLatin1Char( '"' ) )
            {
              mCell.append( text.at( i++ ) );
              continue;
            }
            take( text.at( i ) );
          }
          if ( mIsQuoted )
          {
            const QString why =
              QStringLiteral( "the quote that opens in line %1 is never closed" ).arg( mQuoteLine );
            return fail( ErrorKind::InvalidInput, why,
                         ServerDetail{ 0, QStringLiteral( "Quote" ), why, {}, -1 } );
          }
          endRecord();
          return mTable;
        }

      private:
        void take( QChar c )
        {
          if ( c == QLatin1Char( '\n' ) )
            ++mLine;
          if ( mIsQuoted )
          {
            if ( c == QLatin1Char( '"' ) )
              mIsQuoted = false;
            else
              mCell.append( c );
          }
          else if ( c == QLatin1Char( '"' ) && mCell.trimmed().isEmpty() )
          {
            mIsQuoted = true;
            mQuoteLine = mLine;
            mCell.clear();
          }
          else if ( c == mTable.delimiter )
            endCell();
          else if ( c == QLatin1Char( '\n' ) )
            endRecord();
          else if ( c != QLatin1Char( '\r' ) )
            mCell.append( c );
        }
        void endCell()
        {
          mRecord.cells.append( mCell.trimmed() );
          mCell.clear();
        }
        void endRecord()
        {
          endCell();
          bool isEmpty = true;
          for ( const QString &cell : mRecord.cells )
            isEmpty = isEmpty && cell.isEmpty();
          if ( !isEmpty )
            mTable.records.append( mRecord );
          mRecord = CsvRecord{ mLine, {} };
        }

        CsvTable mTable;
        CsvRecord mRecord{ 1, {} };
        QString mCell;
        bool mIsQuoted = false;
        int mQuoteLine = 0;
        int mLine = 1;
    };
  } // namespace

  QString nameOf( TextEncoding encoding )
  {
    switch ( encoding )
    {
      case TextEncoding::Utf8:
        return QStringLiteral( "UTF-8" );
      case TextEncoding::Utf16:
        return QStringLiteral( "UTF-16" );
      case TextEncoding::Windows1252:
        return QStringLiteral( "Windows-1252" );
    }
    Q_UNREACHABLE();
  }

  Result<DecodedText> decodeText( const QByteArray &bytes, std::optional<TextEncoding> wanted )
  {
    const bool isUtf16 = utf16In( bytes ) != Utf16::None;
    if ( isUtf16 && wanted.value_or( TextEncoding::Utf16 ) == TextEncoding::Utf16 )
      return DecodedText{ fromUtf16( bytes ), TextEncoding::Utf16 };
    if ( wanted == TextEncoding::Utf16 )
      return unreadable( 1, TextEncoding::Utf16 );
    if ( const int zero = int( bytes.indexOf( '\0' ) ); zero >= 0 ) // no text at all
      return unreadable( int( bytes.left( zero ).count( '\n' ) ) + 1, TextEncoding::Utf8 );
    const bool hasMark = bytes.startsWith( "\xef\xbb\xbf" );
    const QByteArray plain = hasMark ? bytes.mid( 3 ) : bytes;
    const Survey survey = surveyOf( plain );
    const bool mustBeUtf8 = hasMark || wanted == TextEncoding::Utf8 || ( !wanted && survey.isMixed() );
    if ( survey.hasOther && mustBeUtf8 )
      return unreadable( survey.lineOfOther, TextEncoding::Utf8 );
    if ( survey.hasOther || wanted == TextEncoding::Windows1252 )
      return DecodedText{ fromWindows1252( plain ), TextEncoding::Windows1252 };
    return DecodedText{ QString::fromUtf8( plain ), TextEncoding::Utf8 };
  }

  Result<CsvTable> parseCsv( const QString &text, std::optional<QChar> delimiter )
  {
    QString lines = text;
    lines.replace( QLatin1String( "\r\n" ), QLatin1String( "\n" ) );
    lines.replace( QLatin1Char( '\r' ), QLatin1Char( '\n' ) );
    return CsvParser( delimiter.value_or( delimiterOf( lines ) ) ).parse( lines );
  }

  bool isFormulaLike( const QString &cell )
  {
    static const QString sStarts = QStringLiteral( "=+-@\t\r" );
    return !cell.isEmpty() && sStarts.contains( cell.at( 0 ) );
  }

  QString withoutFormulaGuard( const QString &cell )
  {
    return cell.startsWith( QLatin1Char( '\'' ) ) && isFormulaLike( cell.mid( 1 ) ) ? cell.mid( 1 ) : cell;
  }

  QString csvLine( const QStringList &cells, QChar delimiter )
  {
    QStringList written;
    for ( const QString &cell : cells )
    {
      QString text = isFormulaLike( cell ) ? QLatin1Char( '\'' ) + cell : cell;
      const bool needsQuotes = text.contains( delimiter ) || text.contains( QLatin1Char( '"' ) ) ||
                               text.contains( QLatin1Char( '\n' ) ) || text.contains( QLatin1Char( '\r' ) );
      if ( needsQuotes )
        text = QLatin1Char( '"' ) + text.replace( QLatin1Char( '"' ), QLatin1String( "\"\"" ) ) +
               QLatin1Char( '"' );
      written.append( text );
    }
    return written.join( delimiter ) + QLatin1Char( '\n' );
  }
} // namespace syncline::people
