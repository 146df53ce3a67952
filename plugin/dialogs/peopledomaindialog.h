// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/dialogs/peopledomain.h"

#include <QDialog>

class QPushButton;

namespace Ui
{
  class PeopleDomainDialog;
}

namespace syncline
{
  //! Address and key of an Opendatasoft domain. Nothing is kept or asked before Save. Main thread.
  class PeopleDomainDialog : public QDialog
  {
      Q_OBJECT
    public:
      //! \a places: where a key may be kept, the preferred one first.
      explicit PeopleDomainDialog( const QList<KeepPlace> &places, QWidget *parent = nullptr );
      ~PeopleDomainDialog() override;
      void setDomain( const DomainSettings &domain );

    Q_SIGNALS:
      void chosen( const syncline::DomainSettings &domain, const QByteArray &key );

    private:
      void check();
      void save();

      std::unique_ptr<Ui::PeopleDomainDialog> mUi;
      QPushButton *mSave = nullptr;
  };

  //! Everything that is known about somebody, field by field, to read and to copy. Main thread.
  class PeopleDetailsDialog : public QDialog
  {
      Q_OBJECT
    public:
      using Fields = QList<std::pair<QString, QString>>;
      PeopleDetailsDialog( const QString &title, const Fields &fields, QWidget *parent = nullptr );

      static Fields fieldsOf( const ods::User &user );
      static Fields fieldsOf( const people::Person &person, people::PeopleDirectory::Kind kind );
  };
} // namespace syncline
