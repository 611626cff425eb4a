# Starts a benchmark. Read by the scripts beside this folder, which say where the tree is.
# shellcheck shell=sh

# shellcheck source=../../deploy/launcher/say.sh
. "$root/deploy/launcher/say.sh"
# shellcheck source=../../deploy/launcher/needs.sh
. "$root/deploy/launcher/needs.sh"

# What stands in for cameras is the tests' own.
fakes="camera/rpicam/FakeRpicam camera/ffmpeg/RtspServer camera/ffmpeg/Rtp"

# Small and quiet, for it shares the cores with what it measures.
java_options="-XX:+UseSerialGC -Xmx128m -XX:TieredStopAtLevel=1 -XX:-UsePerfData"

# run_bench CLASS ARGUMENT...: never returns.
run_bench() {
  "$root/nightjar" build
  # shellcheck disable=SC2154 # needs.sh sets them
  find_java build || die "$EX_UNAVAILABLE" "no Java $java_needed"
  classes=$root/.run/bench-classes
  compile_fakes
  class=$1
  shift
  # shellcheck disable=SC2086 # options without spaces
  exec "$java_home/bin/java" $java_options \
    -cp "$classes:$root/server/target/classes:$root/server/target/lib/*" "$root/bench/java/$class.java" "$root" "$@"
}

compile_fakes() {
  sources=
  for fake in $fakes; do
    sources="$sources server/src/test/java/nightjar/$fake.java"
  done
  # shellcheck disable=SC2086 # names without spaces
  (cd "$root" && "$java_home/bin/javac" -d "$classes" -cp server/target/classes $sources)
}
