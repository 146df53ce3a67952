// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QAction;
class QgisInterface;
class QWidget;

// What all scenarios share: finding the plugin and its widgets by object name, and taking pictures.
namespace syncline
{
  //! The scenario of that name as a QtTest object; null when there is none.
  std::unique_ptr<QObject> makeScenario( const QString &name, QgisInterface &iface );

  //! The one plugin object, or null.
  QObject *synclinePlugin( QgisInterface &iface );
  //! An action "mActionSyncline<name>", or null.
  QAction *synclineAction( QgisInterface &iface, const QString &name );

  //! Saves what \a widget (and what lies over it) looks like as <screenshots>/<name>-qt<5|6>.png.
  void takePicture( QWidget *widget, const QString &name );
} // namespace syncline
