# How the launcher speaks and how it gives up. Read by ../../nightjar.
# shellcheck shell=sh disable=SC2034

# sysexits.h, as the program itself uses them.
EX_USAGE=64
EX_UNAVAILABLE=69
EX_SOFTWARE=70

say() {
  printf 'nightjar: %s\n' "$*" >&2
}

# die CODE MESSAGE
die() {
  code=$1
  shift
  say "$*"
  exit "$code"
}

# step WHAT COMMAND...: says what it does; shows the command's output only if it fails.
step() {
  say "$1"
  shift
  quietly "$@" || die "$EX_SOFTWARE" "that failed: its whole output is above"
}

quietly() {
  mkdir -p "$run_dir"
  if ! "$@" >"$run_dir/step.log" 2>&1; then
    cat "$run_dir/step.log" >&2
    return 1
  fi
}

# newer FILE THAN: whether FILE exists and is younger, or THAN does not exist.
newer() {
  [ -e "$1" ] || return 1
  [ ! -e "$2" ] || [ -n "$(find "$1" -prune -newer "$2")" ]
}
