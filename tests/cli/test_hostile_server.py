#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A server that lies: a sentence each, the folder as it was, little memory, an end."""

import gzip
import json
import re
import sys
import time
import unittest

from servers import Devserver, _Web, reply, rewriting_proxy
from support import CliTest, contents, edit_layer, rows, syncline

MEGABYTE = 1024 * 1024
DEEP = b'[' * 200000 + b']' * 200000


# Runs a program and tells how much memory it took at most.
MEASURE = ('import resource, subprocess, sys\n'
           'status = subprocess.call(sys.argv[1:], timeout=280)\n'
           'sys.stderr.write("peak %d KB\\n" % resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n'
           'sys.exit(status)\n')


def measured(*arguments, **kwargs):
    run = syncline(*arguments, prefix=(sys.executable, '-c', MEASURE), timeout=300, **kwargs)
    run.peak_megabytes = int(re.search(r'peak (\d+) KB\n', run.err).group(1)) / 1024
    run.err = re.sub(r'peak \d+ KB\n', '', run.err)
    return run


def endless(url, path, start, content_type='application/json'):
    """Stands before the server at `url`; asked for `path`, it says `start` and then never ends."""
    proxy = rewriting_proxy(url, lambda _, body: body)
    pass_on = proxy.server.RequestHandlerClass.handle_any

    def answer(handler):
        if path not in handler.path:
            pass_on(handler)
            return
        handler.send_response(200)
        handler.send_header('Content-Type', content_type)
        handler.send_header('Connection', 'close')
        handler.end_headers()
        handler.close_connection = True
        try:
            handler.wfile.write(start)
            while True:
                handler.wfile.write(b' ' * MEGABYTE)
        except OSError:
            pass  # the client had enough

    proxy.server.RequestHandlerClass.do_GET = proxy.server.RequestHandlerClass.do_POST = answer
    return proxy


def say(handler, status, body, **headers):
    handler.send_response_only(status)
    for name, value in {'Content-Type': 'application/json', 'Content-Length': str(len(body)), **headers}.items():
        handler.send_header(name.replace('_', '-'), value)
    handler.end_headers()
    handler.wfile.write(body)


BOMB = gzip.compress(b'{"a": "' + b' ' * (300 * MEGABYTE), 1)

# What a server may answer to anything.
LIES = {
    'a bomb': lambda handler: say(handler, 200, BOMB, Content_Encoding='gzip'),
    'ten gigabytes announced': lambda handler: say(handler, 200, b' ' * MEGABYTE, Content_Length=str(10 * 1024 ** 3)),
    'cut off': lambda handler: say(handler, 200, b'{"files"', Content_Length='500'),
    'a redirect to itself': lambda handler: say(handler, 302, b'', Location=handler.path),
    'a redirect into the file system': lambda handler: say(handler, 302, b'', Location='file:///etc/passwd'),
    'come back in three years': lambda handler: say(handler, 429, b'{}', Retry_After='99999999'),
    'no HTTP': lambda handler: handler.wfile.write(b'\x00\xff garbage\r\n\r\n' * 100),
    'nothing': lambda handler: say(handler, 200, b''),
    'null': lambda handler: say(handler, 200, b'null'),
    'an empty object': lambda handler: say(handler, 200, b'{}'),
    'no word about why': lambda handler: say(handler, 418, b'{"detail": {"a": [1]}, "code": 7}'),
    'an escape sequence': lambda handler: say(handler, 500, b'{"detail": "\xff\x1b[31m red"}'),
}
PLACES = {'list': '^/v1/project/by_uuid', 'content': '/raw', 'upload': '/push/|/chunks|/versions'}


def lying_about(url, pattern, lie):
    """Stands before the server at `url`; where the address matches, `lie( handler )` answers."""
    proxy = rewriting_proxy(url, lambda _, body: body)
    handlers = proxy.server.RequestHandlerClass
    pass_on = handlers.handle_any

    def answer(handler):
        if not re.search(pattern, handler.path):
            pass_on(handler)
            return
        handler.rfile.read(int(handler.headers.get('Content-Length') or 0))
        handler.close_connection = True
        try:
            lie(handler)
        except OSError:
            pass  # the client had enough

    handlers.do_GET = handlers.do_POST = answer
    return proxy


class HostileServer(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Devserver())
        cls.made = 0

    def setUp(self):
        super().setUp()
        HostileServer.made += 1
        self.project = f'mergin/hostile{HostileServer.made}'
        self.here = self.make_files(self.folder / 'here')
        self.assert_ok(syncline('create', '--from-dir', self.here, self.project, url=self.server.url))
        (self.here / 'notes.txt').write_text('edited here\n')

    def lying(self, change):
        return self.enterContext(rewriting_proxy(self.server.url, change)).url

    def rewritten(self, pattern, change):
        """A server whose JSON answers at addresses that match are passed through `change( document )`."""
        def falsify(path, body):
            if not re.search(pattern, path):
                return body
            document = json.loads(body)
            change(document)
            return json.dumps(document).encode()
        return self.lying(falsify)

    def fails_unharmed(self, status, url, *arguments, cwd=None, peak=150):
        before = contents(self.folder)
        run = measured(*arguments, cwd=cwd or self.here, url=url)
        self.assert_fails(run, status)
        self.assertEqual(contents(self.folder), before, run)
        self.assertLess(run.peak_megabytes, peak)
        return run

    def test_every_lie_everywhere_costs_nobody_an_edit(self):
        there = self.folder / 'there'
        self.assert_ok(syncline('sync', cwd=self.here, url=self.server.url))
        self.assert_ok(syncline('download', self.project, there, url=self.server.url))
        for place, pattern in PLACES.items():
            for lie, answer in LIES.items():
                with self.subTest(f'{place}: {lie}'):
                    (there / 'theirs.txt').write_text(f'{place} {lie} there\n')
                    self.assert_ok(syncline('sync', cwd=there, url=self.server.url))
                    (self.here / 'notes.txt').write_text(f'{place} {lie} here\n')
                    edit_layer(self.here / 'survey.gpkg', f'{place} {lie}')
                    started = time.monotonic()
                    with lying_about(self.server.url, pattern, answer) as liar:
                        run = measured('sync', cwd=self.here, url=liar.url)
                    self.assertLess(time.monotonic() - started, 60)
                    self.assertLess(run.peak_megabytes, 400)
                    self.assertNotIn(run.status, (0, 1), run)
                    self.assert_no_secret(run)
                    self.assertNotIn('\x1b', run.out + run.err)
                    self.assertRegex(run.err, r'\. .*\.')  # what happened, and the next step
                    for folder in (self.here, there, self.here):
                        self.assert_ok(syncline('sync', cwd=folder, url=self.server.url))
                    self.assertEqual((there / 'notes.txt').read_text(), f'{place} {lie} here\n')
                    self.assertEqual((self.here / 'theirs.txt').read_text(), f'{place} {lie} there\n')
                    self.assertEqual(rows(self.here / 'survey.gpkg'), rows(there / 'survey.gpkg'))
                    self.assertIn(f'{place} {lie}', str(rows(there / 'survey.gpkg')))
                    self.assertFalse([name for name in contents(self.here) if 'conflict' in str(name)], run)

    def test_answers_as_deep_as_a_well(self):
        for pattern in ('/v1/project/by_uuid/', '/v1/user/profile|/v1/auth/login'):
            url = self.lying(lambda path, body, pattern=pattern: DEEP if re.search(pattern, path) else body)
            with self.subTest(pattern):
                self.fails_unharmed(11, url, 'sync')

    def test_an_answer_that_never_ends(self):
        for path, start, peak in (('/v1/project/by_uuid/', b'{"files": [', 700), ('/v1/auth/login', b'', 150)):
            with self.subTest(path):
                url = self.enterContext(endless(self.server.url, path, start)).url
                self.fails_unharmed(11, url, 'sync', peak=peak)

    def test_a_file_that_never_ends(self):
        url = self.enterContext(endless(self.server.url, '/v1/project/raw/', b'notes\n', 'text/plain')).url
        run = measured('download', self.project, self.folder / 'new', cwd=self.folder, url=url)
        self.assertIn(run.status, (9, 11), run)
        self.assertLess(run.peak_megabytes, 150)
        self.assertFalse((self.folder / 'new' / 'notes.txt').exists() and
                         (self.folder / 'new' / 'notes.txt').stat().st_size > 6)

    def test_sizes_that_lie(self):
        def grow(document):
            for file in document['files']:
                file['size'] = 10 ** 15
        run = measured('download', self.project, self.folder / 'new', cwd=self.folder,
                       url=self.rewritten(f'/v1/project/{self.project}', grow))
        self.assertEqual(run.status, 10, run)  # no disk holds that, and nothing is tried
        self.assertFalse(any(path.is_file() for path in (self.folder / 'new').glob('*')))

    def test_sizes_that_are_none(self):
        for size in (-1, 1e300, '5', None, 2 ** 60):
            def change(document, size=size):
                document['files'][0]['size'] = size
            with self.subTest(size):
                self.fails_unharmed(11, self.rewritten('/v1/project/by_uuid/', change), 'sync')

    def test_checksums_that_lie(self):
        def change(document):
            for file in document['files']:
                file['checksum'] = 'a' * 40
        run = measured('download', self.project, self.folder / 'new', cwd=self.folder,
                       url=self.rewritten(f'/v1/project/{self.project}', change))
        self.assertIn(run.status, (9, 11), run)
        self.assertFalse((self.folder / 'new' / 'notes.txt').exists())

    def test_a_version_that_goes_backwards(self):
        self.assert_ok(syncline('push', cwd=self.here, url=self.server.url))
        edit_layer(self.here / 'survey.gpkg', 'edited here')
        before = contents(self.here)

        def change(document):
            document['version'] = 'v1'
        run = measured('pull', cwd=self.here, url=self.rewritten('/v1/project/by_uuid/', change))
        self.assertLess(run.status, 13, run)
        after = contents(self.here)
        for name in ('survey.gpkg', 'notes.txt', 'docs/plan.txt'):
            self.assertEqual(after[name], before[name], run)

    def test_versions_that_run_away(self):
        latest = [100]

        def change(document):
            latest[0] += 1
            document['version'] = f'v{latest[0]}'
        url = self.rewritten('/v1/project/by_uuid/', change)
        run = measured('sync', cwd=self.here, url=url)
        self.assertGreater(run.status, 0, run)
        self.assertEqual((self.here / 'notes.txt').read_text(), 'edited here\n')

    def test_lists_that_go_round_in_circles(self):
        def change(document):
            document['count'] = 2 ** 31 - 1
        run = measured('list-projects', 'mergin', '--json', url=self.rewritten('/v1/project/paginated', change))
        self.assert_ok(run)
        names = [project['name'] for project in json.loads(run.out)['projects']]
        self.assertEqual(len(names), len(set(names)))
        run = measured('list-versions', self.project, '--limit', '0', url=self.rewritten('/versions/paginated', change))
        self.assert_ok(run)
        self.assertEqual(len(run.out.splitlines()), 1)

    def test_a_project_that_is_another(self):
        def change(document):
            document['id'] = '00000000-0000-4000-8000-000000000001'
        self.fails_unharmed(11, self.rewritten('/v1/project/by_uuid/', change), 'sync')

    def test_a_page_in_place_of_everything_but_the_greeting(self):
        def answer(handler):
            if handler.path == '/ping':
                reply(handler, 200, b'{"service": "Mergin", "version": "2026.4.0"}')
            else:
                reply(handler, 200, b'<!DOCTYPE html><html><title>Sign in</title>' + b'x' * MEGABYTE)
        url = self.enterContext(_Web(answer)).url
        run = self.fails_unharmed(8, url, 'sync')
        self.assertLess(len(run.err), 1000)  # no page in a sentence


if __name__ == '__main__':
    sys.exit(unittest.main())
