// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/membercsv.h"
#include "plugin/dialogs/peoplebulk.h"
#include "plugin/dialogs/peoplepresenter.h"

#include <QTimer>
#include <QWizard>

class QStandardItemModel;

namespace Ui
{
  class PeopleImportFilePage;
  class PeopleImportReviewPage;
} // namespace Ui

namespace syncline
{
  //! Where the people come from: a file, or pasted text. Read and parsed by a worker. Main thread.
  class PeopleImportFilePage : public QWizardPage
  {
      Q_OBJECT
    public:
      explicit PeopleImportFilePage( QWidget *parent = nullptr );
      ~PeopleImportFilePage() override;
      bool isComplete() const override { return !mEntries.isEmpty(); }
      const QList<people::PersonEntry> &entries() const { return mEntries; }
      QString sourceName() const; //!< "crew.csv"

    private:
      void parse();
      void parsed( const Result<people::MemberCsv> &csv );
      void choose();
      void saveTemplate();

      std::unique_ptr<Ui::PeopleImportFilePage> mUi;
      QTimer mPause;
      QStandardItemModel *mPreview = nullptr;
      QList<people::PersonEntry> mEntries;
      int mAsked = 0; //!< texts that were handed to a worker: only the last one counts
  };

  //! What would happen to each of them; runs it, and stays to show what became of it. Main thread.
  class PeopleImportReviewPage : public QWizardPage
  {
      Q_OBJECT
    public:
      PeopleImportReviewPage( PeopleBulk &bulk, const PeopleImportFilePage &source,
                              QWidget *parent = nullptr );
      ~PeopleImportReviewPage() override;
      void initializePage() override;
      bool isComplete() const override { return !mBulk.isRunning(); }
      //! For people without a project of their own.
      void setProject( const QString &project ) { mProject = project; }

    private:
      void propose();

      std::unique_ptr<Ui::PeopleImportReviewPage> mUi;
      PeopleBulk &mBulk;
      const PeopleImportFilePage &mSource;
      QString mProject;
  };

  /**
   * Brings hundreds of people into a project, a workspace or a domain: file, review, run. Nothing is sent before Apply, and no row
   * twice. Closes when the account changes. Main thread.
   */
  class PeopleImportWizard : public QWizard
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
