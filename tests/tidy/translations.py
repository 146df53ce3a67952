# SPDX-License-Identifier: GPL-2.0-or-later
"""Fails when a text of the interface is not in i18n/*.ts, is not translated, or lost a placeholder or tag on the way.

usage: translations.py ROOT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PARTS = re.compile(r'%L?\d+|%n|</?[a-z]+')


def messages(path):
    for context in ElementTree.parse(path).iter('context'):
        for message in context.findall('message'):
            yield context.findtext('name'), message


def parts(text, plural):
    found = sorted(PARTS.findall(text or ''))
    return [part for part in found if part != '%n'] if plural else found  # "one file" needs no number


def faults(path):
    for context, message in messages(path):
        source, translation = message.findtext('source'), message.find('translation')
        forms = [form.text for form in translation.findall('numerusform')]
        if translation.get('type') == 'unfinished' or not all(forms or [translation.text]):
            yield f'{context}: not translated: {source}'
            continue
        for text in forms or [translation.text]:
            if parts(text, forms) != parts(source, forms):
                yield f'{context}: other placeholders or tags than the source: {text}'


def main():
    root = os.path.abspath(sys.argv[1])
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for part in ('i18n', 'plugin', 'ui'):  # the update works on a copy, so that a test changes no source
            if part == 'i18n':
                shutil.copytree(os.path.join(root, part), os.path.join(folder, part))
            else:
                os.symlink(os.path.join(root, part), os.path.join(folder, part))
        done = subprocess.run([sys.executable, '-B', os.path.join(folder, 'i18n/update')], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        for name in sorted(os.listdir(os.path.join(folder, 'i18n'))):
            if name.endswith('.ts'):
                found += [f'i18n/{name}: {fault}' for fault in faults(os.path.join(folder, 'i18n', name))]
    print('\n'.join(found))
    print(f'translations: {len(found)} findings' + ('; run i18n/update and fill in what is new' if found else ''))
    return 1 if found else 0


sys.exit(main())
