#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the first inputs of the fuzz targets that read databases: small files with all that a b-tree can hold."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / 'corpus'

CASES = {
    # name: page size, rows, edit
    'small': (512, 8, "UPDATE t SET b = 'x' WHERE id = 3"),
    'tree': (512, 120, 'DELETE FROM t WHERE id BETWEEN 40 AND 60; UPDATE t SET b = zeroblob(30) WHERE id = 99'),
    'overflow': (512, 6, "UPDATE t SET b = substr(b, 1, 1999) || 'z' WHERE id = 5"),
    'moved': (1024, 60, 'DROP TABLE other; VACUUM'),
}


def rows(case, count):
    for i in range(1, count + 1):
        yield (i if i % 7 else -i << 40, bytes([i % 256]) * (2000 if case == 'overflow' else 20 + i % 13))


def make(folder, case, page_size, count, edit):
    base, modified = folder / 'base.db', folder / 'modified.db'
    database = sqlite3.connect(base, isolation_level=None)
    database.executescript(f'PRAGMA page_size = {page_size}; CREATE TABLE other(x); CREATE TABLE t(id INTEGER PRIMARY KEY, b);'
                           'INSERT INTO other VALUES (zeroblob(1500))')
    database.executemany('INSERT INTO t VALUES (?, ?)', rows(case, count))
    database.close()
    shutil.copyfile(base, modified)
    roots = []
    for path, sql in ((base, ''), (modified, edit)):
        database = sqlite3.connect(path, isolation_level=None)
        database.executescript(sql)
        roots += database.execute("SELECT rootpage FROM sqlite_master WHERE name = 't'").fetchone()
        database.close()
    files = [base.read_bytes(), modified.read_bytes()]
    length = max(map(len, files))
    return bytes(roots) + b''.join(data.ljust(length, b'\0') for data in files)


def main():
    target = CORPUS / 'fuzz_pages'
    target.mkdir(parents=True, exist_ok=True)
    for case, (page_size, count, edit) in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            (target / case).write_bytes(make(Path(folder), case, page_size, count, edit))


if __name__ == '__main__':
    main()
