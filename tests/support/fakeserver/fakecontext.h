// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/fakeserver/fakestate.h"

#include <QHash>

#include <optional>

namespace syncline::fake
{
  //! One request being answered: what it says, who asks, and the state that it may change. Lives for one call of a Handler.
  struct Context
  {
      State &state;
      const FakeRequest &request;
      QDateTime now;
      const User *user = nullptr;       //!< nobody: anonymous, whatever the reason
      QHash<QString, QString> segments; //!< of the path, by the names of the route, decoded
      QList<std::pair<QString, QString>> query;

      QString segment( const char *name ) const { return segments.value( QLatin1String( name ) ); }
      //! The first of that name; nothing if there is none.
      std::optional<QString> parameter( QLatin1String name ) const;
      QString userAgent() const { return QString::fromUtf8( request.header( "User-Agent" ) ); }
  };

  using Handler = FakeResponse ( * )( Context &context );
  using Refusal = std::optional<FakeResponse>; //!< an answer that ends the request, or nothing: go on

  FakeResponse unauthorized();        //!< a bare JSON string
  FakeResponse unauthorizedProblem(); //!< the same, labelled otherwise: create, clone, finish
  FakeResponse unauthorizedText();    //!< and as plain text: the chunk routes

  /**
   * Reads the query as the real server's schema does: the first parameter that does not fit decides, and refusal() is what to
   * answer then; values read after that are defaults.
   */
  class QueryReader
  {
    public:
      explicit QueryReader( const Context &context )
        : mContext( context )
      {
      }
      QString needText( QLatin1String name );
      int needInteger( QLatin1String name, int least, int most );
      std::optional<int> integer( QLatin1String name );
      bool boolean( QLatin1String name, bool otherwise );
      QString choice( QLatin1String name, const QStringList &allowed ); //!< empty when not given
      std::optional<QString> version( QLatin1String name );             //!< "v12"; an empty one passes
      Refusal refusal() const { return mRefusal; }

    private:
      void refuse( const QString &detail );
      const Context &mContext;
      Refusal mRefusal;
  };

  /**
   * Reads the body as the real server's schema does: content type, JSON, an object, then property after property; the first
   * that does not fit is refusal().
   */
  class BodyReader
  {
    public:
      explicit BodyReader( const Context &context );
      const QJsonObject &object() const { return mObject; }
      QString needText( QLatin1String name );
      QString text( QLatin1String name ); //!< null is as good as absent
      bool boolean( QLatin1String name, bool otherwise );
      int needInteger( QLatin1String name );
      void need( QLatin1String name, QJsonValue::Type type );
      void refuse( const QString &detail );
      Refusal refusal() const { return mRefusal; }

    private:
      QJsonObject mObject;
      Refusal mRefusal;
  };

  // Who may do what. The role of nobody is None (Reader in a public project).
  Role workspaceRole( const State &state, const User *user );
  Role projectRole( const State &state, const User *user, const Project &project );
  bool isLocked( const Context &context, const Project &project );
  bool isThere( const Project &project ); //!< not scheduled for deletion

  //! A project asked for, or why not.
  struct Found
  {
      const Project *project = nullptr;
      Refusal refusal;
  };
  //! By {namespace} and {project_name}: 404, then 403 below \a needed.
  Found findByName( const Context &context, Role needed );
  //! By {id}, exactly: 404, then 403 below \a needed.
  Found findById( const Context &context, Role needed );
  bool isWorkspace( const State &state, const QString &name ); //!< in any case
  bool isCanonicalUuid( const QString &text );
  //! Any form of a uuid as its canonical one; empty when it is none.
  QString canonicalUuid( const QString &text );
} // namespace syncline::fake
