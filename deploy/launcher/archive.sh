# Trains the class archive (JEP 483, 514): a faster start, never needed. Read by ../../nightjar, and by the program of the
# Debian package; each says first where things are, and how to rehearse.
# shellcheck shell=sh

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
    rehearse "$url" ||
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
