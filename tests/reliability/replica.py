"""People who are signed out read from a PostgreSQL standby; it lags, and it dies. Nobody may be shown less
than has been acknowledged."""
import tempfile
import threading
import time

from databases import Postgres
from nodes import until
from service import SITE, Refused, Service, ask
from trial import ended

COUNT = '{ episode(site: "%s", key: "by-hand") { commentCount } }' % SITE
AGAIN_S = 2


def suffer(trial):
    primary = Postgres()
    try:
        standby = Postgres(copy_of=primary)
        try:
            with tempfile.TemporaryDirectory() as folder:
                service = Service(trial.program, primary, folder, REJOINDER_DATABASE_REPLICA_URL=standby.url)
                with ended(service):
                    service.start()
                    rounds(trial, service, standby)
        finally:
            standby.end()
    finally:
        primary.end()


def rounds(trial, service, standby):
    on, people = Postgres.name, iter(range(1, 1000))
    writer = Writer(service, people)
    before = answered(standby)
    lacking = sum(writer.lacks() for _ in range(trial.size(30, 300)))
    trial.tell(on, "reads right after a write that lacked it", lacking, "0", lacking == 0)
    until("the standby has told what it did", lambda: is_asked(service, standby, before))
    trial.tell(on, "reads answered by the standby", "some", "some", True)
    standby.run("SELECT to_json(pg_wal_replay_pause()::text)")
    lacking = sum(writer.lacks() for _ in range(trial.size(10, 100)))
    trial.tell(on, "the same while it replays nothing", lacking, "0", lacking == 0)
    standby.run("SELECT to_json(pg_wal_replay_resume()::text)")
    ask_all_the_time(trial, service, standby)
    lacking = int(writer.lacks())
    trial.tell(on, "the same once it is dead", lacking, "0", lacking == 0)


class Writer:
    """Eight comments each, which the limits let pass at once."""

    def __init__(self, service, people):
        self.service, self.people, self.written, self.person = service, people, 0, None

    def lacks(self):
        """Whether a reader who asks once it is acknowledged is shown less."""
        if self.written % 8 == 0:
            self.person = self.service.sign_in(next(self.people))
        self.service.post(self.person, f"comment {self.written}")
        self.written += 1
        told = ask(self.service.port, {"query": COUNT})
        return told["episode"]["commentCount"] < self.written


def ask_all_the_time(trial, service, standby):
    """While the standby dies, and after."""
    failed, stop = [], threading.Event()

    def ask_again():
        while not stop.is_set():
            try:
                ask(service.port, {"query": COUNT})
            except Refused as refusal:
                failed.append((time.monotonic(), refusal.told()))

    asking = threading.Thread(target=ask_again)
    asking.start()
    time.sleep(0.5)
    standby.stop("immediate")
    died = time.monotonic()
    time.sleep(trial.size(3, 10))
    stop.set()
    asking.join()
    last = max((at - died for at, _ in failed), default=0)
    trial.tell(Postgres.name, "the last read that failed once it had died, after", f"{last:.1f} s", f"at most {AGAIN_S} s", last <= AGAIN_S)
    mute = sum("503" != told for _, told in failed)
    trial.tell(Postgres.name, "… answered otherwise than to come back", mute, "0", mute == 0)


def is_asked(service, standby, before):
    """In another wording each time, for which no answer is kept."""
    ask(service.port, {"query": COUNT.replace("episode(", f"at{time.monotonic_ns()}: episode(")})
    return answered(standby) > before


def answered(standby):
    """By what it alone was asked for: episodes."""
    sql = "SELECT coalesce(idx_scan, 0) + coalesce(seq_scan, 0) AS scans FROM pg_stat_user_tables WHERE relname = 'episode'"
    return standby.rows(sql)[0][0]
