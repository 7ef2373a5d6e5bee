#!/bin/sh
# Last step of the build: stable name for the launcher, executable script, and the parent POM that the published POMs name.
set -eu
home=$1
root=$2
version=$3
mv "$home"/lib/oriel-launcher-*.jar "$home/lib/oriel-launcher.jar"
chmod 755 "$home/bin/oriel"
mkdir -p "$home/repository/org/oriel/oriel/$version"
cp "$root/pom.xml" "$home/repository/org/oriel/oriel/$version/oriel-$version.pom"
