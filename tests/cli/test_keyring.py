#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What `login --save` keeps, with a keyring of its own (unlocked, locked, missing); never the one of whoever runs the tests."""

import os
import shlex
import sys
import time
import unittest

from servers import BIN, Devserver
from support import PASSWORD, CliTest, syncline

UNLOCK = 'printf %s test | gnome-keyring-daemon --unlock --components=secrets --control-directory="$XDG_RUNTIME_DIR/keyring" >/dev/null 2>&1'
# A keyring whose password nobody here knows: the daemon starts with its file, and stays locked.
LOCKED = 'gnome-keyring-daemon --start --components=secrets --control-directory="$XDG_RUNTIME_DIR/keyring" >/dev/null 2>&1'
PATIENCE_SECONDS = 20


class Keyring(CliTest):
    def setUp(self):
        super().setUp()
        self.server = self.enterContext(Devserver())
        (self.folder / 'runtime').mkdir(mode=0o700)
        self.surroundings = {'HOME': str(self.folder), 'XDG_RUNTIME_DIR': str(self.folder / 'runtime'), 'DBUS_SESSION_BUS_ADDRESS': None,
                             'SYNCLINE_CREDENTIALS': None, 'MERGIN_USERNAME': None, 'MERGIN_PASSWORD': None, 'DISPLAY': None}

    def in_session(self, *script):
        """Runs the lines in one message bus; `syncline` is the program, the last line's status is the status."""
        lines = ['syncline() { ' + shlex.quote(os.path.join(BIN, 'syncline')) + ' "$@"; }', *script]
        return syncline(prefix=['dbus-run-session', '--', 'bash', '-c', '\n'.join(lines)], url=self.server.url, timeout=60,
                        **self.surroundings)

    def with_password(self, command):
        return f'MERGIN_USERNAME=bob MERGIN_PASSWORD={PASSWORD} {command}'

    def test_a_saved_sign_in_serves_later_runs_until_logout(self):
        run = self.in_session(UNLOCK, self.with_password('syncline --quiet login --save >/dev/null || exit 50'),
                              'syncline list-projects mergin || exit 51', 'syncline --username bob list-projects mergin || exit 52',
                              'SYNCLINE_CREDENTIALS=none syncline list-projects mergin; [ $? = 3 ] || exit 53',
                              'syncline logout || exit 54', 'syncline list-projects mergin')
        self.assertEqual(run.status, 3, run)
        self.assertIn('Took the sign-in', run.out)
        self.assert_no_secret(run)
        for path in self.folder.rglob('*'):
            if path.is_file():
                self.assertNotIn(PASSWORD.encode(), path.read_bytes(), path)

    def test_nothing_is_kept_without_being_asked(self):
        run = self.in_session(UNLOCK, self.with_password('syncline login >/dev/null || exit 50'), 'syncline list-projects mergin')
        self.assertEqual(run.status, 3, run)

    def test_a_locked_keyring_is_told_and_holds_nobody_up(self):
        self.in_session(UNLOCK, self.with_password('syncline login --save >/dev/null'))
        began = time.monotonic()
        run = self.in_session(LOCKED, 'syncline list-projects mergin; [ $? = 3 ] || exit 50', self.with_password('syncline login --save >/dev/null'))
        self.assertEqual(run.status, 10, run)
        self.assertIn('keyring', run.err)
        self.assertLess(time.monotonic() - began, PATIENCE_SECONDS)

    def test_without_a_keyring_all_but_saving_works(self):
        run = syncline('login', '--save', url=self.server.url, **{**self.surroundings, 'MERGIN_USERNAME': 'bob', 'MERGIN_PASSWORD': PASSWORD,
                                                                    'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'})
        self.assert_fails(run, 10, 'MERGIN_AUTH')
        run = syncline('list-projects', 'mergin', url=self.server.url, **{**self.surroundings, 'MERGIN_USERNAME': 'bob',
                                                                           'MERGIN_PASSWORD': PASSWORD})
        self.assert_ok(run)


if __name__ == '__main__':
    sys.exit(unittest.main())
