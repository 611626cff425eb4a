# Finds a Java that is new enough. Read by needs.sh, and by the program of the Debian package.
# shellcheck shell=sh

java_needed=25
jvms=${NIGHTJAR_JVMS:-/usr/lib/jvm}

has() {
  command -v "$1" >/dev/null
}

# Prints the feature release of the Java in a folder. Reads its "release" file: starting Java would cost a board a second.
java_release() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='="' read -r key _ value _; do
    [ "$key" != JAVA_VERSION ] || { echo "${value%%[!0-9]*}"; return; }
  done <"$1/release"
  return 1
}

# Folders that may hold a Java, best first, one a line.
java_homes() {
  [ -z "${JAVA_HOME-}" ] || echo "$JAVA_HOME"
  if on_path=$(command -v java); then
    dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")"
  fi
  for home in "$jvms"/*; do
    echo "$home"
  done
}

# find_java run|build|test: sets java_home to the first Java that is new enough, and able to compile unless only running.
find_java() {
  while IFS= read -r java_home; do
    release=$(java_release "$java_home") || continue
    [ "${release:-0}" -ge "$java_needed" ] || continue
    [ "$1" = run ] || { [ -x "$java_home/bin/javac" ] && [ -x "$java_home/bin/jar" ]; } || continue
    return 0
  done <<EOF_HOMES
$(java_homes)
EOF_HOMES
  java_home=
  return 1
}
