# A demo of the built service on a free port, with its data in $scratch: `start_demo [NAME]` sets
# DEMO_URL, under the name of this machine that is given, or else its address.
# Needs $root, $scratch and free_port.
# shellcheck shell=bash disable=SC2034,SC2154

demo_pid=""

start_demo() {
  local name="${1:-127.0.0.1}" port binary="${CARGO_TARGET_DIR:-$root/target}/debug/rejoinder"
  mkdir -p "$scratch/demo"
  port=$(free_port)
  (
    cd "$scratch/demo" || exit 1
    REJOINDER_LISTEN="127.0.0.1:$port" REJOINDER_PUBLIC_URL="http://$name:$port" exec "$binary" demo </dev/null >"$scratch/demo.log" 2>&1
  ) &
  demo_pid=$!
  DEMO_URL="http://$name:$port"
  local deadline=$((SECONDS + 60))
  until [ "$(status_of "$port" /readyz)" = 200 ]; do
    if ! kill -0 "$demo_pid" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
      echo "The demo did not become ready:"
      tail -n 20 "$scratch/demo.log"
      return 1
    fi
    sleep 0.1
  done
}

# Fails unless the demo, asked to stop, ends well within 15 seconds and never panicked.
stop_demo() {
  local watchdog status
  [ -n "$demo_pid" ] || return 0
  kill -TERM "$demo_pid" 2>/dev/null
  (sleep 15 && kill -KILL "$demo_pid") >/dev/null 2>&1 &
  watchdog=$!
  wait "$demo_pid"
  status=$?
  demo_pid=""
  kill "$watchdog" 2>/dev/null
  wait "$watchdog" 2>/dev/null
  if [ "$status" -ne 0 ] || grep -q panicked "$scratch/demo.log"; then
    echo "The demo ended with status $status. The end of its log:"
    tail -n 20 "$scratch/demo.log"
    return 1
  fi
}

# The status with which a path of a local port is answered; nothing when it is not.
status_of() {
  local status
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return
    printf 'GET %s HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n' "$2" >&3
    read -r -t 5 _ status _ <&3
    exec 3>&-
  } 2>/dev/null
  echo "${status:-}"
}
