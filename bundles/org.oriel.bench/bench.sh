#!/bin/sh
# The benchmarks of Oriel, beside their peers. Results go to standard output, with --write into README.md as well.
#   bench.sh [hook] [agent] [spool] [handoff] [grab] [encode] [work] [trajectory] [--quick] [--write]     bench.sh redact --data DIR     bench.sh micro [JMH]
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
stamp=$here/target/.built

fail() {
  echo "oriel: bench: $1" >&2
  exit 4
}

case ${1:-} in
  -h | --help)
    echo "oriel bench [hook] [agent] [spool] [handoff] [grab] [encode] [work] [trajectory] [--quick] [--write]"
    echo "  Runs all of them (12 minutes) or the named ones, on a quiet machine. --quick: 3 minutes, for a look in between."
    echo "  --write puts the tables into bundles/org.oriel.bench/README.md."
    echo "oriel bench redact --data DIR [--quick] [--write]"
    echo "  The filters on labelled data that is not part of the project: recall, false hits, speed, typed stream."
    echo "oriel bench parquet [--events N] [--quick] [--write]"
    echo "  The Parquet exporter: events per second of one core, memory, size. 10,000,000 events, or 1,000,000 with --quick."
    echo "oriel bench screens --data DIR [--write]"
    echo "  Text policies on labelled screens that are not part of the project, judged by the tesseract program."
    echo "oriel bench micro [JMH arguments]"
    echo "  Encode, seal, detect and hold-back, each on its own, by JMH."
    exit 0
    ;;
esac

command -v Xvfb >/dev/null || fail "Xvfb is missing; on Debian: sudo apt-get install xvfb libxtst6"

# Builds when a source is newer than the last build. $1 is the profile, if any.
build() {
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$1" ] && [ -z "$(find "$root/pom.xml" "$root"/bundles/*/pom.xml \
    "$root"/bundles/*/src -type f -newer "$stamp" -print -quit)" ]; then
    return 0
  fi
  echo "oriel: building the benchmarks ..." >&2
  # shellcheck disable=SC2086 # no profile is no word
  (cd "$root" && mvn -q $1 -DskipTests -Dskip.quality=true -Dspotless.check.skip=true \
    -pl bundles/org.oriel.bench -am package) >&2 || fail "the build failed; the reason is above"
  echo "$1" >"$stamp"
}

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
jars="$here/target/org.oriel.bench-0.1.0-SNAPSHOT.jar:$here/target/lib/*"

if [ "${1:-}" = micro ]; then
  shift
  build -Pjmh
  exec "$java" -cp "$jars" org.openjdk.jmh.Main "$@"
fi

"$root/oriel" build
build ""
exec "$java" -Xmx256m -Doriel.root="$root" -cp "$jars" org.oriel.bench.Main "$@"
