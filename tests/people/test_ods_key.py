#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""An API key goes into the keyring and is taken from there; run in a session by tests/api/keyring.sh."""

import os
import subprocess
import sys

BIN = os.environ['SYNCLINE_BIN_DIR']
IS_THERE = os.environ['SYNCLINE_TEST_KEYRING'] == 'unlocked'


def main():
    server = subprocess.Popen([os.path.join(BIN, 'syncline-devserver'), '--opendatasoft-key', 'k3y'], stdout=subprocess.PIPE, text=True)
    try:
        domain = server.stdout.readline().split()[-1]

        def ods(status, *arguments, stdin=''):
            env = {name: value for name, value in os.environ.items() if name not in ('SYNCLINE_ODS_API_KEY', 'SYNCLINE_CREDENTIALS')}
            done = subprocess.run([os.path.join(BIN, 'syncline'), 'ods', *arguments, '--domain', domain], input=stdin, env=env,
                                  capture_output=True, text=True, timeout=50)
            assert done.returncode == status, (arguments, done)
            assert 'k3y' not in done.stdout + done.stderr, done
            return done.stdout + done.stderr

        if not IS_THERE:
            assert 'keyring' in ods(10, 'keep-key', '--key-stdin', stdin='k3y\n')
            return 0
        assert 'keep-key' in ods(3, 'list')
        assert 'is kept' in ods(0, 'keep-key', '--key-stdin', stdin='k3y\n')
        assert 'users' in ods(0, 'list')
        assert 'not kept' in ods(0, 'forget-key')
        assert 'keep-key' in ods(3, 'list')
        return 0
    finally:
        server.terminate()
        server.wait()


if __name__ == '__main__':
    sys.exit(main())
