"""PostgreSQL is restarted, and fails over to a standby, while people write and listen."""
import signal
import tempfile
import time

from crowd import Verdict
from databases import Postgres
from forwarder import Forwarder
from kills import tell_answers, until_written
from listener import Listener, until_told
from nodes import until
from service import Service
from trial import ended, in_seconds, seconds

# On a machine that does much else besides, twice these.
AGAIN_S = 5
TOLD_S = 10


def suffer(trial):
    place = Cluster()
    try:
        with tempfile.TemporaryDirectory() as folder:
            service = Service(trial.program, place, folder, url=place.url)
            other = service.another()
            with ended(service), ended(other):
                service.start()
                other.start()
                crowd = trial.crowd(service, writers=20)
                restarts(trial, place, crowd, other)
                failovers(trial, place, crowd, other)
                crowd.stop()
                tell_answers(trial, place.name, crowd)
                longest, most = crowd.slowest(), trial.longest_s
                trial.tell(place.name, "the longest that anybody waited for an answer", f"{longest:.1f} s",
                           f"at most {most} s", longest <= most)
                Verdict(crowd, service).tell(trial, place.name)
                panics = service.panics() + other.panics()
                trial.tell(place.name, "panics", panics, "0", panics == 0)
    finally:
        place.end()


class Cluster:
    """A primary and a standby without which nothing is committed, behind one address."""

    name = Postgres.name

    def __init__(self):
        self.primary, self.standby = Postgres(), None
        self.forwarder = Forwarder(self.primary.port)
        self.url = self.primary.url_by(self.forwarder.port)

    def add_standby(self):
        self.standby = Postgres(copy_of=self.primary)
        self.primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.run("SELECT to_json(pg_reload_conf())")
        states = "SELECT sync_state FROM pg_stat_replication"
        until("the standby follows", lambda: self.primary.rows(states) == [("sync",)])

    def dies(self):
        self.primary.signal(signal.SIGKILL)
        self.forwarder.lead_to(None)
        self.promote()
        self.forwarder.lead_to(self.primary.port)
        return time.monotonic()

    def comes_too_early(self):
        """Whoever connects comes to the standby when it only reads as yet."""
        self.primary.signal(signal.SIGKILL)
        self.forwarder.lead_to(self.standby.port)
        time.sleep(1)
        self.promote()
        return time.monotonic()

    def vanishes(self):
        """As a machine does that loses its network: who waits for an answer is not told that there is
        none."""
        self.forwarder.fall_silent(self.standby.port)
        self.promote()
        return time.monotonic()

    def promote(self):
        self.standby.promote()
        until("the standby takes writes", lambda: not self.standby.rows("SELECT pg_is_in_recovery()")[0][0])
        old, self.primary, self.standby = self.primary, self.standby, None
        old.end()

    def restart(self):
        self.primary.stop("fast")
        self.primary.start()
        return time.monotonic()

    def rows(self, sql):
        return self.primary.rows(sql)

    def is_whole(self):
        return self.primary.is_whole()

    def end(self):
        self.forwarder.end()
        for one in (self.primary, self.standby):
            if one:
                one.end()


def restarts(trial, place, crowd, other):
    times = trial.size(1, 50)
    trial.say(f"{times} restarts")
    again, told = [], []
    for _ in range(times):
        time.sleep(0.5)
        back = place.restart()
        again.append(until_written(crowd, back))
        told.append(until_told(crowd, other))
    tell(trial, place.name, "restarts of PostgreSQL", times, again, told)


def failovers(trial, place, crowd, other):
    times = trial.size(1, 10)
    for what, end in (
        ("the primary dies, the standby takes over", place.dies),
        ("the address leads to the standby before it takes writes", place.comes_too_early),
        ("the primary vanishes without a word", place.vanishes),
    ):
        trial.say(f"{what}, {times} times")
        again, told = [], []
        for _ in range(times):
            place.add_standby()
            time.sleep(0.5)
            listener = Listener(other.port, "episode-0")
            back = end()
            again.append(written_or_let_go(place, crowd, back))
            told.append(until_told(crowd, other, listener))
        tell(trial, place.name, what, times, again, told)
    whoever_waited(trial, place, crowd, back)


def written_or_let_go(place, crowd, back):
    try:
        return until_written(crowd, back)
    except TimeoutError:
        # That is told; and the rest is looked at all the same.
        place.forwarder.let_go()
        until_written(crowd, time.monotonic())
        return seconds(back)


def whoever_waited(trial, place, crowd, back):
    """For an answer of the primary that has vanished: they and their connections are not lost for good."""
    time.sleep(max(0, trial.longest_s + 1 - seconds(back)))
    since = time.monotonic()
    time.sleep(2)
    failed = {what: count for what, count in crowd.outcomes(since).items() if what not in ("ok", "429")}
    waiting = sum(began < since for began in list(crowd.begun.values()))
    trial.tell(place.name, f"… requests that wait {trial.longest_s + 1:.0f} s later; that fail then",
               f"{waiting}; {sum(failed.values())}", "0; 0", not waiting and not failed)
    place.forwarder.let_go()


def tell(trial, on, what, times, again, told):
    slack = trial.size(2, 1)
    trial.tell(on, what, times, "", True)
    trial.tell(on, f"… first write after it ({what}): median; longest", in_seconds(again), f"at most {slack * AGAIN_S} s", max(again) <= slack * AGAIN_S)
    trial.tell(on, f"… a comment posted after it told by a stream of the other node ({what}): median; longest",
               in_seconds(told), f"at most {slack * TOLD_S} s", max(told) <= slack * TOLD_S)
