# SPDX-License-Identifier: GPL-2.0-or-later
"""One file of the project, as the rules see it: its text, its code without comments, its functions."""

import bisect
import re
from pathlib import PurePosixPath

_TOKEN = re.compile(
    r'//[^\n]*'                                  # line comment
    r'|/\*.*?\*/'                                # block comment
    r'|R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'                      # string
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'",    # character, but not the ' of 1'000
    re.S)


def _blank(text):
    return re.sub(r'[^\n]', ' ', text)


class Function:
    """A function with a body: lines count from 1; `parameters` is the text between its parentheses."""

    def __init__(self, name, first_line, last_line, parameters):
        self.name = name
        self.first_line = first_line
        self.last_line = last_line
        self.parameters = parameters

    @property
    def length(self):
        return self.last_line - self.first_line + 1


class Source:
    """`path` is relative to the project, with slashes. `code` has comments and strings blanked, `text_code` comments only."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split('\n')
        pure = PurePosixPath(path)
        self.suffix = pure.suffix
        self.folder = str(pure.parent)
        self.is_cpp = self.suffix in ('.cpp', '.h')
        self._starts = [0]
        for match in re.finditer('\n', text):
            self._starts.append(match.end())
        self._code = self._text_code = self._functions = None

    @property
    def code(self):
        if self._code is None:
            self._code = _TOKEN.sub(lambda m: _blank(m.group(0)), self.text) if self.is_cpp else self.text
        return self._code

    @property
    def text_code(self):
        if self._text_code is None:
            self._text_code = _TOKEN.sub(
                lambda m: _blank(m.group(0)) if m.group(0).startswith('/') else m.group(0),
                self.text) if self.is_cpp else self.text
        return self._text_code

    def line_of(self, offset):
        return bisect.bisect_right(self._starts, offset)

    def includes(self):
        """(line, path, is_quoted) of each #include."""
        for number, line in enumerate(self.text_code.split('\n'), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(2), match.group(1) == '"'

    def functions(self):
        if self._functions is None:
            self._functions = list(_functions(self)) if self.is_cpp else []
        return self._functions


def matching(text, start, pair='()'):
    """Offset of the bracket that closes the one at `start`, or -1."""
    depth = 0
    for offset in range(start, len(text)):
        if text[offset] == pair[0]:
            depth += 1
        elif text[offset] == pair[1]:
            depth -= 1
            if depth == 0:
                return offset
    return -1


def split_arguments(text):
    """Splits at the commas that are outside of all brackets; < and > count where they can only be template brackets."""
    parts, depth, angle, begin = [], 0, 0, 0
    for offset, char in enumerate(text):
        if char in '([{':
            depth += 1
        elif char in ')]}':
            depth -= 1
        elif char == '<' and re.search(r'\w$', text[:offset]):
            angle += 1
        elif char == '>' and angle and text[offset - 1] != '-':
            angle -= 1
        elif char == ',' and depth == 0 and angle == 0:
            parts.append(text[begin:offset].strip())
            begin = offset + 1
    rest = text[begin:].strip()
    return parts + [rest] if rest else parts


_CONTROL = re.compile(r'^(?:else|if|for|while|switch|do|try|catch|namespace|class|struct|enum|union|return|extern|case|default)\b')


def _functions(source):
    """House style puts the opening brace of a function alone on its line; braces of lambdas and values stand at line ends."""
    lines = source.code.split('\n')
    starts = source._starts
    for index, line in enumerate(lines):
        if line.strip() not in ('{', '{}'):
            continue
        head = index
        while head > 0 and not re.search(r'[;{}]\s*$|^\s*$|^\s*#|^\s*(?:public|private|protected|Q_SIGNALS|public Q_SLOTS).*:\s*$',
                                         lines[head - 1]):
            head -= 1
        header = '\n'.join(lines[head:index]).strip()
        if '(' not in header or _CONTROL.match(header):
            continue
        match = re.search(r'([~\w:]+|operator\s*\S+)\s*\(', re.sub(r'\[\[.*?\]\]', lambda m: ' ' * len(m.group(0)), header))
        if not match:
            continue
        opening = match.end() - 1
        closing = matching(header, opening)
        end = matching(source.code, starts[index] + line.index('{'), '{}')
        if closing < 0 or end < 0:
            continue
        yield Function(match.group(1), head + 1, source.line_of(end), header[opening + 1:closing])
