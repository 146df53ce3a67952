# SPDX-License-Identifier: GPL-2.0-or-later
"""One server, and people who work on one project with different clients."""

import contextlib
import json
import os
import sqlite3
import struct
import subprocess
import tempfile
from pathlib import Path

from mergin import MerginClient

BIN = os.environ.get('SYNCLINE_BIN_DIR', 'build/qt6/bin')
PASSWORD = 'Topsecret1!'
WORKSPACE = 'mergin'
PEOPLE = ('anna', 'ben')


class Server:
    def __init__(self, *arguments, default_role='admin'):
        command = [os.path.join(BIN, 'syncline-devserver'), '--workspace', WORKSPACE, '--default-role', default_role, *arguments]
        for name in PEOPLE:
            command += ['--user', f'{name}:{PASSWORD}:{name}@example.com']
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().split()[-1]

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


class Official:
    """The official client's library."""

    def __init__(self, server, user):
        self.user = user
        self.client = MerginClient(server.url, login=user, password=PASSWORD)

    def create(self, project, folder):
        self.client.create_project_and_push(f'{WORKSPACE}/{project}', str(folder))

    def download(self, project, folder):
        self.client.download_project(f'{WORKSPACE}/{project}', str(folder))

    def sync(self, folder):
        self.client.sync_project(str(folder))

    def pull(self, folder):
        self.client.pull_project(str(folder))

    def push(self, folder):
        self.client.push_project(str(folder))

    def version(self, folder):
        return json.loads((Path(folder) / '.mergin/mergin.json').read_text())['version']


class Ours:
    """The command line."""

    def __init__(self, server, user):
        self.user = user
        self.server = server
        self.last = None

    def run(self, *arguments, expect=(0,)):
        env = {'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': '/nonexistent', 'LC_ALL': 'C.UTF-8', 'SYNCLINE_CREDENTIALS': 'none',
               'SYNCLINE_CHECK_PAGES': '1', 'MERGIN_URL': self.server.url, 'MERGIN_USERNAME': self.user, 'MERGIN_PASSWORD': PASSWORD}
        self.last = subprocess.run([os.path.join(BIN, 'syncline'), *map(str, arguments)], env=env, stdin=subprocess.DEVNULL,
                                   capture_output=True, text=True, timeout=120)
        if self.last.returncode not in expect:
            raise AssertionError(f'syncline {arguments} ended with {self.last.returncode}\n{self.last.stdout}\n{self.last.stderr}')
        return self.last

    def create(self, project, folder):
        self.run('create', f'{WORKSPACE}/{project}', '--from-dir', folder)

    def download(self, project, folder):
        self.run('download', f'{WORKSPACE}/{project}', folder)

    def sync(self, folder):
        self.in_folder(folder, 'sync')

    def pull(self, folder):
        self.in_folder(folder, 'pull')

    def push(self, folder):
        self.in_folder(folder, 'push')

    def in_folder(self, folder, command):
        before = os.getcwd()
        os.chdir(folder)
        try:
            self.run(command)
        finally:
            os.chdir(before)

    def version(self, folder):
        return json.loads((Path(folder) / '.mergin/mergin.json').read_text())['version']


CLIENTS = {'official': Official, 'ours': Ours}


def point(x, y):
    """A point as a GeoPackage stores it, with its envelope left out."""
    return b'GP\0\1' + struct.pack('<i', 4326) + struct.pack('<bIdd', 1, 1, x, y)


def functions(database):
    """What the triggers of a GeoPackage call."""
    def coordinate(index):
        return lambda blob: None if blob is None else struct.unpack('<dd', blob[13:29])[index]
    database.create_function('ST_IsEmpty', 1, lambda blob: None if blob is None else 0)
    for name, index in (('ST_MinX', 0), ('ST_MaxX', 0), ('ST_MinY', 1), ('ST_MaxY', 1)):
        database.create_function(name, 1, coordinate(index))


@contextlib.contextmanager
def opened(path):
    database = sqlite3.connect(path, isolation_level=None)
    functions(database)
    try:
        yield database
    finally:
        database.close()


def sql(path, *statements):
    """Each statement is text, or a pair of text and parameters."""
    with opened(path) as database:
        database.execute('BEGIN')
        for statement in statements:
            database.execute(*((statement,) if isinstance(statement, str) else statement))
        database.execute('COMMIT')


def rows(path, query='SELECT * FROM points ORDER BY fid'):
    with opened(path) as database:
        return database.execute(query).fetchall()


def check(path):
    """What SQLite and the R-tree say about the database: an empty list, or what is wrong."""
    with opened(path) as database:
        wrong = [line for (line,) in database.execute('PRAGMA integrity_check') if line != 'ok']
        wrong += [str(line) for line in database.execute('PRAGMA foreign_key_check')]
        count, = database.execute('SELECT count(*) FROM points WHERE geometry NOT NULL').fetchone()
        indexed, = database.execute('SELECT count(*) FROM rtree_points_geometry').fetchone()
        lost, = database.execute('SELECT count(*) FROM points WHERE geometry NOT NULL AND fid NOT IN (SELECT id FROM rtree_points_geometry)').fetchone()
    if count != indexed or lost:
        wrong.append(f'{count} geometries, {indexed} of them in the R-tree, {lost} are not')
    return wrong


def everything_said(*folders):
    """The text of all files that clients keep aside or make in a conflict, over all folders."""
    said = []
    for folder in folders:
        for path in Path(folder).rglob('*'):
            if path.is_file() and ('conflict' in path.name or '/trash/' in path.as_posix()):
                said.append(path.read_bytes().decode('utf-8', 'replace'))
    return '\n'.join(said)


def make_geopackage(path, count):
    """A GeoPackage with one layer of points: the tables, indexes and triggers that GDAL makes, with columns of ours."""
    source = Path(__file__).resolve().parent.parent / 'data/geodiff/base.gpkg'
    with contextlib.closing(sqlite3.connect(source)) as base, opened(path) as made:
        made.execute('PRAGMA application_id = 1196444487')
        made.execute('PRAGMA user_version = 10200')
        made.execute('BEGIN')
        schema = base.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'rtree_%_rowid' "
                              "AND name NOT LIKE 'rtree_%_node' AND name NOT LIKE 'rtree_%_parent' ORDER BY type = 'trigger', rowid").fetchall()
        triggers = [text for kind, _, text in schema if kind == 'trigger']
        for kind, name, text in schema:
            if kind == 'trigger':
                continue
            if name == 'simple':
                text = ('CREATE TABLE points (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geometry POINT, uid TEXT, name TEXT, '
                        'rating INTEGER, note TEXT)')
            made.execute(text.replace('simple', 'points'))
        for table in ('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys', 'gpkg_extensions', 'gpkg_ogr_contents'):
            for row in base.execute(f'SELECT * FROM "{table}"').fetchall():
                row = [value.replace('simple', 'points') if isinstance(value, str) else value for value in row]
                made.execute(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(row))})', row)
        for text in triggers:
            made.execute(text.replace('simple', 'points'))
        for n in range(1, count + 1):
            made.execute('INSERT INTO points (geometry, uid, name, rating, note) VALUES (?, ?, ?, ?, ?)',
                         (point(n, n / 2), f'base-{n}', f'feature {n}', n, f'note {n}'))
        made.execute('COMMIT')
