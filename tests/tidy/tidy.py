#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the sources and reports what compiler and linker cannot see: layers, sizes, places, words.

    tests/tidy/tidy.py [PROJECT]      prints path:line: rule: what to do instead; status 1 when there is something

Each rule has a bad and a good sample in selftest.py.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from rules_code import (banned_constructs, closed_switches, connects, file_size, function_size, macros, nodiscard)  # noqa: E402
from rules_layers import file_handles, layer_includes, outside_things, own_header_first  # noqa: E402
from rules_words import banned_words, interface_words, licence_line, unfinished  # noqa: E402
from source import Source  # noqa: E402

RULES = [layer_includes, own_header_first, outside_things, file_handles, file_size, function_size, nodiscard, banned_constructs,
         connects, macros, closed_switches, licence_line, unfinished, banned_words, interface_words]
SUFFIXES = {'.cpp', '.h', '.py', '.cmake', '.txt', '.md', '.ui', '.ts', '.qrc', '.json', '.sh', ''}
NOT_OURS = ('tests/data/', 'build/', '.git/')


def sources(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ('build', '.git', '__pycache__'))
        for name in sorted(files):
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if path.suffix in SUFFIXES and not relative.startswith(NOT_OURS) and not path.is_symlink():
                try:
                    yield Source(relative, path.read_text(encoding='utf-8'))
                except UnicodeDecodeError:
                    continue


def findings(source):
    """(line, rule name, message) of one file, in the order of lines."""
    found = [(line, rule.__name__, message) for rule in RULES for line, message in rule(source)]
    return sorted(set(found))


def main(arguments):
    root = Path(arguments[0] if arguments else Path(__file__).resolve().parents[2])
    count = files = 0
    for source in sources(root):
        files += 1
        for line, rule, message in findings(source):
            print(f'{source.path}:{line}: {rule}: {message}')
            count += 1
    print(f'tidy: {files} files, {count} findings')
    return 1 if count or not files else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
