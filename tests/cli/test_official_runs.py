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
from support import DATA, CliTest, edit_layer, syncline

COMMANDS = ('login', 'create', 'download', 'status', 'push', 'pull', 'sync', 'list-projects', 'list-files')

# Our status for the runs that the official client ends with 0 or a stack trace although nothing was done, by the words of `what`.
FAILURES = {
    'login, wrong password': 3, 'login, nothing given': 3, 'login, no such server': 8, 'create again': 6,
    'create without workspace': 2, 'create, bad name': 5, 'create, folder missing': 2, 'download into an existing folder': 6,
    'download, unknown': 4, 'download, bad version': 4, 'status outside a project': 4, 'push outside a project': 4,
    'pull outside a project': 4, 'sync outside a project': 4, 'push when behind': 6, 'list-files, unknown': 4,
}
# On purpose different: --json is global here.
DIFFERENT = {'list-projects, JSON': 0}


class OfficialRuns(CliTest):
    def setUp(self):
        super().setUp()
        self.server = self.enterContext(Devserver())
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

    def compare_status(self, recorded, ours):
        """Headings and marked lines, up to the summary of rows; in any order below a heading."""
        def sections(text):
            found = []
            for line in filter(None, text.splitlines()):
                if line.startswith(('###', '>>>')):
                    found.append((line, set()))
                elif line[1:2] == ' ':
                    found[-1][1].add(line)
            return found

        self.assertEqual(sections(ours), sections(recorded.split('### Local changes summary ###')[0]))

    def compare_columns(self, recorded, ours):
        """The lists' lines as patterns: same columns, any order, any version number."""
        def shape(text):
            return sorted(re.sub(r'\d+\.\d MB|v\d+|bob|alice', '*', line).rstrip() for line in text.splitlines()[1:])

        self.assertEqual(shape(ours), shape(self.filled(recorded)))

    def compare(self, run, recorded):
        command = next((word for word in recorded['args'] if word in COMMANDS), '')
        if command == 'login':
            self.assertRegex(run.out, r'(?m)^export MERGIN_AUTH="Bearer \S+"$')
        elif command == 'status':
            self.compare_status(recorded['stdout'], run.out)
        elif command == 'list-projects' and recorded['what'] != 'list-projects, JSON':
            self.compare_columns(recorded['stdout'].replace('  mergin / cli${RUN}-x                    \t   0.0 MB\tv0\n', ''), run.out)
        elif command == 'list-files' and '--json' in recorded['args']:
            keys = {'checksum', 'mtime', 'path', 'size'}
            self.assertTrue(all(keys <= set(file) for file in json.loads(run.out)), run)

    def test_what_scripts_read_is_the_same(self):
        recorded = json.loads((DATA / 'official-cli' / 'runs.json').read_text(encoding='utf-8'))['runs']
        repeated = 0
        for one in recorded:
            command = next((word for word in one['args'] if not word.startswith('-') and word in COMMANDS), None)
            if command is None or '--help' in one['args']:
                continue
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
                    self.assertRegex(run.err, r'(?m)^syncline: ')
        self.assertEqual(repeated, 43)

    def test_every_option_of_the_official_help_is_there(self):
        recorded = json.loads((DATA / 'official-cli' / 'runs.json').read_text(encoding='utf-8'))['runs']
        compared = 0
        for one in recorded:
            if '--help' in one['args'] and (one['args'][0] in COMMANDS or len(one['args']) == 1):
                compared += 1
                help_text = ''.join(syncline(*args, url=self.server.url).out for args in (one['args'], ['--help']))
                for option in re.findall(r'^ +(--[\w-]+)', one['stdout'], re.M):
                    self.assertRegex(help_text, rf'{option}\b', one['what'])
        self.assertEqual(compared, 5)

    def test_no_command_shows_the_help(self):
        run = syncline(url=self.server.url)
        self.assertEqual(run.status, 0)
        for command in COMMANDS:
            self.assertIn(command, run.out)


if __name__ == '__main__':
    sys.exit(unittest.main())
