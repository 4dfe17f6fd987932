"""Somebody listens and never reads, so that PostgreSQL's queue of notifications fills up: writes must not
fail for it."""
import subprocess
import time
from contextlib import contextmanager

from crowd import Verdict
from kills import tell_answers
from listener import until_told
from nodes import until
from trial import ended, postgres_service

FULL_S = 3
TOLD_S = 10
# From this version on the queue can be made small; before, it holds 8 GB.
CAN_BE_SMALL = 17
EACH = "SELECT pg_notify('noise', i || repeat('x', 7900)) FROM generate_series(1, 20000) AS i"


def suffer(trial):
    with postgres_service(trial) as service:
        database, on = service.database, service.database.name
        is_small = database.version() >= CAN_BE_SMALL
        if is_small:
            database.run("ALTER SYSTEM SET max_notify_queue_pages = 64")
            database.stop("fast")
            database.start()
        other = service.another()
        with ended(other):
            service.start()
            other.start()
            crowd = trial.crowd(service)
            with somebody_who_never_reads(database):
                # The smallest queue of an older PostgreSQL takes minutes to fill.
                usage = fill(database) if is_small or not trial.is_short else 0
                trial.say(f"the queue is {usage:.0%} full")
                if usage:
                    trial.tell(on, "the queue is full", f"{usage:.0%}", "100%", usage > 0.99)
                began = time.monotonic()
                time.sleep(FULL_S)
                failed = {what: count for what, count in crowd.outcomes(began).items() if what not in ("ok", "429")}
                trial.tell(on, "writes meanwhile that failed", sum(failed.values()), "0", not failed)
                tell_told(trial, on, crowd, other, "a comment told by the other node meanwhile, after")
            until("the queue is empty again", lambda: database.usage() < 0.01, 120)
            tell_told(trial, on, crowd, other, "… and when the queue is empty again, after")
            crowd.stop()
            tell_answers(trial, on, crowd)
            Verdict(crowd, service).tell(trial, on)


@contextmanager
def somebody_who_never_reads(database):
    session = subprocess.Popen(
        [database.bin / "psql", "--no-psqlrc", "--quiet", database.url], stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, text=True,
    )
    try:
        session.stdin.write("LISTEN noise; BEGIN; SELECT 1;\n")
        session.stdin.flush()
        idle = "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction' AND query = 'SELECT 1;'"
        until("somebody listens", lambda: database.rows(idle))
        yield
    finally:
        session.kill()
        session.wait()


def fill(database):
    while True:
        try:
            database.run(f"SELECT to_json(count(*)) FROM ({EACH}) AS sent")
        except subprocess.CalledProcessError:
            break
    # By single ones, until not even one more has room.
    while True:
        try:
            database.run("SELECT to_json(pg_notify('noise', repeat('y', 7900))::text)")
        except subprocess.CalledProcessError:
            return database.usage()


def tell_told(trial, on, crowd, node, what):
    taken = until_told(crowd, node)
    trial.tell(on, what, f"{taken:.1f} s", f"at most {TOLD_S} s", taken <= TOLD_S)
