# Shared by the scripts: installs what is missing, and says what it does. Sourced, not run.

say() { printf '== %s\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# need_packages NAME…: Debian packages, installed only when one is missing.
need_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing system packages: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "these packages are missing and only root can install them: ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq || fail "the package lists could not be read; is there a network?"
  # Without the packaged default cluster: Stationmaster makes and keeps its own.
  "${as_root[@]}" mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "the packages could not be installed: ${missing[*]}"
}

need_swift() {
  command -v swift >/dev/null || fail "Swift 6.2 or newer is needed: see swift.org/install"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  printf '6.2\n%s\n' "$version" | sort -C -V || fail "Swift $version is too old; 6.2 or newer is needed"
}

# What the server is built with and runs on.
need_server_packages() {
  # PostgreSQL 15 or newer, whichever this system packages.
  local binaries version=0
  for binaries in /usr/lib/postgresql/*/bin/postgres; do
    [ -x "$binaries" ] || continue
    binaries=${binaries#/usr/lib/postgresql/}
    [ "${binaries%%/*}" -gt "$version" ] && version=${binaries%%/*}
  done
  [ "$version" -ge 15 ] || need_packages postgresql
  need_packages libpq-dev libssl-dev libsimdjson-dev libcurl4-openssl-dev libxlsxwriter-dev libzip-dev libexpat1-dev libvips-dev \
    pkg-config zlib1g-dev
}

# build_release NAME…: products as they are served, optimized across modules. Sets binaries, the folder that holds them.
build_release() {
  local release=(-c release -Xswiftc -cross-module-optimization) product
  for product in "$@"; do
    swift build "${release[@]}" --product "$product" || fail "the build failed; its messages are above"
  done
  binaries=$(swift build "${release[@]}" --show-bin-path)
}

# need_python: a virtual environment with the clients and the other GraphQL implementation that the tests use.
need_python() {
  need_packages python3 python3-venv
  local venv="$root/.venv"
  local wanted
  wanted=$(cat "$root"/Tests/*/requirements.txt)
  if [ "$wanted" != "$(cat "$venv/installed.txt" 2>/dev/null)" ]; then
    say "installing the Python packages of the tests into .venv"
    python3 -m venv --clear "$venv" || fail "no virtual environment could be made"
    echo "$wanted" >"$venv/wanted.txt"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$venv/wanted.txt" ||
      fail "the Python packages could not be installed"
    mv "$venv/wanted.txt" "$venv/installed.txt"
  fi
  python="$venv/bin/python"
}

# unpack_packages FOLDER NAME…: Debian packages unpacked below a folder that stands for /, rather than installed. For
# Node's libraries, which apt refuses where Node itself does not come from Debian. Where the lists are fresh enough this
# works without root.
unpack_packages() {
  local folder=$1 downloads archive
  shift
  [ "$(cat "$folder/unpacked" 2>/dev/null)" != "$*" ] || return 0
  say "unpacking into ${folder#"$root/"}: $*"
  downloads=$(mktemp -d)
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$downloads" && apt-get download -qq "$@" >/dev/null) || fail "the packages could not be downloaded: $*"
  for archive in "$downloads"/*.deb; do
    dpkg -x "$archive" "$folder" || fail "$archive could not be unpacked"
  done
  rm -rf "$downloads"
  echo "$*" >"$folder/unpacked"
}

# need_node_peers: the Node libraries that scripts/bench compares with.
need_node_peers() {
  command -v node >/dev/null || need_packages nodejs
  node_modules="$root/.peers/usr/share/nodejs"
  unpack_packages "$root/.peers" node-graphql node-pg node-split2 node-readable-stream node-xtend node-inherits \
    node-safe-buffer node-string-decoder node-util-deprecate
}

# need_browser: the browser that the portal's tests drive.
need_browser() {
  command -v chromium >/dev/null || need_packages chromium
}

portal_packages=(esbuild node-react node-react-dom node-scheduler node-typescript libjs-codemirror libjs-chart.js)

# need_portal_packages: what bundles and checks the portal. Sets portal_root: empty, or the folder that stands for / where
# the packages were unpacked since they could not be installed.
need_portal_packages() {
  command -v node >/dev/null || need_packages nodejs
  need_packages python3 python3-fonttools python3-brotli fonts-inter-variable
  portal_root=""
  dpkg-query -W -f '${db:Status-Status}\n' "${portal_packages[@]}" 2>/dev/null | grep -c '^installed$' |
    grep -qx "${#portal_packages[@]}" && return
  portal_root="$root/.build/portal-packages"
  [ "$(cat "$portal_root/unpacked" 2>/dev/null)" != "${portal_packages[*]}" ] || return 0
  # In a shell of its own, since a refusal ends it.
  if (need_packages "${portal_packages[@]}"); then
    portal_root=""
    return
  fi
  unpack_packages "$portal_root" "${portal_packages[@]}"
}

# portal_versions: one line for each package that the portal is made of.
portal_versions() {
  echo "$portal_root"
  dpkg-query -W "${portal_packages[@]}" fonts-inter-variable python3-fonttools 2>/dev/null || true
}
