// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/httpmessage.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace syncline
{
  //! One step of a recording, filled in: what was asked, and what came.
  struct RecordedStep
  {
      QString what;
      QString user; //!< signed in as; empty: nobody, or by a header of the request
      HttpRequest request;
      int afterSeconds = 0; //!< time that passes before it
      int status = 0;
      QByteArray contentType;
      QJsonValue json; //!< undefined where the answer was no JSON
      QByteArray bodySha1;
      bool isShapeOnly = false;
      QJsonObject saves; //!< name → JSON pointer
  };

  /**
   * A recorded scenario: gives its steps one after the other, each with the values that the answers before brought. Names are new for
   * every run.
   */
  class Recording
  {
    public:
      //! Empty when the file cannot be read.
      static Recording fromFile( const QString &path );

      QString scenario() const;
      QString defaultRole() const;
      int tokenSeconds() const;
      int stepCount() const;

      RecordedStep step( int index ) const;
      //! Keeps what later steps need of the answer; the pointers that lead nowhere.
      QStringList keep( const RecordedStep &step, const QJsonValue &answer );
      //! Where \a got departs from what was recorded, a sentence each.
      QStringList differences( const RecordedStep &step, const HttpResponse &got ) const;
      //! The recorded answer itself, with values in place of "<timeZ>" and the like.
      HttpResponse recordedAnswer( const RecordedStep &step ) const;

    private:
      QString filled( const QString &text ) const;
      QJsonValue filled( const QJsonValue &value ) const;
      void compare( const QJsonValue &want, const QJsonValue &got, const QString &at,
                    QStringList &found ) const;
      void compareObjects( const QJsonObject &want, const QJsonObject &got, const QString &at,
                           QStringList &found ) const;
      void compareLists( QJsonArray want, QJsonArray got, const QString &at, QStringList &found ) const;
      void compareTexts( const QString &want, const QJsonValue &got, const QString &at,
                         QStringList &found ) const;

      QJsonObject mDocument;
      QHash<QString, QString> mValues;
      mutable bool mIsShapeOnly = false;
  };

  //! The body as JSON, a bare string too; undefined when it is none.
  QJsonValue jsonIn( const QByteArray &body );
} // namespace syncline
