#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# keyring.sh unlocked|locked|asking|missing PROGRAM: runs PROGRAM in a session of its own, with a home of its own, whose keyring is so.
set -eu
state=$1
program=$2

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/.local/share" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/.config"
mkdir -p -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME"
export SYNCLINE_TEST_KEYRING="$state"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SYNCLINE_CREDENTIALS || true

case $state in
  unlocked) # the newline is the keyring's password; without one it would ask for it
    dbus-run-session -- sh -c 'printf "\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0"' "$program" ;;
  locked) # the bus starts the keyring when it is asked for; nobody unlocks it, and there is no display to ask on
    dbus-run-session -- "$program" ;;
  asking) # the same with a display: it opens a dialog and waits for somebody to type
    xvfb-run -a dbus-run-session -- "$program" ;;
  missing) # no session bus, no display to start one on
    "$program" ;;
  *)
    echo "unknown state: $state" >&2
    exit 2 ;;
esac
