#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/cli.md says what the program does: the exit statuses, the commands and every option."""

import re
import sys
import unittest
from pathlib import Path

from support import CliTest, syncline

DOCUMENT = (Path(__file__).resolve().parents[2] / 'docs' / 'cli.md').read_text(encoding='utf-8')
NOT_OPTIONS = {'--help', '--version'}


class Documentation(CliTest):
    def commands(self):
        listed = syncline('--help').out.split('Subcommands:')[1].split('Exit status:')[0]
        return re.findall(r'^  ([a-z][\w-]*) ', listed, re.M)

    def test_exit_statuses_are_those_of_the_help(self):
        helped = dict(re.findall(r'^  (\d+) +(.+)$', syncline('--help').out.split('Exit status:')[1], re.M))
        documented = dict(re.findall(r'^\| (\d+) \| (.+?) \|$', DOCUMENT, re.M))
        self.assertEqual(documented, helped)
        self.assertGreater(len(helped), 10)

    def test_every_command_and_option_is_documented(self):
        commands = self.commands()
        self.assertIn('sync', commands)
        for command in commands:
            self.assertRegex(DOCUMENT, rf'`{command}\b')
            for option in set(re.findall(r'(--[a-z][\w-]*)', syncline(command, '--help').out)) - NOT_OPTIONS:
                self.assertIn(option, DOCUMENT, command)

    def test_every_test_that_is_named_exists(self):
        root = Path(__file__).resolve().parents[2]
        named = re.findall(r'`((?:test_|transportcontract)\w*)` ([\w, ]+)', (root / 'docs' / 'surprises.md').read_text(encoding='utf-8'))
        self.assertGreater(len(named), 50)
        for program, functions in named:
            text = ''.join(path.read_text(encoding='utf-8') for path in (root / 'tests').rglob(f'{program}.*') if path.suffix in ('.cpp', '.py'))
            for function in functions.split(','):
                self.assertRegex(text, rf'\b{function.strip()}\(', program)


if __name__ == '__main__':
    sys.exit(unittest.main())
