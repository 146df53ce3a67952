# SPDX-License-Identifier: GPL-2.0-or-later
"""Replays the recorded contract against syncline-devserver.

usage: run_replay.py [--on-disk] [--without SCENARIO]... DEVSERVER CONTRACT_FOLDER

Starts one server for each default role that the recordings know, replays, and ends the servers. Exit status 1 when a step
differs, or when nothing was replayed.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

ROLES = {'writer': [], 'admin': [], 'guest': ['--token-life', '3']}
LISTENING = re.compile(r'listening on (http://127\.0\.0\.1:\d+)\s*$')


def start(devserver, role, folder):
    command = [devserver, '--port', '0', '--fixture', 'contract', '--default-role', role] + ROLES[role]
    if folder:
        command += ['--data', os.path.join(folder, role)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    match = LISTENING.match(line)
    if not match:
        raise SystemExit(f'{devserver} said {line!r}, not where it listens')
    return process, match.group(1)


def ping_as_recorded(url):
    """The one answer that is compared byte by byte: clients of many years parse it."""
    with urllib.request.urlopen(url + '/ping', timeout=10) as answer:
        return len(answer.read()) == 967


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--on-disk', action='store_true')
    parser.add_argument('--without', action='append', default=[])
    parser.add_argument('devserver')
    parser.add_argument('contract')
    options = parser.parse_args()
    scenarios = sorted(name[:-5] for name in os.listdir(options.contract) if name.endswith('.json'))
    wanted = [name for name in scenarios if name not in options.without]
    running = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for role in ROLES:
                running.append(start(options.devserver, role, folder if options.on_disk else None))
            urls = [url for _, url in running]
            if not ping_as_recorded(urls[0]):
                print('/ping: 967 bytes expected')
                return 1
            replay = os.path.join(options.contract, 'replay')
            return subprocess.call([sys.executable, '-B', replay, '--verbose', *urls, *wanted])
        finally:
            for process, _ in running:
                process.terminate()
                process.wait(timeout=20)


sys.exit(main())
