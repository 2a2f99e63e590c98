# What the scripts share: installing what is missing, and a PostgreSQL of their own under /tmp.
# Sourced by bash, never run. Names of functions say what they leave behind.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "This needs root or sudo: $*"
  fi
}

# apt_install PACKAGE...: on Debian and Ubuntu; elsewhere a message that names the packages.
apt_install() {
  command -v apt-get >/dev/null || die "Please install what these Debian packages hold: $*"
  say "installing $*"
  if [ -z "${apt_updated:-}" ]; then
    as_root apt-get -o DPkg::Lock::Timeout=600 update -qq
    apt_updated=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "$@" >/dev/null
}

need_rust() {
  command -v cargo >/dev/null && return
  [ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env" && command -v cargo >/dev/null && return
  die "Rust 1.94 or newer is needed: https://rustup.rs"
}

need_compiler() { command -v cc >/dev/null || apt_install build-essential; }

# The newest PostgreSQL's folder of programs, or nothing.
postgres_bin() {
  local dir
  for dir in "$(pg_config --bindir 2>/dev/null || true)" \
    $(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null | sort -rV); do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
      printf '%s\n' "$dir"
      return
    fi
  done
}

need_postgres() {
  [ -n "$(postgres_bin)" ] && return
  # Debian's package makes and starts a cluster of its own unless it is told not to.
  if command -v apt-get >/dev/null && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  apt_install postgresql
}

need_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then apt_install nodejs npm; fi
}

# What the pages load and did not write themselves; build.rs puts it into the program.
need_page_assets() {
  need_node
  if [ "$top/package-lock.json" -nt "$top/node_modules/.package-lock.json" ]; then
    (cd "$top" && npm ci --ignore-scripts --no-audit --no-fund && touch node_modules/.package-lock.json package.json)
  fi
}

need_chromium() {
  if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then apt_install chromium; fi
  if [ ! -d /usr/share/fonts/opentype/noto ] && command -v apt-get >/dev/null; then apt_install fonts-noto-cjk; fi
}

# What the browser tests stand on, at the versions that their lock file names.
need_browser_tests() {
  local at=$top/tests/browser
  if [ "$at/package-lock.json" -nt "$at/node_modules/.package-lock.json" ]; then
    (cd "$at" && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json)
  fi
}

run_user() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }

# as_postgres COMMAND...: PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  local user
  user=$(run_user)
  (cd /tmp && setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@")
}

# start_cluster [SETTING...]: sets $cluster to the folder of a server's socket. The folder has the form that the
# tests use, so that one left behind by a killed script is removed by their next start.
start_cluster() {
  local bin
  bin=$(postgres_bin)
  cluster=/tmp/yishi-test-$$
  mkdir -m 700 "$cluster"
  echo $$ >"$cluster/owner.pid"
  if [ "$(id -u)" = 0 ]; then chown -R "$(run_user)" "$cluster"; fi
  as_postgres "$bin/initdb" --no-sync -U postgres -A trust -E UTF8 --locale=C.UTF-8 -D "$cluster/data" >/dev/null
  as_postgres tee -a "$cluster/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$cluster'
fsync = off
max_connections = 100
$(printf '%s\n' "$@")
CONF
  as_postgres "$bin/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w start >/dev/null
}

stop_cluster() {
  [ -n "${cluster:-}" ] || return 0
  as_postgres "$(postgres_bin)/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
  cluster=
}

# migrated_database: sets $database_url to a database with every migration, as the runtime role.
migrated_database() {
  local psql file
  psql="$(postgres_bin)/psql -q -v ON_ERROR_STOP=1 -h $cluster"
  $psql -U postgres -d postgres \
    -c "create role yishi_owner login createrole" -c "create role yishi_app login" \
    -c "create database yishi owner yishi_owner" \
    -c "alter database yishi set yishi.runtime_role = 'yishi_app'"
  for file in "$top"/migrations/*.up.sql; do $psql -U yishi_owner -d yishi -f "$file"; done
  database_url="postgres://yishi_app@localhost/yishi?host=$cluster"
}
