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
  need_packages libpq-dev libssl-dev libsimdjson-dev pkg-config zlib1g-dev
}

# need_python: a virtual environment with the clients and the other GraphQL implementation that the tests use.
need_python() {
  need_packages python3 python3-venv
  local venv="$root/.venv"
  local wanted="$root/Tests/EndToEndTests/requirements.txt"
  if ! cmp -s "$wanted" "$venv/installed.txt"; then
    say "installing the Python packages of the tests into .venv"
    python3 -m venv --clear "$venv" || fail "no virtual environment could be made"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" ||
      fail "the Python packages could not be installed"
    cp "$wanted" "$venv/installed.txt"
  fi
  python="$venv/bin/python"
}

# need_node_peers: the Node libraries that scripts/bench compares with, unpacked beside the project rather than installed:
# apt refuses them where Node itself does not come from Debian.
need_node_peers() {
  command -v node >/dev/null || need_packages nodejs
  node_modules="$root/.peers/usr/share/nodejs"
  if [ ! -e "$root/.peers/complete" ]; then
    say "unpacking graphql-js and node-pg into .peers"
    local downloads
    downloads=$(mktemp -d)
    rm -rf "$root/.peers"
    mkdir -p "$root/.peers"
    # Where the lists are fresh enough this works without root.
    (cd "$downloads" && apt-get download -qq node-graphql node-pg node-split2 node-readable-stream node-xtend node-inherits \
      node-safe-buffer node-string-decoder node-util-deprecate >/dev/null) || fail "the Node packages could not be downloaded"
    local package
    for package in "$downloads"/*.deb; do dpkg -x "$package" "$root/.peers"; done
    rm -rf "$downloads"
    touch "$root/.peers/complete"
  fi
}
