#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the project of the demo from QGIS's own Natural Earth map, with QGIS itself:

    make_project.py FOLDER

    FOLDER/world_map.gpkg   countries and provinces, a copy of what QGIS ships (public domain data of Natural Earth)
    FOLDER/survey.gpkg      a layer "sites": a point in each Austrian province, to be visited and edited
    FOLDER/survey.qgz       the map: sites over provinces over countries, zoomed to the sites

Runs on QGIS 3.22 and newer, without a display.
"""

import os
import shutil
import sys

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsFeatureRequest, QgsField, QgsFields,  # noqa: E402
                       QgsFillSymbol, QgsGeometry, QgsMarkerSymbol, QgsPalLayerSettings, QgsProject, QgsReferencedRectangle,
                       QgsSingleSymbolRenderer, QgsTextFormat, QgsVectorFileWriter, QgsVectorLayer, QgsVectorLayerSimpleLabeling,
                       QgsWkbTypes)
from qgis.PyQt.QtCore import QVariant  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont  # noqa: E402

COUNTRY = 'Austria'
WGS84 = QgsCoordinateReferenceSystem('EPSG:4326')
BACKGROUND = 'resources/data/world_map.gpkg'


def layer_of(path, table, name):
    layer = QgsVectorLayer(f'{path}|layername={table}', name, 'ogr')
    if not layer.isValid():
        sys.exit(f'make_project.py: {path} has no layer {table}')
    return layer


def write_sites(folder, provinces):
    """One point inside each province, with what a survey asks for."""
    fields = QgsFields()
    for name, kind in (('name', QVariant.String), ('condition', QVariant.Int), ('note', QVariant.String), ('visited_by', QVariant.String)):
        fields.append(QgsField(name, kind))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = 'GPKG', 'sites'
    context = QgsProject.instance().transformContext()
    writer = QgsVectorFileWriter.create(os.path.join(folder, 'survey.gpkg'), fields, QgsWkbTypes.Point, WGS84, context, options)
    found = provinces.getFeatures(QgsFeatureRequest().setFilterExpression(f"admin = '{COUNTRY}' and name is not null").addOrderBy('name'))
    count = 0
    for province in found:
        site = QgsFeature(fields)
        site.setGeometry(QgsGeometry(province.geometry().pointOnSurface()))
        site.setAttributes([province['name'], 3, '', ''])
        if not writer.addFeature(site):
            sys.exit(f'make_project.py: {writer.errorMessage()}')
        count += 1
    del writer
    if count < 5:
        sys.exit(f'make_project.py: only {count} provinces of {COUNTRY} in {BACKGROUND}')


def labelled(layer, field, size, colour):
    settings, text = QgsPalLayerSettings(), QgsTextFormat()
    text.setFont(QFont('DejaVu Sans'))  # else the offscreen default, which other computers may not have
    text.setSize(size)
    text.setColor(QColor(colour))
    settings.fieldName = field
    settings.isExpression = True
    settings.dist = 1.5
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def build_map(folder):
    project = QgsProject.instance()
    background = os.path.join(folder, 'world_map.gpkg')
    countries = layer_of(background, 'countries', 'Countries')
    countries.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({'color': '#f3efe4', 'outline_color': '#a89f8d'})))
    provinces = layer_of(background, 'states_provinces', 'Provinces')
    provinces.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(
        {'color': 'transparent', 'outline_color': '#c9c1b0', 'outline_width': '0.2'})))
    sites = layer_of(os.path.join(folder, 'survey.gpkg'), 'sites', 'Sites')
    sites.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(
        {'name': 'circle', 'color': '#00695c', 'outline_color': '#ffffff', 'size': '3.6'})))
    labelled(sites, "name || coalesce( nullif( '\\n' || note, '\\n' ), '' )", 9, '#303030')
    for layer in (countries, provinces):
        layer.setReadOnly(True)
    project.setTitle('Survey')
    project.setCrs(WGS84)
    project.setBackgroundColor(QColor('#dbe7ee'))
    project.addMapLayers([sites, provinces, countries])
    extent = sites.extent()
    extent.grow(1.2)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, WGS84))
    if not project.write(os.path.join(folder, 'survey.qgz')):
        sys.exit(f'make_project.py: {project.error()}')


def main(folder):
    application = QgsApplication([], False)
    application.initQgis()
    os.makedirs(folder)
    source = os.path.join(QgsApplication.pkgDataPath(), BACKGROUND)
    copy = os.path.join(folder, 'world_map.gpkg')
    shutil.copyfile(source, copy)
    write_sites(folder, layer_of(copy, 'states_provinces', 'Provinces'))
    build_map(folder)
    QgsProject.instance().clear()
    application.exitQgis()


if __name__ == '__main__':
    if len(sys.argv) != 2 or os.path.exists(sys.argv[1]):
        sys.exit('usage: make_project.py FOLDER, where FOLDER does not exist')
    main(os.path.abspath(sys.argv[1]))
