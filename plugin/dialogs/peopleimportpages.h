// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/people/membercsv.h"
#include "plugin/dialogs/peoplebulk.h"

#include <QTimer>
#include <QWizardPage>

class QComboBox;
class QStandardItemModel;

namespace Ui
{
  class PeopleImportColumnsPage;
  class PeopleImportFilePage;
  class PeopleImportReviewPage;
  class PeopleImportRunPage;
} // namespace Ui

namespace syncline
{
  enum class ImportPage
  {
    File,
    Columns,
    Review,
    Run
  };

  //! Where the people come from: a file, or pasted text. Read and parsed by a worker. Main thread.
  class PeopleImportFilePage : public QWizardPage
  {
      Q_OBJECT
    public:
      explicit PeopleImportFilePage( QWidget *parent = nullptr );
      ~PeopleImportFilePage() override;
      bool isComplete() const override { return isList() || !mTable.records.isEmpty(); }
      int nextId() const override; //!< names alone have no columns to ask about

      //! Names and addresses without a table around them.
      bool isList() const { return !mList.isEmpty(); }
      const QList<people::PersonEntry> &list() const { return mList; }
      const people::MemberTable &table() const { return mTable; }
      QString sourceName() const; //!< "crew.csv"

    private:
      struct Read
      {
          people::MemberTable table;
          QList<people::PersonEntry> list;
      };
      [[nodiscard]] static Result<Read> readPeople( const QByteArray &bytes,
                                                    const people::CsvOptions &options, bool isPasted );
      void parse();
      void parsed( const Result<Read> &read );
      void choose();
      void saveTemplate();
      QString troubleText( const Error &error ) const;
      void showPreview();

      std::unique_ptr<Ui::PeopleImportFilePage> mUi;
      QTimer mPause;
      QStandardItemModel *mPreview = nullptr;
      people::MemberTable mTable;
      QList<people::PersonEntry> mList;
      int mAsked = 0; //!< texts that were handed to a worker: only the last one counts
  };

  /**
   * Which column is what: proposed by the heads, or as it was chosen for a file with the same heads last time. Reads the people
   * by a worker with each change, so that the page after it finds them. Main thread.
   */
  class PeopleImportColumnsPage : public QWizardPage
  {
      Q_OBJECT
    public:
      explicit PeopleImportColumnsPage( const PeopleImportFilePage &source, QWidget *parent = nullptr );
      ~PeopleImportColumnsPage() override;
      void initializePage() override;
      bool isComplete() const override { return !mEntries.isEmpty(); }
      bool validatePage() override; //!< keeps the choice
      const QList<people::PersonEntry> &entries() const { return mEntries; }

    private:
      QHash<people::Column, int> chosen() const;
      QHash<people::Column, int> keptChoice() const;
      QString headText( int column ) const;
      void read();
      void showPeople();

      std::unique_ptr<Ui::PeopleImportColumnsPage> mUi;
      const PeopleImportFilePage &mSource;
      QHash<people::Column, QComboBox *> mCombos;
      QStandardItemModel *mPreview = nullptr;
      QList<people::PersonEntry> mEntries;
      int mAsked = 0;
  };

  //! What would happen to each of them; nothing is sent before its button is pressed, which is the wizard's. Main thread.
  class PeopleImportReviewPage : public QWizardPage
  {
      Q_OBJECT
    public:
      struct Source
      {
          const PeopleImportFilePage &file;
          const PeopleImportColumnsPage &columns;
      };
      PeopleImportReviewPage( PeopleBulk &bulk, const Source &source, QWidget *parent = nullptr );
      ~PeopleImportReviewPage() override;
      void initializePage() override;
      bool isComplete() const override;
      //! For people without a project of their own.
      void setProject( const QString &project ) { mProject = project; }

    private:
      void fillChoices( people::PeopleDirectory &directory );
      void propose();
      people::Intent intent() const;
      QString whyNot() const;
      void showButton();

      std::unique_ptr<Ui::PeopleImportReviewPage> mUi;
      PeopleBulk &mBulk;
      Source mSource;
      QString mProject;
  };

  //! Runs what was reviewed as soon as it is shown, and stays to show what became of it: retry, report, undo. Main thread.
  class PeopleImportRunPage : public QWizardPage
  {
      Q_OBJECT
    public:
      explicit PeopleImportRunPage( PeopleBulk &bulk, QWidget *parent = nullptr );
      ~PeopleImportRunPage() override;
      void initializePage() override;

    private:
      std::unique_ptr<Ui::PeopleImportRunPage> mUi;
      PeopleBulk &mBulk;
  };
} // namespace syncline
