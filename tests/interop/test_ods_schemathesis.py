#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Our double of Opendatasoft under schemathesis: generated requests, and its answers against Opendatasoft's own description.

One line of it is loosened: the groups of a user are "one of" references and whole groups, and every whole group is a reference too.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get('SYNCLINE_BIN_DIR', ROOT / 'build/qt6/bin'))
KEY = 'test-key'
CHECKS = ('not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance')
EXAMPLES = 60  # for each operation


def start():
    server = subprocess.Popen([str(BIN / 'syncline-devserver'), '--port', '0', '--opendatasoft-key', KEY, '--opendatasoft-port', '0'],
                              stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        if line.startswith('opendatasoft on '):
            return server, line.split()[-1].strip()
    raise SystemExit('the double did not start')


def description(folder):
    text = json.loads((ROOT / 'tests/data/opendatasoft/openapi-users.json').read_text())
    groups = text['components']['schemas']['User']['properties']['groups']
    groups['anyOf'] = groups.pop('oneOf')
    file = Path(folder) / 'openapi.json'
    file.write_text(json.dumps(text))
    return str(file)


def main():
    server, address = start()
    folder = tempfile.TemporaryDirectory()
    try:
        command = [str(Path(sys.executable).parent / 'schemathesis'), 'run', description(folder.name),
                   '--base-url', address.rstrip('/') + ('' if '/api/' in address else '/api/automation/v1.0'),
                   '-H', f'Authorization: apikey {KEY}', '--hypothesis-max-examples', str(EXAMPLES), '--hypothesis-seed', '20260525',
                   '--hypothesis-database', 'none', '--hypothesis-suppress-health-check', 'all', '--no-color']
        for check in CHECKS:
            command += ['-c', check]
        return subprocess.call(command, stdin=subprocess.DEVNULL)
    finally:
        server.terminate()
        server.wait()
        folder.cleanup()


if __name__ == '__main__':
    sys.exit(main())
