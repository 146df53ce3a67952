// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peoplebulk.h"
#include "plugin/dialogs/peoplepresenter.h"
#include "plugin/dialogs/peoplerunwindow.h"

#include <QWizard>

namespace syncline
{
  /**
   * Brings hundreds of people into a project, a workspace or a domain: file, columns, review, run. Nothing is sent before Apply, and no row
   * twice. Closes when the account changes. Main thread.
   */
  class PeopleImportWizard : public PeopleRunWindow<QWizard>
  {
      Q_OBJECT
    public:
      struct Target
      {
          std::shared_ptr<people::PeopleDirectory> directory;
          ErrorScene scene;
          QString project; //!< as in PersonEntry; empty: workspace or domain
      };
      PeopleImportWizard( const PeopleParts &parts, const Target &target, QWidget *parent = nullptr );
      ~PeopleImportWizard() override;
      PeopleBulk &bulk() { return mBulk; }

    Q_SIGNALS:
      void ran();

    private:
      PeopleBulk mBulk;
  };
} // namespace syncline
