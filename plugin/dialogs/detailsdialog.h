// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QDialog>

namespace syncline
{
  //! Technical text to read and to copy. Modeless, deletes itself when closed.
  class DetailsDialog : public QDialog
  {
      Q_OBJECT
    public:
      explicit DetailsDialog( const QString &details, QWidget *parent = nullptr );
  };
} // namespace syncline
