# SPDX-License-Identifier: GPL-2.0-or-later
"""Which part of the program may know which other part, and which single file may know an outside thing."""

import re

# The arrows of ARCHITECTURE.md. A part may include what it points to, and what that points to.
ARROWS = {
    'core/base': [],
    'core/net': ['core/base'],
    'core/api': ['core/net'],
    'core/gpkg': ['core/base'],
    'core/project': ['core/base'],
    'core/people': ['core/api'],
    'core/sync': ['core/api', 'core/gpkg', 'core/project'],
    'cli': ['core/sync', 'core/people'],
    'plugin/errors': ['core/sync', 'core/people'],
    'plugin/dialogs': ['core/sync', 'core/people', 'plugin/errors'],
    'plugin/qgis': ['plugin/dialogs'],
    'plugin': ['plugin/qgis'],
}


def _reachable(part):
    seen, todo = set(), [part]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo.extend(ARROWS[current])
    return seen


def part_of(path):
    """The longest part that the path lies in; None for tests, tools and the rest."""
    fitting = [part for part in ARROWS if path.startswith(part + '/')]
    return max(fitting, key=len) if fitting else None


def layer_includes(source):
    part = part_of(source.path)
    for line, target, is_quoted in source.includes() if source.is_cpp else ():
        if source.path.startswith('tests/support/fakeserver/') and re.match(r'core/(api|sync|people)/', target):
            yield line, ('the server double must not know the decoders it is there to check; '
                         'write down what the server does in its own words')
        if part is None or not is_quoted:
            continue
        if target.startswith('tests/'):
            yield line, 'the product does not know its tests; move what both need into core'
        other = part_of(target)
        if other and other not in _reachable(part):
            yield line, f'{part} may not know {other}; hand in what is needed, or move the code up to where both are known'


def own_header_first(source):
    """Proves at no cost that the header compiles alone (headers without a .cpp are compiled by tests/tidy/CMakeLists.txt)."""
    if source.suffix != '.cpp' or part_of(source.path) is None:
        return
    included = [(line, target) for line, target, is_quoted in source.includes() if not target.startswith('ui_')]
    own = source.path[:-len('.cpp')] + '.h'
    for position, (line, target) in enumerate(included):
        if target == own and position > 0:
            yield line, f'include "{own}" first, in a block of its own: that proves that it compiles alone'


# What: pattern in code, where it may be, and what to use elsewhere.
PLACES = [
    (r'\bsqlite3(?:_\w+|\.h\b)|\bsqlite3\s*\*', ('core/gpkg/sqlite', 'tests/'),
     'SQLite is known to core/gpkg/sqlite*; use its Database and Statement'),
    (r'\bQNetworkAccessManager\b', ('core/net/qttransport.', 'tests/'), 'send a HttpRequest through Transport'),
    (r'\bQEventLoop\b', ('core/net/await.',), 'a worker uses await(), the interface then(); a test QTRY_ or QSignalSpy'),
    (r'\bQgs[A-Z]\w*', ('plugin/qgis/', 'plugin/synclineplugin.', 'tests/qgis/'),
     'only plugin/qgis knows QGIS; hand the value in, or an interface of ours'),
    (r'\bQ(?:\w*Widget|\w*Dialog|MainWindow|\w*Box|\w*View|Label|LineEdit|\w*Button|Menu|MenuBar|ToolBar)\b|\bQtWidgets\b',
     ('plugin/', 'tests/dialogs/', 'tests/qgis/'), 'widgets live in plugin/; core and the command line have none'),
    (r'\bQT_VERSION(?:_CHECK)?\b', ('core/base/qtcompat.h',), 'write what both Qts share, or add a function to core/base/qtcompat.h'),
    (r'\b_QGIS_VERSION_INT\b', ('plugin/qgis/qgiscompat.h',), 'add a function to plugin/qgis/qgiscompat.h'),
    (r'\b(?:tr|QT_TR_NOOP|QT_TRANSLATE_NOOP|QT_TR_N_NOOP)\s*\(|\bQCoreApplication::translate\s*\(|\bQObject::tr\s*\(',
     ('plugin/', 'cli/', 'tests/'), 'words for people are made in plugin/ and cli/; core returns an ErrorKind and a technical detail'),
]


def outside_things(source):
    if not source.is_cpp:
        return
    for pattern, allowed, instead in PLACES:
        if source.path.startswith(allowed):
            continue
        for match in re.finditer(pattern, source.code):
            yield source.line_of(match.start()), f'{match.group(0).strip("( ")} has no place here: {instead}'
        for line, target, _ in source.includes():
            name = target.rsplit('/', 1)[-1]
            if re.fullmatch(pattern, name) or (re.match(r'qgs\w+\.h$', name) and 'Qgs' in pattern):
                yield line, f'<{target}> has no place here: {instead}'


# Files that may open files by an ordinary handle. Closing any descriptor of a database that this process has open drops its
# locks, so each of these must never meet a user's database: the reason says why it does not.
FILE_HANDLES = {
    'core/project/': 'metadata, journal and the FileOps seam, which refuses database names',
    'core/people/ledger.': 'the one list of sent invitations, in the settings folder',
    'core/gpkg/changeset': 'changesets and conflict files; names of databases are refused',
    'core/gpkg/entryspool.': 'a temporary file of its own',
    'core/gpkg/livedatabase.cpp': 'writes new files only, beside what it reads through SQLite',
    'plugin/qgis/uistretch.cpp': 'reads /proc/thread-self/schedstat, nothing else',
    'plugin/dialogs/peoplefile.': 'reads and writes lists of people where somebody chose a file',
    'cli/printfile.': 'writes only where the user said --output',
    'cli/peopleio.': 'reads what --from names and writes what --output and --report name',
}
_HANDLE = re.compile(r'\bQ(?:Save|Temporary)?File\s+\w+\s*[({]|\bQ(?:Save|Temporary)?File\s*[({]|\bmake_unique\s*<\s*Q\w*File\s*>'
                     r'|\bnew\s+Q(?:Save|Temporary)?File\b|\bQFile::copy\s*\(|\bQFileDevice\b'
                     r'|\bstd::(?:basic_)?[io]?fstream\b|\bfopen\s*\(|(?<![\w.>:])::open(?:at)?\s*\(|\bQImageReader\b')


def file_handles(source):
    if part_of(source.path) is None or not source.is_cpp or source.path.startswith(tuple(FILE_HANDLES)) \
            or source.path.startswith('core/gpkg/sqlite'):
        return
    for match in _HANDLE.finditer(source.code):
        yield source.line_of(match.start()), (
            'an ordinary file handle: closing it drops the locks of a database that is open in this process. Use FileOps, '
            'or livedb:: for databases; a place that never meets one is named with its reason in tests/tidy/rules_layers.py')
