// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peoplesnapshot.h"

#include "core/people/csvtext.h"

namespace syncline
{
  using namespace people;

  namespace
  {
    constexpr int FIRST_PROJECT = 2; // after user name and e-mail
  }

  Result<PeopleSnapshot> PeopleSnapshot::fromCsv( const QByteArray &bytes )
  {
    SYNCLINE_TRY( decoded, decodeText( bytes ) );
    SYNCLINE_TRY( table, parseCsv( decoded.text ) );
    const QStringList heads = table.records.isEmpty() ? QStringList() : table.records.first().cells;
    if ( heads.size() <= FIRST_PROJECT || heads.first() != QLatin1String( "username" ) ||
         !heads.last().contains( QLatin1Char( '/' ) ) )
      return fail( ErrorKind::InvalidInput, QStringLiteral( "this is no saved access matrix" ) );
    PeopleSnapshot snapshot;
    for ( int column = FIRST_PROJECT; column < heads.size(); ++column )
      snapshot.mProjects.insert( heads.at( column ) );
    for ( int i = 1; i < table.records.size(); ++i )
    {
      const QStringList &cells = table.records.at( i ).cells;
      QHash<QString, QString> &access = snapshot.mAccess[withoutFormulaGuard( cells.first() )];
      for ( int column = FIRST_PROJECT; column < qMin( cells.size(), heads.size() ); ++column )
        if ( cells.at( column ) != QLatin1String( "none" ) )
          access.insert( heads.at( column ), cells.at( column ) );
    }
    return snapshot;
  }
} // namespace syncline
