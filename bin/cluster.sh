# A private PostgreSQL: own folder, reached through a unix socket only, started and stopped by whoever uses it.
# shellcheck shell=bash

SUPERUSER=postgres
LONGEST_SOCKET=107 # bytes a unix socket's path may have
SOCKET_FOLDER="" # set while this command uses the cluster

newest_server() { # prints the folder of the newest PostgreSQL that has PostGIS
    local control version
    for control in /usr/share/postgresql/*/extension/postgis.control; do
        version=$(basename "$(dirname "$(dirname "$control")")")
        if [[ "$version" -ge 15 && -x "/usr/lib/postgresql/$version/bin/initdb" ]]; then echo "/usr/lib/postgresql/$version"; fi
    done 2>/dev/null | sort -V | tail -n 1
}

server_folder() { # of the version that made the cluster
    echo "/usr/lib/postgresql/$(<"$STATE/cluster/PG_VERSION")"
}

# PostgreSQL refuses to run as root: then it runs as the user that its package made.
as_server() { # command…
    if is_root; then
        (cd / && runuser -u postgres -- "$@")
    else
        (cd / && "$@")
    fi
}

give_to_server() { # folder
    if is_root; then chown postgres: "$1"; fi
    chmod 0700 "$1"
}

# ---------------------------------------------------------------- where the socket lies

# Inside the state folder when its path is short and plain enough, else in a folder of its own that is remembered.
socket_folder() {
    local folder="$STATE/run"
    if is_good_socket_folder "$folder"; then
        echo "$folder"
    elif [[ -s "$STATE/socket-folder" && -d "$(<"$STATE/socket-folder")" ]]; then
        cat "$STATE/socket-folder"
    else
        mktemp -d /tmp/cementiris.XXXXXXXX | tee "$STATE/socket-folder"
    fi
}

is_good_socket_folder() { # folder
    local socket="$1/.s.PGSQL.5432"
    [[ "$(printf '%s' "$socket" | wc -c)" -le $LONGEST_SOCKET && "$socket" =~ ^[A-Za-z0-9/._-]+$ ]]
}

database_url() { # role database
    echo "postgresql://$1@/$2?host=$SOCKET_FOLDER"
}

# ---------------------------------------------------------------- making it

create_cluster() { # durable|fast
    tell "Es crea la base de dades…" "Creating the database…"
    rm -rf -- "$STATE/cluster" "${STATE:?}/stamps/"*
    mkdir -- "$STATE/cluster"
    give_to_server "$STATE/cluster"
    as_server test -x "$STATE/cluster" ||
        fail "L’usuari postgres no pot entrar a $STATE: trieu una altra carpeta amb CEMENTIRIS_HOME=/var/lib/cementiris/nom." \
            "The user postgres cannot enter $STATE: choose another folder with CEMENTIRIS_HOME=/var/lib/cementiris/name."
    as_server "$(newest_server)/bin/initdb" -D "$STATE/cluster" -U "$SUPERUSER" --auth=trust --locale=C.UTF-8 -E UTF8 \
        >"$(log_of initdb)" 2>&1 || fail_to_start "$(log_of initdb)"
    cluster_settings "$1" >>"$STATE/cluster/postgresql.conf"
    stamp cluster made
}

cluster_settings() { # durable|fast
    cat <<SETTINGS
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
effective_cache_size = 1GB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
autovacuum_naptime = 10s
unix_socket_permissions = 0700
SETTINGS
    # The tests' data is thrown away: it need not survive a power cut.
    if [[ "$1" == fast ]]; then printf '%s = off\n' fsync synchronous_commit full_page_writes; fi
}

prepare_template() {
    local wanted
    wanted=$(checksum_of "$ROOT/bin/cluster.sql" "$ROOT/bin/template.sql")
    is_stamped template "$wanted" && return
    { superuser_sql postgres "$ROOT/bin/cluster.sql" && superuser_sql template_cem "$ROOT/bin/template.sql"; } \
        >"$(log_of template)" 2>&1 || fail_to_start "$(log_of template)"
    create_database cem
    stamp template "$wanted"
}

superuser_sql() { # database file
    "$SERVER/bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$SOCKET_FOLDER" -U "$SUPERUSER" -d "$1" -f "$2"
}

superuser_ask() { # database query
    "$SERVER/bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$SOCKET_FOLDER" -U "$SUPERUSER" -d "$1" -c "$2"
}

create_database() { # name
    if [[ -z "$(superuser_ask postgres "SELECT 1 FROM pg_database WHERE datname = '$1'")" ]]; then
        superuser_ask postgres "CREATE DATABASE $1 OWNER cem_owner TEMPLATE template_cem" >>"$(log_of template)" 2>&1
    fi
}

recreate_database() { # name
    superuser_ask postgres "DROP DATABASE IF EXISTS $1 WITH (FORCE)" >>"$(log_of template)" 2>&1
    create_database "$1"
}

# ---------------------------------------------------------------- running it

# Descriptor 7 is held, shared, by everybody who uses the cluster; 6 by whoever starts or stops it just now.
# The server itself must inherit neither, nor the locks of the set-up.
start_cluster() { # durable|fast
    exec 6>>"$STATE/cluster.switch" 7>>"$STATE/cluster.users"
    flock 6
    flock -s 7
    if ! is_stamped cluster made; then create_cluster "$1"; fi
    SERVER=$(server_folder)
    SOCKET_FOLDER=$(socket_folder)
    mkdir -p -- "$SOCKET_FOLDER"
    give_to_server "$SOCKET_FOLDER"
    is_cluster_running || launch_server
    flock -u 6
    prepare_template
}

is_cluster_running() {
    as_server "$SERVER/bin/pg_ctl" -D "$STATE/cluster" status >/dev/null 2>&1
}

launch_server() {
    local log
    log=$(log_of postgresql)
    [[ -x "$SERVER/bin/pg_ctl" ]] ||
        fail "La base de dades és feta amb ${SERVER##*/} de PostgreSQL, que ja no hi és: instal·leu-lo o torneu a començar amb bin/demo --reset." \
            "The database was made by PostgreSQL ${SERVER##*/}, which is gone: install it, or start afresh with bin/demo --reset."
    as_server "$SERVER/bin/pg_ctl" -D "$STATE/cluster" -w -t 60 -o "-c listen_addresses='' -k $SOCKET_FOLDER" start \
        >>"$log" 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- || fail_to_start "$log"
}

fail_to_start() { # log
    fail "La base de dades no ha arrencat; el motiu és a $1." "The database did not start; the reason is in $1."
}

# Forget the cluster with all it holds; refused while another command works on it.
remove_cluster() {
    exec 6>>"$STATE/cluster.switch" 7>>"$STATE/cluster.users"
    flock 6
    flock -n -x 7 || fail "Una altra ordre (bin/manage) fa servir aquesta base de dades: espereu que acabi." \
        "Another command (bin/manage) is using this database: wait until it ends."
    if is_stamped cluster made; then
        SERVER=$(server_folder)
        if is_cluster_running; then stop_cluster; fi
    fi
    rm -rf -- "${STATE:?}/cluster"
    exec 6>&- 7>&-
}

# The last one out turns the light off.
leave_cluster() {
    if [[ -z "$SOCKET_FOLDER" ]]; then return 0; fi
    flock 6
    if flock -n -x 7; then stop_cluster; fi
    flock -u 6
    flock -u 7
}

stop_cluster() {
    as_server "$SERVER/bin/pg_ctl" -D "$STATE/cluster" -m fast -w -t 60 stop >>"$(log_of postgresql)" 2>&1 6>&- 7>&- || true
}
