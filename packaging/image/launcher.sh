#!/bin/sh
# Starts poolmon on its own Java runtime, with the class cache of the command that is asked for.
# It may be called through symlinks, from any directory, and the image may lie anywhere.

# What the user's shell sets for other Java programs must not reach this one: it would be announced
# on stderr and could turn the caches off.
unset CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

# The first files that the JVM opens would take the places of standard streams that are closed, and
# poolmon would read its own jar as standard input. From /dev/null nothing comes; to one that is
# open for reading only, nothing can be written, which is said as ever.
if [ -d /proc/self/fd ]; then
  [ -e /proc/self/fd/0 ] || exec 0</dev/null
  [ -e /proc/self/fd/1 ] || exec 1</dev/null
  [ -e /proc/self/fd/2 ] || exec 2</dev/null
fi

case $0 in
  */*) self=$0 ;;
  *) self=./$0 ;;
esac
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
case $self in
  */bin/poolmon) home=${self%/bin/poolmon} ;;
  *) home=${self%/*}/.. ;;
esac

# A cache loads every class that is in it, so each command has one of its own.
case ${1-} in
  pools | db | redis | leaks | watch | size | diagnose | trend | config | serve) cache=$1 ;;
  --version | -V) cache=version ;;
  *) cache=other ;;
esac
# What stays open for hours begins with a small heap, which then stays small.
case ${1-} in
  watch | serve) lasting=-Xms16m ;;
  *) lasting= ;;
esac

set -- -m poolmon/poolmon.cli.Main "$@"

# To ask the terminal from Java would cost more than the whole look at a pool.
if [ -t 1 ]; then
  columns=${COLUMNS-}
  if [ -z "$columns" ]; then
    # within $(…) the standard output is no longer the terminal, so it is kept at hand as 3
    { columns=$(stty size 2>/dev/null <&3) && columns=${columns#* }; } 3<&1
  fi
  set -- -Dpoolmon.tty=true "-Dpoolmon.columns=$columns" "$@"
fi

# shellcheck disable=SC2086 # several options, separated by spaces
exec "$home/runtime/bin/java" "-XX:AOTCache=$home/lib/$cache.aot" $lasting ${POOLMON_JAVA_OPTS-} "$@"
