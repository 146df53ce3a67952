#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
Our command line is killed at each request of a sync; then somebody goes on in that folder: the official client, or we. Killed at each
request of a command that makes something, the same command goes on or says what is there; nothing half-made passes for whole.
"""
import http.client
import http.server
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import world  # noqa: E402
from test_official_client import PROTOCOLS, files  # noqa: E402


class Killer:
    """Stands between the command line and the server: kills the command line at its n-th request, done by the server or not."""

    def __init__(self, server):
        self.host = server.url.split('//')[1].rstrip('/')
        self.victim, self.at, self.is_done, self.count = None, None, False, 0
        killer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def forward(self):
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                is_the_one = killer.count == killer.at
                killer.count += 1
                if is_the_one and not killer.is_done:
                    killer.kill()
                there = http.client.HTTPConnection(killer.host, timeout=60)
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ('connection', 'host')}
                if not is_the_one or killer.is_done:
                    there.request(self.command, self.path, body, headers)
                    answer = there.getresponse()
                    content = answer.read()
                there.close()
                if is_the_one:
                    killer.kill()
                    self.close_connection = True
                    return
                self.send_response_only(answer.status, answer.reason)
                for name, value in answer.getheaders():
                    if name.lower() not in ('transfer-encoding', 'content-length', 'connection', 'keep-alive'):
                        self.send_header(name, value)
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = forward

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except OSError:  # the command line is gone
                    pass

        self.http = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.http.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.http.server_port}'
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)
        self.thread.start()

    def kill(self):
        self.victim.kill()
        self.victim.wait()

    def run(self, client, folder, command, at, is_done):
        """Whether the command line was killed; it ends by itself when it has no n-th request."""
        self.at, self.is_done, self.count = at, is_done, 0
        env = {'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': '/nonexistent', 'LC_ALL': 'C.UTF-8', 'SYNCLINE_CREDENTIALS': 'none',
               'MERGIN_URL': self.url, 'MERGIN_USERNAME': client.user, 'MERGIN_PASSWORD': world.PASSWORD}
        with subprocess.Popen([os.path.join(world.BIN, 'syncline'), *map(str, command)], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as self.victim:
            self.victim.wait(60)
        return self.victim.returncode == -9

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


class KilledPush(unittest.TestCase):
    maxDiff = 2000

    def each(self, successor):
        for protocol, arguments in PROTOCOLS.items():
            server = world.Server(*arguments)
            killer = Killer(server)
            try:
                for is_done in (False, True):
                    number = 0
                    while self.one(f'{protocol}, request {number}, {"done" if is_done else "not done"}', killer,
                                   (server, f'killed-{successor}-{int(is_done)}-{number}', successor, number, is_done)):
                        number += 1
                    self.assertGreater(number, 4, 'a push has more requests')
            finally:
                killer.stop()
                server.stop()

    def one(self, label, killer, case):
        """Whether there was such a request."""
        server, name, successor, number, is_done = case
        was_killed = False
        with self.subTest(label), tempfile.TemporaryDirectory() as top:
            mine, other = Path(top) / 'mine', Path(top) / 'other'
            mine.mkdir()
            world.make_geopackage(mine / 'survey.gpkg', 6)
            world.make_geopackage(mine / 'second.gpkg', 3)
            (mine / 'notes.txt').write_text('one\n')
            ours, ben = world.Ours(server, 'anna'), world.Official(server, 'ben')
            ours.create(name, mine)
            ben.download(name, other)
            world.sql(mine / 'survey.gpkg', "INSERT INTO points (uid, name) VALUES ('mine-1', 'new'), ('mine-2', 'new')",
                      "UPDATE points SET name = 'mine' WHERE fid = 2", 'DELETE FROM points WHERE fid = 4')
            world.sql(mine / 'second.gpkg', "UPDATE points SET name = 'mine' WHERE fid = 1")
            (mine / 'notes.txt').write_text('mine\n')
            was_killed = killer.run(ours, mine, ['sync'], number, is_done)
            world.sql(mine / 'survey.gpkg', "INSERT INTO points (uid, name) VALUES ('later', 'new')")
            if successor == 'official':
                self.let_uploads_expire(server, name)
            next_one = world.CLIENTS[successor](server, 'anna')
            next_one.sync(mine)
            self.count(mine)
            world.sql(other / 'survey.gpkg', "INSERT INTO points (uid, name) VALUES ('other', 'new')")
            for client, folder in ((ben, other), (next_one, mine), (ben, other)):
                client.sync(folder)
            self.assertEqual(files(mine), files(other))
            self.count(mine)
            world.Ours(server, 'anna').sync(mine)
            self.assertEqual(files(mine), files(other))
            self.assertEqual([path for path in (mine / '.mergin/.engine').rglob('*') if path.name in ('push', 'journal') or 'stage' in path.parts], [])
        return was_killed

    def let_uploads_expire(self, server, name):
        """As the server does five minutes after the last chunk of the first protocol; until then nobody else may push."""
        client = world.Official(server, 'anna').client
        for upload in client.project_info(f'{world.WORKSPACE}/{name}').get('uploads') or []:
            client.post(f'/v1/project/push/cancel/{upload}')

    def count(self, folder):
        """Each row is in the database itself, or in a copy beside it; and nowhere twice."""
        everywhere = set()
        for path in folder.glob('*.gpkg'):
            found = [row[2] for row in world.rows(path)]
            self.assertEqual(sorted(set(found)), sorted(found), f'{path.name}: rows are there twice')
            everywhere.update(found)
            self.assertEqual(world.check(path), [])
        self.assertLessEqual({'mine-1', 'mine-2', 'later'}, everywhere)
        survey = {row[2] for row in world.rows(folder / 'survey.gpkg')}
        self.assertLessEqual({'mine-1', 'mine-2'}, survey)
        self.assertNotIn('base-4', survey)
        self.assertEqual((folder / 'notes.txt').read_text(), 'mine\n')

    def test_the_official_client_goes_on(self):
        self.each('official')

    def test_we_go_on(self):
        self.each('ours')


class KilledCommands(unittest.TestCase):
    maxDiff = 2000

    def each(self, tell, fewest):
        """Tells the story for each request of the command, done by the server or not; it returns whether there was such a request."""
        for protocol, arguments in PROTOCOLS.items():
            server = world.Server(*arguments)
            killer = Killer(server)
            try:
                for is_done in (False, True):
                    number, goes_on = 0, True
                    while goes_on:
                        goes_on = False
                        with self.subTest(f'{protocol}, request {number}, {"done" if is_done else "not done"}'), \
                                tempfile.TemporaryDirectory() as top:
                            goes_on = tell(server, Path(top), f'made-{int(is_done)}-{number}',
                                           lambda folder, *command: killer.run(world.Ours(server, 'anna'), folder, command, number, is_done))
                        number += 1
                    self.assertGreater(number, fewest)
            finally:
                killer.stop()
                server.stop()

    def make(self, folder):
        folder.mkdir()
        world.make_geopackage(folder / 'survey.gpkg', 6)
        (folder / 'notes.txt').write_text('one\n')
        (folder / 'empty.txt').write_text('')

    def leftovers(self, folder):
        return [path for path in (folder / '.mergin/.engine').rglob('*')
                if path.name in ('push', 'journal', 'download.json') or 'stage' in path.parts or 'download' in path.parts]

    def test_download(self):
        def tell(server, top, name, run):
            self.make(top / 'mine')
            ours = world.Ours(server, 'anna')
            ours.create(name, top / 'mine')
            folder = top / 'copy'
            was_killed = run(top, 'download', f'{world.WORKSPACE}/{name}', folder)
            if (folder / '.mergin/mergin.json').exists():
                self.assertEqual(files(folder), files(top / 'mine'), 'what looks whole is whole')
            elif folder.exists():
                with self.assertRaises(Exception):
                    world.Official(server, 'anna').sync(folder)
                self.assertEqual(server_files(server, name), sorted(files(top / 'mine')))
            if was_killed and not (folder / '.mergin/mergin.json').exists():
                ours.download(name, folder)
            self.assertEqual(files(folder), files(top / 'mine'))
            ours.sync(folder)
            self.assertEqual(ours.version(folder), 'v1', 'nothing was left to send')
            self.assertEqual(self.leftovers(folder), [])
            return was_killed
        self.each(tell, 4)

    def test_create(self):
        def tell(server, top, name, run):
            folder = top / 'mine'
            self.make(folder)
            was_killed = run(top, 'create', f'{world.WORKSPACE}/{name}', '--from-dir', folder)
            ours = world.Ours(server, 'anna')
            again = ours.run('create', f'{world.WORKSPACE}/{name}', '--from-dir', folder, expect=(0,) if was_killed else (6,))
            if again.returncode:
                self.assertIn('syncline push', again.stderr)
            self.assertEqual(server_files(server, name), sorted(files(folder)))
            world.Official(server, 'ben').download(name, top / 'other')
            self.assertEqual(files(top / 'other'), files(folder))
            ours.sync(folder)
            self.assertEqual(ours.version(folder), 'v1', 'everything went up once')
            self.assertEqual(self.leftovers(folder), [])
            return was_killed
        self.each(tell, 5)

    def test_clone(self):
        def tell(server, top, name, run):
            self.make(top / 'mine')
            ours = world.Ours(server, 'anna')
            ours.create(name, top / 'mine')
            was_killed = run(top, 'clone', f'{world.WORKSPACE}/{name}', f'{name}-copy')
            is_there = f'{name}-copy' in ours.run('list-projects', world.WORKSPACE).stdout
            again = ours.run('clone', f'{world.WORKSPACE}/{name}', f'{name}-copy', expect=(6,) if is_there else (0,))
            if is_there:
                self.assertIn('it is whole', again.stderr)
            self.assertEqual(server_files(server, f'{name}-copy'), sorted(files(top / 'mine')))
            return was_killed
        self.each(tell, 1)


def server_files(server, name):
    return sorted(file['path'] for file in world.Official(server, 'anna').client.project_info(f'{world.WORKSPACE}/{name}')['files'])


if __name__ == '__main__':
    unittest.main(verbosity=2)
