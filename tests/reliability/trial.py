"""What an ordeal has shown: checks, and a table for docs/reliability.md."""
import sys
import tempfile
import time
from contextlib import contextmanager
from statistics import median

from crowd import Crowd
from databases import Postgres, Sqlite
from nodes import Checks
from service import Service


class Trial:
    def __init__(self, program, name, is_short):
        self.program, self.name, self.is_short, self.checks = program, name, is_short, Checks()
        self.about = ""
        # Nobody waits longer for an answer, whatever happens; on a machine that does much else besides,
        # hardly longer.
        self.longest_s = self.size(8, 5.5)
        # What was looked at, in that order; what was wanted; and what each database has shown.
        self.rows = {}

    def size(self, short, long):
        return short if self.is_short else long

    def crowd(self, service, writers=8, pause_s=0.0):
        return Crowd(service, writers, people_each=self.size(80, 480) // writers, pause_s=pause_s)

    def say(self, words):
        print(f"{self.name}: {words}", file=sys.stderr, flush=True)

    def tell(self, on, what, measured, wanted, holds):
        self.checks.that(f"{self.name} on {on}: {what}", holds, f"but {measured}, where {wanted or 'some'} is wanted")
        shown = self.rows.setdefault(what, (wanted, {}))[1]
        shown[on] = f"{measured}" if holds else f"{measured} **missed**"

    def table(self):
        names = [name for name in (Sqlite.name, Postgres.name) if any(name in shown for _, shown in self.rows.values())]
        lines = [f"| | {' | '.join(names)} | wanted |", f"|---|{'---|' * (len(names) + 1)}"]
        for what, (wanted, shown) in self.rows.items():
            lines.append(f"| {what} | {' | '.join(shown.get(name, '') for name in names)} | {wanted} |")
        return "\n".join(lines)


@contextmanager
def sqlite_service(trial, **settings):
    with tempfile.TemporaryDirectory() as folder:
        service = Service(trial.program, Sqlite(folder), folder, **settings)
        with ended(service):
            yield service


@contextmanager
def postgres_service(trial, *options, **settings):
    database = Postgres(*options)
    try:
        with tempfile.TemporaryDirectory() as folder:
            service = Service(trial.program, database, folder, **settings)
            with ended(service):
                yield service
    finally:
        database.end()


@contextmanager
def ended(service):
    try:
        yield
    except BaseException:
        print(service.end_of_log(), file=sys.stderr)
        raise
    finally:
        service.end()


def seconds(begin):
    return time.monotonic() - begin


def in_seconds(times):
    """Of a list, the middle one and the longest."""
    return f"{median(times):.2f} s; {max(times):.2f} s"
