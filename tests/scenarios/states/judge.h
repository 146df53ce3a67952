// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/scenarios/states/world.h"

namespace syncline::states
{
  /**
   * What our engine owes a state: the official client's result, as changed by the state's entry in ours.json. Fields of an entry,
   * all optional:
   *
   *     files     path → what is there instead (null: nothing, {"any": true}: whatever); "official": false on top: nothing is taken over
   *     server    the same for the server; without it as in official, where "as files" means as files here
   *     version   [metadata, server] after the action
   *     error     kind; without it there is none
   *     told      path → event that the report names
   *     again     the same object for the run after that; without it that run changes nothing
   *     confirm   the second run comes with the user's word that the removals are meant
   *     bases     false: base files are not judged
   *     replaced  values of must_survive that somebody's own later edit replaces
   *     survive   more that must survive, as in must_survive
   *     why       a word on a deliberate difference
   *     fails     why this state is not right yet: text, or an object by dialect
   */
  class Duty
  {
    public:
      Duty( const QJsonObject &state, const QJsonObject &entry, Dialect dialect );

      QJsonObject files() const;
      QJsonObject server() const;
      QStringList version() const;
      QString error() const { return mEntry[QStringLiteral( "error" )].toString(); }
      QMap<QString, QString> told() const;
      bool judgesBases() const { return mEntry[QStringLiteral( "bases" )].toBool( true ); }
      bool isConfirmed() const { return mEntry[QStringLiteral( "confirm" )].toBool(); }
      bool hasAgain() const { return mEntry.contains( QStringLiteral( "again" ) ); }
      Duty again() const; //!< of the second run
      QString failing() const;

    private:
      QJsonObject mState, mOfficial, mEntry;
      Dialect mDialect;
  };

  //! What is wrong after a run; empty when nothing is.
  QStringList judge( World &world, const Outcome &outcome, const Duty &duty );
  //! Edits of either side that are nowhere any more, what the \a entry of ours.json says considered.
  QStringList missing( World &world, const QJsonObject &state, const QJsonObject &entry );
  //! One line for people: what our engine did.
  QString describe( const Outcome &outcome );
} // namespace syncline::states
