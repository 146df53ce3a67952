// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

#include <memory>

namespace Ui
{
  class EditsQuestion;
}

namespace syncline
{
  //! Edits that are not in a file yet: those of one layer, or the project file's. A value.
  struct UnsavedEdits
  {
      QString id;   //!< the layer's; "project" for the project file
      QString name; //!< as in the layer tree; the project file's name
      int added = 0;
      int changed = 0;
      int removed = 0;
      bool isProjectFile = false;
      QString file = {}; //!< that the layer reads: a path in the project
      friend bool operator==( const UnsavedEdits &a, const UnsavedEdits &b )
      {
        return a.id == b.id && a.name == b.name && a.added == b.added && a.changed == b.changed &&
               a.removed == b.removed;
      }
  };

  /**
   * Asks what to do with unsaved edits before a sync, in the dock and without stopping QGIS. Shown as long as the question is
   * open; exactly one of its signals answers it, or the asker hides it because nothing is left to save.
   */
  class EditsQuestion : public QWidget
  {
      Q_OBJECT
    public:
      explicit EditsQuestion( QWidget *parent = nullptr );
      ~EditsQuestion() override;

      //! Layers are checked at first, the project file is not; ticks made by the user survive an update.
      void setEdits( const QList<UnsavedEdits> &edits );
      QStringList checkedIds() const;
      //! Why QGIS did not save, in its words; empty to take it back.
      void setProblem( const QString &sentence );
      void takeFocus();

    Q_SIGNALS:
      void saveAndSync( const QStringList &ids );
      void syncWithout();
      void cancelSync();

    protected:
      void keyPressEvent( QKeyEvent *event ) override;
      void resizeEvent( QResizeEvent *event ) override;

    private:
      static QString countsOf( const UnsavedEdits &edits );
      void fitHeight();

      std::unique_ptr<Ui::EditsQuestion> mUi;
      QList<UnsavedEdits> mEdits;
  };
} // namespace syncline
