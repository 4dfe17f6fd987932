#!/usr/bin/env python3
"""Runs a command and prints how many seconds it took and the most memory that it had, in MB, with a
tab between, for script/bench. What the command itself prints goes to standard error.

Usage: weigh.py COMMAND…"""
import resource
import subprocess
import sys
import time

begin = time.monotonic()
status = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{time.monotonic() - begin:.2f}\t{peak:.0f}")
sys.exit(status)
