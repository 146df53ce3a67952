#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""300 invitations over a line with 50 ms: four at a time, so no more than 300 / 4 x 50 ms and a fifth."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ.get('SYNCLINE_BIN_DIR', 'build/qt6/bin'))
COUNT, LATENCY_MS = 300, 50
LIMIT = COUNT / 4 * LATENCY_MS / 1000 * 1.2
BEFORE = 6 * LATENCY_MS / 1000 + 0.3  # sign-in and the lists that the plan needs; start of the program


def main():
    server = subprocess.Popen([str(BIN / 'syncline-devserver'), '--workspace', 'team', '--edition', 'ee', '--default-role', 'guest',
                               '--fixture', 'contract', '--latency', str(LATENCY_MS)], stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().split()[-1]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / 'crew.csv'
            file.write_text('email,role\n' + ''.join(f'person{i}@example.com,guest\n' for i in range(COUNT)))
            env = {'PATH': os.environ['PATH'], 'HOME': folder, 'SYNCLINE_CREDENTIALS': 'none', 'MERGIN_URL': url,
                   'MERGIN_USERNAME': 'admin', 'MERGIN_PASSWORD': 'topsecret'}
            began = time.monotonic()
            done = subprocess.run([str(BIN / 'syncline'), 'invite', 'create', '--from', str(file)], env=env, capture_output=True, text=True)
            took = time.monotonic() - began
        invited = done.stdout.count('invited as')
        print(f'{invited} invitations in {took:.2f} s; limit {LIMIT:.2f} s and {BEFORE:.2f} s before them')
        return 0 if done.returncode == 0 and invited == COUNT and took < LIMIT + BEFORE else 1
    finally:
        server.terminate()
        server.wait()


if __name__ == '__main__':
    sys.exit(main())
