# Completion of poolmon for bash, made by 'poolmon completion bash'.

# Completes one of the words that are given.
_poolmon_words() {
    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$1" -- "$cur")
}

# Completes a path, which may be quoted.
_poolmon_files() {
    compopt -o filenames 2>/dev/null
    local path=$cur
    [[ $path == *\\* ]] && path=${path//\\/}
    path=${path#[\"\']}
    mapfile -t COMPREPLY < <(compgen -f -- "$path")
}

# Completes the name of a target of the configuration file. Not by _poolmon_words, which
# would run what stands in a name.
_poolmon_targets() {
    local program=${COMP_WORDS[0]/#\~/$HOME} name i
    local -a config=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i]} == --config ]]; then
            [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
            config=(--config "${COMP_WORDS[i + 1]}")
        fi
    done
    while IFS= read -r name; do
        [[ $name == "$cur"* ]] && COMPREPLY+=("$name")
    done < <("$program" config list --names "${config[@]}" 2>/dev/null)
}

_poolmon() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    # bash takes --option=value for three words
    if [[ $cur == = ]]; then
        cur=
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _poolmon_words 'pools db redis leaks watch diagnose size trend config serve completion help -h --help -V --version'
        return
    fi
    case ${COMP_WORDS[1]} in
        help)
            ((COMP_CWORD == 2)) && _poolmon_words 'pools db redis leaks watch diagnose size trend config serve completion'
            ;;
        pools)
            case $prev in
                -u | --url) return ;;
                --urls-file) _poolmon_files; return ;;
                --samples) return ;;
                --prometheus) return ;;
                --match) return ;;
                -f | --file) _poolmon_files; return ;;
                --format) _poolmon_words 'health-pools health actuator-metrics prometheus go-dbstats psycopg-pool rails-stat hikaricp-mxbean'; return ;;
                --max-overflow) return ;;
                --trust) _poolmon_words 'counts service'; return ;;
                --header) return ;;
                --bearer-token-file) _poolmon_files; return ;;
                --user) return ;;
                --password-file) _poolmon_files; return ;;
                --cacert) _poolmon_files; return ;;
                --cert) _poolmon_files; return ;;
                --key) _poolmon_files; return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --wait) return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-u --url --urls-file --resolve-all --samples --prometheus --match -f --file --format --max-overflow --trust --header --bearer-token-file --user --password-file -W --password --cacert --cert --key --insecure -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on --wait -v --verbose --config -h --help -V --version'
            ;;
        db)
            case $prev in
                -d | --dsn) return ;;
                --admin-dsn) return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --wait) return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-d --dsn --admin-dsn -W --password --sql -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on --wait -v --verbose --config -h --help -V --version'
            ;;
        redis)
            case $prev in
                -r | --redis) return ;;
                --idle-after) return ;;
                --for) return ;;
                --every) return ;;
                --cacert) _poolmon_files; return ;;
                --cert) _poolmon_files; return ;;
                --key) _poolmon_files; return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --wait) return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-r --redis --no-clients --idle-after --for --every --cacert --cert --key --insecure -W --password -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on --wait -v --verbose --config -h --help -V --version'
            ;;
        leaks)
            case $prev in
                -d | --dsn) return ;;
                --admin-dsn) return ;;
                -u | --url) return ;;
                --for) return ;;
                --every) return ;;
                --prometheus) return ;;
                --match) return ;;
                --idle-tx-after) return ;;
                --query-after) return ;;
                --idle-after) return ;;
                --app) return ;;
                --user) return ;;
                --database) return ;;
                --client) return ;;
                --state) return ;;
                --min-duration) return ;;
                --query) return ;;
                --sort) _poolmon_words 'verdict duration transaction connection pid'; return ;;
                --limit) return ;;
                --cancel) return ;;
                --terminate) return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --wait) return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-d --dsn --admin-dsn -W --password -u --url --for --every --prometheus --match --idle-tx-after --query-after --idle-after --app --user --database --client --state --min-duration --query -a --all --sort --limit --full-query --cancel --terminate --terminate-suspects -y --yes --dry-run --readonly --sql -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on --wait -v --verbose --config -h --help -V --version'
            ;;
        watch)
            case $prev in
                -u | --url) return ;;
                -d | --dsn) return ;;
                --admin-dsn) return ;;
                -r | --redis) return ;;
                --prometheus) return ;;
                --match) return ;;
                --cacert) _poolmon_files; return ;;
                --cert) _poolmon_files; return ;;
                --key) _poolmon_files; return ;;
                --every) return ;;
                --count) return ;;
                --for) return ;;
                --exit-on) _poolmon_words 'degraded critical error never'; return ;;
                --record) _poolmon_files; return ;;
                --replay) _poolmon_files; return ;;
                --speed) return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-u --url -d --dsn --admin-dsn -W --password -r --redis --prometheus --match --cacert --cert --key --insecure --every --count --for --exit-on --record --replay --speed --readonly -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on -v --verbose --config -h --help -V --version'
            ;;
        diagnose)
            case $prev in
                -u | --url) return ;;
                -d | --dsn) return ;;
                --admin-dsn) return ;;
                -r | --redis) return ;;
                --prometheus) return ;;
                --match) return ;;
                --cacert) _poolmon_files; return ;;
                --cert) _poolmon_files; return ;;
                --key) _poolmon_files; return ;;
                --for) return ;;
                --every) return ;;
                --app) return ;;
                --max-overflow) return ;;
                --idle-tx-after) return ;;
                --query-after) return ;;
                --explain) return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --wait) return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-u --url -d --dsn --admin-dsn -W --password -r --redis --prometheus --match --cacert --cert --key --insecure --for --every --app --max-overflow --idle-tx-after --query-after --explain -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on --wait -v --verbose --config -h --help -V --version'
            ;;
        size)
            case $prev in
                --rate) return ;;
                --hold) return ;;
                --wait-target) return ;;
                --buffer) return ;;
                --replicas) return ;;
                --workers) return ;;
                --pool-size) return ;;
                --max-overflow) return ;;
                --surge) return ;;
                --other-connections) return ;;
                --slots) return ;;
                --role-limit) return ;;
                --database-limit) return ;;
                --pgbouncer) return ;;
                --default-pool-size) return ;;
                --max-client-conn) return ;;
                --app) return ;;
                --user) return ;;
                --database) return ;;
                -d | --dsn) return ;;
                --admin-dsn) return ;;
                --for) return ;;
                --every) return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --wait) return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '--rate --hold --wait-target --buffer --replicas --workers --pool-size --max-overflow --surge --other-connections --slots --role-limit --database-limit --pgbouncer --default-pool-size --max-client-conn --app --user --database -d --dsn --admin-dsn -W --password --for --every -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on --wait -v --verbose --config -h --help -V --version'
            ;;
        trend)
            case $prev in
                -f | --file) _poolmon_files; return ;;
                --prometheus) return ;;
                --match) return ;;
                --range) return ;;
                --pool) return ;;
                --within) return ;;
                --header) return ;;
                --bearer-token-file) _poolmon_files; return ;;
                --user) return ;;
                --password-file) _poolmon_files; return ;;
                --cacert) _poolmon_files; return ;;
                --cert) _poolmon_files; return ;;
                --key) _poolmon_files; return ;;
                -o | --output) _poolmon_words 'table json csv prometheus nagios markdown svg'; return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '-f --file --prometheus --match --range --pool --within --header --bearer-token-file --user --password-file -W --password --cacert --cert --key --insecure -o --output -q --quiet --color -w --warning -c --critical --timeout --fail-on -v --verbose --config -h --help -V --version'
            ;;
        config)
            case $prev in
                --config) _poolmon_files; return ;;
            esac
            ((COMP_CWORD > 2)) || _poolmon_words 'check list path'
            ((${#COMPREPLY[@]})) || _poolmon_words '--names --config -h --help -V --version'
            ;;
        serve)
            case $prev in
                --listen) return ;;
                --auth-token-file) _poolmon_files; return ;;
                --auth-user) return ;;
                --auth-password-file) _poolmon_files; return ;;
                --tls-cert) _poolmon_files; return ;;
                --tls-key) _poolmon_files; return ;;
                --target) return ;;
                -u | --url) return ;;
                -d | --dsn) return ;;
                --admin-dsn) return ;;
                -r | --redis) return ;;
                --prometheus) return ;;
                --match) return ;;
                --cacert) _poolmon_files; return ;;
                --cert) _poolmon_files; return ;;
                --key) _poolmon_files; return ;;
                --every) return ;;
                --for) return ;;
                --color) _poolmon_words 'auto always never'; return ;;
                -w | --warning) return ;;
                -c | --critical) return ;;
                --timeout) return ;;
                --fail-on) _poolmon_words 'degraded critical error never'; return ;;
                --config) _poolmon_files; return ;;
            esac
            [[ $cur == -* ]] || _poolmon_targets
            ((${#COMPREPLY[@]})) || _poolmon_words '--listen --auth-token-file --auth-user --auth-password-file --tls-cert --tls-key --target -u --url -d --dsn --admin-dsn -W --password -r --redis --prometheus --match --cacert --cert --key --insecure --every --on-demand --for -q --quiet --color -w --warning -c --critical --timeout --fail-on -v --verbose --config -h --help -V --version'
            ;;
        completion)
            case $prev in
            esac
            ((COMP_CWORD > 2)) || _poolmon_words 'bash zsh fish'
            ((${#COMPREPLY[@]})) || _poolmon_words '-h --help -V --version'
            ;;
    esac
}

complete -F _poolmon poolmon
