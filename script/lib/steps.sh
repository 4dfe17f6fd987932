# Runs the steps of a check one by one and sums up what they counted.
# `step` runs a command apart; `step_here` runs a function that must change this shell.
# Needs $root and $scratch.
# shellcheck shell=bash disable=SC2034,SC2154

passed=0
failed=0
last_step_failed=0
step_log="$scratch/step.log"
summary="$scratch/summary"
faults="$scratch/faults"
: >"$summary"
: >"$faults"

# Usage: step NAME COMMAND…
step() {
  local name=$1 begin=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@" </dev/null 2>&1 | without_paths | tee "$step_log"
  record "$name" "${PIPESTATUS[0]}" $((SECONDS - begin))
}

# Usage: step_here NAME FUNCTION…
step_here() {
  local name=$1 begin=$SECONDS status
  shift
  printf '\n== %s\n' "$name"
  "$@" </dev/null >"$scratch/raw.log" 2>&1
  status=$?
  without_paths <"$scratch/raw.log" | tee "$step_log"
  record "$name" "$status" $((SECONDS - begin))
}

# Usage: skip NAME WHY. A step that could not run has failed.
skip() {
  printf '\n== %s: not run, since %s\n' "$1" "$2"
  failed=$((failed + 1))
  printf '%-36s %6s  not run\n' "$1" "" >>"$summary"
}

# A step without a count of its own counts as one.
record() {
  local name=$1 status=$2 seconds=$3 good bad outcome=ok
  read -r good bad < <(count)
  if [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then good=$((status == 0)); fi
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  if [ "$bad" -gt 0 ]; then
    outcome=FAILED
    told_faults | sed "s|^|$name: |" >>"$faults"
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  last_step_failed=$bad
  printf '%-36s %5ds  %s\n' "$name" "$seconds" "$outcome" >>"$summary"
}

# What cargo test, node's test runner, or a plain closing line counted.
count() {
  awk '
    /^test result: / { good += $4; bad += $6 }
    /^[0-9]+ passed, [0-9]+ failed/ { good += $1; bad += $3 }
    /^(#|ℹ) pass [0-9]+$/ { good += $3 }
    /^(#|ℹ) fail [0-9]+$/ { bad += $3 }
    END { print good + 0, bad + 0 }
  ' "$step_log"
}

# The checks of a step that failed, in one line each; its last line where it names none.
told_faults() {
  grep -m 20 -E '^(not ok [0-9]+ |not so: |test .* FAILED$|error(\[|:))' "$step_log" || tail -n 1 "$step_log"
}

# Prints the times, then once more what failed, then the line that ends everything; fails when a step did.
sum_up() {
  printf '\n== times\n'
  cat "$summary"
  if [ -s "$faults" ]; then
    printf '\n== what failed\n'
    cat "$faults"
  fi
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}

without_paths() {
  sed -u -e "s|${CARGO_TARGET_DIR:-$root/target}|target|g" -e "s|$root/||g" -e "s|$root|.|g" \
    -e "s|$scratch|SCRATCH|g" -e "s|${CARGO_HOME:-$HOME/.cargo}|CARGO_HOME|g" -e "s|$HOME|~|g"
}
