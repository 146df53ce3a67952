// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/directory.h"

// Lists of people and roles that somebody keeps to give them again: files of people (membercsv.h) in a folder of this computer's user.
namespace syncline
{
  //! Roles of a workspace and of a project are not the same, so each has templates of its own.
  QStringList peopleTemplates( people::PeopleDirectory::Kind kind );
  [[nodiscard]] Result<QList<people::PersonEntry>> loadPeopleTemplate( people::PeopleDirectory::Kind kind,
                                                                       const QString &name );
  //! Replaces one of the same name.
  [[nodiscard]] Result<void> savePeopleTemplate( people::PeopleDirectory::Kind kind, const QString &name,
                                                 const QList<people::PersonEntry> &entries );
  void removePeopleTemplate( people::PeopleDirectory::Kind kind, const QString &name );
} // namespace syncline
