# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs `syncline` and looks at what it did."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

from servers import BIN

PASSWORD = 'Topsecret1!'
DATA = Path(__file__).resolve().parent.parent / 'data'


class Run:
    """One finished run."""

    def __init__(self, completed):
        self.status = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr

    def __repr__(self):
        return f'status {self.status}\n--- stdout\n{self.out}\n--- stderr\n{self.err}'


def environment(url, **changes):
    """Nothing of the surroundings but where programs are; None takes a variable away."""
    env = {'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': '/nonexistent', 'LC_ALL': 'C', 'SYNCLINE_CREDENTIALS': 'none',
           'MERGIN_URL': url, 'MERGIN_USERNAME': 'bob', 'MERGIN_PASSWORD': PASSWORD}
    for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'TMPDIR'):
        if name in os.environ:
            env[name] = os.environ[name]
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


def syncline(*arguments, cwd='/', url='http://127.0.0.1:9', timeout=60, prefix=(), **env):
    return Run(subprocess.run([*prefix, os.path.join(BIN, 'syncline'), *map(str, arguments)], cwd=cwd,
                              env=environment(url, **env), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=timeout))


def make_layer(path, rows=3):
    """A database with the tables of a GeoPackage that matter here, and one layer without geometry."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute('PRAGMA application_id = 1196444487')
        database.execute('CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT)')
        database.execute("INSERT INTO gpkg_contents VALUES ('simple', 'attributes', 'simple')")
        database.execute('CREATE TABLE simple (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT, rating INTEGER)')
        database.executemany('INSERT INTO simple (name, rating) VALUES (?, ?)', [(f'feature{n}', n) for n in range(1, rows + 1)])


def edit_layer(path, name):
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute('UPDATE simple SET name = ? WHERE fid = 1', (name,))


def rows(path):
    """All that is in the layer, whatever its bytes."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute('SELECT * FROM simple ORDER BY fid').fetchall()


def contents(folder):
    """Path → digest of everything in the folder; our own state, .mergin/.engine of a project in it, aside."""
    found = {}
    for path in sorted(Path(folder).rglob('*')):
        name = path.relative_to(folder).as_posix()
        if '/.mergin/.engine/' not in f'/{name}/':
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else 'folder'
    return found


def server_files(run):
    """Path → checksum of `syncline --json list-files`."""
    return {file['path']: file['checksum'] for file in json.loads(run.out)}


class CliTest(unittest.TestCase):
    """A temporary folder per test, and the checks that every run must pass."""

    maxDiff = 4000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix='syncline-cli-'))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def assert_no_secret(self, run, *secrets):
        for secret in (PASSWORD, *secrets):
            self.assertNotIn(secret, run.out + run.err)
        self.assertNotRegex(run.out + run.err, r'Bearer \S')
        self.assertNotIn('Traceback', run.err)

    def assert_ok(self, run):
        self.assertEqual(run.status, 0, run)
        self.assert_no_secret(run)
        return run

    def assert_fails(self, run, status, *words):
        """That status, one clear sentence with a next step on standard error, no secret."""
        self.assertEqual(run.status, status, run)
        self.assert_no_secret(run)
        complaints = [line for line in run.err.splitlines() if line.startswith('syncline: ')]
        self.assertEqual(len(complaints), 1, run)
        self.assertRegex(complaints[0], r'^syncline: \S.*\. .*[A-Z].*\.$', run)  # a sentence, then what to do
        for word in words:
            self.assertIn(word, complaints[0], run)
        return run

    def make_files(self, folder):
        """survey.gpkg, notes.txt, docs/plan.txt: what the recorded runs had."""
        folder = Path(folder)
        (folder / 'docs').mkdir(parents=True)
        make_layer(folder / 'survey.gpkg')
        (folder / 'notes.txt').write_text('notes\n')
        (folder / 'docs' / 'plan.txt').write_text('plan\n')
        return folder
