// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <qgisplugin.h>

#include <QObject>
#include <QVariantMap>

#include <memory>

class QgisInterface;
class QTranslator;

namespace syncline
{
  class PluginActions;
  class PluginWork;
  class SynclineDock;

  /**
   * What QGIS loads: makes the parts, ties them together, and takes them down again. Main thread.
   *
   *   classFactory() ─► initGui(): actions, empty dock ─► QGIS is ready: account, engine, open project (PluginWork) ─► unload()
   *
   * QGIS forgets the pointer after unload() without deleting the object, so unload() ends with deleteLater().
   *
   * The properties, invokables and signals are for start-up scripts and tests: what a user could click is triggered through the
   * actions (mActionSyncline…), what a user could see is read here without parsing prose.
   */
  class SynclinePlugin : public QObject, public QgisPlugin
  {
      Q_OBJECT
      //! Milliseconds from the start of the constructor to the end of initGui().
      Q_PROPERTY( double loadMs READ loadMs )
      //! The longest time our own code kept the main thread since the start, or since resetUiStretch().
      Q_PROPERTY( double longestUiStretchMs READ longestUiStretchMs )
      //! False until QGIS is ready; nothing touches disk or network before.
      Q_PROPERTY( bool isReady READ isReady )
      //! "none", "upToDate", "localChanges"…; see nameOf( SyncState ).
      Q_PROPERTY( QString syncState READ syncState )
      Q_PROPERTY( bool isSignedIn READ isSignedIn )
      Q_PROPERTY( QString userName READ userName )
      Q_PROPERTY( QString server READ server )
    public:
      explicit SynclinePlugin( QgisInterface *iface );
      ~SynclinePlugin() override;

      void initGui() override;
      void unload() override;

      double loadMs() const { return mLoadMs; }
      double longestUiStretchMs() const;
      bool isReady() const { return mWork != nullptr; }
      QString syncState() const;
      bool isSignedIn() const;
      QString userName() const;
      QString server() const;

      //! What is said about the open project: sentence, detail, title, role, brief, attentions (ids), here, onServer, version.
      Q_INVOKABLE QVariantMap state() const;
      //! The last finished sync: before, after, and a list of paths for each event; empty when there was none.
      Q_INVOKABLE QVariantMap lastReport() const;
      //! The text of the last note in the message bar.
      Q_INVOKABLE QString lastNote() const;
      //! The same as pressing Sync.
      Q_INVOKABLE void triggerSync();
      //! The same as pressing Projects….
      Q_INVOKABLE void openProjects();
      //! Opens the QGIS project of a folder on this computer.
      Q_INVOKABLE void openFolder( const QString &folder );
      Q_INVOKABLE void resetUiStretch();
      //! For each slot of ours that ran since then: "count", "longestMs", and what was taken out of it ("wallMs", "hostMs").
      Q_INVOKABLE QVariantMap uiStretches() const;

    Q_SIGNALS:
      void ready();
      void syncStateChanged( const QString &state );
      void signedInChanged( bool isSignedIn );
      void syncStarted();
      void syncFinished( const QVariantMap &report ); //!< layers are read again by then
      void syncStopped( const QString &kind );        //!< the name of an ErrorKind
      void projectDownloaded( const QString &name, const QString &folder );

    private:
      void installTranslators();
      void becomeReady();
      void connectWork();
      void connectPanel();

      QgisInterface *mIface = nullptr; //!< QGIS's own; never deleted here
      std::unique_ptr<QTranslator> mEnglishPlurals;
      std::unique_ptr<QTranslator> mTranslator;
      std::unique_ptr<PluginActions> mActions;
      std::unique_ptr<SynclineDock> mDock;
      std::unique_ptr<PluginWork> mWork;
      QString mSyncState;
      double mLoadMs = 0;
  };
} // namespace syncline
