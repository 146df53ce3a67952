// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <qgisplugin.h>

#include <QObject>

#include <memory>

class QgisInterface;
class QTranslator;

namespace syncline
{
  class PluginActions;
  class SynclineDock;

  /**
   * What QGIS loads: makes the parts, ties them together, and takes them down again. Main thread.
   *
   *   classFactory() ─► initGui() ─► (initializationCompleted: the network may be used) ─► unload() ─► deletes itself
   *
   * QGIS forgets the pointer after unload() without deleting the object, so unload() ends with deleteLater().
   *
   * The invokable surface is for start-up scripts and tests: what a user could click is triggered through the actions
   * (mActionSyncline…), what a user could see is read here without parsing prose.
   */
  class SynclinePlugin : public QObject, public QgisPlugin
  {
      Q_OBJECT
      //! Milliseconds from the start of the constructor to the end of initGui().
      Q_PROPERTY( double loadMs READ loadMs )
    public:
      explicit SynclinePlugin( QgisInterface *iface );
      ~SynclinePlugin() override;

      void initGui() override;
      void unload() override;

      double loadMs() const { return mLoadMs; }

    private:
      void installTranslators();

      QgisInterface *mIface = nullptr; //!< QGIS's own; never deleted here
      std::unique_ptr<QTranslator> mEnglishPlurals;
      std::unique_ptr<QTranslator> mTranslator;
      std::unique_ptr<PluginActions> mActions;
      std::unique_ptr<SynclineDock> mDock;
      double mLoadMs = 0;
  };
} // namespace syncline
