// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace syncline::fake
{
  //! A geometry of a GeoPackage as text: "POINT Z (1 2 3)". Empty when the bytes are no geometry that it knows.
  QString wktOf( const QByteArray &geoPackageGeometry );
} // namespace syncline::fake
