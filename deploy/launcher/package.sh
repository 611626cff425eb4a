# Makes the Debian package. Why it is as it is: docs/design/package.md. Read by ../../nightjar.
# shellcheck shell=sh

package_dir=$root/package

# package [ARCHITECTURE]
package() {
  [ $# -le 1 ] || die "$EX_USAGE" "one architecture at a time: amd64 or arm64"
  case ${1:-$(uname -m)} in
    amd64 | x86_64) architecture=amd64 package_platform=linux-x86_64 ;;
    arm64 | aarch64) architecture=arm64 package_platform=linux-arm64 ;;
    *) die "$EX_USAGE" "there is no package for ${1:-$(uname -m)}: amd64 or arm64" ;;
  esac
  has dpkg-deb || die "$EX_UNAVAILABLE" "dpkg-deb is missing: only Debian and its kin make Debian packages"
  need build install
  lock
  build_parts
  [ -e "$model/objects.tflite" ] || die "$EX_UNAVAILABLE" "there is no model, and a package needs it: the network was away"
  package_version=${NIGHTJAR_PACKAGE_VERSION:-$(version_word)}
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(in_git log -1 --format=%ct || echo 1767225600)}
  export SOURCE_DATE_EPOCH
  staged=$run_dir/package-$architecture
  step "gathering what goes into the package" stage
  mkdir -p "$package_dir"
  made=$package_dir/nightjar_${package_version}_$architecture.deb
  step "packing" pack "$made"
  unlock
  echo "$made"
}

# --- the files, as they will be installed

stage() {
  rm -rf "$staged"
  program=$staged/root/usr/lib/nightjar
  mkdir -p "$program/lib" "$program/model" "$program/launcher"
  stage_jars && stage_program && stage_system && stage_words && stage_control && even_out
}

# By group and name, so that the list of parts can say where each comes from.
stage_jars() {
  maven -q dependency:copy-dependencies -DincludeScope=runtime "-Dnative.platform=$package_platform" \
    -Dmdep.useRepositoryLayout=true "-DoutputDirectory=$staged/repository" || return 1
  find "$staged/repository" -name '*.jar' | LC_ALL=C sort >"$staged/jars"
  grep -v -- "-linux-[^/]*\.jar$" "$staged/jars" | while IFS= read -r jar; do
    case $jar in
      */sqlite-jdbc-*) without_natives "$jar" "$program/lib/${jar##*/}" ;;
      *) cp "$jar" "$program/lib/" ;;
    esac || return 1
  done || return 1
  # shellcheck disable=SC2046 # names without spaces, unless the tree's has some
  (IFS='
' && unpack_libraries "$program/natives" "$package_platform" $(grep -E -- "-$package_platform\.jar$|/sqlite-jdbc-" "$staged/jars"))
  [ -e "$program/natives/libsqlitejdbc.so" ]
}

# SQLite's jar has the libraries of 20 platforms, 11 MB; ours lies beside the others.
without_natives() {
  mkdir -p "$staged/unpacked"
  (
    cd "$staged/unpacked"
    "$java_home/bin/jar" -xf "$1"
    rm -rf org/sqlite/native
    find . -type f ! -path ./META-INF/MANIFEST.MF | LC_ALL=C sort >../entries
    "$java_home/bin/jar" --create --file "$2" --manifest META-INF/MANIFEST.MF \
      --date "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" @../entries
  )
}

stage_program() {
  cp "$jar_file" "$program/nightjar.jar"
  cp "$java_flags" "$program/"
  cp "$model"/* "$program/model/"
  for part in say find java archive; do
    cp "$root/deploy/launcher/$part.sh" "$program/launcher/"
  done
  echo "$package_version" >"$program/version"
  "$java_home/bin/javac" -proc:none --release "$java_needed" -d "$program/rehearsal" "$root/deploy/launcher/Rehearsal.java"
}

stage_system() {
  parts=$root/deploy/package
  install -D "$parts/nightjar" "$staged/root/usr/bin/nightjar"
  install -D -m 644 "$parts/nightjar.yaml" "$staged/root/etc/nightjar/nightjar.yaml"
  for unit in nightjar.service nightjar.socket nightjar-reboot.path nightjar-reboot.service; do
    install -D -m 644 "$parts/$unit" "$staged/root/usr/lib/systemd/system/$unit"
  done
}

# What it is made of, and under whose licences.
stage_words() {
  doc=$staged/root/usr/share/doc/nightjar
  mkdir -p "$doc/licences"
  cp "$root/NOTICE" "$root/THIRD-PARTY.md" "$doc/"
  cat "$root/deploy/package/copyright" "$root/LICENSE" >"$doc/copyright"
  cp "$root/docs/ref/config.md" "$doc/settings.md"
  cp "$root/deploy/package/notices" "$doc/licences/NOTICES"
  gzip -9n <"$root/CHANGELOG.md" >"$doc/changelog.gz"
  while IFS= read -r jar; do
    licences_of "$jar"
  done <"$staged/jars"
  node "$root/deploy/package/sbom.mjs" "$package_version" "$package_platform" "$staged/repository" "$program" >"$doc/sbom.cdx.json"
}

licences_of() {
  name=${1##*/}
  mkdir -p "$staged/licence"
  (
    cd "$staged/licence"
    "$java_home/bin/jar" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -xf "$1" META-INF || exit 1
    find META-INF -type f | grep -iE '/(licen[cs]e|notice|copying)[^/]*$' | grep -v '\.class$' | LC_ALL=C sort | while IFS= read -r file; do
      install -D -m 644 "$file" "$doc/licences/${name%.jar}/${file##*/}"
    done
  )
  rm -rf "$staged/licence"
}

stage_control() {
  mkdir -p "$staged/root/DEBIAN"
  libva=
  [ "$architecture" != arm64 ] || libva=', libva-drm2, libva2, libdrm2, libudev1'
  size=$(du -sk --apparent-size --exclude=DEBIAN "$staged/root" | cut -f 1)
  sed -e "s/@VERSION@/$package_version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/; s/@LIBVA@/$libva/" \
    "$root/deploy/package/control" >"$staged/root/DEBIAN/control"
  for script in postinst prerm postrm; do
    install "$root/deploy/package/$script" "$staged/root/DEBIAN/$script"
  done
  echo /etc/nightjar/nightjar.yaml >"$staged/root/DEBIAN/conffiles"
  (cd "$staged/root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
}

# Whoever builds, whenever: the same modes and times.
even_out() {
  find "$staged/root" -type d -exec chmod 755 {} +
  find "$staged/root" -type f -perm -u+x -exec chmod 755 {} +
  find "$staged/root" -type f ! -perm -u+x -exec chmod 644 {} +
  find "$program/natives" "$program/lib" -type f -exec chmod 644 {} +
  find "$staged/root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# pack FILE: with one thread, for with more the bytes would depend on how many there are.
pack() {
  dpkg-deb --root-owner-group --threads-max=1 "-Z${NIGHTJAR_PACKAGE_COMPRESSION:-xz}" --build "$staged/root" "$1.new" &&
    mv "$1.new" "$1" && rm -rf "$staged"
}
