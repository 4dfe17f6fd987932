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
                far = socket.create_connection(("127.0.0.1", self.target or 1), timeout=5)
                far.settimeout(None)
            except OSError:
                near.close()
                continue
            with self.lock:
                self.open += [near, far]
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=pump, args=(one, other), daemon=True).start()

    def lead_to(self, target):
        """From now on, and whoever is connected is connected no more."""
        self.target = target
        with self.lock:
            ended, self.open = self.open, []
        for line in ended:
            shut(line)
            line.close()

    def end(self):
        self.listener.close()
        self.lead_to(None)


def pump(one, other):
    try:
        while data := one.recv(65536):
            other.sendall(data)
    except OSError:
        pass
    shut(other)


def shut(line):
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
