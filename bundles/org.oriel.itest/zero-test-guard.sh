#!/bin/sh
# Fails when the in-framework run executed fewer tests than it should: the tester itself calls zero tests a success.
set -eu
reports=$1
wanted=$2
found=$(find "$reports" -name 'TEST-*.xml' -exec grep -ho '<testcase ' {} + 2>/dev/null | wc -l)
if [ "$found" -lt "$wanted" ]; then
  echo "in-framework tests: $found ran, wanted at least $wanted ($reports)" >&2
  exit 1
fi
