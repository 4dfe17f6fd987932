#!/usr/bin/env python3
"""Makes a service suffer and looks at what is left: nothing that was acknowledged may be lost.

Usage: ordeals.py PROGRAM [--long] [NAME…]. Without --long each ordeal is a short one, and those that have
none are left out. With it, or where they are named, a table is printed for each, as docs/reliability.md
has them; and at the end how many checks passed and failed."""
import importlib
import os
import signal
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in ("tests/nodes", "benches/load"):
    sys.path.insert(0, str(HERE.parents[1] / folder))
from trial import Trial  # noqa: E402

ORDEALS = (
    "kills", "stops", "full_disk", "failover", "replica", "paused", "locked", "full_queue", "migrations",
    "backups", "paging", "clock",
)
APART = "ORDEALS_APART"
# These take their time, or measure a machine that does nothing else.
LONG = ("overload", "jobs", "leaks")


def suffer(program, name, is_short):
    trial = Trial(program, name, is_short)
    began = time.monotonic()
    try:
        ordeal = importlib.import_module(name)
        trial.about = " ".join(ordeal.__doc__.split())
        ordeal.suffer(trial)
    except Exception as fault:
        trial.checks.that(f"{name} comes to its end", False, repr(fault))
    trial.say(f"{time.monotonic() - began:.0f} s")
    return trial


def may_mount():
    """By root, or in a namespace of our own. The program begins again there."""
    if os.geteuid() != 0 and APART not in os.environ:
        os.environ[APART] = "1"
        apart = ["unshare", "--user", "--map-current-user", "--keep-caps", "--mount"]
        os.execvp(apart[0], [*apart, sys.executable, *sys.argv])


def main():
    may_mount()
    # What has been begun is ended then, as after any fault.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    words, is_long = [word for word in sys.argv[1:] if word != "--long"], "--long" in sys.argv
    program, named = str(Path(words[0]).resolve()), words[1:]
    passed = failed = 0
    for name in named or (ORDEALS + LONG if is_long else ORDEALS):
        trial = suffer(program, name, not is_long)
        if is_long or named:
            print(f"\n### `script/ordeal {name}`\n\n{trial.about}\n\n{trial.table()}", flush=True)
        passed, failed = passed + trial.checks.passed, failed + trial.checks.failed
    print(f"\n{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
