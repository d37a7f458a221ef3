#!/bin/sh
# Entry point of the images that tests/images/build makes: the variables of the official mariadb and mysql images,
# for the root password, a first database and its user, and scripts in /docker-entrypoint-initdb.d.
set -eu

DATADIR=/var/lib/mysql
SOCKET=/run/mysqld/mysqld.sock

if command -v mariadbd >/dev/null 2>&1; then
    SERVER=mariadbd CLIENT=mariadb
else
    SERVER=mysqld CLIENT=mysql
fi

say() { echo "[entrypoint] $*" >&2; }
die() { say "ERROR: $*"; exit 1; }

# setting NAME: the value of MARIADB_NAME, else MYSQL_NAME, each also by a file named in ..._FILE.
setting() {
    for prefix in MARIADB MYSQL; do
        eval "value=\${${prefix}_$1:-} file=\${${prefix}_$1_FILE:-}"
        if [ -z "$value" ] && [ -n "$file" ]; then value=$(cat "$file"); fi
        if [ -n "$value" ]; then printf %s "$value"; return; fi
    done
}

# quoted TEXT: an SQL string literal, whatever NO_BACKSLASH_ESCAPES says of it.
quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g; s/\\\\/\\\\\\\\/g")"; }
backticked() { printf '`%s`' "$(printf %s "$1" | sed 's/`/``/g')"; }

# What runs a command as the server's own user; unquoted on purpose, and empty when the container is not root's.
AS_MYSQL=''
if [ "$(id -u)" = 0 ]; then AS_MYSQL='setpriv --reuid=mysql --regid=mysql --init-groups --'; fi

initialise() {
    say "Initialising $DATADIR"
    if [ "$SERVER" = mariadbd ]; then
        shift
        $AS_MYSQL mariadb-install-db --datadir="$DATADIR" --skip-test-db --auth-root-authentication-method=normal \
            --skip-name-resolve "$@" >/dev/null
    else
        $AS_MYSQL "$@" --initialize-insecure --datadir="$DATADIR"
    fi
}

# sql TEXT: a line of SQL as it is; echo would read the backslashes in it.
sql() { printf '%s\n' "$*"; }

account_statements() {
    root_password=$(setting ROOT_PASSWORD) root_host=$(setting ROOT_HOST)
    database=$(setting DATABASE) user=$(setting USER) password=$(setting PASSWORD)
    [ "$SERVER" = mariadbd ] && sql "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');"
    sql "FLUSH PRIVILEGES;"
    if [ "${root_host:-%}" != localhost ]; then
        host=$(quoted "${root_host:-%}")
        sql "CREATE USER 'root'@$host IDENTIFIED BY $(quoted "$root_password");"
        sql "GRANT ALL PRIVILEGES ON *.* TO 'root'@$host WITH GRANT OPTION;"
    fi
    if [ -n "$database" ]; then sql "CREATE DATABASE IF NOT EXISTS $(backticked "$database");"; fi
    if [ -n "$user" ] && [ "$user" != root ]; then
        sql "CREATE USER $(quoted "$user")@'%' IDENTIFIED BY $(quoted "$password");"
        if [ -n "$database" ]; then
            pattern=$(printf %s "$database" | sed 's/_/\\_/g')
            sql "GRANT ALL PRIVILEGES ON $(backticked "$pattern").* TO $(quoted "$user")@'%';"
        fi
    fi
    sql "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$root_password");"
}

run_first_scripts() {
    for script in /docker-entrypoint-initdb.d/*; do
        case "$script" in
            *.sh) say "Running $script"; . "$script" ;;
            *.sql) say "Running $script"; client "$(setting DATABASE)" <"$script" ;;
            *.sql.gz) say "Running $script"; gzip -dc "$script" | client "$(setting DATABASE)" ;;
        esac
    done
}

client() { MYSQL_PWD="$(setting ROOT_PASSWORD)" "$CLIENT" --no-defaults -uroot --socket="$SOCKET" "$@"; }

first_start() {
    if [ -z "$(setting ROOT_PASSWORD)$(setting ALLOW_EMPTY_ROOT_PASSWORD)$(setting ALLOW_EMPTY_PASSWORD)" ]; then
        die "the server has no data yet: give MARIADB_ROOT_PASSWORD or MYSQL_ROOT_PASSWORD"
    fi
    initialise "$@"
    $AS_MYSQL "$@" --skip-networking --socket="$SOCKET" --datadir="$DATADIR" &
    server=$!
    tries=0
    until MYSQL_PWD='' "$CLIENT" --no-defaults -uroot --socket="$SOCKET" -e 'SELECT 1' >/dev/null 2>&1; do
        tries=$((tries + 1))
        kill -0 "$server" 2>/dev/null || die "the server ended while it was being set up"
        [ "$tries" -lt 600 ] || die "the server did not answer within 60 s while it was being set up"
        sleep 0.1
    done
    account_statements | MYSQL_PWD='' "$CLIENT" --no-defaults -uroot --socket="$SOCKET" || die "cannot make the accounts"
    run_first_scripts
    kill -TERM "$server"
    wait "$server" || true
    say "Set up; starting the server"
}

case "${1:-}" in '' | -*) set -- "$SERVER" "$@" ;; esac
case "$1" in
    mariadbd | mysqld)
        mkdir -p /run/mysqld "$DATADIR" /var/lib/mysql-files
        if [ "$(id -u)" = 0 ]; then chown mysql:mysql /run/mysqld "$DATADIR" /var/lib/mysql-files; fi
        if [ ! -d "$DATADIR/mysql" ]; then first_start "$@"; fi
        set -- "$@" --datadir="$DATADIR" --socket="$SOCKET"
        exec $AS_MYSQL "$@"
        ;;
esac
exec "$@"
