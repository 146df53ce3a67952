#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Ben, the colleague of the demo: another person with another folder, who works with the command line.

    colleague.py --syncline PROGRAM --folder FOLDER [--once]

Waits until somebody else uploaded a version, downloads it, visits a site (writes a note, adds a point beside it) and uploads that.
With --once he does so without waiting, and once. Server and sign-in come from MERGIN_URL, MERGIN_USERNAME, MERGIN_PASSWORD.
"""

import argparse
import contextlib
import json
import sqlite3
import struct
import subprocess
import time
from pathlib import Path

LOOK_EVERY_SECONDS = 2
BESIDE_DEGREES = 0.35
NOTES = ['Bridge closed', 'Marker missing', 'Flooded, come back in May', 'New path, all well', 'Fence repaired']


def point_of(blob):
    """x and y of a GeoPackage point: its last 16 bytes, byte order as the WKB says."""
    envelope_bytes = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    order = '<' if blob[8 + envelope_bytes] else '>'
    return struct.unpack(order + 'dd', blob[-16:])


def geopackage_point(x, y, srs):
    return b'GP\x00\x01' + struct.pack('<i', srs) + b'\x01' + struct.pack('<I', 1) + struct.pack('<dd', x, y)


def open_layer(path):
    """GeoPackage triggers keep the spatial index up to date; they call these functions."""
    database = sqlite3.connect(path)
    for name, axis in (('ST_MinX', 0), ('ST_MaxX', 0), ('ST_MinY', 1), ('ST_MaxY', 1)):
        database.create_function(name, 1, lambda blob, axis=axis: point_of(blob)[axis])
    database.create_function('ST_IsEmpty', 1, lambda blob: 0 if blob else 1)
    return database


def visit(folder, number):
    """Writes about one site and puts a point beside it; says what was done."""
    note = NOTES[number % len(NOTES)]
    with contextlib.closing(open_layer(folder / 'survey.gpkg')) as database, database:
        sites = database.execute('SELECT fid, name, geom FROM sites WHERE visited_by IS NULL OR visited_by = ? ORDER BY name DESC', ('',)).fetchall()
        if not sites:
            return None
        fid, name, geom = sites[0]
        x, y = point_of(geom)
        srs = database.execute('SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?', ('sites',)).fetchone()[0]
        database.execute('UPDATE sites SET note = ?, condition = 1, visited_by = ? WHERE fid = ?', (note, 'ben', fid))
        database.execute('INSERT INTO sites (geom, name, condition, note, visited_by) VALUES (?, ?, ?, ?, ?)',
                         (geopackage_point(x + BESIDE_DEGREES, y, srs), f'{name}, found by ben', 1, '', 'ben'))
    return f'{name}: {note}'


class Ben:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.visits = 0

    def syncline(self, *arguments):
        done = subprocess.run([self.program, '--json', *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f'ben: syncline {" ".join(arguments)} ended with {done.returncode}: {done.stderr.strip()}')
        return json.loads(done.stdout)

    def work(self):
        self.syncline('pull')
        done = visit(self.folder, self.visits)
        if done is None:
            return
        self.visits += 1
        report = self.syncline('sync')
        print(f'ben: visited {done}; uploaded as {report["after"]}', flush=True)

    def wait_for_others(self):
        while True:
            status = self.syncline('status')
            if status['serverVersion'] != status['version']:
                print(f'ben: somebody uploaded {status["serverVersion"]}; I download it and go on with my work', flush=True)
                return
            time.sleep(LOOK_EVERY_SECONDS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--syncline', required=True)
    parser.add_argument('--folder', required=True, type=Path)
    parser.add_argument('--once', action='store_true')
    arguments = parser.parse_args()
    ben = Ben(arguments.syncline, arguments.folder)
    if arguments.once:
        ben.work()
        return
    while True:
        ben.wait_for_others()
        ben.work()


if __name__ == '__main__':
    main()
