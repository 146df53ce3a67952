// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QVariantMap>

class QgisInterface;
class QgsVectorLayer;

namespace syncline
{
  /**
   * The story of tools/demo without hands: an edit goes up, a colleague in another process works, his edit arrives on the map.
   * Every step triggers the plugin's own action; the transcript (transcript.txt in the run's folder) is written from its signals.
   */
  class Demo : public QObject
  {
      Q_OBJECT
    public:
      explicit Demo( QgisInterface &iface );

    public Q_SLOTS: // QtTest plays private slots only
      void noteStarted();
      void noteFinished( const QVariantMap &report );
      void noteStopped( const QString &kind );
      void noteState( const QString &state );

    private Q_SLOTS:
      void initTestCase();
      void annaIsSignedInAndTheMapIsOpen();
      void annasEditGoesUp();
      void theColleagueWorksInAnotherProcess();
      void hisEditArrivesOnTheMap();
      void nothingFroze();

    private:
      void tell( const QString &text );
      void listen();
      void syncAndWait();
      QgsVectorLayer *sites() const;
      QString noteOf( const QString &site ) const;

      QgisInterface &mIface;
      QElapsedTimer mSinceStart;
      QElapsedTimer mSinceBeat;
      QTimer mHeart;
      qint64 mLongestGapMs = 0;
      QVariantMap mReport;
      bool mIsFinished = false;
      QString mStopped;
  };
} // namespace syncline
