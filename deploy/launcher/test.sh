# Runs every test. Read by ../../nightjar.
# shellcheck shell=sh

# test_everything: all parts run even when one fails; each prints its runner's own closing line.
test_everything() {
  summary=
  failed=0
  lock
  part launcher "$root/deploy/test-launcher"
  if has_page; then
    part "page: packages" in_page install_page_packages
    part "page: lint and types" in_page npm run check
    part "page: unit tests" in_page npm test
    part "page: build" build_page
  fi
  ! has_model || part "model: cut out" build_model
  part "server: build and tests" verify_server
  unlock # the parts below start launchers of their own
  part package "$root/deploy/test-package"
  if has_page; then
    part "page: in a browser" in_page test_in_browser
  fi
  printf '\n%s' "$summary"
  [ "$failed" = 0 ] || die 1 "$failed of the parts failed"
  say "all parts passed"
}

# part NAME COMMAND...
part() {
  name=$1
  shift
  printf '\n== %s\n' "$name"
  began=$(date +%s)
  if "$@"; then result=ok; else result=FAILED failed=$((failed + 1)); fi
  summary="$summary$(printf '%-7s %4s s  %s' "$result" $(($(date +%s) - began)) "$name")
"
}

in_page() {
  (cd "$root/ui" && "$@")
}

verify_server() {
  make_server verify && train
}

# The browser tests start a server of their own unless NIGHTJAR_SERVER names one: here they must.
test_in_browser() {
  env -u NIGHTJAR_SERVER npm run test:browser
}
