// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QApplication>
#include <QDir>
#include <QPalette>
#include <QWidget>

namespace syncline
{
  //! Saves what a widget looks like without QGIS as <build>/screenshots/widgets/<name>.png, at 200 % as <name>-200.png; false when
  //! it could not.
  inline bool savePicture( QWidget &widget, const QString &name )
  {
    const QDir folder( QStringLiteral( SYNCLINE_BIN_DIR "/../screenshots/widgets" ) );
    QCoreApplication::processEvents(); // layouts that wait for the event loop
    return folder.mkpath( QStringLiteral( "." ) ) &&
           widget.grab().save(
             folder.filePath( name + ( widget.devicePixelRatioF() > 1.5 ? QStringLiteral( "-200.png" )
                                                                        : QStringLiteral( ".png" ) ) ) );
  }

  //! Dark ground and light text, as QGIS's Night Mapping has them.
  inline void makeDark()
  {
    QPalette dark;
    dark.setColor( QPalette::Window, QColor( 0x32, 0x32, 0x32 ) );
    dark.setColor( QPalette::Base, QColor( 0x22, 0x22, 0x22 ) );
    dark.setColor( QPalette::AlternateBase, QColor( 0x2a, 0x2a, 0x2a ) );
    dark.setColor( QPalette::PlaceholderText, QColor( 0x99, 0x99, 0x99 ) );
    dark.setColor( QPalette::Button, QColor( 0x3a, 0x3a, 0x3a ) );
    for ( const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText } )
      dark.setColor( role, QColor( 0xdd, 0xdd, 0xdd ) );
    QApplication::setPalette( dark );
  }
} // namespace syncline
