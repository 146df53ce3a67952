# SPDX-License-Identifier: GPL-2.0-or-later
"""Sizes, and constructs that have a better one."""

import ast
import re

from source import matching, split_arguments

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 4
MACROS = {'SYNCLINE_TRY', 'SYNCLINE_CHECK', 'SYNCLINE_REQUIRE', 'SYNCLINE_JOIN', 'SYNCLINE_JOIN_'}


def is_ours(source):
    return source.path.startswith(('core/', 'cli/', 'plugin/'))


def file_size(source):
    count = source.text.count('\n')
    if source.suffix in ('.cpp', '.h', '.py', '') and count > MAX_FILE_LINES:
        yield MAX_FILE_LINES + 1, f'{count} lines, {MAX_FILE_LINES} is the end: split by what would change for another reason'


def function_size(source):
    for function in source.functions():
        if function.length > MAX_FUNCTION_LINES:
            yield function.first_line, (f'{function.name}() has {function.length} lines, {MAX_FUNCTION_LINES} is the end: '
                                        'name its steps as functions')
        if len(split_arguments(function.parameters)) > MAX_PARAMETERS and is_ours(source):
            yield function.first_line, f'{function.name}() has more than {MAX_PARAMETERS} parameters: put them into a struct'
    if source.suffix == '.py':
        for node in ast.walk(ast.parse(source.text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES:
                yield node.lineno, f'{node.name}() has more than {MAX_FUNCTION_LINES} lines: name its steps as functions'


def _unnamed_namespaces(code):
    for match in re.finditer(r'\bnamespace\s*\{', code):
        yield match.start(), matching(code, match.end() - 1, '{}')


_RETURNS_RESULT = re.compile(
    r'^(?P<before>[ \t]*(?:(?:static|virtual|inline|constexpr|friend|explicit)[ \t]+)*)Result[ \t]*<', re.M)


def nodiscard(source):
    """A dropped Result is an error nobody hears of. Declarations in headers, and functions that have no other declaration."""
    if not source.is_cpp:
        return
    code = source.code
    unnamed = list(_unnamed_namespaces(code)) if source.suffix == '.cpp' else []
    for match in _RETURNS_RESULT.finditer(code):
        end = matching(code, match.end() - 1, '<>')
        after = re.match(r'[ \t]*[&*]?[ \t]*\n?[ \t]*(?P<name>operator\s*\S+|[\w:]+)\s*\(', code[end + 1:])
        if end < 0 or not after or re.search(r'\[\[nodiscard\]\]\s*$', code[:match.start()]):
            continue
        alone = source.suffix == '.h' or 'static' in match.group('before') or any(a < match.start() < b for a, b in unnamed)
        name = after.group('name')
        closing = matching(code, end + after.end(), '()')
        is_function = source.suffix == '.h' or re.match(r'\s*(?:const|noexcept|\s)*[{;]', code[closing + 1:])
        if alone and is_function and '::' not in name:
            yield source.line_of(match.end()), f'{name}() returns a Result: write [[nodiscard]] in front'


BANNED = [
    (r'\bsender\s*\(\s*\)', ('core/', 'cli/', 'plugin/', 'tests/'), 'sender(): let the lambda capture what it needs'),
    (r'\bq(?:Debug|Info|Warning|Critical)\s*\(', ('core/', 'cli/', 'plugin/'),
     'no category: qCDebug( lcNet ) and so on, of core/base/logging.h'),
    (r'\bstd::(?:cout|cerr|clog)\b|(?<![\w:])(?:f?printf|puts)\s*\(', ('core/api', 'core/net', 'core/gpkg', 'core/project', 'core/sync',
                                                                      'core/people', 'plugin/'),
     'core and plugin do not print: return it, or log it by category'),
    (r'(?:\.|->)exec\s*\(|\bQProgressDialog\b|\bQMessageBox::(?:question|warning|critical|information)\b|\bsetOverrideCursor\b',
     ('plugin/',), 'the interface never waits: show() and a signal; popup() for menus'),
    (r'\b(?:processEvents|QApplication::exec)\s*\(', ('core/', 'plugin/'), 'no nested event loops: then( this, … )'),
    (r'\bQTest::q(?:Wait|Sleep)\s*\(|\btime\.sleep\s*\(', ('tests/',),
     'a test does not sleep: QTRY_VERIFY, QSignalSpy::wait or FakeClock; in Python wait for what you expect'),
    (r'\bQThread::(?:m|u)?sleep\s*\(|\bsleep_for\s*\(', ('core/', 'plugin/'), 'time comes from Clock'),
    (r'\bcatch\s*\(|\bthrow\b(?!\s*\()', ('core/', 'plugin/'), 'no exceptions: return a Result'),
    (r'\bQRegExp\b|\bQTextCodec\b|\bQHttpServer\b|\bQPromise\b', ('core/', 'cli/', 'plugin/'),
     'missing in one of the two Qts: see ARCHITECTURE.md'),
]
EXCEPTIONS = {
    ('core/gpkg/helperthread.cpp', 'catch'): 'std::thread has no other way to say that there are no more threads; caught at once',
    ('plugin/dialogs/exitquestion.', 'exec'): 'QGIS wants a yes or no at once',
    ('plugin/qgis/exitquestion.', 'exec'): 'QGIS wants a yes or no at once',
    ('tests/qgis/driver/scenario.', 'qWait'): 'a picture waits for the compositor; nothing is asserted on it',
}


def banned_constructs(source):
    for pattern, where, instead in BANNED:
        if not source.path.startswith(where) or not (source.is_cpp or source.suffix == '.py'):
            continue
        if source.path.startswith('tests/tidy/'):
            continue  # its bad samples
        for match in re.finditer(pattern, source.code):
            if not any(source.path.startswith(file) and word in match.group(0) for file, word in EXCEPTIONS):
                yield source.line_of(match.start()), instead


def connects(source):
    """Without a context object the lambda runs after its captures are gone."""
    if not source.is_cpp:
        return
    for name, bad_count in (('connect', 3), ('singleShot', 2), ('callOnTimeout', 1)):
        for match in re.finditer(r'\b' + name + r'\s*\(', source.code):
            end = matching(source.code, match.end() - 1)
            arguments = split_arguments(source.code[match.end():end]) if end > 0 else []
            if len(arguments) == bad_count and arguments[-1].startswith('['):
                yield source.line_of(match.start()), f'{name}() with a lambda and no receiver: name the object that must be alive'


def macros(source):
    if not source.is_cpp:
        return
    for match in re.finditer(r'^[ \t]*#[ \t]*define[ \t]+(\w+)', source.code, re.M):
        name = match.group(1)
        is_setting = name.startswith(('SQLITE_', 'CPPHTTPLIB_')) and not is_ours(source) or source.path.startswith('core/gpkg/sqlite')
        is_check = 'VERIFY' in name and source.path.startswith('tests/')  # QVERIFY returns from the test, a function cannot
        if name not in MACROS and not is_setting and not is_check:
            yield source.line_of(match.start()), f'{name}: there are three macros and no fourth; write a function, a template or a constant'


def closed_switches(source):
    """A default hides the next enumerator from the compiler."""
    for match in re.finditer(r'\bswitch\s*\(', source.code if source.is_cpp and is_ours(source) else ''):
        condition = matching(source.code, match.end() - 1)
        begin = source.code.find('{', condition)
        body = source.code[begin:matching(source.code, begin, '{}')] if condition > 0 and begin > 0 else ''
        default = re.search(r'\bdefault\s*:', body)
        if default and re.search(r'\bcase\s+(?:\w+::)*(?!Q[A-Z]|Qgs)[A-Z]\w*::\w+', body):
            yield source.line_of(begin + default.start()), 'a switch over an enum of ours has no default: name every case'
