#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Repeats recorded runs of the official command line (tests/data/official-cli) and compares what scripts read.

Where the official one succeeds, ours does, with the same lines for status, lists and the export line. Where it fails (mostly with
status 0), ours fails with the status that docs/cli.md gives.
"""

import json
import re
import sys
import unittest

from servers import Devserver
from support import DATA, CliTest, edit_layer, rows, syncline

COMMANDS = ('login', 'create', 'download', 'status', 'push', 'pull', 'sync', 'list-projects', 'list-files', 'show-version',
            'show-file-history', 'show-file-changeset', 'download-file', 'share', 'share-add', 'share-remove', 'clone', 'rename',
            'reset', 'resolve-unfinished-pull', 'remove')

# Our status for the runs that the official client ends with 0 or a stack trace although nothing was done, by the words of `what`.
FAILURES = {
    'login, wrong password': 3, 'login, nothing given': 3, 'login, no such server': 8, 'create again': 6,
    'create without workspace': 2, 'create, bad name': 5, 'create, folder missing': 2, 'download into an existing folder': 6,
    'download, unknown': 4, 'download, bad version': 4, 'status outside a project': 4, 'push outside a project': 4,
    'pull outside a project': 4, 'sync outside a project': 4, 'push when behind': 6, 'list-files, unknown': 4,
    'show-version, unknown': 4, 'show-file-history, unknown': 4, 'show-file-changeset, none': 4, 'download-file, unknown': 4,
    'share-add, unknown': 4, 'share-add, bad role': 2, 'share-remove, not there': 4, 'clone again': 6, 'rename, unknown': 4, 'remove again': 4,
}
# On purpose different: --json is global here.
DIFFERENT = {'list-projects, JSON': 0}


class OfficialRuns(CliTest):
    def setUp(self):
        super().setUp()
        self.server = self.enterContext(Devserver('--user', 'bob:Topsecret1!:bob@example.com:superuser', '--user', 'carol:Topsecret1!',
                                            '--user', 'dave:Topsecret1!', role='guest'))
        self.make_files(self.folder / 'src')
        self.run_tag = 'abc123'

    def filled(self, text):
        return text.replace('${DIR}', str(self.folder)).replace('${RUN}', self.run_tag).replace('${URL}', self.server.url)

    def edit_before(self, what):
        """What was done by hand between the recorded runs."""
        a, b = self.folder / 'a', self.folder / 'b'
        if what == 'status, changes of all kinds':
            (a / 'notes.txt').unlink()
            (a / 'new.txt').write_text('n')
            edit_layer(a / 'survey.gpkg', 'x')
            (a / 'docs' / 'plan.txt').write_text('plan2')
        elif what == 'push of the other':
            edit_layer(b / 'survey.gpkg', 'y')
            (b / 'docs' / 'plan.txt').write_text('planB')
        elif what == 'status with server changes':
            edit_layer(a / 'survey.gpkg', 'z')
            (a / 'docs' / 'plan.txt').write_text('planA')
        elif what == 'reset':
            self.before_reset = (a / 'docs' / 'plan.txt').read_text(), rows(a / 'survey.gpkg')
            (a / 'docs' / 'plan.txt').unlink()
            (a / 'newer.txt').write_text('n')
            edit_layer(a / 'survey.gpkg', 'to be taken back')

    def compare_status(self, recorded, ours):
        """Headings and the lines below them, in any order."""
        def sections(text):
            found = []
            for line in filter(None, text.splitlines()):
                if line.startswith(('###', '>>>')):
                    found.append((line, set()))
                else:
                    found[-1][1].add(line)
            return found

        self.assertEqual(sections(ours), sections(recorded))

    def compare_columns(self, recorded, ours):
        """The lists' lines as patterns: same columns, any order, any version number."""
        def shape(text):
            return sorted(re.sub(r'\d+\.\d MB|v\d+|bob|alice', '*', line).rstrip() for line in text.splitlines()[1:])

        self.assertEqual(shape(ours), shape(self.filled(recorded)))

    def compare_version(self, recorded, ours):
        """Who, what and which files; the time is another."""
        def known(text):
            return {line.rstrip() for line in text.splitlines() if line and not line.startswith('Time:')}

        self.assertEqual(known(ours), known(self.filled(recorded)))
        self.assertRegex(ours, r'(?m)^Time: +\d{4}-\d\d-\d\dT')

    def compare_changeset(self, recorded, ours):
        """The same keys and values; the recorded layer has a geometry column more."""
        def without_columns(text):
            changes = json.loads(text)
            for row in changes:
                for cell in row['changes']:
                    self.assertGreaterEqual(cell.pop('column'), 0)
            return changes

        self.assertEqual(without_columns(ours), without_columns(recorded))

    def compare_file_history(self, recorded, ours):
        """The first lines; what comes after the second version depends on how conflicts were solved."""
        def shape(text):
            return [re.sub(r'\d+ bytes', 'N bytes', line.rstrip()) for line in text.splitlines()[:4]]

        self.assertEqual(shape(ours), shape(recorded))

    def compare_effect(self, what):
        """What a command leaves behind."""
        a = self.folder / 'a'
        if what == 'download-file':
            self.assertEqual(rows(self.folder / 'one.gpkg'), rows(a / 'survey.gpkg'))
        elif what == 'download-file, version':
            self.assertEqual(rows(self.folder / 'one1.gpkg'), rows(self.folder / 'v1' / 'survey.gpkg'))
        elif what == 'download-file without a folder':
            self.assertEqual(rows(self.folder / 'two.gpkg'), rows(self.folder / 'one.gpkg'))
        elif what == 'reset':
            self.assertEqual(((a / 'docs' / 'plan.txt').read_text(), rows(a / 'survey.gpkg')), self.before_reset)
            self.assertFalse((a / 'newer.txt').exists())
            kept = [path.name for path in (a / '.mergin' / '.engine' / 'trash').rglob('*') if path.is_file()]
            self.assertTrue({'newer.txt', 'survey.gpkg'} <= set(kept), kept)

    def compare_help(self, run, recorded):
        """Every argument and option of theirs is one of ours; the global ones are told once."""
        words = set(re.findall(r'^ +(--[\w-]+)', recorded['stdout'], re.M))
        words |= set(re.findall(r'\b[A-Z_]{4,}\b', recorded['stdout'].splitlines()[0])) - {'OPTIONS', 'COMMAND', 'ARGS'}
        if recorded['args'] == ['--help'] or not recorded['args']:
            words |= set(re.findall(r'^  ([a-z][\w-]+) {2,}', recorded['stdout'].split('Commands:')[1], re.M))
        self.assertGreater(len(words), 0)
        everything = run.out + syncline('--help', url=self.server.url).out
        for word in words:
            self.assertIn(word, everything.replace('USER', 'USERNAMES'), recorded['what'])

    def compare(self, run, recorded):
        command = next((word for word in recorded['args'] if word in COMMANDS), '')
        if '--help' in recorded['args'] or not recorded['args']:
            self.compare_help(run, recorded)
            return
        self.compare_effect(recorded['what'])
        if command == 'login':
            self.assertRegex(run.out, r'(?m)^export MERGIN_AUTH="Bearer \S+"$')
        elif command == 'status':
            self.compare_status(recorded['stdout'], run.out)
        elif command == 'list-projects' and recorded['what'] != 'list-projects, JSON':
            self.compare_columns(recorded['stdout'].replace('  mergin / cli${RUN}-x                    \t   0.0 MB\tv0\n', ''), run.out)
        elif command == 'show-version':
            self.compare_version(recorded['stdout'], run.out)
        elif command == 'show-file-history':
            self.compare_file_history(recorded['stdout'], run.out)
        elif command == 'show-file-changeset':
            self.compare_changeset(recorded['stdout'], run.out)
        elif command == 'share':
            self.assertEqual(run.out.split(), recorded['stdout'].split())
        elif command == 'list-files' and '--json' in recorded['args']:
            keys = {'checksum', 'mtime', 'path', 'size'}
            self.assertTrue(all(keys <= set(file) for file in json.loads(run.out)), run)

    def test_what_scripts_read_is_the_same(self):
        recorded = json.loads((DATA / 'official-cli' / 'runs.json').read_text(encoding='utf-8'))['runs']
        repeated = 0
        for one in recorded:
            repeated += 1
            self.edit_before(one['what'])
            with self.subTest(one['what']):
                env = {name: value if value is None else self.filled(value) for name, value in one['env'].items()}
                run = syncline(*map(self.filled, one['args']), cwd=self.filled(one['cwd']), **{'url': self.server.url, **{
                    ('url' if name == 'MERGIN_URL' else name): value for name, value in env.items()}})
                status = FAILURES.get(one['what'], DIFFERENT.get(one['what'], one['exit']))
                self.assertEqual(run.status, status, run)
                if status == 0:
                    self.compare(run, one)
                else:
                    self.assertRegex(run.out if 'share-' in one['what'] else run.err, r'(?m)^(syncline: |nobody-|dave |carol )')
        self.assertEqual(repeated, 84)

    def test_no_command_shows_the_help(self):
        run = syncline(url=self.server.url)
        self.assertEqual(run.status, 0)
        for command in COMMANDS:
            self.assertIn(command, run.out)


if __name__ == '__main__':
    sys.exit(unittest.main())
