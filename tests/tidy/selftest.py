#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every rule of tidy.py finds its bad samples and leaves its good ones alone."""

import re
import sys
import unittest

import rules_words
import tidy
from source import Source

SPDX = '// SPDX-License-Identifier: GPL-2.0-or-later\n'

# rule, path, text, finds something?
SAMPLES = [
    ('layer_includes', 'core/api/x.cpp', '#include "core/sync/syncreport.h"', True),
    ('layer_includes', 'core/gpkg/x.h', '#include "core/project/projectdir.h"', True),
    ('layer_includes', 'core/net/x.cpp', '#include "plugin/dialogs/x.h"', True),
    ('layer_includes', 'core/net/x.cpp', '#include "tests/support/x.h"', True),
    ('layer_includes', 'tests/support/fakeserver/x.cpp', '#include "core/api/types.h"', True),
    ('layer_includes', 'core/sync/x.cpp', '#include "core/base/error.h"\n#include "core/gpkg/livedatabase.h"', False),
    ('layer_includes', 'cli/x.cpp', '#include "core/net/await.h"', False),
    ('layer_includes', 'core/api/x.cpp', '// #include "core/sync/syncreport.h"', False),
    ('own_header_first', 'core/api/x.cpp', '#include <QString>\n#include "core/api/x.h"', True),
    ('own_header_first', 'core/api/x.cpp', '#include "core/api/x.h"\n\n#include <QString>', False),
    ('own_header_first', 'core/api/x_more.cpp', '#include <QString>', False),
    ('outside_things', 'core/sync/x.cpp', '#include <sqlite3.h>', True),
    ('outside_things', 'core/gpkg/x.cpp', 'sqlite3 *db = nullptr;', True),
    ('outside_things', 'core/gpkg/sqlite.cpp', '#include <sqlite3.h>\nsqlite3_close( db );', False),
    ('outside_things', 'core/api/x.h', 'class QNetworkAccessManager;', True),
    ('outside_things', 'plugin/qgis/x.cpp', 'QgsNetworkAccessManager::instance();', False),
    ('outside_things', 'plugin/dialogs/x.cpp', 'QEventLoop loop;', True),
    ('outside_things', 'tests/net/x.cpp', '#include <QEventLoop>', True),
    ('outside_things', 'plugin/dialogs/x.cpp', 'QgsMapLayer *layer;', True),
    ('outside_things', 'plugin/dialogs/x.cpp', '#include <qgsmaplayer.h>', True),
    ('outside_things', 'core/base/x.h', '#include <QWidget>', True),
    ('outside_things', 'cli/x.cpp', 'QMessageBox box;', True),
    ('outside_things', 'cli/x.cpp', '// no QWidget here', False),
    ('outside_things', 'core/base/x.h', '#if QT_VERSION >= QT_VERSION_CHECK( 6, 0, 0 )', True),
    ('outside_things', 'plugin/qgis/x.cpp', '#if _QGIS_VERSION_INT >= 33000', True),
    ('outside_things', 'core/sync/x.cpp', 'return tr( "Nothing to do" );', True),
    ('outside_things', 'core/sync/x.cpp', 'const QString text = QStringLiteral( "tr( x )" ); str( 1 );', False),
    ('file_handles', 'core/sync/x.cpp', 'QFile file( path );', True),
    ('file_handles', 'plugin/qgis/x.cpp', 'std::ifstream in( path );', True),
    ('file_handles', 'core/gpkg/x.cpp', 'const int fd = ::open( path, O_RDONLY );', True),
    ('file_handles', 'core/api/x.cpp', 'auto f = std::make_unique<QSaveFile>( path );', True),
    ('file_handles', 'core/api/x.cpp', 'QFile::copy( a, b );', True),
    ('file_handles', 'core/sync/x.cpp', 'QFile::exists( path ); ProjectDir::open( path ); file.open( path );', False),
    ('file_handles', 'tests/sync/x.cpp', 'QFile file( path );', False),
    ('file_size', 'core/api/x.cpp', 'int a;\n' * 601, True),
    ('file_size', 'core/api/x.cpp', 'int a;\n' * 600, False),
    ('function_size', 'core/api/x.cpp', 'void f()\n{\n' + 'a();\n' * 58 + '}\n', True),
    ('function_size', 'core/api/x.cpp', 'void f()\n{\n' + 'a();\n' * 57 + '}\n', False),
    ('function_size', 'core/api/x.cpp', 'X::X( int a )\n  : mA( a )\n{\n' + 'if ( a )\n{\nb();\n}\n' * 15 + '}\n', True),
    ('function_size', 'core/api/x.cpp', 'namespace a\n{\nclass B\n{\n' + 'int c;\n' * 80 + '};\n}\n', False),
    ('function_size', 'core/api/x.cpp', 'void f( int a, int b, int c, int d, int e )\n{\n}\n', True),
    ('function_size', 'core/api/x.cpp', 'void f( QHash<int, int> a, int b, int c, int d )\n{\n}\n', False),
    ('function_size', 'tools/x.py', 'def f():\n' + '    a = 1\n' * 60, True),
    ('function_size', 'tools/x.py', 'def f():\n' + '    a = 1\n' * 59, False),
    ('nodiscard', 'core/api/x.h', 'Result<int> read();', True),
    ('nodiscard', 'core/api/x.h', 'virtual Result<QList<int>>\n  read( const QString &a ) = 0;', True),
    ('nodiscard', 'core/api/x.h', '[[nodiscard]] Result<int> read();\n[[nodiscard]]\nstatic Result<void> go();', False),
    ('nodiscard', 'core/api/x.h', 'std::function<Result<int>( int )> decode;\nResult<int> mResult;', False),
    ('nodiscard', 'core/api/x.cpp', 'namespace\n{\nResult<int> read( int a )\n{\nreturn a;\n}\n}', True),
    ('nodiscard', 'core/api/x.cpp', 'Result<int> Api::read( int a )\n{\n}\n', False),
    ('nodiscard', 'core/api/x.cpp', 'void f()\n{\nResult<int> a( read() );\n}\n', False),
    ('banned_constructs', 'plugin/dialogs/x.cpp', 'auto *button = qobject_cast<QPushButton *>( sender() );', True),
    ('banned_constructs', 'core/net/x.cpp', 'qDebug() << 1;', True),
    ('banned_constructs', 'core/net/x.cpp', 'qCDebug( lcNet ) << 1;', False),
    ('banned_constructs', 'plugin/dialogs/x.cpp', 'dialog.exec();', True),
    ('banned_constructs', 'plugin/dialogs/x.cpp', 'dialog->show();', False),
    ('banned_constructs', 'core/net/x.cpp', 'std::cerr << 1;', True),
    ('banned_constructs', 'tests/net/x.cpp', 'QTest::qWait( 100 );', True),
    ('banned_constructs', 'tests/cli/x.py', '# SPDX\ntime.sleep( 1 )', True),
    ('banned_constructs', 'core/net/x.cpp', 'QThread::msleep( 5 );', True),
    ('banned_constructs', 'core/net/x.cpp', 'throw std::runtime_error( "" );', True),
    ('banned_constructs', 'core/net/x.cpp', 'QCoreApplication::processEvents();', True),
    ('banned_constructs', 'core/net/x.cpp', 'QRegExp r;', True),
    ('connects', 'plugin/x.cpp', 'connect( mButton, &QPushButton::clicked, [this] { go( 1, 2 ); } );', True),
    ('connects', 'plugin/x.cpp', 'connect( mButton, &QPushButton::clicked, this, [this] { go(); } );', False),
    ('connects', 'plugin/x.cpp', 'connect( a, &A::b, c );', False),
    ('connects', 'plugin/x.cpp', 'QTimer::singleShot( 0, [this] { go(); } );', True),
    ('macros', 'core/base/x.h', '#define SYNCLINE_FOURTH( a ) a', True),
    ('macros', 'core/base/x.h', '#define SYNCLINE_TRY( name, ... ) x', False),
    ('macros', 'tests/net/x.cpp', '#define VERIFY_OK( r ) QVERIFY( r )', False),
    ('closed_switches', 'core/a/x.cpp', 'switch ( a )\n{\ncase Kind::A:\nreturn 1;\ndefault:\nreturn 2;\n}', True),
    ('closed_switches', 'core/a/x.cpp', 'switch ( a )\n{\ncase QNetworkReply::NoError:\nreturn 1;\ndefault:\nreturn 2;\n}', False),
    ('closed_switches', 'core/a/x.cpp', 'switch ( a )\n{\ncase 1:\nreturn 1;\ndefault:\nreturn 2;\n}', False),
    ('licence_line', 'core/a/x.cpp', '#include <QString>', True),
    ('licence_line', 'tools/x', '#!/bin/sh\necho', True),
    ('licence_line', 'tools/x', '#!/bin/sh\n# SPDX-License-Identifier: GPL-2.0-or-later\n', False),
    ('licence_line', 'README.md', '# Syncline', False),
    ('unfinished', 'core/a/x.cpp', '// TO' + 'DO: later', True),
    ('unfinished', 'core/a/x.cpp', '// not yet imple' + 'mented', True),
    ('unfinished', 'core/a/x.cpp', 'int todoList;', False),
    ('banned_words', 'README.md', 'written by an secretword.', True),
    ('banned_words', 'core/a/x.cpp', 'see https://host.secretword.org/x', True),
    ('banned_words', 'core/a/x.cpp', '// as iss' + 'ue #12 says', True),
    ('banned_words', 'core/a/x.cpp', 'request.setRawHeader( "User-Agent", userAgent );', False),
    ('interface_words', 'plugin/dialogs/x.cpp', 'tr( "Please wait" );', True),
    ('interface_words', 'plugin/dialogs/x.cpp', 'tr( "Log"\n" in" ); tr( "Done!" );', True),
    ('interface_words', 'plugin/dialogs/x.cpp', 'tr( "Sign in" ); QStringLiteral( "error" );', False),
]


class RulesWork(unittest.TestCase):
    def setUp(self):
        rules_words._DIGESTS.add(rules_words.digest('secretword'))
        rules_words._known.clear()

    def test_each_sample(self):
        for name, path, text, bad in SAMPLES:
            with self.subTest(rule=name, path=path, text=text[:60]):
                rule = next(rule for rule in tidy.RULES if rule.__name__ == name)
                self.assertEqual(bool(list(rule(Source(path, text)))), bad)

    def test_every_rule_has_a_bad_and_a_good_sample(self):
        for rule in tidy.RULES:
            kinds = {bad for name, _, _, bad in SAMPLES if name == rule.__name__}
            self.assertEqual(kinds, {True, False}, rule.__name__)

    def test_every_construct_and_place_has_a_bad_sample(self):
        for table, rule in ((tidy.sys.modules['rules_code'].BANNED, 'banned_constructs'),
                            (tidy.sys.modules['rules_layers'].PLACES, 'outside_things')):
            for entry in table:
                hits = [text for name, _, text, bad in SAMPLES
                        if name == rule and bad and any(re.search(entry[0], line) for line in text.split())
                        or name == rule and bad and re.search(entry[0], text)]
                self.assertTrue(hits, entry[0])

    def test_comments_and_strings_do_not_count(self):
        text = SPDX + '/* qDebug() */ const char *a = "qDebug( x )"; const char *b = R"(qDebug())"; // qDebug()\n'
        self.assertEqual(tidy.findings(Source('core/net/x.cpp', text)), [])

    def test_a_finding_names_its_line(self):
        found = tidy.findings(Source('core/net/x.cpp', SPDX + '\nint a;\nqDebug() << 1;\n'))
        self.assertEqual([line for line, _, _ in found], [4])


if __name__ == '__main__':
    sys.exit(unittest.main())
