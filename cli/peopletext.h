// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/describe.h"
#include "cli/exitcode.h"
#include "core/people/plan.h"

#include <QJsonObject>

// Words, tables and JSON for people and what is done with them.
namespace syncline::cli
{
  //! Why a row is not possible, with what to do; empty where it is.
  QString sentenceOf( const people::PlannedRow &row );
  //! What became of a row: "changed", "invited", or why not and what to do.
  QString sentenceOf( const people::PlannedRow &row, const people::RowOutcome &outcome, const Place &place );
  //! What would be done.
  QString intentionOf( const people::PlannedRow &row );

  QJsonObject jsonOf( const people::PlannedRow &row );
  //! The plan's row and its outcome; a new password is in it, this once.
  QJsonObject jsonOf( const people::PlannedRow &row, const people::RowOutcome &outcome, const Place &place );

  //! The status that one failed row alone would end with.
  ExitCode statusOf( const people::PlannedRow &row, const people::RowOutcome &outcome );

  //! Columns side by side, two blanks between, the last one unpadded.
  QStringList aligned( const QList<QStringList> &rows );
} // namespace syncline::cli
