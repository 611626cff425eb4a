# Starts the built program. Read by ../../nightjar.
# shellcheck shell=sh

# A 1 GB board reports some 900 MB; the boards with 512 MB are meant.
small_board_kb=768000

# become_nightjar ARGUMENT...: never returns, so that signals and the exit code are the program's own.
become_nightjar() {
  if aot_is_current; then
    run_java "-XX:AOTCache=$aot_file" "$@"
  else
    run_java -Xshare:auto "$@"
  fi
}

# run_java CLASS-ARCHIVE-OPTION ARGUMENT...
run_java() {
  archive=$1
  shift
  natives=$(natives_dir)
  # shellcheck disable=SC2046,SC2086 # options without spaces
  exec "$java_home/bin/java" "@$root/server/java.flags" $(compiler_options) "$archive" \
    "-Djava.library.path=$natives" "-Dorg.bytedeco.javacpp.platform.library.path=$natives" \
    "-Dorg.bytedeco.javacpp.cachedir=$natives/cache" "-Dorg.sqlite.lib.path=$natives" ${NIGHTJAR_JAVA_OPTS-} \
    -p "$(module_path)" -m nightjar/nightjar.Main "$@"
}

# The optimising compiler makes TLS and arithmetic far faster, and costs 9 MB when idle, some 35 MB under load.
compiler_options() {
  [ "$(memory_kb)" -ge "$small_board_kb" ] || echo -XX:TieredStopAtLevel=1
}

memory_kb() {
  while read -r key value _; do
    [ "$key" != MemTotal: ] || { echo "$value"; return; }
  done <"${NIGHTJAR_MEMINFO:-/proc/meminfo}"
}

# Jar by jar, not the folder: the class archive wants it so, and the jars of native libraries stay out.
module_path() {
  path=$jar_file
  for jar in "$target"/lib/*.jar; do
    case $jar in
      *-linux-x86_64.jar | *-linux-arm64.jar) ;;
      *) path=$path:$jar ;;
    esac
  done
  echo "$path"
}

# --- the class archive (JEP 483, 514): a faster start, never needed

aot_is_current() {
  [ -e "$aot_file" ] && ! newer "$jar_file" "$aot_file" && ! newer "$root/server/java.flags" "$aot_file"
}

# Runs the program once with a viewer who looks back, too, so that Java can note which classes that takes.
train() {
  say "training the start-up archive (some seconds)"
  rm -f "$aot_file"
  if training_run >"$run_dir/training.log" 2>&1; then
    mv "$aot_file.new" "$aot_file"
  else
    rm -f "$aot_file.new"
    say "no start-up archive: Nightjar will start more slowly ($run_dir/training.log says why)"
  fi
}

# Ended by a signal once the viewer is done: how long that takes differs tenfold from board to PC.
training_run() {
  (run_java "-XX:AOTCacheOutput=$aot_file.new" demo --port 0 --seconds 300) &
  trainee=$!
  if url=$(wait_for_url); then
    (run_java -Xshare:auto watch "$url" --seconds 2 >/dev/null) || echo "the viewer saw nothing"
    "$java_home/bin/java" -Xmx64m -XX:+UseSerialGC "$root/deploy/launcher/Rehearsal.java" "$url" ||
      echo "nothing was looked back at"
    kill "$trainee"
  fi
  wait "$trainee" || : # by the signal; the archive tells whether all went well
  [ -s "$aot_file.new" ]
}

# Prints the address the trainee prints; fails if it ends without one.
wait_for_url() {
  while [ -e "/proc/$trainee/exe" ]; do # not kill -0: it finds the dead as well, until they are waited for
    sed -n 's/.*\(http:\/\/[^ ]*\).*/\1/p' "$run_dir/training.log" | grep -m 1 . && return
    sleep 0.1
  done
  return 1
}
