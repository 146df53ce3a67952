#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Our Opendatasoft commands against Prism, which serves Opendatasoft's own description and refuses what it does not allow.

The description is tests/data/opendatasoft/openapi-users.json. What this mock cannot do is left out: its bulk calls answer under a key
that is no item number, its export answers in no format, and limit=0 still returns a user.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get('SYNCLINE_BIN_DIR', ROOT / 'build/qt6/bin'))
PRISM = '@stoplight/prism-cli@5'
PREFIX = '/api/automation/v1.0'


def skip(why):
    print(f'SKIP   : test_ods_prism() {why}')
    sys.exit(77)


def installed():
    """The program, in the build tree; installed at the first call."""
    if not shutil.which('npm'):
        skip('there is no npm')
    folder = BIN.parent / 'peers' / 'prism'
    program = folder / 'node_modules/.bin/prism'
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--prefix', str(folder), PRISM],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if made.returncode or not program.exists():
            skip(f'{PRISM} could not be installed from npm: ' + (made.stderr.strip().splitlines() or ['?'])[-1])
    return program


class Mock:
    def __init__(self, program, folder):
        description = json.loads((ROOT / 'tests/data/opendatasoft/openapi-users.json').read_text())
        description['paths'] = {PREFIX + path: what for path, what in description['paths'].items()}
        file = Path(folder) / 'openapi.json'
        file.write_text(json.dumps(description))
        self.process = subprocess.Popen([str(program), 'mock', '-h', '127.0.0.1', '-p', '0', '--errors', str(file)],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        self.address = None
        for line in self.process.stdout:
            self.lines.append(line)
            found = re.search(r'listening on (http://[\d.]+:\d+)', line)
            if found:
                self.address = found.group(1)
                break

    def stop(self):
        self.process.terminate()
        self.process.communicate()


class Prism(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.mock = Mock(PROGRAM, cls.folder.name)
        if not cls.mock.address:
            raise RuntimeError('Prism did not start: ' + ''.join(cls.mock.lines))

    @classmethod
    def tearDownClass(cls):
        cls.mock.stop()
        cls.folder.cleanup()

    def run_ods(self, *arguments, key='header', environment=None):
        env = {**os.environ, 'SYNCLINE_ODS_API_KEY': 'test-key', 'SYNCLINE_CREDENTIALS': 'none', **(environment or {})}
        made = subprocess.run([str(BIN / 'syncline'), '--json', 'ods', *arguments, '--domain', self.mock.address, '--key-in', key],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, env=env)
        return made

    def each_key(self, *arguments):
        for key in ('header', 'query'):
            with self.subTest(key=key):
                made = self.run_ods(*arguments, key=key)
                self.assertEqual(made.returncode, 0, made.stderr + made.stdout)
                yield json.loads(made.stdout)

    def test_list_with_every_filter_is_allowed(self):
        for found in self.each_key('list', '--search', 'ben', '--sort', 'username', '--sort', 'last_seen_at', '--permissions', 'edit_domain',
                                   '--permissions', 'edit_theme', '--limit', '10', '--offset', '0'):
            self.assertIn('results', found)

    def test_rights_through_groups_are_allowed(self):
        for found in self.each_key('list', '--all-permissions', 'edit_domain'):
            self.assertTrue(found['results'])

    def test_a_user_with_expanded_groups(self):
        for user in self.each_key('get', 'ben', '--expand', 'groups'):
            self.assertIn('username', user)

    def test_a_change_is_a_body_that_the_description_allows(self):
        for _ in self.each_key('update', 'ben', '--set', 'first_name=Ben', '--set', 'permissions=edit_domain,edit_theme'):
            pass

    def test_a_user_is_deleted(self):
        for _ in self.each_key('delete', 'ben', '--yes'):
            pass

    def bulk_is_allowed(self, *arguments):
        """The mock names no item, so the outcome is unknown; what counts is that it did not refuse the request."""
        for key in ('header', 'query'):
            made = self.run_ods(*arguments, key=key)
            said = made.stdout + made.stderr
            self.assertNotIn('"error": "ServerRejected"', said)
            self.assertNotIn('422', said)
            self.assertIn('items that were not sent', said)  # reported, not swallowed

    def test_invitations_are_bodies_that_the_description_allows(self):
        self.bulk_is_allowed('invite', 'eva@example.com', 'fay@example.com', '--first-name', 'Eva', '--permission', 'edit_theme', '--group', 'crew')

    def test_provisioning_is_a_body_that_the_description_allows(self):
        self.bulk_is_allowed('provision', 'eva@example.com', '--identity-provider', 'saml', '--attribute', 'k=v')

    def test_without_a_key_nothing_is_sent(self):
        made = self.run_ods('list', environment={'SYNCLINE_ODS_API_KEY': ''})
        self.assertNotEqual(made.returncode, 0)
        self.assertIn('no API key', made.stderr)


if __name__ == '__main__':
    PROGRAM = installed()
    unittest.main(verbosity=2)
