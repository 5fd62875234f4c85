# What the machine must have: Debian's packages, a virtual environment from hash-pinned requirements, a browser.
# shellcheck shell=bash

PACKAGES_TO_RUN=(python3 python3-venv ca-certificates libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core mdbtools)
PACKAGES_TO_TEST=(gettext gdal-bin)
NO_CLUSTER=/etc/postgresql-common/createcluster.d/cementiris.conf

is_root() {
    [[ "$(id -u)" == 0 ]]
}

as_root() { # command…
    if is_root; then "$@"; else sudo "$@"; fi
}

is_installed() { # package
    dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing_packages() { # base|test
    local wanted=("${PACKAGES_TO_RUN[@]}") package
    if [[ "$1" == test ]]; then wanted+=("${PACKAGES_TO_TEST[@]}"); fi
    for package in "${wanted[@]}"; do
        is_installed "$package" || echo "$package"
    done
}

needs_server() {
    ! uses_given_server && [[ -z "$(newest_server)" ]]
}

needs_browser() { # base|test
    [[ "$1" == test && -z "$(installed_browser)" && ! -d "$BASE/browsers" ]]
}

install_system_packages() { # base|test
    if uses_given_server && ! command -v dpkg-query >/dev/null; then return; fi
    command -v apt-get dpkg-query >/dev/null ||
        fail "Aquest sistema no és Debian ni Ubuntu: instal·leu PostgreSQL amb PostGIS i indiqueu-lo amb DATABASE_URL." \
            "This system is neither Debian nor Ubuntu: install PostgreSQL with PostGIS and point to it with DATABASE_URL."
    local missing
    mapfile -t missing < <(missing_packages "$1")
    if ((${#missing[@]} == 0)) && ! needs_server && ! needs_browser "$1"; then return; fi
    require_administrator "${missing[@]}"
    tell "S’instal·len paquets del sistema (un minut o dos)…" "Installing system packages (a minute or two)…"
    apt_get update || true # a broken foreign source need not matter: what is missing shows at the install
    if ((${#missing[@]})); then install_with_apt "${missing[@]}"; fi
    if needs_server; then install_server; fi
    if needs_browser "$1"; then install_browser_package; fi
}

require_administrator() { # packages…
    is_root && return
    command -v sudo >/dev/null && sudo -v 2>/dev/null ||
        fail "Falten paquets del sistema i no teniu sudo: demaneu a l’administrador que executi aquesta ordre un cop com a root." \
            "System packages are missing and you may not use sudo: ask the administrator to run this command once as root."
}

apt_get() { # arguments of apt-get…
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get -q -y \
        -o DPkg::Lock::Timeout=300 "$@" >>"$(log_of apt)" 2>&1 </dev/null
}

install_with_apt() { # packages…
    apt_get install --no-install-recommends "$@" || fail_offline "$(log_of apt)"
}

fail_offline() { # log
    fail "No s’han pogut baixar o instal·lar els paquets: comproveu la connexió a Internet i torneu-ho a provar (detall: $1)." \
        "The packages could not be fetched or installed: check the network connection and try again (details: $1)."
}

# The package's name carries PostgreSQL's version, which differs by release. Debian would also create and start a
# cluster for the whole system; this one file holds it back while the server is installed.
install_server() {
    local package
    package=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | cut -d' ' -f1 | sort -V | tail -n 1)
    [[ -n "$package" ]] || fail_offline "$(log_of apt)"
    install_with_apt postgresql-common
    as_root mkdir -p "$(dirname "$NO_CLUSTER")"
    echo "create_main_cluster = false" | as_root tee "$NO_CLUSTER" >/dev/null
    apt_get install --no-install-recommends "$package" || { as_root rm -f "$NO_CLUSTER"; fail_offline "$(log_of apt)"; }
    as_root rm -f "$NO_CLUSTER"
}

# ---------------------------------------------------------------- Python

usable_python() {
    local candidate
    for candidate in /usr/bin/python3 python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import ensurepip, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

# base: what the program needs, in venv; test: that and the tools, in a second one, so that a running demo keeps its own.
install_python_packages() { # base|test
    local requirements="$ROOT/requirements/$1.txt" folder="$BASE/venv-$1" python wanted
    python=$(usable_python)
    [[ -n "$python" ]] || fail "Cal Python 3.11 o posterior, i aquest sistema no en té." "Python 3.11 or newer is needed, and this system has none."
    wanted="$("$python" -V) $(checksum_of "$requirements")"
    PYTHON="$folder/bin/python"
    if [[ -x "$PYTHON" && -f "$folder/made-from" && "$(<"$folder/made-from")" == "$wanted" ]]; then return; fi
    tell "S’instal·len els paquets de Python (un minut o dos)…" "Installing the Python packages (a minute or two)…"
    rm -rf -- "$folder"
    "$python" -m venv "$folder" && patiently "$PYTHON" -m pip install --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r "$requirements" >"$(log_of pip)" 2>&1 || fail_offline "$(log_of pip)"
    printf '%s\n' "$wanted" >"$folder/made-from"
}

# ---------------------------------------------------------------- a browser for the tests

installed_browser() {
    local candidate
    for candidate in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/google-chrome /usr/bin/google-chrome-stable; do
        if [[ -n "$candidate" && -x "$candidate" ]]; then
            echo "$candidate"
            return
        fi
    done
}

# Debian has Chromium as a package; Ubuntu only as a snap, which no test can drive: there Playwright brings its own.
install_browser_package() {
    if apt-cache policy chromium | grep -q 'Candidate: [0-9]'; then install_with_apt chromium; fi
}

find_browser() {
    local found
    found=$(installed_browser)
    if [[ -n "$found" ]]; then
        export CHROMIUM="$found"
        return
    fi
    export PLAYWRIGHT_BROWSERS_PATH="$BASE/browsers"
    if [[ -d "$PLAYWRIGHT_BROWSERS_PATH" ]]; then return; fi
    tell "Es baixa un navegador per a les proves…" "Fetching a browser for the tests…"
    { as_root "$PYTHON" -m playwright install-deps chromium && patiently "$PYTHON" -m playwright install chromium; } \
        >"$(log_of browser)" 2>&1 || { rm -rf -- "$PLAYWRIGHT_BROWSERS_PATH"; fail_offline "$(log_of browser)"; }
}
