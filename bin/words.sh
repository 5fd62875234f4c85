# How the commands speak: progress in the reader's language, failures in both.
# shellcheck shell=bash

# Progress goes to the error stream: standard output belongs to the command that is run.
tell() { # catalan english
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
        ca*) printf '%s\n' "$1" >&2 ;;
        *) printf '%s\n' "$2" >&2 ;;
    esac
}

fail() { # catalan english
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 1
}
