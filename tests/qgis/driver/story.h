// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/qgis/driver/stage.h"

#include <memory>

namespace syncline
{
  /**
   * A working day of anna's in QGIS: she signs in, finds and downloads a project, is asked about unsaved edits, cancels a sync, gets
   * a colleague's project file. Every step goes through the plugin's own widgets, and leaves a picture.
   */
  class Story : public QObject
  {
      Q_OBJECT
    public:
      explicit Story( QgisInterface &iface )
        : mIface( iface )
      {
      }

    private Q_SLOTS:
      void initTestCase();
      void aWrongPasswordIsSaidBesideItsField();
      void afterSigningInTheOpenProjectIsKnown();
      void aProjectIsFoundAndDownloaded();
      void unsavedEditsAreAskedAboutAndSaved();
      void theServerHearsWhoWeAre();
      void aSyncThatIsCanceledKeepsEverything();
      void aProjectFileThatArrivesIsOfferedAndNotForced();
      void theActivityIsStillThereWhenTheProjectIsOpenedAgain();
      void switchingThePluginOffDuringASyncEndsItCleanly();

    private:
      QWidget *signInDialog() const;

      QgisInterface &mIface;
      std::unique_ptr<Stage> mStage;
  };
} // namespace syncline
