// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QDialog>

#include <functional>
#include <memory>

namespace Ui
{
  class PeopleExportDialog;
}

namespace syncline
{
  //! How a list is to be written. A value.
  struct PeopleExport
  {
      bool isJson = false;
      QChar delimiter = QLatin1Char( ',' );
      QStringList columns; //!< keys, in their order; empty: whatever there is
      QString subdomains;  //!< of an Opendatasoft domain

      QString suffix() const { return isJson ? QStringLiteral( "json" ) : QStringLiteral( "csv" ); }
  };

  //! What can be chosen for one kind of list.
  struct PeopleExportChoices
  {
      QList<std::pair<QString, QString>> columns; //!< key and name; empty: they are not for choosing
      bool hasJson = true;
      bool hasSubdomains = false;
  };

  /**
   * Asks how to write a list, then where: format, what stands between columns, which columns. The last answers are remembered.
   * Modeless; goes when it was answered.
   */
  class PeopleExportDialog : public QDialog
  {
      Q_OBJECT
    public:
      explicit PeopleExportDialog( const PeopleExportChoices &choices, QWidget *parent = nullptr );
      ~PeopleExportDialog() override;

      //! Asks \a parent's user; \a save gets the path and how. \a name is a proposal without its ending.
      static void ask( QWidget *parent, const PeopleExportChoices &choices, const QString &name,
                       const std::function<void( const QString &path, const PeopleExport &how )> &save );

    Q_SIGNALS:
      void chosen( const PeopleExport &how );

    private:
      void check();
      void save();
      PeopleExport choice() const;

      std::unique_ptr<Ui::PeopleExportDialog> mUi;
      PeopleExportChoices mChoices;
  };
} // namespace syncline
