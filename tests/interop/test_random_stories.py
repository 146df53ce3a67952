#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Two people edit one layer at random and sync by turns; a model of three-way merging says what must be there in the end.

SYNCLINE_STORIES=N plays N stories of each kind (default 3), SYNCLINE_SEED=S begins with another seed.
"""
import os
import random
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import world  # noqa: E402

STORIES = int(os.environ.get('SYNCLINE_STORIES', '3'))
SEED = int(os.environ.get('SYNCLINE_SEED', '1'))
COLUMNS = ('name', 'rating', 'note')


def cells(path):
    return {row[0]: dict(zip(COLUMNS, row[1:])) for row in world.rows(path, 'SELECT uid, name, rating, note FROM points')}


class Editor:
    def __init__(self, dice, name):
        self.dice = dice
        self.name = name
        self.count = 0

    def value(self, column):
        self.count += 1
        return self.dice.randrange(10 ** 9, 10 ** 10) if column == 'rating' else f'{self.name} {self.count}'

    def edit(self, path):
        with world.opened(path) as database:
            database.execute('BEGIN')
            for _ in range(self.dice.randrange(1, 8)):
                here = [uid for uid, in database.execute('SELECT uid FROM points ORDER BY uid')]
                act = self.dice.random()
                if act < 0.4 or not here:
                    self.count += 1
                    database.execute('INSERT INTO points (geometry, uid, name, rating, note) VALUES (?, ?, ?, ?, ?)',
                                     (world.point(self.count, 1), f'{self.name}-{self.count}', self.value('name'), self.value('rating'), 'new'))
                elif act < 0.85:
                    column = self.dice.choice(COLUMNS)
                    database.execute(f'UPDATE points SET {column} = ? WHERE uid = ?', (self.value(column), self.dice.choice(here)))
                else:
                    database.execute('DELETE FROM points WHERE uid = ?', (self.dice.choice(here),))
            database.execute('COMMIT')


def expected(base, first, second):
    """(cells that are settled, values of which one is in place and the other is told, values of rows that the other side removed)."""
    settled, either, against_removal = {}, [], []
    for uid in set(base) | set(first) | set(second):
        if uid not in base:
            settled[uid] = (first.get(uid) or second.get(uid))
            continue
        a, b, before = first.get(uid), second.get(uid), base[uid]
        if a is None or b is None:
            kept, keeper = (a, 'first') if a is not None else (b, 'second')
            if kept is not None and kept != before:
                against_removal += [(keeper, value) for column, value in kept.items() if value != before[column]]
            elif uid in settled:
                del settled[uid]
            continue
        row = {}
        for column in COLUMNS:
            mine, theirs = b[column], a[column]
            if mine == theirs or mine == before[column]:
                row[column] = theirs
            elif theirs == before[column]:
                row[column] = mine
            else:
                either.append((uid, column, theirs, mine))
        settled[uid] = row
    return settled, either, against_removal


class RandomStories(unittest.TestCase):
    maxDiff = None

    def story(self, seed, clients, server):
        dice = random.Random(seed)
        project = f'p{seed}'
        with tempfile.TemporaryDirectory() as top:
            top = Path(top)
            sides = [world.CLIENTS[kind](server, user) for kind, user in zip(clients, world.PEOPLE)]
            folders = [top / 'a', top / 'b']
            folders[0].mkdir()
            world.make_geopackage(folders[0] / 'survey.gpkg', dice.randrange(0, 12))
            sides[0].create(project, folders[0])
            sides[1].download(project, folders[1])
            editors = [Editor(dice, user) for user in world.PEOPLE]
            for turn in range(5):
                order = dice.sample((0, 1), 2)
                base = cells(folders[0] / 'survey.gpkg')
                for index in (0, 1):
                    if dice.random() < 0.85:
                        editors[index].edit(folders[index] / 'survey.gpkg')
                first, second = (cells(folders[index] / 'survey.gpkg') for index in order)
                for index in (*order, order[0]):
                    sides[index].sync(folders[index])
                self.judge(f'seed {seed}, turn {turn}, {clients}, order {order}', folders, base, (first, second), clients[order[1]])

    def judge(self, where, folders, base, sides, merger):
        paths = [folder / 'survey.gpkg' for folder in folders]
        self.assertEqual(world.rows(paths[0]), world.rows(paths[1]), f'{where}: the two folders differ')
        for path in paths:
            self.assertEqual(world.check(path), [], where)
        now = cells(paths[0])
        told = world.everything_said(*folders)
        settled, either, against_removal = expected(base, *sides)
        here = {str(value) for row in now.values() for value in row.values()}
        for uid, row in settled.items():
            self.assertIn(uid, now, f'{where}: a row is gone')
            for column, value in row.items():
                self.assertEqual(now[uid][column], value, f'{where}: {uid}.{column}')
        for uid, column, theirs, mine in either:
            self.assertIn(now[uid][column], (theirs, mine), f'{where}: {uid}.{column}')
            other = mine if now[uid][column] == theirs else theirs
            self.assertIn(str(other), told, f'{where}: {uid}.{column} was edited on both sides, and one value is nowhere')
        for keeper, value in against_removal:
            if merger == 'official' and keeper == 'first':
                continue  # it removes rows that the other one edited, without a word
            self.assertTrue(str(value) in here or str(value) in told, f'{where}: {value} of the {keeper} is nowhere')

    def play(self, clients, *arguments):
        server = world.Server(*arguments)
        self.addCleanup(server.stop)
        for seed in range(SEED, SEED + STORIES):
            with self.subTest(seed=seed, clients=clients):
                self.story(seed, clients, server)

    def test_ours_and_ours(self):
        self.play(('ours', 'ours'))

    def test_ours_and_official(self):
        self.play(('ours', 'official'))

    def test_official_and_ours_over_the_first_protocol(self):
        self.play(('official', 'ours'), '--v2-push', 'off')

    def test_ours_and_official_over_deltas(self):
        self.play(('ours', 'official'), '--v2-pull', 'on')

    def test_official_and_official(self):
        self.play(('official', 'official'))  # a control run: what the judge asks is what the official client does


if __name__ == '__main__':
    unittest.main(verbosity=2)
