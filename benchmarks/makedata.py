#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the GeoPackages that the benchmarks compare: points with attributes, an R-tree, and edited copies."""

import random
import shutil
import sqlite3
import struct
import sys
from pathlib import Path

SCHEMA = """
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL), ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', NULL);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE points (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, name TEXT, kind TEXT, note TEXT,
  height REAL, diameter REAL, count INTEGER, is_ok BOOLEAN, surveyed DATETIME, code INTEGER);
INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES ('points', 'features', 'points', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('points', 'geom', 'POINT', 4326, 0, 0);
CREATE VIRTUAL TABLE rtree_points_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES ('points', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
"""

# Those of the GeoPackage extension; added after the rows are in, so that filling needs no geometry functions.
TRIGGERS = """
CREATE TRIGGER rtree_points_geom_insert AFTER INSERT ON points
  WHEN (new.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN INSERT OR REPLACE INTO rtree_points_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_points_geom_update1 AFTER UPDATE OF geom ON points
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN INSERT OR REPLACE INTO rtree_points_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_points_geom_update2 AFTER UPDATE OF geom ON points
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN DELETE FROM rtree_points_geom WHERE id = OLD.fid; END;
CREATE TRIGGER rtree_points_geom_update4 AFTER UPDATE ON points
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN DELETE FROM rtree_points_geom WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER rtree_points_geom_delete AFTER DELETE ON points WHEN old.geom NOT NULL
BEGIN DELETE FROM rtree_points_geom WHERE id = OLD.fid; END;
"""

NOTE = 'seen by the usual crew, nothing to report'
LONG_NOTE = NOTE + ', and left as it was'  # two million rows then fill about 470 MB
KINDS = ['oak', 'ash', 'beech', 'hydrant', 'bench', 'lamp', 'sign', 'manhole']


def geometry(x, y):
    """A GeoPackage point, little-endian, without envelope."""
    return struct.pack('<2sBBiBIdd', b'GP', 0, 1, 4326, 1, 1, x, y)


def row(fid, note, random_numbers):
    x, y = random_numbers.uniform(-180, 180), random_numbers.uniform(-85, 85)
    return (fid, geometry(x, y), f'feature number {fid}', random_numbers.choice(KINDS), note,
            random_numbers.uniform(0, 40), random_numbers.uniform(0, 3), random_numbers.randrange(100), fid % 2,
            f'2024-{fid % 12 + 1:02}-{fid % 28 + 1:02}T{fid % 24:02}:{fid % 60:02}:00Z', random_numbers.randrange(10 ** 9))


def connect(path):
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;')
    return database


def make_base(path, count):
    random_numbers = random.Random(count)
    note = NOTE if count < 1000000 else LONG_NOTE
    database = connect(path)
    database.executescript(SCHEMA)
    database.execute('BEGIN')
    for first in range(1, count + 1, 50000):  # the R-tree's pages lie among those of the table, as after years of work
        rows = [row(fid, note, random_numbers) for fid in range(first, min(first + 50000, count + 1))]
        database.executemany('INSERT INTO points VALUES (?,?,?,?,?,?,?,?,?,?,?)', rows)
        boxes = ((values[0],) + 2 * (struct.unpack_from('<d', values[1], 13)[0],) + 2 * (struct.unpack_from('<d', values[1], 21)[0],)
                 for values in rows)
        database.executemany('INSERT INTO rtree_points_geom VALUES (?,?,?,?,?)', boxes)
    database.execute('COMMIT')
    database.executescript(TRIGGERS)
    database.close()


def edit(base, path, statements):
    """A copy of base after statements; the triggers do not run, for they would need the geometry functions."""
    shutil.copyfile(base, path)
    database = connect(path)
    triggers = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    database.execute('BEGIN')
    for name in names:
        database.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        database.execute(statement)
    for sql in triggers:
        database.execute(sql)
    database.execute('COMMIT')
    database.close()


def hundred_edits(count):
    random_numbers = random.Random(100)
    fids = random_numbers.sample(range(1, count), 90)
    yield from (f"UPDATE points SET note = 'edited', count = count + 1 WHERE fid = {fid}" for fid in fids[:70])
    yield from (f'DELETE FROM points WHERE fid = {fid}' for fid in fids[70:])
    yield from (f"INSERT INTO points(geom, name) SELECT geom, 'new' FROM points WHERE fid = {fid}" for fid in fids[:10])


def fifty_thousand(side):
    """Changes of 50,000 rows; half of those that one side updates the other updates, too, and both insert."""
    yield f"UPDATE points SET note = 'of side {side}', code = code + {side} WHERE fid % 5 = 0 OR fid % 50 = {side}"
    yield f'DELETE FROM points WHERE fid % 100 = {side * 7}'
    yield f"INSERT INTO points(geom, name, note) SELECT geom, name, 'by side {side}' FROM points WHERE fid <= 4000"


def make_empty(base, path):
    shutil.copyfile(base, path)
    edit(base, path, ['DELETE FROM points', 'DELETE FROM rtree_points_geom', "DELETE FROM sqlite_sequence WHERE name = 'points'"])
    database = connect(path)
    database.execute('VACUUM')
    database.close()


def make(folder, count):
    """base, and beside it: same (a plain copy), edited (100 edits), all (every row changed), many (5 % changed), and two sides
    that changed 50,000 rows each, and empty."""
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / 'base.gpkg'
    if not base.exists():
        unfinished = folder / 'unfinished.gpkg'
        unfinished.unlink(missing_ok=True)
        make_base(unfinished, count)
        whole = folder / 'whole.gpkg'
        shutil.copyfile(unfinished, whole)  # in large pieces, as a download writes it
        whole.rename(base)
        unfinished.unlink()
    edits = {'same': None, 'edited': hundred_edits(count)}
    if count <= 200000:
        edits['all'] = ["UPDATE points SET count = count + 1, note = 'all new'"]
        edits['many'] = ['UPDATE points SET count = count + 1 WHERE fid % 20 = 0']
        edits['theirs'] = fifty_thousand(1)
        edits['ours'] = fifty_thousand(2)
        edits['empty'] = 'empty'
    for name, statements in edits.items():
        path = folder / f'{name}.gpkg'
        unfinished = folder / 'unfinished.gpkg'
        if path.exists():
            continue
        if statements is None:
            shutil.copyfile(base, unfinished)
        elif statements == 'empty':
            make_empty(base, unfinished)
        else:
            edit(base, unfinished, statements)
        unfinished.rename(path)


if __name__ == '__main__':
    make(Path(sys.argv[1]), int(sys.argv[2]))
