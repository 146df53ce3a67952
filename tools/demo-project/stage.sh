# SPDX-License-Identifier: GPL-2.0-or-later
# The people of the demo, for tools/demo and for the tests inside QGIS; to be sourced by bash. Expects in variables:
#   root  the clone      bin  the folder of syncline and syncline-devserver      stage  an empty folder, where all of it goes
# and sets url and processes. Whoever sources it calls stop_everything at the end.
password=demo-only
processes=()

stop_everything()
{
  local process
  for process in "${processes[@]}"; do
    kill "$process" 2>/dev/null || true
  done
}

# The demo server. Arguments are passed on to it.
start_server()
{
  : >"$stage/server.log" # the shell makes it for the server in its own time, and it is read at once
  "$bin/syncline-devserver" --workspace demo --default-role admin --user "anna:$password" --user "ben:$password" "$@" \
    >>"$stage/server.log" 2>&1 </dev/null &
  processes+=($!)
  url=
  for _ in $(seq 100); do
    url=$(sed -n 's/^listening on //p' "$stage/server.log")
    [ -z "$url" ] || return 0
    sleep 0.1
  done
  cat "$stage/server.log" >&2
  echo "the demo server did not start" >&2
  exit 1
}

as() # PERSON COMMAND...: with the sign-in of that person in the environment
{
  local person=$1
  shift
  env SYNCLINE_CREDENTIALS=none MERGIN_URL="$url" MERGIN_USERNAME="$person" MERGIN_PASSWORD="$password" "$@" </dev/null
}

# A project on real data, as anna uploads it and ben downloads it: $stage/anna/survey and $stage/ben.
make_people()
{
  mkdir -p "$stage/anna" "$stage/home" "$stage/runtime"
  chmod 700 "$stage/runtime"
  HOME=$stage/home XDG_RUNTIME_DIR=$stage/runtime PATH=/usr/bin:/bin:$PATH /usr/bin/python3 "$root/tools/demo-project/make_project.py" \
    "$stage/anna/survey" >"$stage/project.log" 2>&1
  as anna "$bin/syncline" --quiet create --from-dir "$stage/anna/survey" demo/survey >"$stage/create.log"
  as ben "$bin/syncline" --quiet download demo/survey "$stage/ben" >"$stage/download.log"
}
