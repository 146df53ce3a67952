// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/qgis/driver/stage.h"

#include <QPointer>

#include <memory>

class QDialog;

namespace syncline
{
  /**
   * What a sync does to the layers that are open: the changed one is read again in legend, extent and attribute table, the others
   * are not touched, and selection, style, filter and unsaved edits stay.
   */
  class Reload : public QObject
  {
      Q_OBJECT
    public:
      explicit Reload( QgisInterface &iface )
        : mIface( iface )
      {
      }

    private Q_SLOTS:
      void initTestCase();
      void theChangedLayerIsReadAgainAndNoOther();
      void editsBegunDuringTheSyncAreKeptAndSavedOnTop();
      void whatIsSavedWhileRowsArriveIsKept();
      void unsavedEditsKeepTheirFileUntouchedUntilTheyAreSaved();
      void theSameValueChangedOnBothSidesIsTold();
      void aSelectedFeatureIsFollowedToItsNewKey();
      void editsOfAFeatureAreFollowedToItsNewKey();
      void theExtentStaysRightWhenQgisReadsTheLayerAgain();
      void cleanupTestCase();

    private:
      QString legendText() const;
      int tableRows() const;
      QString styleOf( const QgsVectorLayer &layer ) const;
      QString savedNoteOf(
        const QString &site ) const; //!< as a reader of the file sees it, the edit buffer aside
      bool isKept( const QString &site, const QString &note ) const;
      void benAddsASite( const QString &name, double eastOf );
      void annaAddsASite( const QString &name );
      qint64 keyOf( const QString &site ) const; //!< in anna's file
      void benWrites( const QString &site, const QString &note );

      QgisInterface &mIface;
      std::unique_ptr<Stage> mStage;
      QPointer<QDialog> mTable;
  };
} // namespace syncline
