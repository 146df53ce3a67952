#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever is wrong: a documented status, one sentence with the next step, no secret, and the folder as it was."""

import base64
import contextlib
import json
import os
import socket
import subprocess
import sys
import unittest
import zlib

from servers import Devserver, foreign_server, missing_server, rewriting_proxy, tls_server
from support import CliTest, contents, edit_layer, syncline

IN_FOLDER = [['status'], ['push'], ['pull'], ['sync']]
ANYWHERE = [['login'], ['list-projects', 'mergin'], ['list-files', 'mergin/p'], ['download', 'mergin/p', 'new'],
            ['create', 'mergin/new'], ['create', '--from-dir', 'source', 'mergin/new']]


def can_mount():
    return subprocess.run(['unshare', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], capture_output=True, check=False).returncode == 0


def expired_token():
    """Readable, well formed, over since 2020."""
    payload = json.dumps({'user_id': 1, 'username': 'bob', 'email': 'bob@example.com', 'expire': '2020-01-01 00:00:00.000000+00:00'})
    packed = base64.urlsafe_b64encode(zlib.compress(payload.encode())).rstrip(b'=').decode()
    return f'.{packed}.XgvlgA.c2lnbmF0dXJlLW9mLW5vYm9keQ'


def damages(good):
    return b'', b'{', good[:len(good) // 2], b'[]', b'{"name": 5}', b'\xff\xfe', b'null'


class BadInput(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Devserver())
        cls.made = 0

    def setUp(self):
        super().setUp()
        BadInput.made += 1
        self.project = f'mergin/bad{BadInput.made}'
        self.here = self.make_files(self.folder / 'here')
        self.make_files(self.folder / 'source')
        self.assert_ok(syncline('create', '--from-dir', self.here, self.project, url=self.server.url))
        (self.here / 'notes.txt').write_text('edited here\n')
        edit_layer(self.here / 'survey.gpkg', 'edited here')

    def every_command_fails(self, status, url, *words, commands=None, **env):
        """In the project's folder and beside it; neither changes."""
        for arguments in commands or IN_FOLDER + ANYWHERE:
            with self.subTest(' '.join(arguments), url=url):
                before = contents(self.folder)
                run = syncline(*arguments, cwd=self.here if arguments in IN_FOLDER else self.folder, url=url, **env)
                self.assert_fails(run, status, *words)
                self.assertEqual(contents(self.folder), before, run)

    # the way to the server

    def test_an_address_that_is_none(self):
        for url in ('not a url', 'ftp://example.com', 'http://', 'https://bob:Topsecret1!@example.com', 'http://127.0.0.1:99999'):
            self.every_command_fails(8, url, 'MERGIN_URL')

    def test_nobody_listens_there(self):
        with contextlib.closing(socket.socket()) as taken:
            taken.bind(('127.0.0.1', 0))  # ours, and silent: refused
            url = f'http://127.0.0.1:{taken.getsockname()[1]}'
            self.every_command_fails(8, url, 'cannot be reached', commands=[['login'], ['status'], ['sync'], ['download', 'mergin/p', 'new']])

    def test_a_name_that_nobody_has(self):
        self.every_command_fails(8, 'http://no-such-host.invalid', 'no-such-host.invalid', commands=[['login'], ['sync']])

    def test_a_certificate_that_nobody_signed(self):
        with tls_server(self.folder.parent) as server:
            self.every_command_fails(8, server.url, 'certificate')

    def test_a_page_instead_of_an_answer(self):
        with foreign_server() as server:
            self.every_command_fails(8, server.url, 'no Mergin Maps server')

    def test_a_web_server_that_is_no_mergin_maps_server(self):
        with missing_server() as server:
            self.every_command_fails(8, server.url, 'no Mergin Maps server')

    # signing in

    def test_a_wrong_password(self):
        self.every_command_fails(3, self.server.url, 'password', MERGIN_PASSWORD='wr0ng-Secret')

    def test_a_token_that_is_over(self):
        token = expired_token()
        commands = [command for command in IN_FOLDER + ANYWHERE if command != ['login']]
        self.every_command_fails(3, self.server.url, 'syncline login', commands=commands, MERGIN_AUTH='Bearer ' + token,
                                 MERGIN_USERNAME=None, MERGIN_PASSWORD=None)

    def test_a_token_that_is_none(self):
        commands = [['sync'], ['list-projects', 'mergin'], ['list-files', self.project]]
        self.every_command_fails(3, self.server.url, commands=commands, MERGIN_AUTH='Bearer rubbish', MERGIN_USERNAME=None,
                                 MERGIN_PASSWORD=None)
        self.every_command_fails(2, self.server.url, commands=commands, MERGIN_AUTH='a b\nc', MERGIN_USERNAME=None,
                                 MERGIN_PASSWORD=None)

    # what the server answers

    def test_a_page_in_the_middle(self):
        with Devserver('--data', self.folder.parent / (self.folder.name + '-data'), '--fault', '*:html=200@/v1/project/*') as server:
            self.every_command_fails(11, server.url, commands=IN_FOLDER + [['download', self.project, 'new'], ['list-files', self.project]])

    def test_trouble_on_the_server(self):
        with Devserver('--fault', '*:status=503@/v1/project/*') as server:
            self.every_command_fails(11, server.url, commands=[['sync'], ['download', self.project, 'new']])

    def test_a_download_that_is_cut_off(self):
        def cut(path, body):
            return body[:len(body) // 2] if '/raw/' in path else body

        with rewriting_proxy(self.server.url, cut) as proxy:
            run = syncline('download', self.project, 'new', cwd=self.folder, url=proxy.url)
            self.assert_fails(run, 11)
            self.assertEqual([name for name in contents(self.folder / 'new') if not name.startswith('.mergin')], [], run)
            clone = self.folder / 'clone'
            self.assert_ok(syncline('download', self.project, clone, url=self.server.url))
            (self.here / 'docs' / 'plan.txt').write_text('newer, and longer than before\n')
            self.assert_ok(syncline('sync', cwd=self.here, url=self.server.url))
            before = contents(clone)
            run = syncline('pull', cwd=clone, url=proxy.url)
            self.assert_fails(run, 11)
            self.assertEqual(contents(clone), before, run)
        self.assert_ok(syncline('pull', cwd=clone, url=self.server.url))
        self.assertEqual((clone / 'docs' / 'plan.txt').read_text(), 'newer, and longer than before\n')
        self.assert_ok(syncline('download', self.project, 'new', cwd=self.folder, url=self.server.url))  # goes on
        self.assertEqual((self.folder / 'new' / 'notes.txt').read_text(), 'edited here\n')

    def test_names_that_would_leave_the_folder(self):
        for name in ('../evil.txt', '/tmp/syncline-evil.txt', 'docs/../../evil.txt', '.mergin/mergin.json', 'a\\u0000b', './evil.txt'):
            def rename(_, body, name=name):
                return body.replace(b'"notes.txt"', b'"' + name.encode() + b'"')

            with self.subTest(name), rewriting_proxy(self.server.url, rename) as proxy:
                outside = contents(self.folder.parent / self.folder.name / 'source')
                run = syncline('download', self.project, 'new', cwd=self.folder, url=proxy.url)
                self.assertIn(run.status, (9, 11), run)
                self.assert_no_secret(run)
                self.assertIn('syncline: ', run.err)
                self.assertEqual(sorted(path.name for path in self.folder.iterdir() if path.name != 'new'), ['here', 'source'])
                self.assertFalse(os.path.exists('/tmp/syncline-evil.txt'))
                self.assertFalse((self.folder.parent / 'evil.txt').exists())
                self.assertEqual(contents(self.folder / 'source'), outside)
                subprocess.run(['rm', '-rf', self.folder / 'new'], check=True)
                before = contents(self.here)
                run = syncline('status', cwd=self.here, url=proxy.url)
                self.assert_no_secret(run)
                self.assertEqual(contents(self.here), before, run)

    def test_no_room_in_the_workspace(self):
        with Devserver('--quota', '1000') as server:
            run = syncline('create', '--from-dir', 'source', 'mergin/new', cwd=self.folder, url=server.url)
            self.assert_fails(run, 7)

    def test_no_right_to_upload(self):
        with Devserver(role='reader') as server:
            self.every_command_fails(5, server.url, commands=[['create', 'mergin/new']])

    # what is on this computer

    def test_a_folder_that_is_no_project(self):
        for command in IN_FOLDER:
            self.assert_fails(syncline(*command, cwd=self.folder / 'source', url=self.server.url), 4, 'syncline download')

    def test_damaged_metadata(self):
        self.assert_ok(syncline('sync', cwd=self.here, url=self.server.url))
        metadata = self.here / '.mergin' / 'mergin.json'
        good = metadata.read_bytes()
        before = {name: digest for name, digest in contents(self.here).items() if not name.startswith('.mergin')}
        for bad in damages(good):
            metadata.write_bytes(bad)
            self.every_command_fails(10, self.server.url, commands=[['status']])
            for command in ('push', 'pull', 'sync'):  # these know from the last sync what it was
                metadata.write_bytes(bad)
                self.assert_ok(syncline(command, cwd=self.here, url=self.server.url))
                for key in ('namespace', 'name', 'version', 'files'):
                    self.assertEqual(json.loads(metadata.read_bytes())[key], json.loads(good)[key])
            now = {name: digest for name, digest in contents(self.here).items() if not name.startswith('.mergin')}
            self.assertEqual(now, before)

    def test_damaged_metadata_of_a_folder_that_we_never_synced(self):
        metadata = self.here / '.mergin' / 'mergin.json'
        good = metadata.read_bytes()
        for bad in damages(good):
            subprocess.run(['rm', '-rf', self.here / '.mergin' / '.engine'], check=True)
            metadata.write_bytes(bad)
            self.every_command_fails(10, self.server.url, commands=IN_FOLDER)

    def test_a_damaged_choice_of_files(self):
        for bad in ('', '{', '[]', '{"include": 5}'):
            (self.here / '.mergin' / 'file_filter.json').write_text(bad)
            self.every_command_fails(10, self.server.url, commands=IN_FOLDER)

    def test_a_damaged_database_is_left_alone(self):
        (self.here / 'survey.gpkg').write_bytes(b'this is no database')
        before = (self.here / 'survey.gpkg').read_bytes()
        run = syncline('sync', cwd=self.here, url=self.server.url)
        self.assertIn(run.status, (9, 10), run)
        self.assert_no_secret(run)
        self.assertEqual((self.here / 'survey.gpkg').read_bytes(), before)

    @unittest.skipUnless(can_mount(), 'needs the right to mount a small disk')
    def test_a_full_disk(self):
        script = ('mount -t tmpfs -o size=300k tmpfs "$1" && cd "$1" && "$0" download "$2" new; status=$?; '
                  'find . -type f ! -path "./new/.mergin/*" | wc -l >&2; exit $status')
        (self.folder / 'disk').mkdir()
        big = self.folder / 'big'
        big.mkdir()
        (big / 'photo.jpg').write_bytes(os.urandom(2_000_000))
        self.assert_ok(syncline('create', '--from-dir', big, self.project + '-big', url=self.server.url))
        run = syncline(self.folder / 'disk', self.project + '-big', cwd=self.folder, url=self.server.url,
                       prefix=['unshare', '-m', 'bash', '-c', script])
        self.assertEqual(run.status, 10, run)
        self.assertIn('The disk is full.', run.err)
        self.assertEqual(run.err.splitlines()[-1].strip(), '0', run)
        self.assert_no_secret(run)

    @unittest.skipUnless(can_mount(), 'needs the right to mount a small disk')
    def test_a_disk_with_nothing_left(self):
        script = ('set -e; mount -t tmpfs -o size=64m tmpfs "$1"; cd "$1"; "$0" download "$2" here; cd here; echo again > notes.txt; '
                  'head -c 80000000 /dev/zero > ../rest 2>/dev/null || true; '
                  'status=0; "$0" sync || status=$?; cat notes.txt; rm ../rest; "$0" sync >&2; exit $status')
        (self.folder / 'disk').mkdir()
        run = syncline(self.folder / 'disk', self.project, cwd=self.folder, url=self.server.url, prefix=['unshare', '-m', 'bash', '-c', script])
        self.assertEqual(run.status, 10, run)
        self.assertIn('The disk is full.', run.err)
        self.assertTrue(run.out.endswith('again\n'), run)
        self.assertIn('uploaded notes.txt', run.err)
        self.assert_no_secret(run)

    def test_a_project_that_is_not_there_any_more(self):
        self.assert_ok(syncline('sync', cwd=self.here, url=self.server.url))
        (self.here / 'notes.txt').write_text('edited here\n')
        self.assert_ok(syncline('remove', '--yes', self.project, cwd=self.here, url=self.server.url))
        before = contents(self.here)
        for command in ('sync', 'status', 'push', 'pull'):
            with self.subTest(command):
                run = syncline(command, cwd=self.here, url=self.server.url)
                self.assert_fails(run, 4)
                self.assertRegex(run.err, self.project + r' was deleted on [^ ]+\. Your files')
                self.assertNotIn('spelling', run.err)
        self.assertEqual(contents(self.here), before)

    @unittest.skipUnless(can_mount(), 'needs the right to mount a folder read-only')
    def test_a_read_only_folder(self):
        other = self.folder / 'other'
        self.assert_ok(syncline('download', self.project, other, url=self.server.url))
        self.assert_ok(syncline('sync', cwd=self.here, url=self.server.url))
        script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" && exec "$0" "${@:2}"'
        before = contents(other)
        for command in (['pull'], ['sync'], ['push'], ['download', self.project, 'new']):
            with self.subTest(command[0]):
                run = syncline(other, *command, cwd=self.folder, url=self.server.url, prefix=['unshare', '-m', 'bash', '-c', script])
                self.assert_fails(run, 10)
                self.assertEqual(contents(other), before, run)

    # what was typed

    def test_arguments_that_cannot_be_used(self):
        for arguments in (['frobnicate'], ['download'], ['list-projects'], ['download', 'plain'], ['create', 'a/b/c'], ['list-files', ''],
                          ['download', '--version', '3', self.project], ['download', '--version', 'v-1', self.project],
                          ['download', '--include', 'a', '--exclude', 'b', self.project], ['status', 'surplus'], ['sync', '--what']):
            with self.subTest(' '.join(arguments)):
                run = syncline(*arguments, cwd=self.folder, url=self.server.url)
                self.assertEqual(run.status, 2, run)
                self.assertRegex(run.err, r'^syncline: .*\n$')
                self.assertEqual(run.out, '')

    def test_what_is_not_there(self):
        self.every_command_fails(4, self.server.url, commands=[['download', 'mergin/nothing', 'new'], ['list-files', 'mergin/nothing'],
                                                               ['download', '--version', 'v99', self.project, 'new']])

    def test_a_name_that_is_taken(self):
        self.every_command_fails(6, self.server.url, commands=[['create', self.project], ['create', '--from-dir', 'source', self.project]])

    def test_a_name_that_the_server_refuses(self):
        self.every_command_fails(5, self.server.url, commands=[['create', 'mergin/a:b']])

    def test_a_folder_that_belongs_to_a_project(self):
        self.every_command_fails(6, self.server.url, commands=[['create', '--from-dir', 'here', 'mergin/second']])


if __name__ == '__main__':
    sys.exit(unittest.main())
