#!/bin/sh
# Last step of the build: stable name for the launcher, executable script.
set -eu
home=$1
mv "$home"/lib/oriel-launcher-*.jar "$home/lib/oriel-launcher.jar"
chmod 755 "$home/bin/oriel"
