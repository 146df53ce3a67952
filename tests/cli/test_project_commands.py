#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Commands about whole projects, their history, single files and taking back changes."""

import json
import shutil
import sqlite3
import sys
import unittest

from servers import Devserver
from support import CliTest, contents, edit_layer, make_layer, rows, syncline


class ProjectCommands(CliTest):
    def setUp(self):
        super().setUp()
        self.server = self.enterContext(Devserver())
        self.make_files(self.folder / 'trees')
        self.assert_ok(self.run_here('create', 'mergin/trees', '--from-dir', self.folder / 'trees'))
        self.trees = self.folder / 'trees'

    def run_here(self, *arguments, cwd=None, **env):
        return syncline(*arguments, cwd=cwd or self.folder, url=self.server.url, **env)

    def document(self, *arguments, **kwargs):
        return json.loads(self.assert_ok(self.run_here('--json', *arguments, **kwargs)).out)

    def test_projects_are_copied_renamed_and_removed(self):
        self.assert_ok(self.run_here('clone', 'mergin/trees', 'second'))
        self.assert_ok(self.run_here('clone', 'mergin/trees', 'third', 'mergin'))
        self.assert_fails(self.run_here('clone', 'mergin/trees', 'mergin/x', 'other'), 2, 'twice')
        self.assert_fails(self.run_here('clone', 'mergin/trees', 'trees'), 6)
        self.assertEqual(self.document('rename', 'mergin/second', 'fourth'), {'project': 'mergin/fourth', 'before': 'mergin/second'})
        self.assert_fails(self.run_here('rename', 'mergin/fourth', 'other/fourth'), 2, 'workspace')
        self.assert_fails(self.run_here('rename', 'mergin/fourth', 'a:b'), 5)
        self.assert_ok(self.run_here('remove', 'mergin/fourth'))
        self.assert_fails(self.run_here('create', 'mergin/fourth'), 6)  # its name stays taken
        self.assert_fails(self.run_here('remove', 'mergin/third', '--now'), 2, '--yes')
        self.assert_ok(self.run_here('remove', 'mergin/third', '--now', '--yes'))
        self.assert_ok(self.run_here('create', 'mergin/third'))
        names = [project['name'] for project in self.document('list-projects', 'mergin')['projects']]
        self.assertEqual(sorted(names), ['third', 'trees'])

    def test_history_is_told(self):
        edit_layer(self.trees / 'survey.gpkg', 'x')
        (self.trees / 'notes.txt').unlink()
        self.assert_ok(self.run_here('push', cwd=self.trees))
        versions = self.document('list-versions', 'mergin/trees')
        self.assertEqual([version['version'] for version in versions], ['v2', 'v1'])
        self.assertEqual(self.document('list-versions', '--limit', '1', cwd=self.trees)[0]['removed'], 1)
        self.assert_fails(self.run_here('list-versions', 'mergin/trees', '--limit', 'x'), 2)
        version = self.document('show-version', 'v2', cwd=self.trees)
        self.assertEqual({file['path']: file['change'] for file in version['files']},
                         {'survey.gpkg': 'updated', 'notes.txt': 'removed'})
        history = self.document('show-file-history', 'survey.gpkg', cwd=self.trees / 'docs')
        self.assertEqual([change['version'] for change in history['history']], ['v1', 'v2'])
        changes = self.document('show-file-changeset', 'survey.gpkg', 'v2', cwd=self.trees)
        self.assertEqual([row['type'] for row in changes], ['update'])
        self.assert_fails(self.run_here('show-version', '2', cwd=self.trees), 2, 'v12')
        self.assert_fails(self.run_here('show-file-history', '../x', cwd=self.trees), 2, 'path')
        self.assert_fails(self.run_here('show-version', 'v1'), 4)  # no project folder

    def test_a_renamed_project_keeps_its_folder(self):
        self.assert_ok(self.run_here('rename', 'mergin/trees', 'woods'))
        self.assertIn('mergin/woods', self.assert_ok(self.run_here('show-version', 'v1', cwd=self.trees)).out)

    def test_one_file_is_downloaded(self):
        out = self.folder / 'out.txt'
        self.assert_ok(self.run_here('download-file', '--project', 'mergin/trees', 'docs/plan.txt', out))
        self.assertEqual(out.read_text(), 'plan\n')
        before = contents(self.folder)
        self.assert_fails(self.run_here('download-file', 'docs/plan.txt', out), 4)  # no project folder here
        self.assert_fails(self.run_here('download-file', 'none.txt', out, cwd=self.trees), 4, 'none.txt')
        self.assert_fails(self.run_here('download-file', 'notes.txt', self.folder / 'none' / 'x', cwd=self.trees), 2, 'folder')
        self.assert_fails(self.run_here('download-file', 'notes.txt', self.folder, cwd=self.trees), 2, 'folder')
        self.assert_fails(self.run_here('download-file', '--version', 'v9', 'notes.txt', out, cwd=self.trees), 4)
        self.assertEqual(contents(self.folder), before)

    def test_a_database_that_is_open_gets_the_content_and_stays_whole(self):
        edit_layer(self.trees / 'survey.gpkg', 'mine')
        reader = sqlite3.connect(self.trees / 'survey.gpkg')
        self.addCleanup(reader.close)
        self.assertEqual(reader.execute('SELECT name FROM simple WHERE fid = 1').fetchone(), ('mine',))
        self.assert_ok(self.run_here('download-file', 'survey.gpkg', 'survey.gpkg', cwd=self.trees))
        self.assertEqual(reader.execute('SELECT name FROM simple WHERE fid = 1').fetchone(), ('feature1',))

    def test_changes_are_taken_back_and_kept(self):
        clean = rows(self.trees / 'survey.gpkg')
        edit_layer(self.trees / 'survey.gpkg', 'mine')
        (self.trees / 'notes.txt').write_text('mine')
        (self.trees / 'docs' / 'plan.txt').unlink()
        (self.trees / 'new.txt').write_text('new')
        self.assert_fails(self.run_here('reset', '--file', 'nothing.txt', cwd=self.trees), 4, 'nothing.txt')
        report = self.document('reset', '--file', 'notes.txt', cwd=self.trees)
        self.assertEqual([(file['path'], file['event']) for file in report['files']], [('notes.txt', 'downloaded')])
        self.assertTrue((self.trees / 'new.txt').exists())
        self.assert_ok(self.run_here('reset', cwd=self.trees))
        self.assertEqual(rows(self.trees / 'survey.gpkg'), clean)
        self.assertEqual((self.trees / 'docs' / 'plan.txt').read_text(), 'plan\n')
        self.assertFalse((self.trees / 'new.txt').exists())
        trash = {path.name: path for path in (self.trees / '.mergin' / '.engine' / 'trash').rglob('*') if path.is_file()}
        self.assertEqual(trash['notes.txt'].read_text(), 'mine')
        self.assertEqual(trash['new.txt'].read_text(), 'new')
        self.assertEqual(rows(trash['survey.gpkg'])[0][1], 'mine')
        status = self.document('status', cwd=self.trees)
        self.assertEqual(status['here'], {'added': [], 'updated': [], 'removed': []})
        self.assertIn('Nothing to take back', self.assert_ok(self.run_here('reset', cwd=self.trees)).out)

    def test_an_older_folder_goes_back_to_its_own_version(self):
        self.assert_ok(self.run_here('download', 'mergin/trees', self.folder / 'b'))
        edit_layer(self.trees / 'survey.gpkg', 'newer')
        (self.trees / 'notes.txt').write_text('newer')
        self.assert_ok(self.run_here('push', cwd=self.trees))
        b = self.folder / 'b'
        edit_layer(b / 'survey.gpkg', 'mine')
        (b / 'notes.txt').write_text('mine')
        self.assert_ok(self.run_here('reset', cwd=b))
        self.assertEqual((b / 'notes.txt').read_text(), 'notes\n')
        self.assertEqual(rows(b / 'survey.gpkg')[0][1], 'feature1')
        self.assertEqual(self.document('status', cwd=b)['version'], 'v1')

    def test_what_waits_to_be_put_in_place_is(self):
        waiting = self.trees / '.mergin' / 'unfinished_pull'
        waiting.mkdir()
        make_layer(waiting / 'survey.gpkg', rows=5)
        report = self.document('resolve-unfinished-pull', cwd=self.trees)
        self.assertTrue(report['finishedInterruptedSync'])
        self.assertEqual(len(rows(self.trees / 'survey.gpkg')), 5)
        self.assertFalse(waiting.exists())
        self.assertFalse(self.document('resolve-unfinished-pull', cwd=self.trees)['finishedInterruptedSync'])

    def test_a_reset_waits_for_what_is_unfinished(self):
        (self.trees / '.mergin' / 'unfinished_pull').mkdir()
        make_layer(self.trees / '.mergin' / 'unfinished_pull' / 'survey.gpkg', rows=5)
        (self.trees / 'notes.txt').write_text('mine')
        self.assert_fails(self.run_here('reset', cwd=self.trees), 10, 'interrupted')
        self.assertEqual((self.trees / 'notes.txt').read_text(), 'mine')

    def test_lost_sync_data_are_made_anew(self):
        shutil.rmtree(self.trees / '.mergin/.engine')  # as if another client had made the folder
        whole = (self.trees / '.mergin/mergin.json').read_text()
        (self.trees / 'notes.txt').write_text('mine')
        for damage in ('', whole[:-3], None):
            with self.subTest(damage=damage and damage[-20:]):
                if damage is None:
                    (self.trees / '.mergin/mergin.json').unlink()
                else:
                    (self.trees / '.mergin/mergin.json').write_text(damage)
                shutil.rmtree(self.trees / '.mergin/.engine', ignore_errors=True)
                before = contents(self.trees)
                for command in ('sync', 'push', 'pull', 'status', 'reset'):
                    self.assert_fails(self.run_here(command, cwd=self.trees / 'docs'), 10, 'syncline repair WORKSPACE/PROJECT')
                self.assertEqual(contents(self.trees), before)
                self.assert_fails(self.run_here('repair', 'mergin/none', cwd=self.trees), 4)
                if not damage:
                    self.assert_fails(self.run_here('repair', cwd=self.trees), 10, 'syncline repair WORKSPACE/PROJECT')
                    self.assertEqual(contents(self.trees), before)
                here = self.trees / 'docs' if damage is not None else self.trees  # nothing above names a project for sure
                self.assert_ok(self.run_here('repair', *([] if damage else ['mergin/trees']), cwd=here))
                self.assertIn('mine', [path.read_text() for path in self.trees.glob('notes*.txt')])
                self.assertEqual(self.document('status', cwd=self.trees)['onServer'], {'added': [], 'updated': [], 'removed': []})
        self.assertIn('whole', self.assert_ok(self.run_here('repair', cwd=self.trees)).out)
        self.assert_ok(self.run_here('sync', cwd=self.trees))

    def test_a_repair_takes_no_folder_that_is_no_project(self):
        (self.folder / '.mergin/other').mkdir(parents=True)  # of another program's
        (self.folder / '.mergin/other/settings.txt').write_text('x')
        (self.folder / 'secret.txt').write_text('secret')
        proj = self.folder / 'work/proj'
        proj.mkdir(parents=True)
        before = contents(self.folder)
        self.assert_fails(self.run_here('repair', 'mergin/trees', cwd=proj), 4, 'no project folder')
        self.assert_fails(self.run_here('status', cwd=proj), 4, 'no project folder')
        (self.folder / '.mergin/secret.txt').write_text('a base file')  # now it may be one, and still nobody named it
        self.assert_fails(self.run_here('status', cwd=proj), 10, 'syncline repair')
        self.assert_fails(self.run_here('repair', 'mergin/trees', cwd=proj), 4, 'no project folder')
        (self.folder / '.mergin/secret.txt').unlink()
        self.assertEqual(contents(self.folder), before)

    def test_create_goes_on_in_a_linked_folder_only_with_what_it_would_have_made(self):
        for name, how, creator, again, status in (
                ('open', ('--public',), 'bob', (), 6), ('closed', (), 'bob', ('--public',), 6), ('colleagues', (), 'alice', (), 6),
                ('mine', (), 'bob', (), 0), ('shown', ('--public',), 'bob', ('--public',), 0)):
            with self.subTest(name):
                project, folder = f'mergin/{name}', self.folder / name
                self.assert_ok(self.run_here('create', project, *how, MERGIN_USERNAME=creator))
                self.assert_ok(self.run_here('download', project, folder))  # as a create that was killed leaves it: linked, nothing sent
                (folder / 'private.txt').write_text('private')
                run = self.run_here('create', project, '--from-dir', folder, *again)
                self.assert_ok(run) if status == 0 else self.assert_fails(run, status, project, 'syncline push')
                self.assertEqual([file['path'] for file in self.document('list-files', project)], [] if status else ['private.txt'])

    def test_create_tells_of_a_linked_folder_whose_project_is_gone(self):
        self.assert_ok(self.run_here('create', 'mergin/short'))
        self.assert_ok(self.run_here('download', 'mergin/short', self.folder / 'short'))
        self.assert_ok(self.run_here('remove', 'mergin/short', '--now', '--yes'))
        self.assert_fails(self.run_here('create', 'mergin/short', '--from-dir', self.folder / 'short'), 4, 'mergin/short', '.mergin')
        self.assert_ok(self.run_here('create', 'mergin/short', MERGIN_USERNAME='bob'))  # another of the same name
        self.assert_fails(self.run_here('create', 'mergin/short', '--from-dir', self.folder / 'short'), 6, 'mergin/short')

    def test_workspaces_are_listed(self):
        self.assertEqual([(one['name'], one['role']) for one in self.document('list-workspaces')], [('mergin', 'admin')])


if __name__ == '__main__':
    sys.exit(unittest.main())
