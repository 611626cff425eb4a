# Which Nightjar this is, by git. Read by ../../nightjar.
# shellcheck shell=sh

# version_word: "1.2.3" at the tag v1.2.3. Else the version pom.xml says, a sign, the number of commits and the newest one:
# "~" (dpkg sorts it before that version) or "+" (after it) by whether that version has been tagged.
version_word() {
  next=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/server/pom.xml")
  next=${next:-0}
  if ! has git || ! commit=$(in_git rev-parse --short=9 HEAD); then
    echo "$next~source"
    return
  fi
  if tag=$(in_git describe --tags --exact-match --match 'v[0-9]*' HEAD); then
    word=${tag#v}
  else
    sign='~'
    ! in_git rev-parse -q --verify "refs/tags/v$next" >/dev/null || sign=+
    word=$next$sign$(in_git rev-list --count HEAD).g$commit
  fi
  [ -z "$(in_git status --porcelain -uno)" ] || word=$word.changed
  echo "$word"
}

# Only of this tree: one unpacked inside of another's repository is not that one's.
in_git() {
  [ -e "$root/.git" ] || return 1
  git -c safe.directory="$root" -C "$root" "$@" 2>/dev/null
}
