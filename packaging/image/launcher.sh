#!/bin/sh
# Starts poolmon on its own Java runtime, with the class cache of the command that is asked for.
# It may be called through symlinks, from any directory, and the image may lie anywhere.

# What the user's shell sets for other Java programs must not reach this one: it would be announced
# on stderr and could turn the caches off.
unset CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
case $self in
  */*) home=${self%/*}/.. ;;
  *) home=.. ;;
esac

# A cache loads every class that is in it, so each command has one of its own.
case ${1-} in
  pools | db | redis | leaks) cache=$1 ;;
  --version | -V) cache=version ;;
  *) cache=other ;;
esac

# To ask the terminal from Java would cost more than the whole look at a pool.
if [ -t 1 ]; then
  size=${COLUMNS-}
  if [ -z "$size" ]; then
    size=$(stty size 2>/dev/null </dev/tty) || size=
    size=${size#* }
  fi
  set -- -Dpoolmon.tty=true "-Dpoolmon.columns=$size" -cp "$home/lib/poolmon.jar" \
    poolmon.cli.Main "$@"
else
  set -- -cp "$home/lib/poolmon.jar" poolmon.cli.Main "$@"
fi

# shellcheck disable=SC2086 # several options, separated by spaces
exec "$home/runtime/bin/java" "-XX:AOTCache=$home/lib/$cache.aot" ${POOLMON_JAVA_OPTS-} "$@"
