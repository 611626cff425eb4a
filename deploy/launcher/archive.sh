# Trains the class archive (JEP 483): a faster start, never needed. Read by ../../nightjar, and by the program of the
# Debian package; each says first where things are, and how to rehearse.
# shellcheck shell=sh

# Runs the program once, with somebody who sets it up, watches and looks back, so that Java can note which classes that takes.
train() {
  say "training the start-up archive (some seconds)"
  rm -f "$aot_file"
  if { training_run && put_together; } >"$run_dir/training.log" 2>&1; then
    mv "$aot_file.new" "$aot_file"
  else
    rm -f "$aot_file.new"
    say "no start-up archive: Nightjar will start more slowly ($run_dir/training.log says why)"
  fi
  rm -f "$aot_file.noted"
}

# A process of its own, once the one that noted is gone: together they take more than a board has (JEP 514 would do both at once).
put_together() {
  (run_java -XX:AOTMode=create "-XX:AOTConfiguration=$aot_file.noted" "-XX:AOTCache=$aot_file.new" run) && [ -s "$aot_file.new" ]
}

# As the service runs, with a made-up camera. Ended by a signal once the viewer is done: how long that takes differs tenfold from
# board to PC.
training_run() {
  stage=$run_dir/training
  rm -rf "$stage"
  (umask 077 && mkdir -p "$stage" && cat >"$stage/nightjar.yaml") <<END
listen: 127.0.0.1:0
onboarding: off
data: $stage/data
cameras: {front: {source: demo, width: 640, height: 360, record: {mode: continuous}}}
END
  (run_java -XX:AOTMode=record "-XX:AOTConfiguration=$aot_file.noted" run --config "$stage/nightjar.yaml") &
  trainee=$!
  if code=$(said 's/.*set up with the code \([^ ]*\) at .*/\1/p') && url=$(said 's/^Nightjar: \(https:[^ ]*\)$/\1/p'); then
    rehearse "$url" "$code" || echo "nobody looked at anything"
    kill "$trainee"
  fi
  wait "$trainee" || : # by the signal; what it noted tells whether all went well
  rm -rf "$stage"
  [ -s "$aot_file.noted" ]
}

# said SED: prints what that takes out of the trainee's words; fails if the trainee ends without saying it.
said() {
  while [ -e "/proc/$trainee/exe" ]; do # not kill -0: it finds the dead as well, until they are waited for
    sed -n "$1" "$run_dir/training.log" | grep -m 1 . && return
    sleep 0.1
  done
  return 1
}
