"""A line to a site that a test can cut: the network that a browser's own "offline" leaves standing.

Chromium's emulation does not reach service workers, which then answer from a network that is said
to be gone.
"""

import socket
import time
from select import select
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

from running_site import free_port

HERE = "127.0.0.1"
#: Every so many seconds a connection looks whether it is cut.
_LOOKS = 0.1


class Line:
    """Passes everything on to a site, until it is cut; and again when it is mended."""

    def __init__(self, port: int) -> None:
        self.site, self.port = port, free_port()
        self.address = f"http://{HERE}:{self.port}"
        self.is_cut = True
        self.mend()

    def mend(self) -> None:
        line = self

        class Passing(BaseRequestHandler):
            def handle(self) -> None:
                line.join(self.request)

        class Server(ThreadingTCPServer):
            allow_reuse_address, daemon_threads, block_on_close = True, True, False

            def handle_error(self, *_words: object) -> None:
                """A browser hangs up when it likes."""

        self.is_cut = False
        self._server = Server((HERE, self.port), Passing)
        Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def cut(self) -> None:
        self.is_cut = True
        self._server.shutdown()
        self._server.server_close()
        time.sleep(4 * _LOOKS)  # until every connection has noticed

    def join(self, near: socket.socket) -> None:
        with socket.create_connection((HERE, self.site)) as far:
            other = {near: far, far: near}
            while not self.is_cut:
                for one in select([near, far], [], [], _LOOKS)[0]:
                    passed = one.recv(65536)
                    if not passed:
                        return
                    other[one].sendall(passed)
