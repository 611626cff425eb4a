# Builds the page, fetches the model, then builds the server around them. Read by ../../nightjar.
# shellcheck shell=sh

run_dir=$root/.run
target=$root/server/target
jar_file=$target/nightjar.jar
aot_file=$target/nightjar.aot
jars=$target/lib
model=$root/model/dist
java_flags=$root/server/java.flags

# ensure_built install|ask: makes the built tree match the source, and java_home known.
ensure_built() {
  if is_current; then
    need run "$1"
  else
    need build "$1"
    build
  fi
}

is_current() {
  ! page_is_stale && ! model_is_untried && ! server_is_stale
}

build() {
  lock
  build_parts
  aot_is_current || train
  unlock
}

build_parts() {
  ! page_is_stale || step "building the page" build_page
  ! model_is_missing || try_model
  ! server_is_stale || step "building the server" make_server -DskipTests -Dspotless.check.skip package
}

# Two launchers must not build over one another.
lock() {
  mkdir -p "$run_dir"
  exec 9>"$run_dir/lock"
  flock -n 9 || {
    say "waiting for another launcher that is building"
    flock 9
  }
}

unlock() {
  exec 9>&-
}

# --- what is stale
# A stamp is as old as the beginning of the build that made it, so that a change during a build counts.

page_is_stale() {
  has_page || return 1
  [ -e "$root/ui/dist" ] && [ -e "$run_dir/page.stamp" ] || return 0
  [ -n "$(find "$root/ui" -mindepth 1 \
    \( -name node_modules -o -name dist -o -name shots -o -name '*.tsbuildinfo' \) -prune \
    -o -newer "$run_dir/page.stamp" -print -quit)" ]
}

model_is_missing() {
  has_model || return 1
  [ -e "$root/model/dist/objects.tflite" ] || return 0
  model_is_untried
}

# A network that was away is not asked again at every start, only by the next build.
model_is_untried() {
  has_model || return 1
  [ -e "$run_dir/model.stamp" ] || return 0
  [ -n "$(find "$root/model" -maxdepth 1 -type f -newer "$run_dir/model.stamp" -print -quit)" ]
}

server_is_stale() {
  [ -e "$jar_file" ] && [ -e "$run_dir/server.stamp" ] && [ -e "$natives/from" ] || return 0
  ! newer "$run_dir/page.stamp" "$run_dir/server.stamp" || return 0
  [ -n "$(find "$root/server/src/main" "$root/server/pom.xml" -newer "$run_dir/server.stamp" -print -quit)" ]
}

begin_stamp() {
  : >"$run_dir/$1.begun"
}

end_stamp() {
  mv "$run_dir/$1.begun" "$run_dir/$1.stamp"
}

# --- the page

build_page() {
  begin_stamp page
  (cd "$root/ui" && install_page_packages && npm run build) && end_stamp page
}

install_page_packages() {
  ! newer package-lock.json node_modules/.package-lock.json || npm ci --no-audit --no-fund --prefer-offline
}

# --- the model

try_model() {
  say "cutting out the model"
  quietly build_model || {
    : >"$run_dir/model.stamp"
    say "there is no model: motion is found, but objects will not be recognised; './nightjar build' tries again"
  }
}

build_model() {
  begin_stamp model
  (cd "$root/model" && install_model_package && node cut.mjs) && end_stamp model
}

install_model_package() {
  ! newer package-lock.json node_modules/.package-lock.json ||
    npm ci --ignore-scripts --no-audit --no-fund --prefer-offline
}

# --- the server

# make_server OPTION... GOAL
make_server() {
  begin_stamp server
  rm -rf "$target/lib" # else a dependency's old version stays beside its new one
  maven "$@" && unpack_natives && end_stamp server
}

# Every version in pom.xml is exact, so that a second build finds all of it on disk and needs no network.
maven() {
  # Maven 3.8's own libraries use both, and Java 25 warns of each.
  quiet="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  # shellcheck disable=SC2086 # two options
  "$java_home/bin/java" $quiet -version 2>/dev/null || quiet=
  JAVA_HOME=$java_home MAVEN_OPTS="${MAVEN_OPTS-} $quiet" mvn -B -ntp -f "$root/server/pom.xml" "$@"
}

# FFmpeg's libraries, SQLite's and TensorFlow Lite's, unpacked once: else each start looks for them in jars; a first one writes 43 MB into the
# home directory, and every one 2 MB into /tmp.
case $(uname -m) in
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-x86_64 ;;
esac
natives=$target/natives/$platform

unpack_natives() {
  from=$(echo "$target"/lib/*-"$platform".jar "$target"/lib/sqlite-jdbc-*.jar)
  if [ "$from" = "$(cat "$natives/from" 2>/dev/null)" ]; then return; fi
  unpack_libraries "$natives" "$platform" "$target"/lib/*-"$platform".jar "$target"/lib/sqlite-jdbc-*.jar
  echo "$from" >"$natives/from"
}

# unpack_libraries FOLDER PLATFORM JAR...: of each jar, the libraries we use.
unpack_libraries() {
  into=$1
  for_platform=$2
  shift 2
  rm -rf "$into"
  mkdir -p "$into/jars"
  for packed in "$@"; do
    unpack_jar
  done
  for library in jnijavacpp avutil swresample avcodec avformat swscale va drm tensorflowlite sqlitejdbc; do
    find "$into/jars" \( -name "lib$library[-.]*so*" -o -name "libjni$library.so" \) -exec mv {} "$into" \;
  done
  rm -rf "$into/jars"
}

# SQLite's jar has the libraries of every platform: ours alone.
unpack_jar() {
  within=
  case $packed:$for_platform in
    */sqlite-jdbc-*:linux-arm64) within=org/sqlite/native/Linux/aarch64/libsqlitejdbc.so ;;
    */sqlite-jdbc-*) within=org/sqlite/native/Linux/x86_64/libsqlitejdbc.so ;;
  esac
  (cd "$into/jars" && "$java_home/bin/jar" -xf "$packed" ${within:+"$within"})
}

# Whoever uses the server while the start-up archive is trained.
rehearse() {
  "$java_home/bin/java" -Xmx64m -XX:+UseSerialGC "$root/deploy/launcher/Rehearsal.java" "$@"
}
