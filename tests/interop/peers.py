#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a Python program with packages of others in a virtual environment of the build tree.

usage: peers.py FOLDER REQUIREMENT... -- PROGRAM [ARGUMENT...]

Makes the environment at the first call. Exit status 77 (ctest: skipped) when the packages cannot be had; else the program's.
"""
import fcntl
import os
import subprocess
import sys


def main():
    if '--' not in sys.argv or len(sys.argv) < 4:
        raise SystemExit(__doc__)
    split = sys.argv.index('--')
    folder, wanted, program = sys.argv[1], sys.argv[2:split], sys.argv[split + 1:]
    os.makedirs(folder, exist_ok=True)
    python = os.path.join(folder, 'bin', 'python')
    done = os.path.join(folder, 'installed')
    with open(os.path.join(folder, 'lock'), 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several tests want the same one
        have = set(open(done).read().split()) if os.path.exists(done) else set()
        if not have.issuperset(wanted):
            steps = [[sys.executable, '-m', 'venv', folder],
                     [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', *wanted]]
            for step in steps:
                status = subprocess.run(step, stdin=subprocess.DEVNULL, capture_output=True, text=True)
                if status.returncode:
                    print(f'SKIP   : {os.path.basename(program[0])}() {" ".join(wanted)} could not be installed from PyPI: '
                          + (status.stderr or status.stdout).strip().splitlines()[-1])
                    return 77
            with open(done, 'w') as names:
                names.write('\n'.join(sorted(have.union(wanted))))
    return subprocess.call([python, *program], stdin=subprocess.DEVNULL)


if __name__ == '__main__':
    sys.exit(main())
