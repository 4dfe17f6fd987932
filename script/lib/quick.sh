# Where the databases of tests come and go: `quick_folder` names a folder in memory where there is room, or
# else that of temporary files. On ext4 half of the processor time of the tests on PostgreSQL went into
# finding inodes for new files, as it passes over those of files that were deleted just before; 82 of them
# took 21 to 30 s there, and 17 in memory.
# shellcheck shell=bash

# Kilobytes. A run has taken a few hundred thousand.
ROOM=$((4 * 1024 * 1024))

quick_folder() {
  local room memory
  room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
  memory=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
  if [ -w /dev/shm ] && ! grep -q ' /dev/shm .*noexec' /proc/mounts &&
    [ "${room:-0}" -gt "$ROOM" ] && [ "${memory:-0}" -gt $((2 * ROOM)) ]; then
    echo /dev/shm
  else
    echo "${TMPDIR:-/tmp}"
  fi
}
