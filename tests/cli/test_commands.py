#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every command does its work against the server double."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import unittest
import urllib.request
import uuid

from servers import BIN, Devserver, rewriting_proxy
from support import CliTest, contents, edit_layer, environment, make_layer, rows, server_files, syncline


class Commands(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Devserver())
        cls.count = 0

    def setUp(self):
        super().setUp()
        Commands.count += 1
        self.project = f'mergin/test{Commands.count}'

    def run_ok(self, *arguments, cwd=None, **env):
        return self.assert_ok(syncline(*arguments, cwd=cwd or self.folder, url=self.server.url, **env))

    def run_fails(self, status, *arguments, cwd=None, **env):
        return self.assert_fails(syncline(*arguments, cwd=cwd or self.folder, url=self.server.url, **env), status)

    def two_folders(self):
        """alice's folder, made here, and bob's, downloaded."""
        here = self.make_files(self.folder / 'alice')
        self.run_ok('create', '--from-dir', here, self.project, MERGIN_USERNAME='alice')
        self.run_ok('download', self.project, self.folder / 'bob')
        return here, self.folder / 'bob'

    # signing in

    def test_login_prints_a_line_that_a_shell_can_run(self):
        run = syncline('login', url=self.server.url)
        self.assertEqual(run.status, 0, run)
        line = [line for line in run.out.splitlines() if line.startswith('export ')]
        self.assertRegex(line[0], r'^export MERGIN_AUTH="Bearer [\w.-]+"$')
        token = line[0].split('"')[1]
        self.run_ok('list-projects', 'mergin', MERGIN_USERNAME=None, MERGIN_PASSWORD=None, MERGIN_AUTH=token)
        self.run_ok('--auth-token', token, 'list-projects', 'mergin', MERGIN_USERNAME=None, MERGIN_PASSWORD=None)
        self.run_ok('list-projects', 'mergin', MERGIN_USERNAME=None, MERGIN_PASSWORD=None, MERGIN_AUTH=token.split()[1])

    def test_login_as_json_is_one_document(self):
        run = syncline('login', '--json', url=self.server.url)
        document = json.loads(run.out)
        self.assertEqual((document['user'], document['saved']), ('bob', False))
        self.assertRegex(document['MERGIN_AUTH'], r'^Bearer [\w.-]+$')

    def test_options_are_stronger_than_the_environment(self):
        run = syncline('--url', self.server.url, '--username', 'bob', '--password', 'Topsecret1!', 'login', url='http://127.0.0.1:9',
                       MERGIN_USERNAME='nobody', MERGIN_PASSWORD='wrong')
        self.assertEqual(run.status, 0, run)

    def test_nobody_to_sign_in_is_told_what_to_set(self):
        run = syncline('list-projects', 'mergin', url=self.server.url, MERGIN_USERNAME=None, MERGIN_PASSWORD=None)
        self.assert_fails(run, 3, 'MERGIN_AUTH')
        run = syncline('list-projects', 'mergin', url=self.server.url, MERGIN_PASSWORD=None)
        self.assert_fails(run, 3, 'MERGIN_PASSWORD')

    # lists

    def test_lists_have_the_columns_that_scripts_read(self):
        self.two_folders()
        run = self.run_ok('list-projects', 'mergin', '--name', self.project.split('/')[1])
        name = f'mergin / {self.project.split("/")[1]}'
        self.assertEqual(run.out.splitlines(), ['1 project', f'  {name:40}\t   0.0 MB\tv1'])
        run = self.run_ok('list-files', self.project)
        self.assertEqual(sorted(run.out.splitlines()[1:]), [f'  {name:40}\t   0.0 MB' for name in ('docs/plan.txt', 'notes.txt', 'survey.gpkg')])

    def test_lists_sort_as_asked(self):
        for name in ('zebra', 'ant', 'mole'):
            self.run_ok('create', f'mergin/sorted-{name}')
        for order, expected in (('name_asc', ['ant', 'mole', 'zebra']), ('namespace_asc,name_desc', ['zebra', 'mole', 'ant'])):
            run = self.run_ok('list-projects', 'mergin', '--name', 'sorted-', '--order_params', order)
            self.assertEqual(re.findall(r'sorted-(\w+)', run.out), expected)
        self.run_fails(2, 'list-projects', 'mergin', '--order_params', 'colour_asc')

    def test_lists_longer_than_a_page_are_complete(self):
        with Devserver() as server:
            for number in range(103):
                self.assert_ok(syncline('create', f'mergin/many{number}', url=server.url))
            run = self.assert_ok(syncline('list-projects', 'mergin', '--json', url=server.url))
        names = {project['name'] for project in json.loads(run.out)['projects']}
        self.assertEqual(names, {f'many{number}' for number in range(103)})

    # projects and folders

    def test_create_without_files_makes_an_empty_project(self):
        self.run_ok('create', '--public', self.project)
        self.assertEqual(json.loads(self.run_ok('list-files', '--json', self.project).out), [])
        run = self.run_ok('list-projects', 'mergin', '--json', '--name', self.project.split('/')[1])
        self.assertTrue(json.loads(run.out)['projects'][0]['public'])

    def test_create_from_a_folder_that_is_not_there_makes_nothing(self):
        self.run_fails(2, 'create', '--from-dir', self.folder / 'none', self.project)
        self.run_fails(4, 'list-files', self.project)
        self.assertFalse((self.folder / 'none').exists())

    def test_create_from_a_folder_uploads_it_and_makes_it_the_projects_folder(self):
        here, there = self.two_folders()
        self.assertEqual({name: digest for name, digest in contents(here).items() if not name.startswith('.mergin')},
                         {name: digest for name, digest in contents(there).items() if not name.startswith('.mergin')})
        self.assertEqual(len(server_files(self.run_ok('--json', 'list-files', self.project))), 3)

    def test_a_sync_takes_away_what_a_killed_download_left(self):
        here, _ = self.two_folders()
        left = here / '.mergin' / '.engine' / 'download.json'
        left.write_text('{}')
        self.run_ok('sync', cwd=here, MERGIN_USERNAME='alice')
        self.assertFalse(left.exists())

    def test_create_goes_on_with_an_empty_project_of_ones_own(self):
        name = self.project + '-again'
        self.run_ok('create', name, MERGIN_USERNAME='alice')  # as a create leaves it that was killed before it uploaded anything
        source = self.folder / 'again'
        source.mkdir()
        (source / 'notes.txt').write_text('notes\n')
        self.run_ok('create', name, '--from-dir', source, MERGIN_USERNAME='alice')
        self.assertEqual(len(server_files(self.run_ok('--json', 'list-files', name))), 1)

    def test_create_goes_on_with_no_project_of_another_kind_or_of_others(self):
        for name, how, creator in (('open', ('--public',), 'bob'), ('colleagues', (), 'alice')):
            with self.subTest(name):
                source = self.folder / name
                source.mkdir()
                (source / 'notes.txt').write_text('not for everybody\n')
                project = f'{self.project}-{name}'
                self.run_ok('create', project, *how, MERGIN_USERNAME=creator)
                self.run_fails(6, 'create', project, '--from-dir', source)
                self.assertEqual(server_files(self.run_ok('--json', 'list-files', project)), {})
                self.assertFalse((source / '.mergin').exists())

    def test_create_goes_on_with_no_project_that_gets_its_first_files(self):
        source = self.folder / 'again'
        source.mkdir()
        (source / 'notes.txt').write_text('notes\n')
        self.run_ok('create', self.project)
        token = json.loads(syncline('--json', 'login', url=self.server.url).out)['MERGIN_AUTH']
        changes = {'added': [{'path': 'first.txt', 'checksum': '0' * 40, 'size': 5, 'chunks': [str(uuid.uuid4())]}], 'updated': [],
                   'removed': []}
        push = urllib.request.Request(f'{self.server.url}/v1/project/push/{self.project}',
                                      json.dumps({'version': 'v0', 'changes': changes}).encode(),
                                      {'Authorization': token, 'Content-Type': 'application/json'})
        with urllib.request.urlopen(push, timeout=20) as answer:
            transaction = json.load(answer)['transaction']
        self.run_fails(6, 'create', self.project, '--from-dir', source)
        self.assertFalse((source / '.mergin').exists())
        cancel = urllib.request.Request(f'{self.server.url}/v1/project/push/cancel/{transaction}', b'', {'Authorization': token})
        urllib.request.urlopen(cancel, timeout=20).close()
        self.run_ok('create', self.project, '--from-dir', source)

    def test_download_takes_a_version_and_a_part(self):
        here, _ = self.two_folders()
        (here / 'notes.txt').write_text('changed\n')
        self.run_ok('push', cwd=here, MERGIN_USERNAME='alice')
        self.run_ok('download', '--version', 'v1', self.project, self.folder / 'old')
        self.assertEqual((self.folder / 'old' / 'notes.txt').read_text(), 'notes\n')
        self.run_ok('download', '--include', '*.gpkg', '--include', 'docs/*', self.project, self.folder / 'part')
        self.assertEqual([name for name in contents(self.folder / 'part') if not name.startswith('.mergin')],
                         ['docs', 'docs/plan.txt', 'survey.gpkg'])
        self.run_ok('download', '--exclude', '*.txt', self.project, self.folder / 'rest')
        self.assertFalse((self.folder / 'rest' / 'notes.txt').exists())
        self.run_ok('download', self.project)  # into a folder with its name
        self.assertEqual((self.folder / self.project.split('/')[1] / 'notes.txt').read_text(), 'changed\n')

    def test_download_refuses_a_folder_that_holds_something(self):
        self.two_folders()
        before = contents(self.folder / 'bob')
        run = self.assert_fails(syncline('download', self.project, self.folder / 'bob', url=self.server.url), 6)
        self.assertEqual(contents(self.folder / 'bob'), before, run)

    def test_status_shows_both_sides_and_writes_nothing(self):
        here, there = self.two_folders()
        (here / 'docs' / 'plan.txt').write_text('better\n')
        self.run_ok('push', cwd=here, MERGIN_USERNAME='alice')
        (there / 'notes.txt').unlink()
        (there / 'new.txt').write_text('new\n')
        edit_layer(there / 'survey.gpkg', 'edited')
        before = contents(there)
        run = self.run_ok('status', cwd=there)
        self.assertEqual(run.out, '### Server changes:\n\n>>> Modified:\nM docs/plan.txt\n### Local changes:\n\n>>> Removed:\n- notes.txt\n'
                                  '\n>>> Added:\n+ new.txt\n\n>>> Modified:\nM survey.gpkg\n### Local changes summary ###\nDetails survey.gpkg\n'
                                  'layer name - simple: inserted: 0, modified: 1, deleted: 0\n\n')
        document = json.loads(self.run_ok('--json', 'status', cwd=there / 'docs').out)
        self.assertEqual(document['here'], {'added': ['new.txt'], 'updated': ['survey.gpkg'], 'removed': ['notes.txt']})
        self.assertEqual((document['version'], document['serverVersion']), ('v1', 'v2'))
        self.assertEqual(contents(there), before)

    def test_an_edit_travels_from_one_folder_to_the_other(self):
        here, there = self.two_folders()
        edit_layer(here / 'survey.gpkg', 'by alice')
        (here / 'new.txt').write_text('new\n')
        (here / 'notes.txt').unlink()
        self.assertIn('uploaded survey.gpkg', self.run_ok('push', cwd=here, MERGIN_USERNAME='alice').out)
        self.assertIn('downloaded survey.gpkg', self.run_ok('pull', cwd=there).out)
        self.assertEqual(rows(here / 'survey.gpkg'), rows(there / 'survey.gpkg'))
        self.assertEqual(rows(there / 'survey.gpkg')[0][1], 'by alice')
        self.assertEqual(sorted(path.name for path in there.iterdir()), ['.mergin', 'docs', 'new.txt', 'survey.gpkg'])
        self.assertIn('Nothing to do', self.run_ok('sync', cwd=there).out)

    def test_what_both_changed_is_kept_twice(self):
        here, there = self.two_folders()
        (here / 'notes.txt').write_text('alice\n')
        (there / 'notes.txt').write_text('bob\n')
        self.run_ok('sync', cwd=here, MERGIN_USERNAME='alice')
        report = json.loads(self.run_ok('sync', '--json', cwd=there).out)
        copy = [file['otherPath'] for file in report['files'] if file['event'] == 'conflict-copy']
        self.assertEqual([(there / 'notes.txt').read_text(), (there / copy[0]).read_text()], ['alice\n', 'bob\n'])
        self.assertIn(copy[0], server_files(self.run_ok('--json', 'list-files', self.project)))

    def test_push_behind_the_server_says_so_before_uploading(self):
        here, there = self.two_folders()
        (here / 'notes.txt').write_text('alice\n')
        self.run_ok('push', cwd=here, MERGIN_USERNAME='alice')
        (there / 'docs' / 'plan.txt').write_text('bob\n')
        before = contents(there)
        run = self.assert_fails(syncline('push', cwd=there, url=self.server.url), 6, 'syncline sync')
        self.assertEqual(contents(there), before, run)
        self.assertIn('v2', self.run_ok('list-projects', 'mergin', '--name', self.project.split('/')[1]).out)

    def test_an_emptied_folder_never_empties_the_project(self):
        here, _ = self.two_folders()
        for name in ('survey.gpkg', 'notes.txt', 'docs/plan.txt'):
            (here / name).unlink()
        self.assert_fails(syncline('sync', cwd=here, url=self.server.url), 12, '--allow-mass-removal')
        self.assertEqual(len(server_files(self.run_ok('--json', 'list-files', self.project))), 3)
        self.run_ok('push', '--allow-mass-removal', cwd=here)
        self.assertEqual(len(server_files(self.run_ok('--json', 'list-files', self.project))), 0)

    def test_names_with_umlauts_travel_in_any_locale(self):
        here, there = self.two_folders()
        (here / 'Übersicht – Größe.txt').write_text('ä\n')
        self.run_ok('push', cwd=here, LC_ALL='C')
        self.run_ok('pull', cwd=there, LC_ALL='POSIX')
        self.assertEqual((there / 'Übersicht – Größe.txt').read_text(), 'ä\n')

    # the program itself

    def test_every_command_has_help(self):
        for command in ('login', 'logout', 'list-projects', 'list-files', 'download', 'create', 'status', 'push', 'pull', 'sync'):
            self.assertIn('Usage: syncline ' + command, self.run_ok(command, '--help').out)
            self.assertIn('  ' + command, self.run_ok('-h').out)

    def test_failures_are_documents_too(self):
        run = syncline('status', '--json', cwd=self.folder, url=self.server.url)
        error = json.loads(run.out)['error']
        self.assertEqual((run.status, error['exitStatus'], error['kind']), (4, 4, 'NotAProject'))

    def test_a_pipe_gets_no_progress_bar(self):
        here = self.make_files(self.folder / 'alice')
        make_layer(here / 'big.gpkg', 40000)
        with Devserver('--latency', '400') as server:
            run = self.assert_ok(syncline('create', '--from-dir', here, self.project, url=server.url))
        self.assertEqual(run.err, '')
        self.assertNotIn('\r', run.out)

    def test_a_full_standard_output_is_told(self):
        command = [os.path.join(BIN, 'syncline'), 'list-projects', 'mergin']
        with open('/dev/full', 'w', encoding='utf-8') as full:
            done = subprocess.run(command, env=environment(self.server.url), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 10)
        self.assertIn('Standard output', done.stderr)

    def test_ctrl_c_stops_a_download_that_goes_on_next_time(self):
        self.two_folders()
        asked, go_on = threading.Event(), threading.Event()

        def hold_back(path, body):
            if '/raw/' in path:
                asked.set()
                go_on.wait(60)
            return body

        with rewriting_proxy(self.server.url, hold_back) as proxy:
            run = subprocess.Popen([os.path.join(BIN, 'syncline'), 'download', self.project, 'copy'], cwd=self.folder,
                                   env=environment(proxy.url), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
            self.assertTrue(asked.wait(30))
            run.send_signal(signal.SIGINT)
            error = run.communicate(timeout=20)[1]
            go_on.set()
        self.assertEqual(run.returncode, 130, error)
        self.assertIn('syncline: Stopped.', error)
        self.run_ok('download', self.project, 'copy')
        self.assertEqual((self.folder / 'copy' / 'notes.txt').read_text(), 'notes\n')


if __name__ == '__main__':
    sys.exit(unittest.main())
