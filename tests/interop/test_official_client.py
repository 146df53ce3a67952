#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Stories of two people on one project, one with the official client and one with ours, over each protocol."""
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from mergin import ClientError, MerginClient
from mergin.common import ProjectRole, WorkspaceRole

sys.path.insert(0, str(Path(__file__).parent))
import world  # noqa: E402

PROTOCOLS = {'first protocol': ('--v2-push', 'off'), 'second push': (), 'deltas': ('--v2-pull', 'on')}
PAIRS = (('ours', 'official'), ('official', 'ours'))


def files(folder):
    """What a folder holds, its metadata aside: databases as their rows."""
    found = {}
    for path in sorted(Path(folder).rglob('*')):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith('.mergin/') and not name.endswith(('-wal', '-shm')):
            found[name] = world.rows(path) if name.endswith('.gpkg') else path.read_bytes()
    return found


class Story:
    """A project, made by the first of the pair, with a folder each."""

    def __init__(self, server, pair, top, name):
        self.sides = [world.CLIENTS[kind](server, user) for kind, user in zip(pair, world.PEOPLE)]
        self.folders = [Path(top) / 'first', Path(top) / 'second']
        self.server, self.pair, self.name, self.top = server, pair, name, Path(top)
        first = self.folders[0]
        first.mkdir()
        world.make_geopackage(first / 'survey.gpkg', 6)
        (first / 'notes.txt').write_text('one\n')
        (first / 'photos').mkdir()
        (first / 'photos/tree.jpg').write_bytes(b'\xff\xd8' + bytes(range(256)) * 8)
        self.sides[0].create(name, first)
        self.sides[1].download(name, self.folders[1])

    def sync(self, *order):
        for index in order or (0, 1, 0):
            self.sides[index].sync(self.folders[index])

    def database(self, index):
        return self.folders[index] / 'survey.gpkg'

    def swap(self):
        """From here on each goes on in the folder of the other, signed in as before: what a folder holds serves both."""
        kinds = [type(side) for side in self.sides]
        users = [side.user for side in self.sides]
        self.sides = [kinds[1](self.server, users[0]), kinds[0](self.server, users[1])]


class OfficialClient(unittest.TestCase):
    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.servers = {name: world.Server(*arguments) for name, arguments in PROTOCOLS.items()}

    @classmethod
    def tearDownClass(cls):
        for server in cls.servers.values():
            server.stop()

    def each(self, tell):
        for number, (protocol, server) in enumerate(self.servers.items()):
            for pair in PAIRS:
                with self.subTest(protocol=protocol, pair=pair), tempfile.TemporaryDirectory() as top:
                    tell(Story(server, pair, top, f'{self._testMethodName[5:]}-{number}-{pair[0]}'))

    def same(self, story):
        self.assertEqual(files(story.folders[0]), files(story.folders[1]))
        versions = [side.version(folder) for side, folder in zip(story.sides, story.folders)]
        self.assertEqual(versions[0], versions[1])
        for index in (0, 1):
            self.assertEqual(world.check(story.database(index)), [])
        for folder, user in zip(story.folders, world.PEOPLE):
            status = world.Official(story.server, user).client.project_status(str(folder))
            self.assertFalse(any(status[0].values()) or any(status[1].values()), f'the official client sees {status[:2]}')

    def test_created_and_downloaded(self):
        self.each(self.same)

    def test_rows_of_both(self):
        def tell(story):
            world.sql(story.database(0), "UPDATE points SET name = 'first' WHERE fid = 1", "DELETE FROM points WHERE fid = 5")
            world.sql(story.database(1), "UPDATE points SET note = 'second' WHERE fid = 1", "UPDATE points SET rating = 77 WHERE fid = 2")
            story.sync()
            self.same(story)
            found = {row[0]: row[3:] for row in world.rows(story.database(0))}
            self.assertEqual(found[1], ('first', 1, 'second'))
            self.assertEqual(found[2][1], 77)
            self.assertNotIn(5, found)
            self.assertEqual(len(files(story.folders[0])), 3, 'a merge leaves no other file')
        self.each(tell)

    def test_new_rows_with_the_same_id(self):
        def tell(story):
            for index in (0, 1):
                world.sql(story.database(index), *[('INSERT INTO points (geometry, uid, name) VALUES (?, ?, ?)',
                                                   (world.point(index, n), f'{index}-{n}', 'new')) for n in range(3)])
            story.sync()
            self.same(story)
            self.assertEqual(sorted(row[2] for row in world.rows(story.database(0)) if row[3] == 'new'),
                             ['0-0', '0-1', '0-2', '1-0', '1-1', '1-2'])
        self.each(tell)

    def test_the_same_cell(self):
        def tell(story):
            for index in (0, 1):
                world.sql(story.database(index), f"UPDATE points SET name = 'by {index}' WHERE fid = 3")
            story.sync()
            self.same(story)
            named = [name for name in files(story.folders[0]) if 'edit conflict' in name]
            self.assertEqual(named, ['survey (edit conflict, ben v1).json'])
            told = json.loads((story.folders[0] / named[0]).read_text())
            self.assertIn('by 0', json.dumps(told))
            self.assertIn('by 1', json.dumps(told))
        self.each(tell)

    def test_text_of_both(self):
        def tell(story):
            for index in (0, 1):
                (story.folders[index] / 'notes.txt').write_text(f'by {index}\n')
            story.sync()
            self.same(story)
            self.assertEqual((story.folders[0] / 'notes.txt').read_text(), 'by 0\n')
            self.assertEqual((story.folders[0] / 'notes (conflicted copy, ben v1).txt').read_text(), 'by 1\n')
        self.each(tell)

    def test_removals_and_moves(self):
        def tell(story):
            (story.folders[0] / 'notes.txt').unlink()
            (story.folders[1] / 'photos/tree.jpg').rename(story.folders[1] / 'photos/oak.jpg')
            story.sync()
            self.same(story)
            self.assertEqual(sorted(files(story.folders[0])), ['photos/oak.jpg', 'survey.gpkg'])
        self.each(tell)

    def test_removal_against_edit(self):
        def tell(story):
            (story.folders[0] / 'notes.txt').unlink()
            (story.folders[1] / 'notes.txt').write_text('still wanted\n')
            world.sql(story.database(0), "UPDATE points SET name = 'edited' WHERE fid = 2")
            story.sync()
            self.same(story)
            self.assertEqual((story.folders[0] / 'notes.txt').read_text(), 'still wanted\n')
        self.each(tell)

    def test_a_long_history_of_changesets(self):
        def tell(story):
            world.sql(story.database(1), "UPDATE points SET note = 'late' WHERE fid = 6", "INSERT INTO points (uid, name) VALUES ('late', 'late')")
            for turn in range(12):
                world.sql(story.database(0), f"UPDATE points SET rating = {turn} WHERE fid = {turn % 4 + 1}",
                          f"INSERT INTO points (uid, name) VALUES ('turn {turn}', 'x')")
                story.sync(0)
            story.sync()
            self.same(story)
            found = {row[2]: row for row in world.rows(story.database(1))}
            self.assertEqual(found['base-6'][5], 'late')
            self.assertIn('late', found)
            self.assertEqual(sum(uid.startswith('turn') for uid in found), 12)
        self.each(tell)

    def test_a_new_column(self):
        def tell(story):
            world.sql(story.database(0), 'ALTER TABLE points ADD COLUMN height REAL', 'UPDATE points SET height = 1.5 WHERE fid = 1')
            story.sync()
            self.same(story)
            world.sql(story.database(1), 'UPDATE points SET height = 2.5 WHERE fid = 2')
            story.sync()
            self.same(story)
            self.assertEqual([row[6] for row in world.rows(story.database(0))][:2], [1.5, 2.5])
        self.each(tell)

    def test_a_new_column_against_edits(self):
        def tell(story):
            world.sql(story.database(0), 'ALTER TABLE points ADD COLUMN height REAL')
            world.sql(story.database(1), "UPDATE points SET name = 'kept' WHERE fid = 4")
            story.sync()
            self.same(story)
            self.assertIn('kept', str(files(story.folders[0])))
        self.each(tell)

    def test_odd_names_and_empty_files(self):
        names = ('Größe & Länge.txt', 'a+b %20 #1.txt', "it's (1).txt", 'ünï/çødé/木.txt', 'empty.txt', 'two..dots.txt')

        def tell(story):
            for number, name in enumerate(names):
                path = story.folders[number % 2] / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text('' if name == 'empty.txt' else name)
            story.sync(0, 1, 0)
            self.same(story)
            self.assertEqual(set(files(story.folders[0])) & set(names), set(names))
        self.each(tell)

    def test_folders_of_the_other_client(self):
        def tell(story):
            for turn in range(4):
                for index in (0, 1):
                    world.sql(story.database(index), f"UPDATE points SET name = 'turn {turn}' WHERE fid = {index + 1}",
                              f"INSERT INTO points (uid, name) VALUES ('{index}/{turn}', 'new')")
                    (story.folders[index] / f'{index}.txt').write_text(f'{turn}')
                story.sync()
                self.same(story)
                story.swap()
            self.assertEqual(len(world.rows(story.database(0))), 6 + 8)
        self.each(tell)

    def test_a_folder_with_a_part_of_the_project(self):
        def tell(story):
            part = story.top / 'part'
            if story.pair[1] == 'official':
                story.sides[1].client.download_project(f'{world.WORKSPACE}/{story.name}', str(part), include=['*.gpkg'])
            else:
                story.sides[1].run('download', f'{world.WORKSPACE}/{story.name}', part, '--include', '*.gpkg')
            self.assertEqual(list(files(part)), ['survey.gpkg'])
            for turn, side in enumerate((story.sides[0], story.sides[1], story.sides[0])):
                world.sql(part / 'survey.gpkg', f"UPDATE points SET name = 'part {turn}' WHERE fid = 1")
                type(side)(story.server, 'ben').sync(part)
                story.sync(0)
                self.assertEqual(len(files(story.folders[0])), 3, 'what is out of scope stays')
                self.assertEqual(world.rows(story.database(0)), world.rows(part / 'survey.gpkg'))
        self.each(tell)

    def test_sync_data_of_the_other_client_that_are_lost(self):
        def tell(story):
            mine = story.pair.index('official')
            for turn, damage in enumerate((lambda whole: whole[:len(whole) // 2], lambda whole: '')):
                for index in (0, 1):
                    world.sql(story.database(index), f"INSERT INTO points (uid, name) VALUES ('{index}/{turn}', 'new')",
                              f"UPDATE points SET note = 'turn {turn}' WHERE fid = {index + 1}")
                story.sync(1 - mine)
                folder, user = story.folders[mine], world.PEOPLE[mine]
                path = folder / '.mergin/mergin.json'
                path.write_text(damage(path.read_text()))
                before = os.getcwd()
                os.chdir(folder)
                try:
                    world.Ours(story.server, user).run('repair', f'{world.WORKSPACE}/{story.name}')
                finally:
                    os.chdir(before)
                shutil.rmtree(folder / '.mergin/.engine')  # the official client's again
                story.sync(mine)
                story.sync()
                self.same(story)
                self.assertEqual(len(files(story.folders[0])), 3, 'there is no conflict copy')
                self.assertEqual(len(world.rows(story.database(0))), 6 + 2 * (turn + 1))
        self.each(tell)

    def test_killed_in_the_middle(self):
        dice = random.Random(7)

        def tell(story):
            mine = story.pair.index('ours')
            folder, user = story.folders[mine], world.PEOPLE[mine]
            for turn in range(6):
                for index in (0, 1):
                    world.sql(story.database(index), f"INSERT INTO points (uid, name) VALUES ('{index}/{turn}', 'new')",
                              f"UPDATE points SET note = 'turn {turn}' WHERE fid = {index + 1}")
                    (story.folders[index] / f'{index}-{turn}.txt').write_text(str(turn))
                story.sync(1 - mine)
                env = {'PATH': '/usr/bin:/bin', 'HOME': '/nonexistent', 'SYNCLINE_CREDENTIALS': 'none', 'MERGIN_URL': story.server.url,
                       'MERGIN_USERNAME': user, 'MERGIN_PASSWORD': world.PASSWORD}
                with contextlib.suppress(subprocess.TimeoutExpired):  # whoever takes longer is killed
                    subprocess.run([os.path.join(world.BIN, 'syncline'), 'sync'], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                                   capture_output=True, timeout=dice.uniform(0.01, 0.3))
                story.sync(mine, 1 - mine, mine)
                self.same(story)
            self.assertEqual(len(world.rows(story.database(0))), 6 + 12)
            self.assertEqual(len(files(story.folders[0])), 3 + 12)
        self.each(tell)



class PeopleOfTheOfficialClient(unittest.TestCase):
    """Each of its ten operations on members, invitations, accounts and collaborators, and what ours sees of it."""

    @classmethod
    def setUpClass(cls):
        cls.server = world.Server('--edition', 'ee', '--user', f'owen:{world.PASSWORD}:owen@example.com:superuser', default_role='guest')
        cls.client = world.Official(cls.server, 'owen').client
        cls.workspace = cls.client.workspaces_list()[0]['id']
        cls.ours = world.Ours(cls.server, 'owen')

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def ours_says(self, *arguments):
        return json.loads(self.ours.run(*arguments, '--json').stdout)

    def member(self, name):
        return next(member for member in self.client.list_workspace_members(self.workspace) if member['username'] == name)

    def test_members(self):
        ben = self.member('ben')
        self.assertEqual((ben['email'], ben['workspace_role']), ('ben@example.com', 'guest'))
        self.assertEqual(self.client.get_workspace_member(self.workspace, ben['id'])['username'], 'ben')
        changed = self.client.update_workspace_member(self.workspace, ben['id'], WorkspaceRole.WRITER)
        self.assertEqual(changed['workspace_role'], 'writer')
        self.assertEqual(self.ours_says('member', 'show', 'ben')['workspace_role'], 'writer')
        self.client.update_workspace_member(self.workspace, ben['id'], 'guest', reset_projects_roles=True)
        self.assertEqual(self.member('ben')['workspace_role'], 'guest')

    def test_accounts_and_removal(self):
        made = self.client.create_user('frida@example.com', 'Geheim123!', self.workspace, WorkspaceRole.READER)
        self.assertTrue(made['username'])
        named = self.client.create_user('gus@example.com', 'Geheim123!', self.workspace, 'editor', username='gustav', notify_user=True)
        self.assertEqual(named['username'], 'gustav')
        self.assertEqual(self.member('gustav')['workspace_role'], 'editor')
        MerginClient(self.server.url, login='gustav', password='Geheim123!')
        with self.assertRaises(ClientError) as refused:
            self.client.create_user('gus@example.com', 'short', self.workspace, 'editor', username='gu')
        self.assertEqual(refused.exception.http_error, 400)
        self.client.remove_workspace_member(self.workspace, self.member('gustav')['id'])
        self.assertNotIn('gustav', [member['username'] for member in self.client.list_workspace_members(self.workspace)])

    def test_invitations(self):
        made = self.client.create_invitation(self.workspace, 'hugo@example.com', WorkspaceRole.EDITOR)
        self.assertEqual((made['email'], made['role']), ('hugo@example.com', 'editor'))
        with self.assertRaises(ClientError):
            self.client.create_invitation(self.workspace, 'hugo@example.com', WorkspaceRole.EDITOR)

    def test_collaborators(self):
        self.client.create_project(f'{world.WORKSPACE}/people')
        project = self.client.project_info(f'{world.WORKSPACE}/people')['id']
        added = self.client.add_project_collaborator(project, 'anna@example.com', ProjectRole.READER)
        self.assertEqual((added['username'], added['project_role']), ('anna', 'reader'))
        changed = self.client.update_project_collaborator(project, added['id'], ProjectRole.WRITER)
        self.assertEqual(changed['project_role'], 'writer')
        there = {person['username']: person for person in self.client.list_project_collaborators(project)}
        self.assertEqual((there['anna']['project_role'], there['anna']['workspace_role'], there['anna']['role']), ('writer', 'guest', 'writer'))
        ours = {person['username']: person for person in self.ours_says('collaborator', 'list', f'{world.WORKSPACE}/people')}
        self.assertEqual(ours['anna']['project_role'], 'writer')
        self.client.remove_project_collaborator(project, added['id'])
        self.assertFalse([p for p in self.client.list_project_collaborators(project) if p['username'] == 'anna' and p['project_role']])

    def test_what_ours_does_is_seen_by_it(self):
        self.client.create_project(f'{world.WORKSPACE}/ours')
        project = self.client.project_info(f'{world.WORKSPACE}/ours')['id']
        self.ours.run('collaborator', 'add', f'{world.WORKSPACE}/ours', 'anna', 'editor')
        there = {person['username']: person['role'] for person in self.client.list_project_collaborators(project)}
        self.assertEqual(there['anna'], 'editor')
        self.ours.run('member', 'set-role', 'anna', 'reader', '--reset-project-roles')
        self.assertEqual(self.member('anna')['workspace_role'], 'reader')
        there = {person['username']: person['role'] for person in self.client.list_project_collaborators(project)}
        self.assertEqual(there['anna'], 'reader')


if __name__ == '__main__':
    unittest.main(verbosity=2)
