"""An address that leads to one database today and to another tomorrow, as a name or a virtual address
does where databases fail over."""
import socket
import threading


class Forwarder:
    def __init__(self, target):
        self.target, self.open, self.lock = target, [], threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                pair = Pair(near, self.target or 1)
            except OSError:
                near.close()
                continue
            with self.lock:
                self.open.append(pair)

    def lead_to(self, target):
        """From now on, and whoever is connected is connected no more."""
        self.target = target
        self.let_go()

    def fall_silent(self, target):
        """From now on, and whoever is connected hears nothing any more, not even that."""
        with self.lock:
            self.target = target
            for pair in self.open:
                pair.is_silent = True

    def let_go(self):
        with self.lock:
            ended, self.open = self.open, []
        for pair in ended:
            pair.end()

    def end(self):
        self.listener.close()
        self.lead_to(None)


class Pair:
    """Two connections, of which each is told what the other one says."""

    def __init__(self, near, target):
        self.near, self.is_silent = near, False
        self.far = socket.create_connection(("127.0.0.1", target), timeout=5)
        self.far.settimeout(None)
        for one, other in ((self.near, self.far), (self.far, self.near)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.pump, args=(one, other), daemon=True).start()

    def pump(self, one, other):
        try:
            while data := one.recv(65536):
                if not self.is_silent:
                    other.sendall(data)
        except OSError:
            pass
        if not self.is_silent:
            shut(other)

    def end(self):
        for line in (self.near, self.far):
            shut(line)
            line.close()


def shut(line):
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
