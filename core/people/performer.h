// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/call.h"
#include "core/people/plan.h"

namespace syncline::people
{
  //! Whoever can do what a plan says: one directory of people. Thread-bound.
  class Performer
  {
    public:
      virtual ~Performer() = default;
      //! How many rows of this action one request takes.
      virtual int batchSize( RowAction action ) const = 0;
      //! Does \a rows, all of one action, in one request where batchSize() says so. One outcome for each, in their order.
      virtual Call<QList<RowOutcome>> perform( const QList<PlannedRow> &rows, const Intent &intent ) = 0;
      //! Reads the present state anew and plans \a entries against it: what a retry does first, so that nothing is done twice.
      virtual Call<BulkPlan> planAgain( const QList<PersonEntry> &entries, const Intent &intent ) = 0;
  };

  //! What an error means for the row whose request got it.
  RowOutcome outcomeOf( const Error &error );
} // namespace syncline::people
