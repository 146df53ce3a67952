// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QProcess>
#include <QString>

//! A second process that has a database open; see sqliteholder.cpp. Ends with the object.
class Holder
{
  public:
    Holder();
    ~Holder();
    //! Sends one command and waits for its answer: "ok …" or "error CODE".
    QString ask( const QString &command );
    void send( const QString &command ); //!< without waiting
    QString answer();                    //!< to the oldest command that was sent
    void kill();                         //!< as a crash: nothing is closed, its -wal stays
    QString sql( const QString &text ) { return ask( QStringLiteral( "sql " ) + text ); }

  private:
    QProcess mProcess;
};
