# Starts the program. Read by ../../nightjar, and by the program of the Debian package; each says first where things are.
# shellcheck shell=sh

# A 1 GB board reports some 900 MB; the boards with 512 MB are meant.
small_board_kb=768000

# become_nightjar ARGUMENT...: never returns, so that signals and the exit code are the program's own.
become_nightjar() {
  take_socket
  if aot_is_current; then
    run_java "-XX:AOTCache=$aot_file" "$@"
  else
    run_java -Xshare:auto "$@"
  fi
}

# A listening socket of systemd's is open as 3. Java takes one over as its standard input only (HandedSocket).
take_socket() {
  if [ "${LISTEN_PID-}" = $$ ] && [ "${LISTEN_FDS-}" = 1 ]; then
    exec <&3 3<&-
  fi
}

# run_java CLASS-ARCHIVE-OPTION... COMMAND ARGUMENT...
run_java() {
  main=-m # still to come
  for word; do
    shift
    if [ -n "$main" ] && [ "${word#-X}" = "$word" ]; then
      set -- "$@" -m nightjar/nightjar.Main
      main=
    fi
    set -- "$@" "$word"
  done
  # shellcheck disable=SC2046,SC2086 # options without spaces
  exec "$java_home/bin/java" "@$java_flags" $(compiler_options) \
    "-Djava.library.path=$natives" "-Dorg.bytedeco.javacpp.platform.library.path=$natives" \
    "-Dorg.bytedeco.javacpp.cachedir=${javacpp_cache:-$natives/cache}" "-Dorg.sqlite.lib.path=$natives" \
    "-Dnightjar.natives=$natives" "-Dnightjar.model=$model" "-Dnightjar.version=$(version_word)" ${NIGHTJAR_JAVA_OPTS-} \
    -p "$(module_path)" "$@"
}

# The optimising compiler makes TLS and arithmetic far faster, and costs 9 MB when idle, some 35 MB under load.
# Where there is little room for compiled code, Java looks now and then for what is not called any more, and drops it.
compiler_options() {
  [ "$(memory_kb)" -ge "$small_board_kb" ] || echo -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=10m
}

memory_kb() {
  while read -r key value _; do
    [ "$key" != MemTotal: ] || { echo "$value"; return; }
  done <"${NIGHTJAR_MEMINFO:-/proc/meminfo}"
}

# Jar by jar, not the folder: the class archive wants it so, and the jars of native libraries stay out.
module_path() {
  path=$jar_file
  for jar in "$jars"/*.jar; do
    case $jar in
      *-linux-x86_64.jar | *-linux-arm64.jar) ;;
      *) path=$path:$jar ;;
    esac
  done
  echo "$path"
}

aot_is_current() {
  [ -e "$aot_file" ] && ! newer "$jar_file" "$aot_file" && ! newer "$java_flags" "$aot_file"
}
