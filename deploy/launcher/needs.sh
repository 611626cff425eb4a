# What Nightjar needs from the system, how to tell that it is there, how to get it. Read by ../../nightjar.
# shellcheck shell=sh

java_package=openjdk-25-jdk-headless
node_needed=20

case $(uname -m) in
  aarch64) node_platform=linux-arm64 ;;
  *) node_platform=linux-x64 ;;
esac
own_node=$root/.tools/node/node_modules/node-$node_platform/bin

# shellcheck source=find.sh
. "$root/deploy/launcher/find.sh"

# --- the other things

node_release() {
  version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  echo "${version%%.*}"
}

has_new_node() {
  release=$(node_release) && [ "$release" -ge "$node_needed" ]
}

# Puts the Node of our own on the PATH if the system's is missing or too old.
choose_node() {
  has_new_node || [ ! -x "$own_node/node" ] || PATH=$own_node:$PATH
}

has_page() {
  [ -e "$root/ui/package.json" ]
}

has_model() {
  [ -e "$root/model/package.json" ]
}

has_browser() {
  has chromium || has chromium-browser || has google-chrome
}

# The tests send alerts through a real broker and a real mail server. Debian keeps the first where only root looks for programs.
has_broker() {
  has mosquitto || [ -x "${NIGHTJAR_SBIN:-/usr/sbin}/mosquitto" ]
}

has_mail_server() {
  [ -e "${NIGHTJAR_PYTHON:-/usr/lib/python3/dist-packages}/aiosmtpd" ]
}

# FFmpeg's library for arm64 is linked to libva and does not bring it; the one for x86-64 does.
has_va() {
  [ "$(uname -m)" != aarch64 ] || [ -e /usr/lib/aarch64-linux-gnu/libva-drm.so.2 ]
}

# Checks passwords.
has_argon2() {
  for library in "${NIGHTJAR_LIBRARIES:-/usr/lib}"/*/libargon2.so.1; do
    [ ! -e "$library" ] || return 0
  done
  return 1
}

# missing_packages run|build|test: the Debian packages this system lacks for it.
missing_packages() {
  find_java "$1" || echo "$java_package"
  has_va || echo libva-drm2
  has_argon2 || echo libargon2-1
  [ "$1" != run ] || return 0
  has mvn || echo maven
  if has_page; then
    has node || echo nodejs
    has npm || echo npm
  fi
  [ "$1" = test ] || return 0
  has_browser || echo chromium
  has_broker || echo mosquitto
  has_mail_server || echo python3-aiosmtpd
}

missing_node() {
  [ "$1" != run ] && has_page && has node && ! has_new_node
}

# --- getting them

# need run|build|test install|ask: returns if all is there. Else installs it if told to and able to, or says how and ends.
need() {
  choose_node
  packages=$(missing_packages "$1" | tr '\n' ' ')
  [ -n "$packages" ] || missing_node "$1" || { find_java "$1"; return; }
  if [ "$2" = install ] && may_install; then
    install_needs "$1"
  else
    tell_needs
  fi
}

setup() {
  choose_node
  packages=$(missing_packages test | tr '\n' ' ')
  if [ -n "$packages" ] || missing_node test; then
    install_needs test
  fi
  say "everything Nightjar needs is here"
}

# Without asking anybody for a password.
may_install() {
  has apt-get && { is_root || sudo -n true 2>/dev/null; }
}

is_root() {
  [ "$(id -u)" = 0 ]
}

as_root() {
  if is_root; then "$@"; else sudo "$@"; fi
}

install_needs() {
  [ -z "$packages" ] || install_packages
  choose_node
  ! missing_node "$1" || fetch_node
  left=$(missing_packages "$1" | tr '\n' ' ')
  [ -z "$left" ] || die "$EX_UNAVAILABLE" "installed, and still not usable: $left"
  find_java "$1"
}

install_packages() {
  has apt-get && { is_root || has sudo; } || tell_needs
  as_root apt-get -q update >/dev/null 2>&1 || say "apt-get update failed; going on with the lists there are"
  case $packages in
    *"$java_package"*) apt_offers "$java_package" || tell_java ;;
  esac
  say "installing with apt-get (this may take minutes): $packages"
  # shellcheck disable=SC2086 # a list of names
  quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $packages ||
    die "$EX_UNAVAILABLE" "apt-get could not install: $packages"
}

apt_offers() {
  apt-cache policy "$1" | grep -q 'Candidate: [^(]'
}

# Debian 12 has Node 18. The npm registry has the project's own builds as plain packages: locked by hash, kept in .tools.
fetch_node() {
  say "fetching Node for building the page, from the npm registry, into .tools"
  mkdir -p "$root/.tools/node"
  cp "$root"/deploy/node/package*.json "$root/.tools/node/"
  quietly npm ci --prefix "$root/.tools/node" --no-audit --no-fund ||
    die "$EX_UNAVAILABLE" "npm could not install Node $node_needed or newer"
  choose_node
  has_new_node || die "$EX_UNAVAILABLE" "the Node in .tools does not run on this system"
}

# --- saying how

tell_needs() {
  has apt-get || die "$EX_UNAVAILABLE" "missing: ${packages:-Node $node_needed or newer} (by Debian's names)"
  case $packages in
    *"$java_package"*) apt_offers "$java_package" || tell_java ;;
  esac
  if [ -n "$packages" ]; then
    say "missing: $packages"
    say "get it with: sudo apt-get install -y --no-install-recommends $packages"
  else
    say "missing: Node $node_needed or newer; this system's is $(node --version)"
  fi
  die "$EX_UNAVAILABLE" "./nightjar setup gets everything Nightjar needs"
}

tell_java() {
  say "Java $java_needed or newer is missing, and this system's packages do not have it; nothing was installed."
  for home in "$jvms"/*; do
    release=$(java_release "$home") && say "  (found Java $release in $home)"
  done
  say "  Debian 13 and Raspberry Pi OS (trixie) have it: $java_package."
  say "  Elsewhere get a JDK $java_needed of any vendor (adoptium.net, for one), unpack it, and say where it is:"
  die "$EX_UNAVAILABLE" "  JAVA_HOME=/path/to/jdk-$java_needed ./nightjar ..."
}
