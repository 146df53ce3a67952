// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplebulk.h"
#include "plugin/dialogs/peopledomain.h"
#include "plugin/dialogs/peoplepage.h"
#include "plugin/dialogs/peoplerunwindow.h"

#include <QDialog>
#include <QPointer>

class QMenu;

namespace Ui
{
  class AddPeopleDialog;
}

namespace syncline
{
  /**
   * Adds one to a few dozen people to a project, a workspace or a domain: type or paste names, see what will happen to each before
   * anything is sent, and what became of each after. A window without a will of its own: closes when the account changes.
   * Main thread.
   */
  class AddPeopleDialog : public PeopleRunWindow<QDialog>
  {
      Q_OBJECT
    public:
      struct Target
      {
          std::shared_ptr<people::PeopleDirectory> directory;
          ErrorScene scene;
          QString project;                        //!< as in PersonEntry; empty: workspace or domain
          QList<PeopleScope> sources;             //!< other projects to copy people from
          QPointer<PeopleDomainPresenter> domain; //!< a group of it may be copied; may be null
          QStringList rights;                     //!< with a domain as directory: what may be given
          QList<ods::Group> groups;
          bool provisions = false; //!< begins with that instead of invitations
      };

      AddPeopleDialog( const PeopleParts &parts, const Target &target, QWidget *parent = nullptr );
      ~AddPeopleDialog() override;

      PeopleBulk &bulk() { return mBulk; }
      //! As if typed and added.
      void addText( const QString &text );
      void addEntries( const QList<people::PersonEntry> &entries );

    Q_SIGNALS:
      void ran(); //!< somebody may have been added

    protected:
      void keyPressEvent( QKeyEvent *event ) override;

    private:
      void setUpFor( people::PeopleDirectory::Kind kind );
      void setUpRoles();
      void setUpDomain();
      void learn();
      void connectControls();
      void connectTable();
      void fillSources();
      void fillGroups( QMenu &menu );
      void fillTemplates( QMenu &menu );
      void askForTemplateName();
      void saveTemplate( const QString &name );
      void copyFrom( const PeopleScope &source );
      void copyGroup( const ods::Group &group );
      void drop( const QList<int> &rows );
      void takeOut( const QList<int> &rows );
      void proposeRest();
      void propose();
      void showRoleHelp();
      people::Intent intent() const;
      QString role() const;
      QStringList checkedIn( const QMenu *menu ) const;
      QMenu *makePicker( const QString &text, const QList<std::pair<QString, QString>> &items );

      std::unique_ptr<Ui::AddPeopleDialog> mUi;
      PeopleParts mParts;
      Target mTarget;
      PeopleBulk mBulk;
      QList<people::PersonEntry> mEntries;
      QMenu *mRights = nullptr;
      QMenu *mGroups = nullptr;
      std::unique_ptr<people::MerginDirectory> mSource;
  };
} // namespace syncline
