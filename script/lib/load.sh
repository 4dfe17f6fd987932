# What script/bench consists of: filled databases, a service on a copy of one, runs of wrk against it, and
# what they counted, as lines of $results.
# Needs $scratch, $kept, $program, $bare, $parts, $seconds, $results, CLIENTS and free_port, status_of.
# shellcheck shell=bash disable=SC2034,SC2154

declare -A pids=() ports=()
service_pid=""
bare_pid=""
port=""
secret=$(head -c 32 /dev/urandom | base64)

say() { echo "$*" >&2; }

# Usage: fact NAME VALUE, for the table.
fact() { printf 'fact\t%s\t%s\n' "$1" "$2" >>"$results"; }

# Usage: fill COMMENTS. Does nothing where it has been done in $kept. The import's time and memory are
# kept beside the database.
fill() {
  local folder=$kept/$1
  [ -f "$folder/filled" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  say "filling a database with $1 comments"
  if ! (cd "$folder" && bring_in "$1") >"$folder/log" 2>&1; then
    say "The database could not be filled:"
    tail -n 20 "$folder/log" >&2
    return 1
  fi
  rm "$folder"/export-*.xml
  mv "$folder/weighed" "$folder/filled"
}

bring_in() {
  local file
  "$program" migrate up &&
    "$program" site create show --name "The Harbour Lamp" --mode POST &&
    python3 "$parts/fill.py" "$1" || return 1
  for file in export-*.xml; do
    python3 "$parts/weigh.py" "$program" import wordpress "$file" --site show >>weighed || return 1
  done
  python3 -c 'import sqlite3; sqlite3.connect("rejoinder.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")'
}

# Usage: copy NAME COMMENTS. Makes $scratch/NAME ready to serve a filled database on a free port. The
# original stays as it is.
copy() {
  local folder=$scratch/$1
  mkdir "$folder"
  cp --reflink=auto "$kept/$2"/rejoinder.db* "$folder" || return 1
  ports[$1]=$(free_port)
  printf 'listen = "127.0.0.1:%s"\ntrusted_proxies = ["127.0.0.1"]\n' "${ports[$1]}" >"$folder/rejoinder.toml"
  (cd "$folder" && "$program" site key add show --secret-stdin <<<"$secret" >/dev/null 2>log) || end_of_log "$1"
}

# Usage: serve NAME
serve() {
  (cd "$scratch/$1" && exec "$program" serve </dev/null >log 2>&1) &
  pids[$1]=$!
  turn_to "$1"
  await "$service_pid" "$port" /readyz || end_of_log "$1"
}

# Usage: turn_to NAME. The service that is asked from now on.
turn_to() {
  service_pid=${pids[$1]}
  port=${ports[$1]}
}

# Usage: milliseconds_to_begin NAME TIMES
milliseconds_to_begin() {
  (cd "$scratch/$1" && python3 "$parts/begin.py" "$2" "${ports[$1]}" /readyz "$program" serve 2>log) || end_of_log "$1"
}

# Usage: end_of_log NAME. Fails, since something has.
end_of_log() {
  tail -n 20 "$scratch/$1/log" >&2
  return 1
}

# Usage: await PID PORT PATH
await() {
  local deadline=$((SECONDS + 60))
  until [ "$(status_of "$2" "$3")" = 200 ]; do
    if ! kill -0 "$1" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
      say "What was started did not become ready."
      return 1
    fi
    sleep 0.1
  done
}

stop_bare() {
  [ -n "$bare_pid" ] || return 0
  kill -KILL "$bare_pid" 2>/dev/null
  wait "$bare_pid" 2>/dev/null
  bare_pid=""
}

stop_all() {
  local pid
  stop_bare
  for pid in "${pids[@]}"; do
    kill -TERM "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  pids=()
}

# Usage: memory FIELD. Of the service, in MB.
memory() { awk -v field="$1:" '$1 == field { printf "%.1f", $2 / 1024 }' "/proc/$service_pid/status"; }

# Usage: ticks PID. Of the processor, by all threads.
ticks() { sed 's/^.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# Usage: sign_in COUNT FILE. That many people, whose tokens and addresses come into the file.
sign_in() {
  say "$1 people sign in"
  SITE_SECRET=$secret python3 "$parts/people.py" "$port" "$1" >"$2"
}

of_episode() { printf '{"site":"show","key":"%s","orderBy":"OLDEST"}' "$1"; }

of_episodes() {
  local keys
  keys=$(seq -f '"episode-%g"' -s , "$1")
  printf '{"site":"show","episodes":[%s]}' "$keys"
}

# Usage: address OPERATION VARIABLES. Where the widget's document is answered, as web/shared/api has it.
address() { python3 "$parts/ask.py" address "http://127.0.0.1:$port" "$1" "$2"; }

# Usage: text_of OPERATION KEY. A file with the body that asks by the document's text; the operation may
# be one of the widget's, or a file.
text_of() {
  local file
  file=$scratch/$(basename "$1")-$2.json
  python3 "$parts/ask.py" body "$1" "$(of_episode "$2")" >"$file"
  echo "$file"
}

# Usage: sample NAME STATUS WORD URL [OPTIONS…]. Keeps an answer as a file; fails when it is not as
# expected.
sample() {
  local name=$1 status=$2 word=$3
  shift 3
  curl --silent --show-error --include --output "$scratch/$name.answer" "$@" || return 1
  if [ "$(head -n 1 "$scratch/$name.answer" | cut -d ' ' -f 2)" != "$status" ] ||
    grep -aq '"errors"' "$scratch/$name.answer" || ! grep -aq "$word" "$scratch/$name.answer"; then
    say "An answer is not as expected ($name):"
    head -c 2000 "$scratch/$name.answer" >&2
    return 1
  fi
}

etag_of() { sed -n 's/^etag: //Ip' "$scratch/$1.answer" | tr -d '\r'; }

# Usage: wrk_on SECONDS SCRIPT URL [OPTIONS…]
wrk_on() {
  local time=$1 script=$2
  shift 2
  (cd "$parts" && exec wrk -t1 -c"$CLIENTS" -d"${time}s" --latency --script "$script" "$@")
}

# Usage: measure NAME PID URL [OPTIONS…]. One run, after a second of warming.
measure() {
  wrk_on 1 ask.lua "${@:3}" >/dev/null
  measure_with ask.lua "$@"
}

# Usage: measure_with SCRIPT NAME PID URL [OPTIONS…]
measure_with() {
  local script=$1 name=$2 pid=$3 before after told
  shift 3
  say "measuring $name"
  before=$(ticks "$pid")
  told=$(wrk_on "$seconds" "$script" "$@" | grep '^told')
  after=$(ticks "$pid")
  printf 'run\t%s\t%s\t%s\n' "$name" "$((after - before))" "${told#*$'\t'}" >>"$results"
}

# Usage: measure_post NAME FILE [OPTIONS…]. Of a body, after a look at what it is answered.
measure_post() {
  local name=$1 body=$2 url=http://127.0.0.1:$port/graphql
  shift 2
  if sample "$name" 200 bodyHtml "$url" "$@" -H "content-type: application/json" --data-binary "@$body"; then
    measure "$name" "$service_pid" "$url" "$@" -- "$body"
  else
    printf 'run\t%s\t\n' "$name" >>"$results"
  fi
}

# Usage: beside_bare NAME. The same bytes as the sample of that name, from the bare handler.
beside_bare() {
  local bare_port
  [ -n "$bare" ] || return 0
  bare_port=$(free_port)
  "$bare" "127.0.0.1:$bare_port" "$scratch/$1.answer" </dev/null >"$scratch/bare.log" 2>&1 &
  bare_pid=$!
  if await "$bare_pid" "$bare_port" /; then
    measure "bare-$1" "$bare_pid" "http://127.0.0.1:$bare_port/"
  else
    tail -n 20 "$scratch/bare.log" >&2
    printf 'run\t%s\t\n' "bare-$1" >>"$results"
  fi
  stop_bare
}
