# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers to test the command line against: the server double, and web servers that are something else."""

import http.client
import http.server
import os
import ssl
import subprocess
import threading

BIN = os.path.abspath(os.environ.get('SYNCLINE_BIN_DIR', 'build/qt6/bin'))


class Devserver:
    """syncline-devserver on a free loopback port, with the people alice and bob. Stops with the `with` block."""

    def __init__(self, *arguments, role='admin'):
        self.arguments = ['--port', '0', '--default-role', role, '--user', 'alice:Topsecret1!', '--user', 'bob:Topsecret1!',
                          *map(str, arguments)]

    def __enter__(self):
        self.process = subprocess.Popen([os.path.join(BIN, 'syncline-devserver'), *self.arguments], stdout=subprocess.PIPE,
                                        stdin=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        assert line.startswith('listening on '), line
        self.url = line.split()[2]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


class _Web:
    """A web server in a thread of this process; `answer( handler )` deals with every request."""

    def __init__(self, answer, context=None):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def handle_any(self):
                self.body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
                answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a client that refuses the certificate hangs up
        self.scheme = 'http'
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.scheme = 'https'
        self.url = f'{self.scheme}://127.0.0.1:{self.server.server_address[1]}'

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def reply(handler, status, body, content_type='text/html'):
    handler.send_response(status)
    handler.send_header('Content-Type', content_type)
    handler.send_header('Content-Length', str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def foreign_server():
    """A web server that has nothing to do with Mergin Maps: a page for everything."""
    return _Web(lambda handler: reply(handler, 200, b'<!DOCTYPE html><html><title>Welcome</title></html>'))


def missing_server():
    """One that knows none of our addresses."""
    return _Web(lambda handler: reply(handler, 404, b'<html>404</html>'))


def tls_server(folder):
    """HTTPS with a certificate that nobody signed."""
    key, certificate = os.path.join(folder, 'key.pem'), os.path.join(folder, 'certificate.pem')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2',
                    '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return _Web(lambda handler: reply(handler, 200, b'{}', 'application/json'), context)


def rewriting_proxy(url, change):
    """Stands before the server at `url`; `change( path, body ) -> body` may falsify its answers."""
    host = url.split('//')[1]

    def pass_on(handler):
        connection = http.client.HTTPConnection(host, timeout=20)
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in ('host', 'connection')}
        connection.request(handler.command, handler.path, handler.body or None, headers)
        answer = connection.getresponse()
        body = change(handler.path, answer.read())
        handler.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ('content-length', 'connection', 'transfer-encoding', 'keep-alive'):
                handler.send_header(name, value)
        handler.send_header('Content-Length', str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        connection.close()

    return _Web(pass_on)
