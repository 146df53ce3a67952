// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/qgis/messagenotes.h"

#include "plugin/qgis/uistretch.h"

#include <qgsmessagebar.h>
#include <qgsmessagebaritem.h>

#include <QPushButton>

namespace syncline
{
  namespace
  {
    constexpr int SHORT_NOTE_SECONDS = 5;

    Qgis::MessageLevel levelOf( Severity severity )
    {
      switch ( severity )
      {
        case Severity::Info:
          return Qgis::MessageLevel::Info;
        case Severity::Done:
          return Qgis::MessageLevel::Success;
        case Severity::Warning:
          return Qgis::MessageLevel::Warning;
        case Severity::Stopped:
          return Qgis::MessageLevel::Critical;
      }
      Q_UNREACHABLE();
    }
  } // namespace

  MessageNotes::MessageNotes( QgsMessageBar &bar )
    : mBar( &bar )
  {
  }

  MessageNotes::~MessageNotes()
  {
    const QStringList subjects = mShown.keys();
    for ( const QString &subject : subjects )
      takeBack( subject );
  }

  void MessageNotes::say( const Note &note )
  {
    if ( !mBar )
      return;
    takeBack( note.subject ); // bars of many programs pile up
    mLastText = note.text;
    auto *item = new QgsMessageBarItem( note.title, note.text, levelOf( note.severity ),
                                        note.stays ? 0 : SHORT_NOTE_SECONDS );
    item->setObjectName( QStringLiteral( "SynclineNote" ) );
    if ( note.step != NextStep::None )
    {
      auto *button = new QPushButton( buttonText( note.step ), item );
      button->setObjectName( QStringLiteral( "SynclineNoteButton" ) );
      connect( button, &QPushButton::clicked, this,
               [this, note]
               {
                 takeBack( note.subject );
                 Q_EMIT stepChosen( note.step, note.argument );
               } );
      item->setWidget( button );
    }
    mShown.insert( note.subject, item );
    const UiStretch::HostPart showing; // QGIS lays out its main window for it
    mBar->pushItem( item );
  }

  void MessageNotes::takeBack( const QString &subject )
  {
    const QPointer<QgsMessageBarItem> item = mShown.take( subject );
    const UiStretch::HostPart hiding;
    if ( item && mBar )
      mBar->popWidget( item );
  }
} // namespace syncline
