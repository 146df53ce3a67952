// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/api/opendatasoftclient.h"
#include "core/people/performer.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace syncline::people
{
  //! The users of a domain that a plan has to know: user name by address and by itself, all in lower case.
  struct OdsPresent
  {
      QHash<QString, QString> nameOf;
      void add( const ods::User &user );
  };

  //! The plan for inviting or provisioning (Intent::unknown) people into a domain. Who is there already stays as he or she is.
  BulkPlan planOds( const QList<PersonEntry> &entries, const OdsPresent &present, const Intent &intent );

  /**
   * One value of "--set KEY=VALUE" as the API wants it: lists separated by , or ;, objects as JSON. InvalidInput for a field that
   * does not exist or is read-only, and for a permission that neither the API nor \a held knows.
   */
  [[nodiscard]] Result<QJsonValue> odsValue( const QString &key, const QString &text,
                                             const QStringList &held );

  /**
   * The users of one Opendatasoft domain: reads them for a plan, invites and provisions in batches of one request each, changes
   * and deletes single ones, and writes all of them out page by page. Thread-bound; the client must outlive it.
   */
  class OdsPeople : public QObject, public Performer
  {
      Q_OBJECT
    public:
      static constexpr int BATCH = 100;           //!< items in one request
      static constexpr int SEARCHES_AT_MOST = 20; //!< more entries than that: the whole list is read instead

      explicit OdsPeople( ods::Client &client );

      //! Finds out which of \a entries are there, for plan().
      Call<OdsPresent> read( const QList<PersonEntry> &entries );

      int batchSize( RowAction ) const override { return BATCH; }
      Call<QList<RowOutcome>> perform( const QList<PlannedRow> &rows, const Intent &intent ) override;
      Call<BulkPlan> planAgain( const QList<PersonEntry> &entries, const Intent &intent ) override;
      //! Keys of a batch's answer that stand for no item; empty where all is well.
      const QStringList &unknownKeys() const { return mUnknownKeys; }

      /**
       * Changes some fields of a user: reads it, puts \a changes in, sends the whole of it back, fields that we do not know
       * included. A field of \a changes that is not as in \a base any more was changed by somebody else: VersionConflict, with
       * both values of each such field in ServerDetail::fields, and nothing is sent.
       */
      Call<ods::User> change( const ods::User &base, const QJsonObject &changes );
      //! Replaces a user by \a whole; fields of the server that we do not know and that \a whole leaves out stay.
      Call<ods::User> replace( const ods::User &base, const QJsonObject &whole );
      //! Deletes; the only administrator's refusal is ServerRejected with the code "LastAdministrator".
      Call<bool> remove( const QString &userName );
      //! The users of a group as people to add elsewhere: by address, by name where there is none. Empty: everybody.
      Call<QList<PersonEntry>> entriesOf( const QString &groupUid );
      //! Every user as one JSON list, a page at a time, into \a sink. Resolves with their number.
      Call<qint64> exportJson( const BodySink &sink );

    private:
      Call<bool> searchNext( const QStringList &names, int index );
      Call<bool> readPage( qint64 offset, const QSet<QString> &wanted );
      Call<QList<PersonEntry>> entriesPage( qint64 offset, const QString &groupUid,
                                            const QList<PersonEntry> &before );
      Call<qint64> exportPage( qint64 offset, qint64 count, const BodySink &sink );

      ods::Client &mClient;
      OdsPresent mPresent;
      QStringList mUnknownKeys;
  };
} // namespace syncline::people
