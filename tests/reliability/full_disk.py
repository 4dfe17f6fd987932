"""The disk fills up while people write, and is given room again."""
import ctypes
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from crowd import Verdict
from databases import Postgres, Sqlite
from kills import until_written
from nodes import status_of
from service import SITE, Service, ask
from trial import ended, in_seconds, seconds

DISK = "24m"
MNT_DETACH = 2
FULL_S = 2
AGAIN_S = 5
READ = '{ episode(site: "%s", key: "episode-0") { comments(first: 20) { nodes { bodyMarkdown } } } }' % SITE
# Also of people whose limits are used up.
CLEAR = {"503", "in part", "429"}


def suffer(trial):
    with disk() as small, tempfile.TemporaryDirectory() as folder:
        service = Service(trial.program, Sqlite(small), folder)
        rounds(trial, service, small)
    with disk() as small, tempfile.TemporaryDirectory() as folder:
        database = Postgres()
        try:
            # The log of PostgreSQL has room: where it has none the server ends, whoever asks.
            place = small / "tables"
            place.mkdir()
            if database.account:
                os.chown(place, database.account.pw_uid, database.account.pw_gid)
                os.chmod(small, 0o755)
            database.ask("postgres", f"CREATE TABLESPACE small LOCATION '{place}'")
            database.ask("postgres", f"ALTER DATABASE {database.database} SET TABLESPACE small")
            rounds(trial, Service(trial.program, database, folder), small)
        finally:
            database.end()


@contextmanager
def disk():
    """A small one, in memory."""
    with tempfile.TemporaryDirectory() as folder:
        # The program of that name asks for root, who need not be the one that may.
        system = ctypes.CDLL(None, use_errno=True)
        if system.mount(b"tmpfs", folder.encode(), b"tmpfs", 0, f"size={DISK}".encode()) != 0:
            raise OSError(ctypes.get_errno(), "a small disk cannot be mounted")
        try:
            yield Path(folder)
        finally:
            system.umount2(folder.encode(), MNT_DETACH)


class Ballast:
    def __init__(self, folder):
        self.file = open(folder / "ballast", "wb", buffering=0)

    def fill(self):
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    self.file.write(bytes(size))
            except OSError:
                pass

    def throw_off(self):
        os.unlink(self.file.name)
        self.file.close()


def rounds(trial, service, small):
    on, times = service.database.name, trial.size(1, 10)
    with ended(service):
        service.start()
        crowd = trial.crowd(service)
        trial.say(f"{on}: the disk is filled {times} times")
        again, answers, read, failed = [], {}, 0, 0
        for _ in range(times):
            time.sleep(0.5)
            ballast, since = Ballast(small), until_full(crowd, small)
            while seconds(since) < FULL_S:
                ballast.fill()
                good = can_read(service)
                read, failed = read + good, failed + (not good)
                time.sleep(0.02)
            for what, count in crowd.outcomes(since).items():
                answers[what] = answers.get(what, 0) + count
            ballast.throw_off()
            again.append(until_written(crowd, time.monotonic()))
        refused = {what: count for what, count in answers.items() if what != "ok"}
        told = ", ".join(f"{count} {what}" for what, count in answers.items())
        trial.tell(on, "times that the disk was full", times, "", bool(refused))
        trial.tell(on, "… answers to writes meanwhile", told, "503 with Retry-After", set(refused) <= CLEAR)
        trial.tell(on, "… reads meanwhile; failed", f"{read}; {failed}", "0 failed", not failed)
        trial.tell(on, "… first write after there is room: median; longest", in_seconds(again), f"at most {AGAIN_S} s", max(again) <= AGAIN_S)
        crowd.stop()
        Verdict(crowd, service).tell(trial, on)
        trial.tell(on, "panics", service.panics(), "0", service.panics() == 0)


def until_full(crowd, small):
    """Since when writes are refused."""
    ballast, began = Ballast(small), time.monotonic()
    try:
        while not any(outcome not in ("ok", "429") for outcome in crowd.outcomes(began)):
            ballast.fill()
            if seconds(began) > 30:
                raise TimeoutError("the disk is never full")
            time.sleep(0.02)
    finally:
        ballast.file.close()
    return time.monotonic()


def can_read(service):
    """What no memory answers, and whether it lives."""
    try:
        ask(service.port, {"query": READ})
    except OSError:
        return False
    return status_of(service.port, "/healthz") == 200
