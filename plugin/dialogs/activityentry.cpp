// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/activityentry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace syncline
{
  namespace
  {
    const QString TIME = QStringLiteral( "time" );
    const QString SEVERITY = QStringLiteral( "severity" );
    const QString TEXT = QStringLiteral( "text" );
    const QString DETAILS = QStringLiteral( "details" );

    QString nameOf( Severity severity )
    {
      switch ( severity )
      {
        case Severity::Info:
          return QStringLiteral( "info" );
        case Severity::Done:
          return QStringLiteral( "done" );
        case Severity::Warning:
          return QStringLiteral( "warning" );
        case Severity::Stopped:
          return QStringLiteral( "stopped" );
      }
      Q_UNREACHABLE();
    }

    Severity severityOf( const QString &name )
    {
      for ( const Severity severity : { Severity::Done, Severity::Warning, Severity::Stopped } )
        if ( name == nameOf( severity ) )
          return severity;
      return Severity::Info;
    }
  } // namespace

  QByteArray toJson( const QList<ActivityEntry> &entries )
  {
    QJsonArray array;
    for ( const ActivityEntry &entry : entries )
      array.append( QJsonObject{ { TIME, entry.time.toUTC().toString( Qt::ISODateWithMs ) },
                                 { SEVERITY, nameOf( entry.severity ) },
                                 { TEXT, entry.text },
                                 { DETAILS, entry.details } } );
    return QJsonDocument( array ).toJson( QJsonDocument::Compact );
  }

  QList<ActivityEntry> activityFromJson( const QByteArray &json )
  {
    QList<ActivityEntry> entries;
    const QJsonArray array = QJsonDocument::fromJson( json ).array();
    for ( const QJsonValue &value : array )
    {
      const QJsonObject object = value.toObject();
      ActivityEntry entry;
      entry.time = QDateTime::fromString( object.value( TIME ).toString(), Qt::ISODateWithMs );
      entry.severity = severityOf( object.value( SEVERITY ).toString() );
      entry.text = object.value( TEXT ).toString();
      entry.details = object.value( DETAILS ).toString();
      if ( entry.time.isValid() && !entry.text.isEmpty() )
        entries << entry;
    }
    return entries;
  }
} // namespace syncline
