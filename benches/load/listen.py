"""Many who listen to one thread at once, for watch.py: by server-sent events or over a WebSocket, each
on a connection of its own."""
import base64
import itertools
import json
import os
import select
import socket
import time
from urllib.parse import parse_qsl, urlsplit

PATIENCE_S = 20
# As many as a node lets in.
MOST = 8000
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


def ask(line, target, address, *headers):
    """Sends a request as a proxy does that names the reader's address."""
    host, port = line.getpeername()
    lines = [f"GET {target} HTTP/1.1", f"host: {host}:{port}", f"x-forwarded-for: {address}", *headers]
    line.sendall("\r\n".join([*lines, "", ""]).encode())


class Stream:
    """One listener by server-sent events."""

    NEXT = b"event: next\n"

    def __init__(self, line, path, address):
        self.line = line
        ask(line, path, address, "accept: text/event-stream")

    def told(self, heard):
        return heard


class Socket:
    """One listener by graphql-transport-ws."""

    NEXT = b'{"type":"next"'

    def __init__(self, line, path, address):
        self.line, self.rest, self.is_open = line, b"", False
        asked = dict(parse_qsl(urlsplit(path).query))
        self.payload = asked | {"variables": json.loads(asked["variables"])}
        ask(
            line, urlsplit(path).path, address, "connection: upgrade", "upgrade: websocket",
            "sec-websocket-version: 13", "sec-websocket-protocol: graphql-transport-ws",
            f"sec-websocket-key: {base64.b64encode(os.urandom(16)).decode()}",
        )

    def told(self, heard):
        """The messages in what has been heard that tell something; others are answered."""
        self.rest += heard
        if not self.is_open:
            self.begin()
        return b"".join(text for kind, text in self.frames() if self.tells(kind, text))

    def begin(self):
        head, end, rest = self.rest.partition(b"\r\n\r\n")
        if end and head.startswith(b"HTTP/1.1 101 "):
            self.rest, self.is_open = rest, True
            self.say(type="connection_init")

    def frames(self):
        """Each that has come whole. A service sends them without masks."""
        while self.is_open and len(self.rest) >= 2:
            size = self.rest[1]
            begin = {126: 4, 127: 10}.get(size, 2)
            end = begin + (int.from_bytes(self.rest[2:begin]) if begin > 2 else size)
            if len(self.rest) < end:
                return
            frame, self.rest = self.rest[:end], self.rest[end:]
            yield frame[0] & 15, frame[begin:]

    def tells(self, kind, data):
        if kind == TEXT and data.startswith(self.NEXT):
            return True
        if kind == PING:
            self.send(PONG, data)
        elif kind == TEXT and json.loads(data)["type"] == "connection_ack":
            self.say(id="1", type="subscribe", payload=self.payload)
        elif kind != PONG:
            # It is over, or nothing that was asked for.
            self.send(CLOSE, b"")
        return False

    def say(self, **message):
        self.send(TEXT, json.dumps(message).encode())

    def send(self, kind, data):
        mask = os.urandom(4)
        size = bytes([128 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2)
        masked = bytes(byte ^ key for byte, key in zip(data, itertools.cycle(mask)))
        self.line.sendall(bytes([128 | kind]) + size + mask + masked)


class Listeners:
    """All at once, each from an address of its own."""

    def __init__(self, protocol, port, path):
        self.protocol, self.port, self.path = protocol, port, path
        self.poll = select.epoll()
        self.open = {}
        self.ended = 0

    def enter(self, count):
        for number in range(len(self.open), len(self.open) + count):
            line = socket.create_connection(("127.0.0.1", self.port))
            address = f"10.{200 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
            self.open[line.fileno()] = self.protocol(line, self.path, address)
            line.setblocking(False)
            self.poll.register(line, select.EPOLLIN)

    def hear(self, wait_s):
        """(listener, when, what), as it comes."""
        for number, _ in self.poll.poll(wait_s, 1024):
            listener = self.open[number]
            try:
                heard = listener.line.recv(65536)
            except BlockingIOError:
                continue
            when = time.monotonic()
            if not heard:
                self.poll.unregister(number)
                self.open.pop(number).line.close()
                self.ended += 1
                continue
            yield number, when, listener.told(heard)

    def await_all(self, word, count):
        """When each of them has heard the word first."""
        times = {}
        deadline = time.monotonic() + PATIENCE_S
        while len(times) < count and time.monotonic() < deadline:
            for number, when, heard in self.hear(0.5):
                if word in heard and number not in times:
                    times[number] = when
        return times

    def quiet(self, for_s):
        deadline = time.monotonic() + for_s
        while time.monotonic() < deadline:
            for _ in self.hear(0.2):
                pass
