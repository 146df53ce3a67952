// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/api/jsonreader.h"
#include "core/api/opendatasoft.h"
#include "core/base/qtcompat.h"

#include <QJsonDocument>

namespace syncline::ods
{
  const std::array<Field, USER_FIELD_COUNT> &userFields()
  {
    static constexpr std::array<Field, USER_FIELD_COUNT> FIELDS = { {
      { "username", FieldKind::Text, false },
      { "display_name", FieldKind::Text, true },
      { "first_name", FieldKind::Text, false },
      { "last_name", FieldKind::Text, false },
      { "email", FieldKind::Text, false },
      { "is_active", FieldKind::Flag, true },
      { "is_ods", FieldKind::Flag, true },
      { "account_type", FieldKind::Text, true },
      { "permissions", FieldKind::TextList, false },
      { "groups", FieldKind::UidList, false },
      { "identity_providers", FieldKind::UidList, true },
      { "joined_at", FieldKind::Time, true },
      { "last_seen_at", FieldKind::Time, true },
      { "last_login_at", FieldKind::Time, true },
      { "expires_at", FieldKind::Time, true },
      { "explore_limits", FieldKind::Object, false },
      { "management_limits", FieldKind::Object, false },
      { "gravatar_url", FieldKind::Text, true },
    } };
    return FIELDS;
  }

  const Field *userField( const QString &key )
  {
    for ( const Field &field : userFields() )
    {
      if ( key == QLatin1String( field.key ) )
        return &field;
    }
    return nullptr;
  }

  const QStringList &knownPermissions()
  {
    static const QStringList sNames =
      QStringLiteral(
        "edit_domain create_page edit_page manage_page explore_restricted_page create_dataset edit_dataset "
        "publish_dataset manage_dataset explore_restricted_dataset edit_reuse manage_subdomains "
        "explore_monitoring edit_theme edit_form submit_private_form create_external_asset "
        "edit_external_asset explore_restricted_external_asset manage_glossary manage_showcase_requests" )
        .split( QLatin1Char( ' ' ) );
    return sNames;
  }

  namespace
  {
    QStringList textsIn( const QJsonArray &array )
    {
      QStringList texts;
      for ( const QJsonValue &value : array )
        texts.append( value.toString() );
      return texts;
    }

    QList<GroupRef> groupsIn( const QJsonArray &array )
    {
      QList<GroupRef> groups;
      for ( const QJsonValue &value : array )
        groups.append( { value.toObject().value( QLatin1String( "uid" ) ).toString(),
                         value.toObject().value( QLatin1String( "title" ) ).toString() } );
      return groups;
    }

    std::optional<bool> flagIn( JsonReader &fields, const QJsonObject &object, const char *key )
    {
      const bool flag = fields.flagOr( key, false );
      return object.value( QLatin1String( key ) ).isBool() ? std::optional<bool>( flag ) : std::nullopt;
    }

    std::optional<CallLimit> limitIn( const QJsonObject &limits )
    {
      const QJsonObject calls = limits.value( QLatin1String( "api_calls" ) ).toObject();
      if ( calls.isEmpty() )
        return std::nullopt;
      return CallLimit{ toInteger( calls.value( QLatin1String( "limit" ) ) ).value_or( -1 ),
                        calls.value( QLatin1String( "unit" ) ).toString() };
    }
  } // namespace

  Result<User> userFrom( const QJsonObject &object )
  {
    JsonReader fields( object, "user" );
    User user;
    user.fields = object;
    user.userName = fields.textOr( "username" );
    user.displayName = fields.textOr( "display_name" );
    user.firstName = fields.textOr( "first_name" );
    user.lastName = fields.textOr( "last_name" );
    user.email = fields.textOr( "email" );
    user.isActive = flagIn( fields, object, "is_active" );
    user.isStaff = flagIn( fields, object, "is_ods" );
    user.accountType = fields.textOr( "account_type" );
    user.permissions = textsIn( fields.arrayOr( "permissions" ) );
    user.groups = groupsIn( fields.arrayOr( "groups" ) );
    for ( const GroupRef &provider : groupsIn( fields.arrayOr( "identity_providers" ) ) )
      user.identityProviders.append( provider.uid );
    user.joined = fields.timeOr( "joined_at" );
    user.lastSeen = fields.timeOr( "last_seen_at" );
    user.lastLogin = fields.timeOr( "last_login_at" );
    user.expires = fields.timeOr( "expires_at" );
    user.exploreLimit = limitIn( fields.objectOr( "explore_limits" ) );
    user.managementLimits = fields.objectOr( "management_limits" );
    user.avatarUrl = fields.textOr( "gravatar_url" );
    SYNCLINE_CHECK( fields.check() );
    if ( user.userName.isEmpty() && user.email.isEmpty() )
      return fail( ErrorKind::MalformedReply, QStringLiteral( "a user with neither name nor address" ) );
    return user;
  }

  QString fieldText( const User &user, const Field &field )
  {
    const QJsonValue value = user.fields.value( QLatin1String( field.key ) );
    switch ( field.kind )
    {
      case FieldKind::Text:
        return value.toString();
      case FieldKind::Flag:
        return value.isBool() ? ( value.toBool() ? QStringLiteral( "true" ) : QStringLiteral( "false" ) )
                              : QString();
      case FieldKind::Time:
      {
        const QDateTime time = timeFromWire( value.toString() );
        return time.isValid() ? time.toString( Qt::ISODate ) : QString();
      }
      case FieldKind::TextList:
        return textsIn( value.toArray() ).join( QLatin1Char( ';' ) );
      case FieldKind::UidList:
      {
        QStringList uids;
        for ( const GroupRef &group : groupsIn( value.toArray() ) )
          uids.append( group.uid );
        return uids.join( QLatin1Char( ';' ) );
      }
      case FieldKind::Object:
        return value.toObject().isEmpty()
                 ? QString()
                 : QString::fromUtf8( QJsonDocument( value.toObject() ).toJson( QJsonDocument::Compact ) );
    }
    Q_UNREACHABLE();
  }
} // namespace syncline::ods
