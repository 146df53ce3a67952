// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/peopleduedates.h"

#include <QSettings>
#include <QUrl>

namespace syncline
{
  namespace
  {
    //! Names hold slashes and what else means something in a key.
    QString asKey( const QString &name ) { return QString::fromLatin1( QUrl::toPercentEncoding( name ) ); }
  } // namespace

  PeopleDueDates::PeopleDueDates( const QString &server, const QString &place )
    : mGroup( QStringLiteral( "syncline/people/reviewBy/%1/%2" ).arg( asKey( server ), asKey( place ) ) )
  {
  }

  static QString idKey( const QString &server, const ProjectName &name )
  {
    return QStringLiteral( "syncline/people/projectIds/%1/%2" )
      .arg( asKey( server ), asKey( name.toString() ) );
  }

  PeopleDueDates PeopleDueDates::ofProject( const QString &server, const ProjectName &name )
  {
    const QString id = QSettings().value( idKey( server, name ) ).toString();
    return id.isEmpty() ? PeopleDueDates() : PeopleDueDates( server, id );
  }

  PeopleDueDates PeopleDueDates::ofProject( const QString &server, const ProjectName &name,
                                            const ProjectId &id )
  {
    QSettings settings;
    const QString key = idKey( server, name );
    if ( settings.value( key ).toString() != id.toString() )
      settings.setValue( key, id.toString() );
    return PeopleDueDates( server, id.toString() );
  }

  QDate PeopleDueDates::of( const QString &userName ) const
  {
    if ( mGroup.isEmpty() )
      return QDate();
    return QSettings().value( mGroup + QLatin1Char( '/' ) + asKey( userName ) ).toDate();
  }

  void PeopleDueDates::set( const QString &userName, const QDate &date )
  {
    if ( mGroup.isEmpty() )
      return;
    const QString key = mGroup + QLatin1Char( '/' ) + asKey( userName );
    if ( date.isValid() )
      QSettings().setValue( key, date );
    else
      QSettings().remove( key );
  }

  QStringList PeopleDueDates::due( const QDate &today ) const
  {
    QStringList names;
    if ( mGroup.isEmpty() )
      return names;
    QSettings settings;
    settings.beginGroup( mGroup );
    const QStringList keys = settings.childKeys();
    for ( const QString &key : keys )
      if ( settings.value( key ).toDate() <= today )
        names.append( QUrl::fromPercentEncoding( key.toLatin1() ) );
    names.sort( Qt::CaseInsensitive );
    return names;
  }
} // namespace syncline
