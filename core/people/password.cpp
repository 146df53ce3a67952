// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/people/password.h"

#include <QRandomGenerator>
#include <QStringList>

namespace syncline::people
{
  QString makePassword()
  {
    constexpr int LENGTH = 16;
    static const QStringList sClasses = { QStringLiteral( "abcdefghijkmnopqrstuvwxyz" ),
                                          QStringLiteral( "ABCDEFGHJKLMNPQRSTUVWXYZ" ),
                                          QStringLiteral( "23456789" ), QStringLiteral( "!#%+-.=?" ) };
    QRandomGenerator &random = *QRandomGenerator::system();
    const auto pick = [&random]( const QString &from )
    { return from.at( random.bounded( int( from.size() ) ) ); };
    QString password;
    for ( const QString &all : sClasses )
      password.append( pick( all ) );
    while ( password.size() < LENGTH )
      password.append( pick( sClasses.at( random.bounded( 3 ) ) ) );
    for ( int i = LENGTH - 1; i > 0; --i )
    {
      const int other = random.bounded( i + 1 );
      const QChar kept = password.at( i );
      password[i] = password.at( other );
      password[other] = kept;
    }
    return password;
  }
} // namespace syncline::people
