#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Random databases, edited twice: the engine and pygeodiff have to say the same.

usage: test_pygeodiff.py GPKGWORKER; SYNCLINE_PAIRS: how many (5000), SYNCLINE_SEED: which is first (1)

Left out is what the reference library is known to get wrong (NULL and generated keys, text with NUL, datetimes that cannot be
read, changes under a collation; rebase of keys that are no single integer); other tests judge that by the specification.
"""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import pygeodiff

PAIRS = int(os.environ.get('SYNCLINE_PAIRS', 5000))
FIRST_SEED = int(os.environ.get('SYNCLINE_SEED', 1))
TYPES = ['INTEGER', 'INT', 'REAL', 'DOUBLE', 'TEXT', 'VARCHAR(20)', 'BLOB', 'BOOLEAN', 'NUMERIC(10,2)', 'DATE', 'JSON', '']
WORDS = ['', 'a', 'oak', 'née', '日本', "it's", '"q"', 'null', 'x' * 40, 'y' * 700, '1', '1.0', ' ', '\U0001f333', 'tab\there']


class Table:
    def __init__(self, numbers, name):
        self.name = name
        self.kind = numbers.choice(['integer'] * 4 + ['autoincrement', 'text', 'composite', 'without rowid', 'int key'])
        self.columns = [(f'c{i}', numbers.choice(TYPES)) for i in range(numbers.randrange(1, 6))]
        self.key = {'composite': ['k1', 'k2']}.get(self.kind, ['id'])

    def sql(self):
        columns = ', '.join(f'"{name}" {kind}' for name, kind in self.columns)
        return {'integer': f'CREATE TABLE "{self.name}" (id INTEGER PRIMARY KEY, {columns})',
                'autoincrement': f'CREATE TABLE "{self.name}" (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})',
                'int key': f'CREATE TABLE "{self.name}" ({columns}, id INT NOT NULL PRIMARY KEY)',
                'text': f'CREATE TABLE "{self.name}" (id TEXT NOT NULL PRIMARY KEY, {columns})',
                'composite': f'CREATE TABLE "{self.name}" (k1 INTEGER NOT NULL, {columns}, k2 TEXT NOT NULL, PRIMARY KEY (k1, k2))',
                'without rowid': f'CREATE TABLE "{self.name}" (id INTEGER PRIMARY KEY, {columns}) WITHOUT ROWID'}[self.kind]

    def has_integer_key(self):
        return self.kind in ('integer', 'autoincrement', 'without rowid', 'int key')

    def new_key(self, numbers):
        if self.kind == 'text':
            return [f'key {numbers.randrange(60)}']
        if self.kind == 'composite':
            return [numbers.randrange(8), f'k{numbers.randrange(8)}']
        key = numbers.choice([numbers.randrange(1, 80), numbers.randrange(-5, 400)])
        return [key if key != -1 else -6]  # -1 is its marker for rows that are gone


def value(numbers):
    return numbers.choice([lambda: None, lambda: numbers.randrange(-3, 4), lambda: numbers.randrange(-2 ** 63, 2 ** 63),
                           lambda: numbers.uniform(-1e3, 1e3), lambda: float(numbers.randrange(-3, 4)), lambda: 1e300,
                           lambda: numbers.choice(WORDS), lambda: numbers.choice(WORDS), lambda: numbers.randbytes(numbers.randrange(12)),
                           lambda: numbers.randbytes(3000)])()


def open_database(path):
    return sqlite3.connect(path, isolation_level=None)


def insert(database, table, numbers):
    names = table.key + [name for name, _ in table.columns]
    values = table.new_key(numbers) + [value(numbers) for _ in table.columns]
    marks = ','.join('?' * len(names))
    quoted = ','.join(f'"{name}"' for name in names)
    database.execute(f'INSERT OR IGNORE INTO "{table.name}" ({quoted}) VALUES ({marks})', values)


def edit(path, tables, numbers, times):
    database = open_database(path)
    database.execute('BEGIN')
    for _ in range(times):
        table = numbers.choice(tables)
        keys = database.execute(f'SELECT {",".join(table.key)} FROM "{table.name}"').fetchall()
        where = ' AND '.join(f'{name} = ?' for name in table.key)
        what = numbers.randrange(4)
        if what == 0 or not keys:
            insert(database, table, numbers)
        elif what == 1:
            database.execute(f'DELETE FROM "{table.name}" WHERE {where}', numbers.choice(keys))
        else:
            name, _ = numbers.choice(table.columns)
            database.execute(f'UPDATE "{table.name}" SET "{name}" = ? WHERE {where}', [value(numbers), *numbers.choice(keys)])
    database.execute('COMMIT')
    if numbers.randrange(6) == 0:
        database.execute('VACUUM')
    database.close()


def make(path, tables, numbers):
    database = open_database(path)
    database.execute(f'PRAGMA page_size = {numbers.choice([512, 1024, 4096, 65536])}')
    database.execute(f'PRAGMA auto_vacuum = {numbers.randrange(3)}')
    database.execute(f"PRAGMA encoding = '{numbers.choice(['UTF-8'] * 3 + ['UTF-16le', 'UTF-16be'])}'")
    database.execute('BEGIN')
    for table in tables:
        database.execute(table.sql())
        for _ in range(numbers.choice([0, 3, 30, 200])):
            insert(database, table, numbers)
    database.execute('COMMIT')
    database.close()


def rows(path, tables):
    database = open_database(path)
    found = {}
    for table in tables:
        names = ','.join(f'"{name}", typeof("{name}")' for name in table.key + [name for name, _ in table.columns])
        found[table.name] = sorted(map(repr, database.execute(f'SELECT {names} FROM "{table.name}"')))
    database.close()
    return found


def read(path):
    with open(path, 'rb') as file:
        return file.read()


class Pair:
    def __init__(self, seed, folder, ours):
        self.numbers = random.Random(seed)
        self.folder, self.ours, self.theirs = folder, ours, pygeodiff.GeoDiff()
        self.tables = [Table(self.numbers, name) for name in ['t', 'Übung', 'a b'][:self.numbers.randrange(1, 4)]]

    def at(self, name):
        return os.path.join(self.folder, name)

    def copy(self, source, target):
        shutil.copyfile(self.at(source), self.at(target))

    def run(self):
        make(self.at('base'), self.tables, self.numbers)
        for name in ('modified', 'other'):
            self.copy('base', name)
            edit(self.at(name), self.tables, self.numbers, self.numbers.choice([0, 1, 5, 40]))
        self.compare_diffs()
        self.compare_rest()
        if all(table.has_integer_key() for table in self.tables):
            self.compare_rebase()

    def compare_diffs(self):
        self.theirs.create_changeset(self.at('base'), self.at('modified'), self.at('theirs.diff'))
        self.ours('diff', self.at('base'), self.at('modified'), self.at('ours.diff'))
        self.same_bytes('ours.diff', 'theirs.diff')
        self.ours('diff-safe', self.at('base'), self.at('modified'), self.at('safe.diff'))
        self.copy('base', 'applied')
        self.ours('apply', self.at('applied'), self.at('safe.diff'))
        self.same_rows('applied')
        self.copy('base', 'applied by them')
        self.theirs.apply_changeset(self.at('applied by them'), self.at('safe.diff'))
        self.same_rows('applied by them')

    def compare_rest(self):
        self.theirs.invert_changeset(self.at('theirs.diff'), self.at('theirs.undo'))
        self.ours('invert', self.at('ours.diff'), self.at('ours.undo'))
        self.same_bytes('ours.undo', 'theirs.undo')
        self.ours('diff', self.at('modified'), self.at('other'), self.at('onwards.diff'))
        self.ours('concat', self.at('ours.diff'), self.at('onwards.diff'), self.at('all.diff'))
        self.copy('base', 'applied')
        self.theirs.apply_changeset(self.at('applied'), self.at('all.diff'))
        self.theirs.create_changeset(self.at('applied'), self.at('other'), self.at('nothing'))
        assert read(self.at('nothing')) == b'', 'concat is not the sequence'

    def compare_rebase(self):
        self.ours('rebase', self.at('base'), self.at('ours.diff'), self.at('other'), self.at('ours.rebased'), self.at('ours.json'))
        try:
            self.theirs.create_rebased_changeset(self.at('base'), self.at('other'), self.at('theirs.diff'), self.at('theirs.rebased'),
                                                 self.at('theirs.json'))
        except pygeodiff.GeoDiffLibError:
            return  # a key below zero: one of its defects
        if not os.path.exists(self.at('theirs.rebased')) or 0 in (len(read(self.at('theirs.diff'))), os.path.getsize(self.at('theirs.rebased'))):
            return  # with an empty side it writes no file, or empties one of its inputs
        self.copy('modified', 'merged by them')
        try:
            self.theirs.apply_changeset(self.at('merged by them'), self.at('theirs.rebased'))
        except pygeodiff.GeoDiffLibError:
            self.copy('modified', 'merged')  # it renumbered onto a row of the base
            self.ours('apply', self.at('merged'), self.at('ours.rebased'))
            return
        if self.gives_away_a_key():
            self.copy('modified', 'merged')
            self.ours('apply', self.at('merged'), self.at('ours.rebased'))
            return
        self.same_bytes('ours.rebased', 'theirs.rebased')
        assert os.path.exists(self.at('ours.json')) == os.path.exists(self.at('theirs.json')), 'conflicts of one side only'
        if os.path.exists(self.at('ours.json')):
            assert json.loads(read(self.at('ours.json'))) == json.loads(read(self.at('theirs.json'))), 'other conflicts'
        self.copy('other', 'in place')
        self.ours('rebase-in-place', self.at('base'), self.at('ours.diff'), self.at('in place'), self.at('ours.json'))
        self.theirs.create_changeset(self.at('merged by them'), self.at('in place'), self.at('nothing'))
        assert read(self.at('nothing')) == b'', 'rebase in place leads elsewhere'

    def gives_away_a_key(self):
        """It may renumber a row to a key of the base that our side deleted; then new children of that row are somebody else's."""
        def keys(name, table):
            database = open_database(self.at(name))
            found = {key for key, in database.execute(f'SELECT "{table.key[0]}" FROM "{table.name}"')}
            database.close()
            return found
        return any((keys('base', table) - keys('other', table)) & keys('merged by them', table) for table in self.tables)

    def same_bytes(self, ours, theirs):
        assert read(self.at(ours)) == read(self.at(theirs)), f'{ours} is not {theirs}'

    def same_rows(self, name):
        # what counts as equal for both engines: 1 and 1.0, when nothing else of the row changed
        self.theirs.create_changeset(self.at(name), self.at('modified'), self.at('nothing'))
        assert read(self.at('nothing')) == b'', f'{name} is not as modified'


def main():
    worker = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ours(*words):
        worker.stdin.write('\t'.join(words) + '\n')
        worker.stdin.flush()
        answer = worker.stdout.readline().strip()
        assert answer == 'ok', f'{words[0]}: {answer}'

    failures = 0
    scratch = '/dev/shm' if os.path.isdir('/dev/shm') else None
    for seed in range(FIRST_SEED, FIRST_SEED + PAIRS):
        folder = tempfile.mkdtemp(dir=scratch)
        try:
            Pair(seed, folder, ours).run()
        except (AssertionError, pygeodiff.GeoDiffLibError) as trouble:
            failures += 1
            print(f'FAIL   : seed {seed}: {trouble}', flush=True)
        finally:
            shutil.rmtree(folder)
    print(f'{PAIRS} pairs from seed {FIRST_SEED}, {failures} failures, pygeodiff {pygeodiff.GeoDiff().version()}')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
