# The browsers of the tests: `find_browsers` sets CHROMIUM, and SHELL_OF_CHROMIUM where it is installed: the
# same engine without the windows and profiles of a whole browser, in which a page costs 0.28 s of
# processor time to open and to close, and 0.71 s in that (the middle of three turns of 20 each). It blocks
# no third-party cookies: stories of pages of other origins want the whole one.
# shellcheck shell=bash

# Fails without the whole browser; the shell only saves time.
find_browsers() {
  CHROMIUM=$(command -v chromium) || return 1
  export CHROMIUM
  if SHELL_OF_CHROMIUM=$(command -v chromium-headless-shell); then
    export SHELL_OF_CHROMIUM
  else
    unset SHELL_OF_CHROMIUM
  fi
}
