"""The databases that an ordeal runs on: a SQLite file, or a PostgreSQL of our own that keeps what it has
acknowledged, unlike the one of script/lib/postgres.sh."""
import copy
import glob
import json
import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from nodes import free_port, until

EVERYTHING = "SELECT coalesce(json_agg(row_to_json(one)), '[]') FROM ({}) AS one"


class Sqlite:
    name = "SQLite"

    def __init__(self, folder):
        self.file = Path(folder) / "rejoinder.db"
        self.url = f"sqlite://{self.file}?mode=rwc"

    def rows(self, sql):
        with sqlite3.connect(self.file) as connection:
            rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    def run(self, sql):
        with sqlite3.connect(self.file) as connection:
            connection.execute(sql)
        connection.close()

    def is_whole(self):
        return self.rows("PRAGMA integrity_check") == [("ok",)] and not self.rows("PRAGMA foreign_key_check")

    def end(self):
        pass


def find_bin():
    newest = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    found = newest[-1] if newest else shutil.which("initdb")
    if not found:
        raise FileNotFoundError("PostgreSQL is not installed")
    return Path(found).resolve().parent


class Postgres:
    """A server with one database, `show`. It syncs, and commits when it says so; the service comes by TLS."""

    name = "PostgreSQL"

    def __init__(self, *options, copy_of=None, name="show"):
        self.bin, self.port, self.options, self.database = find_bin(), free_port(), options, name
        self.folder = Path(tempfile.mkdtemp(prefix="reliability-"))
        self.data, self.log = self.folder / "data", self.folder / "log"
        # initdb and postgres refuse to run as root.
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        if copy_of:
            self.as_postgres("pg_basebackup", "--pgdata", self.data, "--write-recovery-conf", "--checkpoint=fast",
                             "--host=127.0.0.1", f"--port={copy_of.port}", "--username=rejoinder")
        else:
            self.as_postgres("initdb", f"--pgdata={self.data}", "--username=rejoinder", "--auth=trust",
                             "--encoding=UTF8", "--locale=C", "--no-sync")
            self.as_postgres("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
                             "-keyout", self.data / "server.key", "-out", self.data / "server.crt")
        self.start()
        if not copy_of:
            self.ask("postgres", f"CREATE DATABASE {name}")

    @property
    def url(self):
        return self.url_by(self.port)

    def url_by(self, port):
        return f"postgres://rejoinder@127.0.0.1:{port}/{self.database}?sslmode=require"

    def named(self, database):
        """Another database of the same server."""
        other = copy.copy(self)
        other.database = database
        return other

    def as_postgres(self, tool, *words, check=True):
        who = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}
        return subprocess.run(
            [shutil.which(tool, path=f"{self.bin}:{os.environ['PATH']}"), *words], cwd=self.folder, check=check, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, **who,
        )

    def start(self):
        given = [f"-p {self.port}", "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''",
                 # In its folder: one that is killed leaves what it shares in /dev/shm.
                 "-c dynamic_shared_memory_type=mmap",
                 "-c max_connections=100", "-c ssl=on", *(f"-c {option}" for option in self.options)]
        self.as_postgres("pg_ctl", "start", "--wait", "--timeout=60", "--silent", f"--pgdata={self.data}",
                         f"--log={self.log}", f"--options={' '.join(given)}")

    def stop(self, mode):
        self.as_postgres("pg_ctl", "stop", "--wait", f"--mode={mode}", "--silent", f"--pgdata={self.data}")

    def promote(self):
        self.as_postgres("pg_ctl", "promote", "--wait", "--silent", f"--pgdata={self.data}")

    def processes(self):
        """The server's first, then those that it has begun; none where it has ended."""
        try:
            first = int((self.data / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            return []
        return [first, *map(int, children)]

    def signal(self, what):
        """To all of it: a server that is stopped answers nothing, and goes on where it was."""
        for process in self.processes():
            try:
                os.kill(process, what)
            except ProcessLookupError:
                pass

    def backends(self):
        """Of connections to the database."""
        sql = f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.database}' AND pid <> pg_backend_pid()"
        return [row["pid"] for row in self.ask(self.database, EVERYTHING.format(sql))]

    def ask(self, database, sql):
        """What a query answers in JSON."""
        command = [self.bin / "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
                   "--set=ON_ERROR_STOP=1", f"--command={sql}",
                   f"postgres://rejoinder@127.0.0.1:{self.port}/{database}"]
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
        return json.loads(told) if told else None

    def run(self, sql):
        """On the database, where nothing is answered."""
        self.ask(self.database, sql)

    def rows(self, sql):
        return [tuple(row.values()) for row in self.ask(self.database, EVERYTHING.format(sql))]

    def schema(self):
        """As text, without what differs from dump to dump."""
        command = [self.bin / "pg_dump", "--schema-only", "--no-owner", self.url]
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        return [line for line in told.splitlines() if line and not line.startswith(("--", "\\restrict", "\\unrestrict"))]

    def answers(self):
        tool = self.as_postgres("pg_isready", "--quiet", "--host=127.0.0.1", f"--port={self.port}", check=False)
        return tool.returncode == 0

    def version(self):
        return int(self.rows("SELECT current_setting('server_version_num')")[0][0]) // 10000

    def usage(self):
        """Of the queue of notifications."""
        return float(self.rows("SELECT pg_notification_queue_usage()")[0][0])

    def is_whole(self):
        """By the server's own tool for it."""
        tool = self.as_postgres("pg_amcheck", "--install-missing", "--host=127.0.0.1", f"--port={self.port}",
                                "--username=rejoinder", "--heapallindexed", self.database, check=False)
        return tool.returncode == 0

    def end(self):
        self.signal(signal.SIGCONT)
        self.as_postgres("pg_ctl", "stop", "--wait", "--mode=immediate", "--silent", f"--pgdata={self.data}", check=False)
        until("PostgreSQL ends", lambda: not self.processes())
        shutil.rmtree(self.folder)
