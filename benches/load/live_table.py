#!/usr/bin/env python3
"""Prints what script/live measured as a table in Markdown: a column for each protocol, and what is
wanted.

Usage: live_table.py SSE WEBSOCKET, each a file that watch.py printed."""
import json
import sys
from pathlib import Path


def anything(_):
    return True


# What it is, as it is shown, what is wanted of it, and whether that is so.
ROWS = [
    ("listeners", "{count:,}", "", anything),
    ("memory of an idle listener", "{idle_kb:.1f} kB", "at most 10 kB", lambda told: told["idle_kb"] <= 10),
    ("the same, after {single} events", "{told_kb:.1f} kB", "at most 10 kB", lambda told: told["told_kb"] <= 10),
    ("one comment, until half of them are told", "{half_ms:.0f} ms", "", anything),
    ("… until 99 of 100 are", "{most_ms:.0f} ms", "", anything),
    ("… until all are; the slowest of {single} comments", "{all_ms:.0f} ms; {slowest_ms:.0f} ms",
     "at most 500 ms", lambda told: told["slowest_ms"] <= 500),
    ("{per_minute} comments a minute for {hot_s} s: told after, p50; p99",
     "{hot_p50_ms:.0f} ms; {hot_p99_ms:.0f} ms", "", anything),
    ("… comments that somebody was not told of; streams that ended", "{untold}; {ended}",
     "0; 0", lambda told: told["untold"] == told["ended"] == 0),
    ("… events a second, all listeners", "{events_a_second:,.0f}", "", anything),
    ("… processors that the service used", "{processors:.2f}", "", anything),
]


def main():
    columns = [json.loads(Path(file).read_text()) for file in sys.argv[1:]]
    print("| | server-sent events | WebSocket | wanted |\n|---|--:|--:|---|")
    for title, shown, wanted, holds in ROWS:
        cells = [shown.format(**told) + ("" if holds(told) else " **missed**") for told in columns]
        print("| " + " | ".join([title.format(**columns[0]), *cells, wanted]) + " |")


if __name__ == "__main__":
    main()
