#!/usr/bin/env python3
"""Measures how long a program takes until a path of it is answered with 200, for script/bench.

Usage: begin.py TIMES PORT PATH COMMAND…. Prints the median in milliseconds."""
import http.client
import signal
import statistics
import subprocess
import sys
import time

PATIENCE_S = 30
PAUSE_S = 0.0005
# Between the first answer and the end: what a start leaves for later is begun by then.
REST_S = 1


def is_answered(port, path):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False


def measure(port, path, command):
    begin = time.perf_counter()
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while not is_answered(port, path):
            if program.poll() is not None or time.perf_counter() - begin > PATIENCE_S:
                sys.exit("The service did not become ready.")
            time.sleep(PAUSE_S)
        taken = (time.perf_counter() - begin) * 1000
        time.sleep(REST_S)
        return taken
    finally:
        end(program)


def end(program):
    program.send_signal(signal.SIGTERM)
    try:
        program.wait(20)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
        sys.exit("The service did not end when it was asked to.")


def main():
    times, port, path, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    print(f"{statistics.median(measure(port, path, command) for _ in range(times)):.1f}")


if __name__ == "__main__":
    main()
