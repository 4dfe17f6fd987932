# A PostgreSQL of our own, for tests and benchmarks: `start_postgres [FOLDER]` sets POSTGRES_URL, and keeps
# its data there or where temporary files are; `stop_postgres` leaves nothing behind. It trusts everyone on
# this machine and syncs nothing.
# shellcheck shell=bash disable=SC2034,SC2154

postgres_folder=""
postgres_bin=""

# The newest of Debian's, which are not on PATH, or else the one on PATH.
find_postgres() {
  local newest
  newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [ -x "$newest" ] || newest=$(command -v initdb) || return 1
  postgres_bin=$(dirname "$(readlink -f "$newest")")
}

# initdb and postgres refuse to run as root.
as_postgres() {
  local account=postgres
  if [ "$(id -u)" -ne 0 ]; then
    (cd "$postgres_folder" && "$@")
  else
    id "$account" >/dev/null 2>&1 || account=nobody
    (cd "$postgres_folder" && setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups "$@")
  fi
}

start_postgres() {
  local port try options
  find_postgres || { echo "PostgreSQL is not installed." >&2; return 1; }
  postgres_folder=$(mktemp -d -p "${1:-${TMPDIR:-/tmp}}")
  if [ "$(id -u)" -eq 0 ]; then
    chown "$(id -u postgres 2>/dev/null || id -u nobody)" "$postgres_folder"
  fi
  as_postgres env LC_ALL=C "$postgres_bin/initdb" --pgdata=data --username=rejoinder --auth=trust \
    --encoding=UTF8 --locale=C --no-sync >/dev/null || return 1
  # Another process may take the port between the look and the start.
  for try in 1 2 3 4 5; do
    port=$(free_port)
    options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    options+=" -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    # In its folder: one that is not asked politely leaves what it shares in /dev/shm.
    options+=" -c dynamic_shared_memory_type=mmap"
    if as_postgres env LC_ALL=C "$postgres_bin/pg_ctl" start --wait --timeout=60 --silent \
      --pgdata=data --log=log --options="$options" >/dev/null 2>&1; then
      POSTGRES_URL="postgres://rejoinder@127.0.0.1:$port/postgres"
      return 0
    fi
    echo "PostgreSQL did not start (try $try)." >&2
  done
  tail -n 20 "$postgres_folder/log" >&2
  return 1
}

stop_postgres() {
  [ -n "$postgres_folder" ] || return 0
  if [ -f "$postgres_folder/data/postmaster.pid" ]; then
    as_postgres "$postgres_bin/pg_ctl" stop --wait --mode=immediate --silent --pgdata=data >/dev/null 2>&1
  fi
  rm -rf "$postgres_folder"
  postgres_folder=""
}

# Below the range from which the system hands out ports by itself.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
