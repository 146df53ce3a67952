# SPDX-License-Identifier: GPL-2.0-or-later
"""What the text of the project says, and does not say."""

import hashlib
import re

LICENCE = 'SPDX-License-Identifier: GPL-2.0-or-later'


def licence_line(source):
    is_script = source.lines[0].startswith('#!')
    if source.suffix not in ('.cpp', '.h', '.py', '.cmake', '.sh') and not source.path.endswith('CMakeLists.txt') and not is_script:
        return
    if LICENCE not in '\n'.join(source.lines[:2 if is_script else 1]):
        yield 1, f'the first line says "{LICENCE}"'


def unfinished(source):
    if source.path.startswith(('tests/data/', 'tests/tidy/')):
        return
    for match in re.finditer(r'\b(?:TODO|FIXME|XXX|HACK|WIP)\b|\bnot (?:yet )?implemented\b', source.text):
        yield source.line_of(match.start()), f'"{match.group(0)}": finish it, or leave it out and say so in an issue'


# The texts tell what the program is and why, never how or by whom it was typed, and name no package registry's host. Digests
# (sha256 of the lower-case word, first 12 digits), so that this list does not hold what it keeps out.
_DIGESTS = {
    '00a7dc5a0cc3', '053ea4804ef1', '0dc11026ac75', '32e83e92d45d', '386ebc0efd04', '3ca29e55be4b', '3d01f3609be8',
    '3ea125d0bff3', '487b91042c7c', '57de4cf40144', '5d72436256ad', '60965168ce76', '71741fe2460a', '7558a1564a10',
    '789e46d79514', '7d3194f79e64', '8c70b25cbbbe', '94a168d2da57', 'a39a7ffad4a3', 'a4aa2ac280bb', 'c70eca6b0f88',
    'c857d09db23e', 'c899567ee906', 'd298391b0743', 'd4f0bc5a29de', 'de2187af3fb0', 'e680c440a2e9', 'e83cc4bcd94e',
    'eea82f53ecae',
}
_WORD = re.compile(r'[A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*')
_NOT_MEANT = re.compile(r'user[-_]\w+', re.I)


def digest(word):
    return hashlib.sha256(word.lower().encode()).hexdigest()[:12]


_known = {}


def _is_banned(word):
    if word not in _known:
        _known[word] = digest(word) in _DIGESTS
    return _known[word]


def banned_words(source):
    if source.path.startswith('tests/data/') or source.path == 'LICENSE':
        return
    for number, line in enumerate(source.lines, 1):
        for match in _WORD.finditer(_NOT_MEANT.sub(lambda m: '_' * len(m.group(0)), line)):
            whole = match.group(0)
            if any(_is_banned(word) for word in {whole, *re.split(r'[.-]', whole)}):
                yield number, f'"{whole}": speak of the project alone; no word on how it was written, no registry\'s host name'
        if re.search(r'(?:^|[^\w#])issues? #?\d+\b', line) and source.suffix != '.md':
            yield number, 'a number of an issue: say what it is about'


# Words that the interface does not use (docs/terminology.md); looked for in translated strings of the plugin.
_INTERFACE = {
    'please': 'leave it out', 'sorry': 'leave it out', 'oops': 'say what happened', 'invalid': 'say what is wrong with it',
    'failed': 'say what did not work', 'error': 'say what happened', 'repository': 'project', 'dataset': 'project or layer',
    'namespace': 'workspace', 'organisation': 'workspace', 'synchronise': 'sync', 'synchronize': 'sync', 'login': 'sign-in',
    'log in': 'sign in', 'logout': 'sign out', 'log out': 'sign out', 'token': 'sign-in', 'commit': 'upload', 'fetch': 'download',
    'pull': 'download', 'push': 'upload', 'merge': 'combine', 'revision': 'version', 'backend': 'server', 'instance': 'server',
}


def interface_words(source):
    if not source.path.startswith('plugin/') or not source.is_cpp:
        return
    for call in re.finditer(r'\btr\s*\(\s*("(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*)', source.text_code):
        text = call.group(1)
        for word, instead in _INTERFACE.items():
            if re.search(rf'\b{word}\b', text, re.I):
                yield source.line_of(call.start()), f'"{word}" is no word of the interface: {instead}'
        if '!' in text:
            yield source.line_of(call.start()), 'no exclamation marks in the interface'
