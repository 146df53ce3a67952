// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/endpoint.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <array>
#include <optional>

/**
 * Opendatasoft's Automation API 1.0, users and groups: every call as a value (send them with OdsClient). An answer that is no 2xx
 * is an object with `error_code` and `message`; errorOf() of this namespace turns it into an Error.
 */
namespace syncline::ods
{
  // --- address and key

  enum class KeyPlace
  {
    Header, //!< Authorization: PREFIX KEY
    Query   //!< ?apikey=KEY; ends up in the logs of whoever is between
  };

  //! How to reach a domain. The key is a secret: never logged, never part of an error.
  struct Access
  {
      QUrl root; //!< see rootFromText()
      QByteArray key;
      KeyPlace keyPlace = KeyPlace::Header;
      QByteArray keyPrefix = QByteArrayLiteral( "Apikey" ); //!< may be empty: the key alone
  };

  /**
   * The root of the API from what people type: a portal ("data.example.com") gets /api/automation/v1.0 appended, an address that
   * has a path already is the root itself. NotAServer for what is no http(s) address.
   */
  [[nodiscard]] Result<QUrl> rootFromText( const QString &text );
  //! InvalidInput for a key that could not go into a header: empty, blanks or control characters in it.
  [[nodiscard]] Result<QByteArray> keyFromText( const QString &text );

  // --- data

  //! What a field of the User schema holds.
  enum class FieldKind
  {
    Text,
    Flag,
    Time,
    TextList, //!< permissions
    UidList,  //!< groups, identity providers: objects with a `uid`
    Object
  };
  struct Field
  {
      const char *key;
      FieldKind kind;
      bool isReadOnly;
  };
  constexpr int USER_FIELD_COUNT = 18;
  //! The User schema, in the order in which tables and CSV files show it.
  const std::array<Field, USER_FIELD_COUNT> &userFields();
  const Field *userField( const QString &key ); //!< null when there is none of that name
  //! The rights that the API knows; a domain may tell others, which are kept.
  const QStringList &knownPermissions();

  struct GroupRef
  {
      QString uid;
      QString title; //!< only where groups were asked to be expanded
  };

  struct CallLimit
  {
      qint64 limit = -1;
      QString unit; //!< year, month, day, hour, minute, second
  };

  /**
   * A user of a domain. `fields` is the object as it came, fields that we do not know included: a change replaces the whole user,
   * so whoever changes one starts from it. The members are the same, decoded.
   */
  struct User
  {
      QString userName;
      QString displayName;
      QString firstName;
      QString lastName;
      QString email;
      std::optional<bool> isActive;
      std::optional<bool> isStaff; //!< of Opendatasoft
      QString accountType;         //!< global, linked, local
      QStringList permissions;     //!< held directly
      QList<GroupRef> groups;
      QStringList identityProviders;
      QDateTime joined;
      QDateTime lastSeen;
      QDateTime lastLogin;
      QDateTime expires;
      std::optional<CallLimit> exploreLimit;
      QJsonObject managementLimits;
      QString avatarUrl;
      QJsonObject fields;
  };
  [[nodiscard]] Result<User> userFrom( const QJsonObject &object );
  //! One field as text for a table or a CSV cell: lists joined by ";", times in ISO form, objects as JSON.
  QString fieldText( const User &user, const Field &field );

  struct Group
  {
      QString uid;
      QString title;
      QString description;
      int userCount = -1;
      QStringList permissions;
  };

  template<class T> struct Page
  {
      std::optional<qint64> total; //!< over all pages; the API may not know it
      std::optional<qint64> next;  //!< offset of the next page, by the server's own link
      std::optional<qint64> previous;
      QList<T> results;
  };

  //! One item of a bulk call: the user made, or why not.
  struct BatchAnswer
  {
      QList<Result<User>> items; //!< one for each that was sent, in that order
      QStringList unknownKeys;   //!< of the answer: neither an item's number nor anything else that we know
  };

  // --- calls

  constexpr int MAX_PAGE = 1000; //!< the server takes no more

  struct UserQuery
  {
      QString search;
      QStringList sort;        //!< username, first_name, last_name, last_seen_at; the first one counts most
      QStringList permissions; //!< held directly
      QStringList allPermissions; //!< held directly or through a group
      std::optional<int> limit;   //!< 0: only the count
      qint64 offset = 0;
  };
  //! GET /users/
  Endpoint<Page<User>> users( const UserQuery &query );
  enum class Groups
  {
    AsReferences,
    Expanded
  };
  //! GET /users/{username}/
  Endpoint<User> user( const QString &userName, Groups groups = Groups::AsReferences );
  //! PUT /users/{username}/: the whole of it; what is left out is gone.
  Endpoint<User> replaceUser( const QString &userName, const QJsonObject &whole );
  //! DELETE /users/{username}/
  Endpoint<bool> deleteUser( const QString &userName );
  //! POST /users/invite/: makes the accounts and writes to the addresses. One request, one outcome for each item.
  Endpoint<BatchAnswer> invite( const QList<QJsonObject> &items );
  //! POST /users/provision/: makes the accounts with an identity provider; nobody is written to.
  Endpoint<BatchAnswer> provision( const QList<QJsonObject> &items );
  struct ExportOptions
  {
      QChar delimiter = QLatin1Char( ',' );
      QString subdomains; //!< empty: this domain alone
  };
  //! GET /users/export/ as CSV, straight into \a sink. Resolves with the byte count.
  Endpoint<qint64> exportUsers( const ExportOptions &options, const BodySink &sink );
  //! GET /groups/
  Endpoint<Page<Group>> groups( int limit, qint64 offset );

  //! What an answer that is no success means.
  Error errorOf( const HttpResponse &answer );
} // namespace syncline::ods
