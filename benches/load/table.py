#!/usr/bin/env python3
"""Prints what script/bench measured as a table in Markdown, with what is wanted of each figure.

Usage: table.py COMMENTS RESULTS. Fails where something was not measured, or was answered with
errors; not where a target is missed."""
import datetime
import os
import platform
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """What wrk counted of one run, and what the measured process used of the processor."""
    ticks: int
    requests: int
    micros: int
    p50: float
    p99: float
    errors: int
    posted: int
    refused: int

    def cpu_ms(self):
        return self.ticks / TICKS * 1000 / self.requests

    def rate(self, count):
        return count / (self.micros / 1_000_000)


class Results:
    """Of each name the runs in order, one for each round."""

    def __init__(self, lines):
        self.runs, self.facts, self.failed = {}, {}, set()
        for kind, name, *values in (line.split("\t") for line in lines):
            if kind == "fact":
                self.facts[name] = values
            else:
                self.add(name, [value for value in values if value])

    def add(self, name, values):
        run = Run(*(int(float(value)) for value in values)) if len(values) == 8 else None
        if run is None or run.requests == 0 or run.errors > 0:
            self.failed.add(name)
        else:
            self.runs.setdefault(name, []).append(run)

    def measured(self, name):
        """The run in the middle; none where one of them failed."""
        if name in self.failed or name not in self.runs:
            return None
        return sorted(self.runs[name], key=Run.cpu_ms)[(len(self.runs[name]) - 1) // 2]

    def cpu(self, name):
        run = self.measured(name)
        return run and run.cpu_ms()

    def ratio(self, above, below):
        """Of CPU: the median of what each round gives."""
        if self.measured(above) is None or self.measured(below) is None:
            return None
        pairs = zip(self.runs[above], self.runs[below], strict=True)
        return statistics.median(one.cpu_ms() / other.cpu_ms() for one, other in pairs)

    def fact(self, name):
        return float(self.facts[name][0]) if name in self.facts else None


def target(text, value, holds, shown):
    """What is wanted, and what came of it; nothing where it was not measured."""
    if value is None:
        return text, "not measured"
    return text, shown.format(value) + ("" if holds(value) else " **missed**")


def at_most(limit, text, value, shown):
    return target(text, value, lambda value: value <= limit, shown)


def at_least(limit, text, value, shown):
    return target(text, value, lambda value: value >= limit, shown)


def beside_bare(results, name, bare, limit):
    value = results.ratio(name, bare)
    return at_most(limit, f"at most {limit} × the bare handler's CPU", value, "{:.2f} ×")


def growth(results, than):
    """Of the page in the long thread of the large database."""
    value = results.ratio("page-long", than)
    grown = None if value is None else (value - 1) * 100
    return target("the first costs less than 10 % more", grown, lambda grown: grown < 10, "{:+.1f} %")


def beside_signed_out(results, name, other):
    return at_most(1.5, "at most 1.5 × signed out", results.ratio(name, other), "{:.2f} ×")


def calls_a_second(results, name):
    run = results.measured(name)
    return at_least(10_000, "at least 10,000 a second", run and run.rate(run.requests), "{:,.0f}")


def posts_a_second(results):
    run = results.measured("writes")
    told = "{:,.0f}" + (f"; {run.refused:,} refused" if run and run.refused else "")
    return at_least(1_150, "at least 1,150 a second", run and run.rate(run.posted), told)


def runs(results, comments):
    """Names of runs, what they are, beside which bare handler, and what is wanted."""
    page = "Page of 50 with first replies and authors, computed"
    nothing = ("", "")
    return [
        ("bare-kept", "Bare handler, the widget's first page", "bare-kept", nothing),
        ("kept", "Widget's first page by hash", "bare-kept", beside_bare(results, "kept", "bare-kept", 2)),
        ("known", "The same with `If-None-Match`: 304", "bare-kept", beside_bare(results, "known", "bare-kept", 1)),
        ("bare-gzip", "Bare handler, the same page in gzip", "bare-gzip", nothing),
        ("gzip", "Widget's first page by hash, gzip", "bare-gzip", beside_bare(results, "gzip", "bare-gzip", 2)),
        ("bare-counts", "Bare handler, counts of 50 episodes", "bare-counts", nothing),
        ("counts", "Counts of 50 episodes by hash", "bare-counts", calls_a_second(results, "counts")),
        ("page-long", f"{page}: thread of 10,000 of {comments:,}", "bare-kept",
         at_most(1, "at most 1 ms of CPU", results.cpu("page-long"), "{:.2f} ms")),
        ("page-short", "… thread of 100", "bare-kept", growth(results, "page-short")),
        ("page-small", "… thread of 10,000 of 10,000", "bare-kept", growth(results, "page-small")),
        ("page-member", "… the first, by somebody signed in", "bare-kept",
         beside_signed_out(results, "page-member", "page-long")),
        ("thread", "Widget's first page, computed", "bare-kept", nothing),
        ("thread-member", "Widget's first page, by somebody signed in", "bare-kept",
         beside_signed_out(results, "thread-member", "thread")),
        ("writes", "Comments posted", "", posts_a_second(results)),
        ("health", "`/healthz`", "bare-kept", nothing),
    ]


def figures(results):
    """What was not measured by wrk, and what is wanted."""
    seconds, peak = map(float, results.facts["import"])
    return [
        ("Memory after the start", *at_most(24, "at most 24 MB", results.fact("idle"), "{:.1f} MB")),
        ("Most memory, all runs above", *at_most(150, "at most 150 MB", results.fact("peak"), "{:.1f} MB")),
        ("Start to first answer", *at_most(66, "at most 66 ms", results.fact("start"), "{:.0f} ms")),
        ("Import", "", f"{int(results.facts['import-size'][0]) / seconds:,.0f} comments a second"),
        ("Most memory of the import", "", f"{peak:.0f} MB"),
    ]


def row(results, name, title, bare, wanted):
    run = results.measured(name)
    if run is None:
        return [title, *[""] * 5, wanted[0], "**failed**"] if name in results.failed else None
    done = run.posted if name == "writes" else run.requests
    beside = results.ratio(name, bare)
    return [
        title, f"{run.rate(done):,.0f}", f"{run.p50 / 1000:.2f}", f"{run.p99 / 1000:.2f}",
        f"{run.cpu_ms():.3f}", "" if beside is None else f"{beside:.2f}", *wanted,
    ]


def head(results, comments):
    names = ("program", "seconds", "rounds", "clients", "people", "load")
    (program,), (seconds,), (rounds,), (clients,), (people,), (load,) = (results.facts[name] for name in names)
    print(f"{program}; {os.cpu_count()} cores, {platform.system()} {platform.release()} {platform.machine()}; "
          f"SQLite with {comments:,} comments; {datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC. Load before "
          f"the first run: {load}. {seconds} s a run with {clients} connections, "
          f"{rounds} of each read: the middle one is shown, and the middle one of the ratios.")
    print()
    print(f"Posted by {int(people):,} people in turn, each signed in by a token of the site's and from an address "
          "of their own, which a trusted proxy names. Limits are on as they ship, and so are the rules of a new "
          "site in mode `POST`. Everything is logged that is logged by default.")
    print()


def main():
    comments = int(sys.argv[1])
    results = Results(Path(sys.argv[2]).read_text().splitlines())
    results.facts["import-size"] = [str(comments)]
    head(results, comments)
    print("| | a second | p50, ms | p99, ms | CPU, ms each | ÷ bare | wanted | measured |")
    print("|---|--:|--:|--:|--:|--:|---|---|")
    for name, title, bare, wanted in runs(results, comments):
        cells = row(results, name, title, bare, wanted)
        if cells:
            print("| " + " | ".join(cells) + " |")
    for title, wanted, measured in figures(results):
        print(f"| {title} | | | | | | {wanted} | {measured} |")
    if results.failed:
        sys.exit(f"Not measured, or answered with errors: {', '.join(sorted(results.failed))}")


if __name__ == "__main__":
    main()
