// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/peoplesupport.h"
#include "core/people/performer.h"

#include <QObject>

/**
 * The one face that all directories of people show to tables and dialogs, whatever their server is:
 *
 *     list( query ) ──► a page of people ──► plan( entries, intent ) ──► performer() (bulkrun.h, or one row alone)
 *
 * What a directory cannot do it says by availability(), with the reason; nobody has to ask which server it is.
 */
namespace syncline::people
{
  //! Somebody in a directory, as a table shows him or her. What the directory does not know is empty. A value.
  struct Person
  {
      QString key; //!< unique in the directory and the same when read again
      UserId id;   //!< not valid where only names may be seen
      QString userName;
      QString fullName;
      QString email;
      bool isYou = false;

      // Mergin Maps
      WorkspaceRole workspaceRole = WorkspaceRole::None;
      ProjectRole projectRole = ProjectRole::None; //!< set on the project itself
      Access access;                               //!< what results, and why
      Obstacle lock = Obstacle::None;              //!< why no other role can be given, whatever it is

      // Opendatasoft
      QStringList groups; //!< titles, or uids where no titles are told
      QStringList rights; //!< held directly
      std::optional<bool> isActive;
      QDateTime lastSeen;
  };

  //! What is asked for. Parts that the directory does not support are not looked at: the table does it then.
  struct PeopleQuery
  {
      QString search;
      QStringList sort;   //!< server's names, the first counts most
      QStringList rights; //!< all of these
      bool rightsThroughGroups = false;
      qint64 offset = 0;
  };

  struct PeopleList
  {
      QList<Person> people;
      std::optional<qint64> total;
      std::optional<qint64> next; //!< offset of the next page
  };

  /**
   * One directory of people. Calls come back on the thread that made them; none of them waits. What a directory is made of must
   * outlive it; destroying it cancels what runs.
   */
  class PeopleDirectory : public QObject
  {
      Q_OBJECT
    public:
      enum class Kind
      {
        Members,       //!< of a Mergin Maps workspace
        Collaborators, //!< of a Mergin Maps project
        Domain         //!< users of an Opendatasoft domain
      };

      virtual Kind kind() const = 0;
      //! Whether \a feature is there; what depends on server and role is known after the first list().
      virtual Availability availability( Feature feature ) const = 0;
      virtual Call<PeopleList> list( const PeopleQuery &query ) = 0;
      //! What \a entries would do. Reads what it needs first, unless that is younger than a minute.
      virtual Call<BulkPlan> plan( const QList<PersonEntry> &entries, const Intent &intent ) = 0;
      virtual Performer &performer() = 0;
      //! Whether whoever asks may change anything here; known after the first list().
      virtual bool mayChange() const = 0;
      //! Those who may, by name, as far as that can be seen.
      virtual QStringList whoMayChange() const = 0;
  };

  //! Names of the features that this directory has, for tests and scripts.
  QStringList featuresOf( const PeopleDirectory &directory );
} // namespace syncline::people
