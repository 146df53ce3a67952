#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every command about people does its work against the doubles of both kinds of server."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

BIN = os.environ.get('SYNCLINE_BIN_DIR', 'build/qt6/bin')
PASSWORD = 'Topsecret1!'


class Doubles:
    def __init__(self, *arguments):
        self.process = subprocess.Popen([os.path.join(BIN, 'syncline-devserver'), '--workspace', 'team', '--default-role', 'guest',
                                         '--fixture', 'contract', '--opendatasoft-key', 'k3y', *arguments],
                                        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        self.domain = self.process.stdout.readline().split()[-1]
        self.url = self.process.stdout.readline().split()[-1]
        token = self.call('/v1/auth/login', {'login': 'admin', 'password': 'topsecret'})['session']['token']
        self.call('/v1/project/team', {'name': 'trees'}, token)

    def call(self, path, body, token=None):
        headers = {'Content-Type': 'application/json'}
        if token:
            headers['Authorization'] = 'Bearer ' + token
        with urllib.request.urlopen(urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)) as answer:
            return json.loads(answer.read() or 'null')

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


class PeopleTest(unittest.TestCase):
    arguments = ('--edition', 'ee')

    def setUp(self):
        self.doubles = Doubles(*self.arguments)
        self.addCleanup(self.doubles.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_cli(self, *arguments, user='admin', stdin='', **changes):
        env = {'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': str(self.folder), 'LC_ALL': 'C', 'SYNCLINE_CREDENTIALS': 'none',
               'MERGIN_URL': self.doubles.url, 'MERGIN_USERNAME': user, 'MERGIN_PASSWORD': 'topsecret' if user == 'admin' else PASSWORD,
               'SYNCLINE_ODS_API_KEY': 'k3y', **changes}
        done = subprocess.run([os.path.join(BIN, 'syncline'), *map(str, arguments)], env=env, input=stdin, capture_output=True,
                              text=True, timeout=60)
        for secret in ('topsecret', PASSWORD, 'k3y'):
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done

    def ok(self, *arguments, **more):
        done = self.run_cli(*arguments, **more)
        self.assertEqual(done.returncode, 0, done)
        return done.stdout

    def fails(self, status, *arguments, words='', **more):
        done = self.run_cli(*arguments, **more)
        self.assertEqual(done.returncode, status, done)
        self.assertIn(words, done.stdout + done.stderr)
        return done

    def json(self, *arguments, status=0, **more):
        return json.loads(self.fails(status, *arguments, '--json', **more).stdout)

    def roles(self):
        return {person['username']: person['project_role'] for person in self.json('collaborator', 'list', 'team/trees')}


class Mergin(PeopleTest):
    def test_collaborators_are_added_changed_and_removed(self):
        self.ok('collaborator', 'add', 'team/trees', 'bob', 'reader')
        self.ok('collaborator', 'set-role', 'team/trees', 'bob@example.com', 'Writer')
        self.assertEqual(self.roles()['bob'], 'writer')
        self.ok('collaborator', 'set-role', 'team/trees', 'bob', 'editor', '--dry-run')
        self.assertEqual(self.roles()['bob'], 'writer')
        self.fails(12, 'collaborator', 'remove', 'team/trees', 'bob', words='--yes')
        self.ok('collaborator', 'remove', 'team/trees', 'bob', '--yes')
        self.assertNotIn('bob', self.roles())

    def test_whoever_is_not_there_is_4(self):
        self.fails(4, 'collaborator', 'add', 'team/trees', 'nobody', 'reader')
        self.fails(4, 'collaborator', 'set-role', 'team/trees', 'nobody', 'reader')
        self.fails(4, 'collaborator', 'list', 'team/roads')
        self.fails(4, 'member', 'show', 'nobody')
        self.fails(4, 'member', 'remove', 'nobody', '--yes')
        self.fails(4, 'invite', 'accept', 'nowhere')

    def test_each_trouble_of_a_row_has_an_id_of_its_own(self):
        table = 'email,username,role\nann@example,,reader\n,nobody.here,reader\nbob@example.com,,boss\nbob@example.com,,reader\n'
        rows = self.json('collaborator', 'add', 'team/trees', '--from', '-', stdin=table, status=9)
        self.assertEqual([row.get('id') for row in rows], ['people.address', 'people.unknown', 'people.row', None])
        self.assertEqual(self.json('member', 'set-role', 'admin', 'reader', status=5)[0]['id'], 'people.lastOwner')

    def test_what_is_not_there_is_named_with_where_to_look(self):
        missing = self.fails(4, 'collaborator', 'add', 'team/roads', 'bob', 'reader', words='team/roads')
        self.assertNotIn('requested URL', missing.stderr)
        self.fails(4, 'invite', 'accept', 'nowhere', words='invite list')
        self.fails(4, 'invite', 'withdraw', 'x@example.com', words='invite list')
        self.fails(4, 'member', 'list', '--workspace', 'nowhere', words='list-workspaces')
        self.assertEqual(self.json('invite', 'accept', 'nowhere', status=4)['error']['kind'], 'NotFound')

    def test_whoever_waits_for_an_answer_is_not_invited_twice(self):
        self.ok('invite', 'create', 'eva@example.com', 'writer')
        self.assertIn('has not answered', self.ok('invite', 'create', 'eva@example.com', 'writer'))
        self.fails(6, 'invite', 'create', 'eva@example.com', 'writer', '--again', words='open invitation')

    def test_a_project_is_named_by_its_id_too(self):
        project = next(one for one in self.json('list-projects', 'team')['projects'] if one['name'].endswith('trees'))['id']
        self.ok('collaborator', 'add', project, 'bob', 'reader')
        self.assertEqual(self.roles()['bob'], 'reader')
        self.assertIn('bob', self.ok('collaborator', 'list', project))
        self.assertIn('bob', self.ok('share', project))

    def test_a_role_that_does_not_exist_is_named_with_those_that_do(self):
        self.fails(2, 'collaborator', 'add', 'team/trees', 'bob', 'boss', words='reader, editor, writer, owner')

    def test_readers_are_told_who_can(self):
        self.ok('collaborator', 'add', 'team/trees', 'bob', 'reader')
        self.ok('collaborator', 'add', 'team/trees', 'carol', 'owner')
        self.fails(5, 'collaborator', 'list', 'team/trees', user='bob', words='carol')
        self.fails(5, 'collaborator', 'add', 'team/trees', 'dave', 'reader', user='bob', words='carol may')
        self.fails(5, 'member', 'list', user='bob', words='owners and admins')
        self.fails(5, 'collaborator', 'remove', 'team/trees', 'dave', '--yes', user='bob', words='carol may')
        self.fails(5, 'people', 'export', '--project', 'team/trees', user='bob', words='carol may')
        self.fails(5, 'people', 'export', user='bob', words='owners and admins')

    def test_members_are_listed_changed_and_removed(self):
        self.assertEqual(len(self.json('member', 'list')), 7)
        self.ok('collaborator', 'add', 'team/trees', 'carol', 'reader')
        self.ok('member', 'set-role', 'carol', 'admin')
        carol = self.json('member', 'show', 'carol')
        self.assertEqual((carol['workspace_role'], len(carol['project_roles'])), ('admin', 1))
        self.ok('member', 'set-role', 'carol', 'reader', '--reset-project-roles')
        self.assertEqual(self.json('member', 'show', 'carol')['project_roles'], [])
        self.ok('collaborator', 'add', 'team/trees', 'dave', 'reader')
        self.ok('member', 'remove', 'dave', '--reset-project-roles', '--yes')
        self.assertEqual(self.json('share', 'team/trees'), [])
        self.assertEqual(len(self.json('member', 'list')), 6)
        self.fails(5, 'member', 'set-role', 'admin', 'reader', words='only owner')

    def test_invitations_go_out_and_are_answered(self):
        self.ok('member', 'remove', 'erin', '--yes')
        self.ok('invite', 'create', 'erin@example.com', 'writer')
        sent = self.json('invite', 'list')
        self.assertEqual([(one['direction'], one['who']) for one in sent], [('sent', 'erin@example.com')])
        other = {'HOME': str(self.folder / 'erin')}
        self.assertEqual(self.json('invite', 'list', user='erin', **other)[0]['direction'], 'received')
        self.ok('invite', 'accept', 'team', user='erin', **other)
        self.assertEqual(self.json('member', 'show', 'erin')['workspace_role'], 'writer')
        self.ok('member', 'remove', 'frank', '--yes')
        self.ok('invite', 'create', 'frank@example.com', 'reader')
        self.ok('invite', 'reject', 'team', user='frank', HOME=str(self.folder / 'frank'))
        self.fails(4, 'member', 'show', 'frank')

    def test_accounts_get_a_password_that_works(self):
        made = self.json('user', 'create', 'new.person@example.com', '--role', 'reader')
        self.assertEqual(made[0]['username'], 'new.person')
        self.ok('share', 'team/trees', user='new.person', MERGIN_PASSWORD=made[0]['password'])
        given = self.ok('user', 'create', 'other@example.com', '--username', 'other.one', '--role', 'reader', '--password-stdin', stdin='Own-Passw0rd\n')
        self.assertNotIn('Own-Passw0rd', given)
        self.ok('share', 'team/trees', user='other.one', MERGIN_PASSWORD='Own-Passw0rd')
        self.fails(5, 'user', 'create', 'weak@example.com', '--password', 'abc', words='password')

    def test_bulk_is_partial_reported_and_resumed(self):
        file = self.folder / 'crew.csv'
        file.write_text('E-Mail;Rolle\nbob@example.com;reader\nann@example;reader\nBOB@example.com;writer\nnobody@example.com;reader\n')
        report = self.folder / 'report.csv'
        self.fails(9, 'collaborator', 'add', 'team/trees', '--from', file, '--report', report)
        rows = list(csv.DictReader(io.StringIO(report.read_text())))
        self.assertEqual([row['result'] for row in rows], ['done', 'not-possible', 'not-possible', 'refused'])
        self.fails(9, 'collaborator', 'add', 'team/trees', '--from', report)
        self.assertEqual(self.roles()['bob'], 'reader')

    def test_a_file_is_exported_planned_and_applied(self):
        self.ok('collaborator', 'add', 'team/trees', 'bob', 'reader')
        self.ok('collaborator', 'add', 'team/trees', 'carol', 'writer')
        file = self.folder / 'access.csv'
        self.ok('people', 'export', '--project', 'team/trees', '--output', file)
        self.ok('people', 'apply', file)
        file.write_text('email,username,role,project\nbob@example.com,bob,owner,team/trees\n')
        self.assertIn('would be removed', self.ok('people', 'plan', file))
        self.assertEqual(self.roles()['carol'], 'writer')
        self.fails(12, 'people', 'apply', file)
        self.ok('people', 'apply', file, '--yes')
        self.assertEqual({name: role for name, role in self.roles().items() if role}, {'bob': 'owner'})

    def test_an_export_has_the_columns_and_separators_that_were_chosen(self):
        self.ok('collaborator', 'add', 'team/trees', 'bob', 'reader')
        export = ('people', 'export', '--project', 'team/trees')
        self.assertEqual(self.ok(*export), 'email,username,role,project\nbob@example.com,bob,reader,team/trees\n')
        self.assertEqual(self.ok(*export, '--columns', 'role,email', '--delimiter', ';'), 'role;email\nreader;bob@example.com\n')
        self.fails(2, *export, '--columns', 'shoes', words='email, username, role, project')
        self.fails(2, *export, '--delimiter', ';;', words='one character')
        file = self.folder / 'access.json'
        self.ok(*export, '--output', file, '--json')
        self.assertEqual([one['username'] for one in json.loads(file.read_text())], ['bob'])

    def test_share_is_that_of_the_official_client(self):
        self.assertEqual(self.ok('share', 'team/trees'), '')
        self.ok('share-add', 'team/trees', 'carol', '--permissions', 'writer')
        self.assertEqual(self.ok('share', 'team/trees'), 'carol               \twriter              \n')
        self.fails(4, 'share-add', 'team/trees', 'nobody-at-all', '--permissions', 'reader')
        self.fails(2, 'share-add', 'team/trees', 'dave', '--permissions', 'boss')
        self.ok('share-remove', 'team/trees', 'carol')
        self.assertEqual(self.ok('share', 'team/trees'), '')

    def test_input_that_cannot_be_read_is_told(self):
        bad = self.folder / 'bad.csv'
        bad.write_text('phone,size\n1,2\n')
        self.fails(2, 'invite', 'create', '--from', bad, words='column')
        bad.write_bytes(b'email,role\nM\xc3\xbcller@example.com,reader\nM\xfcller@example.com,reader\n')
        self.fails(2, 'invite', 'create', '--from', bad, words='line 3')
        self.fails(4, 'invite', 'create', '--from', self.folder / 'missing.csv', words='no such file')
        self.fails(9, 'collaborator', 'add', 'team/trees', '--from', '-', stdin='email,role\n=1+1,reader\nbob@example.com,reader\n')
        bad.write_text('email,role\n"bob@example.com,reader\n')
        self.fails(2, 'invite', 'create', '--from', bad, words='opens in line 2')
        done = self.run_cli('invite', 'create', '--from', '-', '--dry-run', stdin='email,role\n"a\nb@example.com",reader\n')
        self.assertEqual(len(done.stdout.splitlines()), 1, 'one row a line')

    def test_the_next_step_is_one_that_helps(self):
        self.fails(2, 'invite', 'create', '--from', '-', stdin='phone,size\n1,2\n', words='Name one of its columns "email"')
        self.fails(2, 'invite', 'create', '--from', '-', stdin='', words='by --from')
        self.fails(2, 'people', 'apply', '-', '--yes', stdin='email,username,role,project\n', words='names nobody')
        self.fails(4, 'people', 'plan', self.folder / 'missing.csv', words='There is no such file')
        missing = self.json('people', 'plan', self.folder / 'missing.csv', status=4)['error']
        self.assertIn('missing.csv', missing['message'])
        named = self.fails(5, 'user', 'create', 'ab@example.com', '--username', 'a', '--password', 'x', words='username:')
        self.assertNotIn('.;', named.stdout)

    def test_one_role_is_given_for_a_whole_list(self):
        self.ok('collaborator', 'add', 'team/trees', '--from', '-', '--role', 'reader', stdin='bob, carol')
        self.assertEqual({name: role for name, role in self.roles().items() if role}, {'bob': 'reader', 'carol': 'reader'})
        self.ok('collaborator', 'set-role', 'team/trees', '--from', '-', '--role', 'writer', stdin='bob\ncarol\n')
        self.assertEqual(self.roles()['carol'], 'writer')
        self.ok('member', 'set-role', '--from', '-', '--role', 'editor', stdin='dave\n')
        self.assertEqual(self.json('member', 'show', 'dave')['workspace_role'], 'editor')
        self.assertIn('invited as guest', self.ok('invite', 'create', '--from', '-', '--role', 'guest', stdin='eva@example.com'))

    def test_nothing_is_done_that_the_report_could_not_tell(self):
        self.fails(10, 'member', 'set-role', 'bob', 'writer', '--report', self.folder / 'nowhere' / 'report.csv')
        self.assertEqual(self.json('member', 'show', 'bob')['workspace_role'], 'guest')

    def test_a_project_that_is_not_there_is_named(self):
        self.fails(4, 'people', 'export', '--project', 'team/roads', words='team/roads')
        self.fails(4, 'people', 'copy', '--from-project', 'team/trees', '--to-project', 'team/roads', words='team/roads')
        self.fails(4, 'people', 'copy', '--from-project', 'team/trees', '--role', 'reader', words='nobody to copy')
        self.ok('collaborator', 'add', 'team/trees', 'bob', 'writer')
        self.fails(5, 'people', 'copy', '--from-project', 'team/trees', user='bob', words='you are writer in team/trees')

    def test_a_look_first_exits_as_the_run_would(self):
        table = 'email,role\nbob@example.com,reader\nnonsense,reader\n'
        self.fails(9, 'collaborator', 'add', 'team/trees', '--from', '-', '--dry-run', stdin=table)
        self.fails(9, 'collaborator', 'add', 'team/trees', '--from', '-', stdin=table)

    def test_nobody_is_changed_by_being_invited_created_or_copied(self):
        self.ok('member', 'set-role', 'bob', 'writer')
        self.assertIn('is writer there already', self.ok('invite', 'create', 'bob@example.com', 'reader'))
        self.assertIn('is writer there already', self.ok('user', 'create', 'bob@example.com', '--role', 'reader'))
        self.assertEqual(self.json('member', 'show', 'bob')['workspace_role'], 'writer')

    def test_people_come_as_a_pasted_list_too(self):
        pasted = 'Eva Berg <eva@example.com>; zoe@example.com\nyan@example.com'
        rows = self.json('invite', 'create', '--from', '-', '--dry-run', stdin=pasted, status=2)
        self.assertEqual([row['email'] for row in rows], ['eva@example.com', 'zoe@example.com', 'yan@example.com'])
        self.assertIn('invited as reader', self.ok('invite', 'create', '"Ann" <ann@example.com>', 'reader'))

    def test_passwords_that_were_made_up_are_shown_wherever_the_result_goes(self):
        report = self.folder / 'report.csv'
        table = self.ok('user', 'create', '--from', '-', '--role', 'reader', '--csv', '--report', report, stdin='new.one@example.com\nnew.two@example.com')
        made = list(csv.DictReader(io.StringIO(table)))
        self.ok('share', 'team/trees', user='new.two', MERGIN_PASSWORD=made[1]['password'])
        for row in made:
            self.assertNotIn(row['password'], report.read_text(), 'a file stays')
        self.fails(2, 'user', 'create', 'x.y@example.com', '--password-stdin', stdin='\n', words='no password')

    def test_an_invitation_that_was_accepted_is_open_no_more(self):
        self.ok('member', 'remove', 'erin', '--yes')
        done = self.run_cli('invite', 'create', 'erin@example.com', 'writer')
        other = {'HOME': str(self.folder / 'erin')}
        self.assertEqual(self.json('invite', 'list', user='erin', **other)[0]['who'], 'you')
        self.ok('invite', 'accept', 'team', user='erin', **other)
        done = self.run_cli('invite', 'list')
        self.assertEqual(done.stdout, '')
        self.assertIn('does not list what others sent', done.stderr)

    def test_one_account_has_one_password_and_one_name(self):
        self.fails(2, 'user', 'create', 'x.y@example.com', '--password', 'a', '--password-stdin', words='either')
        self.fails(2, 'user', 'create', '--from', '-', '--password-stdin', words='not both')
        self.fails(2, 'user', 'create', '--from', 'f.csv', '--username', 'x', words='one account')

    def test_tables_are_there_for_programs_as_well(self):
        self.ok('collaborator', 'add', 'team/trees', 'carol', 'reader')
        table = list(csv.DictReader(io.StringIO(self.ok('member', 'show', 'carol', '--csv'))))
        self.assertEqual([(row['role'], row['project']) for row in table], [('guest', ''), ('reader', 'team/trees')])
        table = list(csv.DictReader(io.StringIO(self.ok('collaborator', 'list', 'team/trees', '--csv'))))
        self.assertEqual({row['username']: row['project_role'] for row in table}, {'admin': '', 'carol': 'reader'})
        self.ok('invite', 'create', 'eva@example.com', 'reader')
        sent = list(csv.DictReader(io.StringIO(self.ok('invite', 'list', '--csv'))))[0]
        self.assertEqual((sent['state'], sent['id']), ('open', '1'))
        self.fails(4, 'invite', 'withdraw', '999', words='no open invitation 999')
        self.ok('invite', 'withdraw', sent['id'])


class Community(PeopleTest):
    arguments = ()

    def test_there_are_collaborators_and_accounts_and_nothing_else(self):
        self.ok('collaborator', 'add', 'team/trees', 'bob', 'reader')
        made = self.run_cli('user', 'create', 'new.person@example.com', '--role', 'writer')
        self.assertIn('has no effect', made.stderr)
        for command in (('member', 'list'), ('member', 'show', 'bob'), ('member', 'set-role', 'bob', 'reader'), ('member', 'remove', 'bob', '--yes'),
                        ('invite', 'create', 'x@example.com', 'reader'), ('invite', 'list'), ('invite', 'accept', 'team'),
                        ('invite', 'reject', 'team'), ('invite', 'withdraw', '1'), ('people', 'export')):
            self.fails(5, *command, words='Community edition, which has neither members nor invitations')


class Old(PeopleTest):
    arguments = ('--edition', 'ee', '--server-version', '2025.1.0')

    def test_the_version_needed_is_told(self):
        self.fails(11, 'member', 'list', words='2025.2.0')
        self.fails(11, 'invite', 'create', 'x@example.com', 'reader', words='2025.2.0')
        self.fails(11, 'invite', 'list', words='2025.6.1')
        self.fails(11, 'collaborator', 'list', 'team/trees', words='2025.2.0')
        self.fails(11, 'user', 'create', 'x@example.com', words='2025.2.0')


class OldInvitations(PeopleTest):
    arguments = ('--edition', 'ee', '--server-version', '2025.5.0')

    def test_members_are_there_and_invitations_tell_the_version(self):
        self.ok('member', 'list')
        for command in (('invite', 'create', 'x@example.com', 'reader'), ('invite', 'list'), ('invite', 'accept', 'team'),
                        ('invite', 'reject', 'team'), ('invite', 'withdraw', '1')):
            self.assertNotIn('404', self.fails(11, *command, words='2025.6.1').stderr)
        self.ok('user', 'create', 'new.person@example.com')


class Opendatasoft(PeopleTest):
    def ods(self, what, *arguments):
        return ('ods', what, *arguments, '--domain', self.doubles.domain)

    def test_users_are_listed_and_shown(self):
        self.assertEqual([user['username'] for user in self.json(*self.ods('list', '--sort', 'username'))['results']],
                         ['admin', 'louise.data'])
        self.assertEqual(self.json(*self.ods('list', '--limit', '0'))['total_count'], 2)
        self.assertEqual(len(self.json(*self.ods('list', '--all-permissions', 'edit_domain'))['results']), 1)
        self.assertEqual(len(next(csv.reader(io.StringIO(self.ok(*self.ods('list', '--csv')))))), 18)
        user = self.json(*self.ods('get', 'louise.data', '--expand', 'groups'))
        self.assertEqual(user['groups'][0]['title'], 'Content Designers')
        self.ok(*self.ods('list', '--key-in', 'query'))
        self.assertIn('louise.data@example.com  Lou', self.ok(*self.ods('update', 'louise.data', '--set', 'first_name=Lou')) and self.ok(*self.ods('list')))
        self.fails(2, *self.ods('list', '--sort', 'size'), words='last_seen_at')

    def test_users_are_changed(self):
        self.ok(*self.ods('update', 'louise.data', '--set', 'first_name=Lou', '--set', 'permissions=edit_theme,edit_page'))
        user = self.json(*self.ods('get', 'louise.data'))
        self.assertEqual((user['first_name'], user['permissions']), ('Lou', ['edit_theme', 'edit_page']))
        user['last_name'] = 'Data'
        file = self.folder / 'louise.json'
        file.write_text(json.dumps(user))
        self.assertEqual(self.json(*self.ods('update', 'louise.data', '--replace', file))['last_name'], 'Data')
        self.fails(2, *self.ods('update', 'louise.data', '--set', 'expires_at=2030-01-01'), words='read-only')
        self.fails(2, *self.ods('update', 'louise.data', '--set', 'permissions=fly'), words='fly')

    def test_users_are_invited_provisioned_and_deleted(self):
        self.fails(9, *self.ods('invite', 'eva@example.com', 'nonsense', '--group', 'content_designers'))
        self.assertEqual(self.json(*self.ods('get', 'eva'))['groups'], [{'uid': 'content_designers'}])
        self.fails(2, *self.ods('provision', 'pat@example.com'), words='--identity-provider')
        self.ok(*self.ods('provision', 'pat@example.com', '--identity-provider', 'opendatasoft', '--attribute', 'a=b'))
        self.fails(12, *self.ods('delete', 'pat'))
        self.ok(*self.ods('delete', 'pat', '--yes'))
        self.fails(4, *self.ods('delete', 'pat', '--yes'), words='no user')
        self.fails(5, *self.ods('delete', 'admin', '--yes'), words='last administrator')

    def test_people_of_a_file_are_invited(self):
        table = 'email,first_name,last_name\neva@example.com,Eva,Berg\neva@example.com,x,y\n'
        self.fails(9, *self.ods('invite', '--from', '-'), stdin=table, words='same person')
        self.assertEqual(self.json(*self.ods('get', 'eva'))['last_name'], 'Berg')
        self.fails(2, *self.ods('invite'), words='Nobody is named')
        self.fails(2, *self.ods('invite', 'zoe@example.com', '--permission', 'fly'), words='edit_domain')

    def test_what_would_happen_is_shown_first(self):
        self.assertIn('from "" to "Lou"', self.ok(*self.ods('update', 'louise.data', '--set', 'first_name=Lou', '--dry-run')))
        self.assertIn('Nothing', self.ok(*self.ods('update', 'louise.data', '--set', 'first_name=', '--dry-run')))
        self.assertIn('would be deleted', self.ok(*self.ods('delete', 'louise.data', '--dry-run')))
        self.assertEqual(self.ok(*self.ods('list', '--limit', '0')), '2\n')

    def test_users_are_named_by_their_address_too(self):
        address = 'Louise.Data@example.com'
        self.assertEqual(self.json(*self.ods('get', address))['username'], 'louise.data')
        self.ok(*self.ods('update', address, '--set', 'first_name=Lou'))
        self.fails(4, *self.ods('get', 'nobody@example.com'), words='no user')
        self.ok(*self.ods('delete', address, '--yes'))
        self.fails(4, *self.ods('get', 'louise.data'))

    def test_groups_and_fields_are_shown_in_words(self):
        self.assertIn('Content Designers: edit_page', self.ok(*self.ods('get', 'louise.data', '--expand', 'groups')))
        self.fails(2, *self.ods('get', 'louise.data', '--expand', 'rights'), words='groups')
        self.assertEqual(len(next(csv.reader(io.StringIO(self.ok(*self.ods('get', 'louise.data', '--csv')))))), 18)

    def test_an_address_that_is_no_domain_is_told_as_such(self):
        self.fails(2, 'ods', 'list', '--domain', 'not an address', words='portal')
        self.fails(8, 'ods', 'list', '--domain', 'http://127.0.0.1:1', words='Check --domain')
        self.fails(4, 'ods', 'list', '--domain', self.doubles.url, words='no Automation API')
        self.fails(4, 'people', 'copy', '--domain', self.doubles.domain, '--group', 'nope', words='no such group')

    def test_users_are_exported(self):
        self.assertEqual(len(self.ok(*self.ods('export', '--output', '-')).splitlines()), 3)
        file = self.folder / 'users.csv'
        self.ok(*self.ods('export', '--output', file, '--delimiter', ';'))
        self.assertEqual(len(list(csv.reader(io.StringIO(file.read_text()), delimiter=';'))), 3)
        self.ok(*self.ods('export', '--output', file, '--format', 'json'))
        self.assertEqual(len(json.loads(file.read_text())), 2)
        self.fails(2, *self.ods('export', '--output', file, '--delimiter', ';;'))

    def test_a_wrong_key_is_told_in_the_domains_words(self):
        self.fails(3, *self.ods('list'), words='API key', SYNCLINE_ODS_API_KEY='wrong')
        self.fails(3, *self.ods('list'), words='Set SYNCLINE_ODS_API_KEY', SYNCLINE_ODS_API_KEY='')

    def test_a_key_is_kept_only_where_secrets_may_be_kept(self):
        self.fails(10, *self.ods('keep-key'), words='keyring', SYNCLINE_ODS_API_KEY='another')
        self.fails(2, 'ods', 'keep-key', '--domain', 'not an address')

    def test_a_group_of_a_domain_goes_into_a_workspace(self):
        copy = ('people', 'copy', '--domain', self.doubles.domain, '--group', 'Content Designers', '--invite')
        self.assertIn('would be invited', self.ok(*copy, '--dry-run'))
        self.assertEqual(self.json('invite', 'list'), [])
        self.ok(*copy)
        self.assertEqual([one['who'] for one in self.json('invite', 'list')], ['louise.data@example.com'])
        self.ok('invite', 'withdraw', 'louise.data@example.com')
        self.assertEqual(self.json('invite', 'list'), [])
        self.fails(4, 'invite', 'withdraw', 'louise.data@example.com')

    def test_the_people_of_a_project_go_into_another(self):
        token = self.doubles.call('/v1/auth/login', {'login': 'admin', 'password': 'topsecret'})['session']['token']
        self.doubles.call('/v1/project/team', {'name': 'roads'}, token)
        user = self.json('member', 'list')[-1]['username']
        self.ok('collaborator', 'add', 'team/trees', user, 'writer')
        self.ok('people', 'copy', '--from-project', 'team/trees', '--to-project', 'team/roads')
        self.assertIn(user, [one['username'] for one in self.json('collaborator', 'list', 'team/roads') if one.get('project_role') == 'writer'])
        self.fails(2, 'people', 'copy', '--to-project', 'team/roads')

    def test_users_of_a_domain_go_into_a_workspace(self):
        table = self.ok(*self.ods('list', '--csv'))
        self.assertIn('admin          is owner there already', self.ok('invite', 'create', '', 'reader', '--from', '-', stdin=table))
        self.assertIn('louise.data@example.com', self.ok('invite', 'list'))



FAILURES = ('status=403', 'status=422', 'status=503', 'drop', 'lose')


class ThreeHundredWithTwentyFailures(PeopleTest):
    """Run it by its name to read what the run and its retry say: python3 tests/people/test_people_cli.py ThreeHundredWithTwentyFailures"""

    arguments = ('--edition', 'ee', *(word for i in range(20) for word in ('--fault', f'{7 + 13 * i}:{FAILURES[i % 5]}@*invitations')))

    def run_file(self, file, report):
        done = self.run_cli('invite', 'create', '--from', file, '--report', report)
        with report.open() as table:
            return done, list(csv.DictReader(table))

    def test_each_failure_is_told_and_the_retry_does_these_and_no_others(self):
        addresses = [f'person{i}@example.com' for i in range(300)]
        crew, first, second = (self.folder / name for name in ('crew.csv', 'first.csv', 'second.csv'))
        crew.write_text('email,role\n' + ''.join(f'{address},guest\n' for address in addresses))
        done, rows = self.run_file(crew, first)
        failed = [row for row in rows if row['result'] != 'done']
        again, after = self.run_file(first, second) # the report is the file of the retry
        print(f'\n$ syncline invite create --from crew.csv --report first.csv\n{done.stderr.strip()} (exit {done.returncode})')
        print('\n'.join(f"  {row['email']}: {row['what']}" for row in failed))
        print(f'$ syncline invite create --from first.csv --report second.csv\n{again.stderr.strip()} (exit {again.returncode})')
        self.assertEqual((done.returncode, again.returncode), (9, 0))
        self.assertEqual([row['email'] for row in rows], addresses, 'in the order of the file')
        self.assertEqual([row['email'] for row in after], addresses)
        self.assertEqual(len(failed), 20)
        self.assertTrue(all(row['what'] for row in failed))
        # Four answers got lost on their way back: those had arrived, and nobody got a second one.
        repeated = [row for row in after if row['result'] == 'done']
        self.assertEqual(len(repeated), 16)
        self.assertLess({row['email'] for row in repeated}, {row['email'] for row in failed})
        self.assertEqual(sum(row['what'].startswith('had been invited before') for row in after), 4)


class Busy(PeopleTest):
    arguments = ('--edition', 'ee', '--fault', '2:status=429@*invitations')

    def test_a_server_that_asks_to_wait_is_waited_for_and_that_is_said(self):
        done = self.run_cli('invite', 'create', '--from', '-', '--role', 'guest', stdin='eva@example.com\nzoe@example.com\nyan@example.com')
        self.assertEqual(done.returncode, 0, done)
        self.assertIn('asks to wait', done.stderr)


class KilledTest(PeopleTest):
    arguments = ('--edition', 'ee', '--latency', '20')

    def start(self, report):
        file = self.folder / 'crew.csv'
        file.write_text('email,username,role\n' + ''.join(f'person{i}@example.com,person{i},guest\n' for i in range(300)))
        env = {'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': str(self.folder), 'LC_ALL': 'C', 'SYNCLINE_CREDENTIALS': 'none',
               'MERGIN_URL': self.doubles.url, 'MERGIN_USERNAME': 'admin', 'MERGIN_PASSWORD': 'topsecret'}
        run = subprocess.Popen([os.path.join(BIN, 'syncline'), 'invite', 'create', '--from', str(file), '--report', str(report)], env=env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ledger = self.folder / '.local/share/syncline/invitations.json'
        while not ledger.exists() or ledger.read_text().count('@') < 20:
            try:
                self.fail(f'ended by itself with {run.wait(0.01)}')
            except subprocess.TimeoutExpired:
                pass
        return run

    def results(self, report):
        with report.open() as table:
            return [(row['result'], row['what']) for row in csv.DictReader(table)]

    def test_ctrl_c_ends_between_two_rows_and_says_so(self):
        report = self.folder / 'report.csv'
        run = self.start(report)
        run.send_signal(signal.SIGINT)
        self.assertEqual(run.wait(20), 130)
        results = [result for result, _ in self.results(report)]
        self.assertEqual(set(results), {'done', 'canceled'})
        self.assertEqual(len(results), 300)

    def test_a_server_that_went_away_is_told_from_an_answer_that_got_lost(self):
        report = self.folder / 'report.csv'
        run = self.start(report)
        self.doubles.process.kill()
        self.assertEqual(run.wait(20), 9)
        results = self.results(report)
        # Four were on their way, and four each may have met the server while it went.
        self.assertLessEqual(sum(result == 'unknown' for result, _ in results), 12)
        self.assertGreater(sum('cannot be reached' in what for _, what in results), 100)
        self.assertIn('cannot be reached', results[-1][1])

    def test_a_run_that_was_killed_goes_on_and_writes_to_nobody_twice(self):
        addresses = [f'person{i}@example.com' for i in range(300)]
        file = self.folder / 'crew.csv'
        file.write_text('email,role\n' + ''.join(f'{address},guest\n' for address in addresses))
        ledger = self.folder / '.local/share/syncline/invitations.json'
        env = {'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'HOME': str(self.folder), 'LC_ALL': 'C', 'SYNCLINE_CREDENTIALS': 'none',
               'MERGIN_URL': self.doubles.url, 'MERGIN_USERNAME': 'admin', 'MERGIN_PASSWORD': 'topsecret'}
        run = subprocess.Popen([os.path.join(BIN, 'syncline'), 'invite', 'create', '--from', str(file)], env=env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not ledger.exists() or ledger.read_text().count('@') < 40:
            try:
                self.fail(f'ended by itself with {run.wait(0.01)}')
            except subprocess.TimeoutExpired:
                pass
        run.kill()
        run.wait(20)
        before = ledger.read_text().count('@')
        self.assertLess(before, 250, 'it was killed in the middle')
        again = self.run_cli('invite', 'create', '--from', file, '--json')
        rows = json.loads(again.stdout)
        results = [row['result'] for row in rows]
        self.assertEqual([row['email'] for row in rows], addresses, 'in the order of the file')
        # Those on their way, and those that were about to be written down, are not in the list of those sent. The server knows them.
        unwritten = sum(row['message'].startswith('had been invited before') for row in rows)
        self.assertLessEqual(unwritten, 20)
        self.assertEqual(results.count('done'), 300 - before - unwritten)
        self.assertEqual(results.count('done-before'), before + unwritten)
        self.assertEqual(again.returncode, 0)
        sent = json.loads(self.run_cli('invite', 'list', '--json').stdout)
        self.assertEqual(len({one['who'] for one in sent}), len(sent))
        self.assertEqual(len(sent), 300 - unwritten)

    def test_an_address_that_is_too_short_for_a_name_gets_one_all_the_same(self):
        self.assertEqual(self.json('user', 'create', 'al@example.com', '--role', 'reader')[0]['username'], 'al.example')
        done = self.run_cli('user', 'create', 'al@example.org', '--username', 'al', '--role', 'reader')
        self.assertIn('username: Field must be between 4', done.stdout)


if __name__ == '__main__':
    unittest.main(verbosity=1)
