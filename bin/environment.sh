# Sourced by every command in bin/: from a bare machine to a running environment.
# What it makes lies in the state folder, never in the checkout; every step is skipped when it is done already.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
GIVEN_DATABASE_URL="${DATABASE_URL:-}"
CHILD="" # the long step that is under way, so that a signal can end it

# shellcheck source=bin/words.sh
source "$ROOT/bin/words.sh"
# shellcheck source=bin/system.sh
source "$ROOT/bin/system.sh"
# shellcheck source=bin/cluster.sh
source "$ROOT/bin/cluster.sh"

# ---------------------------------------------------------------- state folder

default_state_folder() {
    local name
    name="$(basename "$ROOT")-$(printf '%s' "$ROOT" | sha256sum | cut -c1-8)"
    if is_root; then
        echo "/var/lib/cementiris/$name"
    else
        echo "${XDG_STATE_HOME:-$HOME/.local/state}/cementiris/$name"
    fi
}

# Use the folder of one purpose: "" is the demo's own; "test" and "bench" lie inside it with clusters of their own.
open_state_folder() { # purpose
    BASE=$(realpath -m -- "${CEMENTIRIS_HOME:-$(default_state_folder)}")
    STATE="$BASE${1:+/$1}"
    refuse_foreign_folder
    make_state_folder 2>/dev/null ||
        fail "No es pot escriure a la carpeta d’estat $STATE: doneu-hi permís o trieu-ne una altra amb CEMENTIRIS_HOME=/carpeta." \
            "The state folder $STATE cannot be written to: give yourself the right, or choose another with CEMENTIRIS_HOME=/folder."
    export CEMENTIRIS_HOME="$STATE" MEDIA_ROOT="$STATE/media"
}

# What lies in the state folder is made and removed without asking: it must not hold anything else.
refuse_foreign_folder() {
    if [[ -e "$BASE/.cementiris" || -z "$(ls -A -- "$BASE" 2>/dev/null)" ]]; then return; fi
    fail "La carpeta $BASE ja conté altres coses: indiqueu una carpeta buida o nova amb CEMENTIRIS_HOME=/carpeta." \
        "The folder $BASE holds other things already: name an empty or new folder with CEMENTIRIS_HOME=/folder."
}

# As root the server runs as another user, who must be able to pass through; what people uploaded stays closed.
make_state_folder() {
    local way_through=0700
    if is_root; then way_through=0711; fi
    (umask 022 && mkdir -p -- "$BASE" && touch -- "$BASE/.cementiris") &&
        mkdir -p -- "$STATE/log" "$STATE/stamps" "$STATE/media" &&
        chmod "$way_through" -- "$BASE" "$STATE" &&
        chmod 0700 -- "$STATE/log" "$STATE/media" "$STATE/stamps"
}

log_of() { # step
    echo "$STATE/log/$1.log"
}

# A stamp remembers for what input a step was last done.
is_stamped() { # step input
    [[ -f "$STATE/stamps/$1" && "$(<"$STATE/stamps/$1")" == "$2" ]]
}

stamp() { # step input
    printf '%s\n' "$2" >"$STATE/stamps/$1"
}

checksum_of() { # files…
    cat -- "$@" | sha256sum | cut -c1-16
}

# Hold the lock until the shell ends or `unlock`; while somebody else holds it, say so and wait.
lock() { # file-descriptor file
    eval "exec $1>>\"\$2\""
    flock -n "$1" && return
    tell "Una altra ordre prepara aquesta carpeta: s’espera que acabi…" \
        "Another command is setting this folder up: waiting for it…"
    flock "$1"
}

unlock() { # file-descriptor
    eval "exec $1>&-"
}

# Run a long step so that Ctrl-C or TERM ends it at once: a program, not a shell function, so that the signal reaches it.
patiently() { # program…
    local result=0
    "$@" <&0 &
    CHILD=$!
    wait "$CHILD" || result=$?
    CHILD=""
    return "$result"
}

# How a command ends, however it ends: nothing may cut the tidying short.
clean_up_on_exit() { # function
    # shellcheck disable=SC2064
    trap "trap '' INT TERM HUP; set +e; end_child; $1" EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

end_child() {
    if [[ -n "$CHILD" ]]; then
        kill -TERM "$CHILD" 2>/dev/null || true
        wait "$CHILD" 2>/dev/null || true
    fi
}

# ---------------------------------------------------------------- the environment of one purpose

# Descriptor 9: packages and virtual environment; 8: this purpose’s database; 7 and 6: cluster.sh.
prepare_system() { # base|test
    lock 9 "$BASE/install.lock"
    install_system_packages "$1"
    install_python_packages "$1"
    if [[ "$1" == test ]]; then find_browser; fi
    unlock 9
}

# DATABASE_URL names another server: then there is no private cluster.
uses_given_server() {
    [[ -n "$GIVEN_DATABASE_URL" ]]
}

# With "tables", migrated; two first uses at once must not both create them.
prepare_database() { # durable|fast [tables]
    lock 8 "$STATE/setup.lock"
    if ! uses_given_server; then
        start_cluster "$1"
        use_database cem
    fi
    prepare_secret_key
    if [[ "${2:-}" == tables ]]; then migrate_when_needed; fi
    unlock 8
}

use_database() { # name
    OWNER_DATABASE_URL=$(database_url cem_owner "$1")
    DATABASE_URL=$(database_url cem_app "$1")
    export DATABASE_URL OWNER_DATABASE_URL
}

prepare_secret_key() {
    if [[ -n "${SECRET_KEY:-}${SECRET_KEY_FILE:-}" ]]; then return; fi
    if [[ ! -s "$STATE/secret_key" ]]; then
        (umask 077 && head -c 48 /dev/urandom | base64 >"$STATE/secret_key")
    fi
    export SECRET_KEY_FILE="$STATE/secret_key"
}

# Run one step with its output in a log. A command that failed with a sentence is quoted; else the sentence is ours.
logged_step() { # step catalan english program…
    local log
    log=$(log_of "$1")
    tell "$2…" "$3…"
    if patiently "${@:4}" >"$log" 2>&1; then return; fi
    if grep -q 'OperationalError: connection failed' "$log"; then fail_no_answer "$log"; fi
    grep '^CommandError: ' "$log" | sed 's/^CommandError: //' >&2 || true
    fail "«$2» no ha anat bé; el detall és a $log." "\"$3\" went wrong; the details are in $log."
}

fail_no_answer() { # log
    fail "La base de dades no respon: comproveu que estigui en marxa i que DATABASE_URL sigui correcta (detall: $1)." \
        "The database does not answer: check that it runs and that DATABASE_URL is right (details: $1)."
}

migration_checksum() {
    find "$ROOT" -mindepth 1 -name '.*' -prune -o -path '*/migrations/*.py' -print0 | sort -z | xargs -0 cat |
        cat - "$ROOT/requirements/base.txt" | sha256sum | cut -c1-16
}

# A given server may have been emptied since the last time: there, nothing is taken for granted.
migrate_when_needed() {
    local wanted
    wanted=$(migration_checksum)
    if uses_given_server; then
        logged_step prepare_database "Es prepara la base de dades de DATABASE_URL" "Preparing the database of DATABASE_URL" \
            "$PYTHON" "$ROOT/manage.py" prepare_database
    elif is_stamped migrations "$wanted"; then
        return
    fi
    logged_step migrate "Es creen les taules" "Creating the tables" \
        "$PYTHON" "$ROOT/manage.py" migrate --no-input
    if ! uses_given_server; then stamp migrations "$wanted"; fi
}

# Catalan is the language of the source texts: without the compiled catalogues only Spanish and English are missed.
compile_translations() {
    local catalogue target
    for catalogue in "$ROOT"/cementiris/locale/*/LC_MESSAGES/django.po; do
        target="${catalogue%.po}.mo"
        if [[ ! -f "$catalogue" || "$target" -nt "$catalogue" ]]; then continue; fi
        "$PYTHON" -m babel.messages.frontend compile -i "$catalogue" -o "$target" >>"$(log_of translations)" 2>&1 ||
            tell "Sense traduccions: no es pot escriure $target." "No translations: $target cannot be written."
    done
}
