// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/directory.h"
#include "core/people/odspeople.h"

#include <QSet>

namespace syncline::people
{
  /**
   * The users of an Opendatasoft domain, a page of PAGE at a time; searched, sorted and filtered by the server. A person of it is
   * lean, so that a table may hold a domain of 50,000; the whole user is asked for where it is looked at.
   */
  class OdsDirectory : public PeopleDirectory
  {
      Q_OBJECT
    public:
      static constexpr int PAGE = 100;

      explicit OdsDirectory( ods::Client &client );

      Kind kind() const override { return Kind::Domain; }
      Availability availability( Feature feature ) const override;
      Call<PeopleList> list( const PeopleQuery &query ) override;
      Call<BulkPlan> plan( const QList<PersonEntry> &entries, const Intent &intent ) override;
      Performer &performer() override { return mPeople; }
      bool mayChange() const override { return true; } //!< what the key may do shows at each call
      QStringList whoMayChange() const override { return {}; }

      OdsPeople &people() { return mPeople; }
      Person personOf( const ods::User &user );
      void setGroupTitle( const QString &uid, const QString &title ) { mTitles.insert( uid, title ); }

    private:
      QString shared( const QString &text );

      ods::Client &mClient;
      OdsPeople mPeople;
      QHash<QString, QString> mTitles; //!< of groups
      QSet<QString> mShared;           //!< names of groups and rights, each held once for all people
  };
} // namespace syncline::people
