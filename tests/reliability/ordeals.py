#!/usr/bin/env python3
"""Makes a service suffer and looks at what is left: nothing that was acknowledged may be lost.

Usage: ordeals.py PROGRAM [--long] [NAME…]. Without --long each ordeal is a short one. Prints a table for
each, as docs/reliability.md has them, and how many checks passed and failed."""
import importlib
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in ("tests/nodes", "benches/load"):
    sys.path.insert(0, str(HERE.parents[1] / folder))
from trial import Trial  # noqa: E402

ORDEALS = ("kills", "stops", "full_disk", "failover", "paused", "locked", "full_queue", "migrations", "paging", "clock")


def suffer(program, name, is_short):
    trial = Trial(program, name, is_short)
    began = time.monotonic()
    try:
        importlib.import_module(name).suffer(trial)
    except Exception as fault:
        trial.checks.that(f"{name} comes to its end", False, repr(fault))
    trial.say(f"{time.monotonic() - began:.0f} s")
    return trial


def main():
    words = [word for word in sys.argv[1:] if word != "--long"]
    program, names = str(Path(words[0]).resolve()), words[1:] or ORDEALS
    passed = failed = 0
    for name in names:
        trial = suffer(program, name, "--long" not in sys.argv)
        print(f"\n### {name}\n\n{trial.table()}", flush=True)
        passed, failed = passed + trial.checks.passed, failed + trial.checks.failed
    print(f"\n{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
