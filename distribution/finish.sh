#!/bin/sh
# Last step of the build: stable names for the launcher and the verifier, executable script, and the parent POM that the published POMs name.
set -eu
home=$1
root=$2
version=$3
mv "$home"/lib/oriel-launcher-*.jar "$home/lib/oriel-launcher.jar"
# The ledger's bundle is its own verifier, for people who run nothing else of this.
cp "$home"/repository/org/oriel/org.oriel.ledger/"$version"/*.jar "$home/lib/oriel-verify.jar"
chmod 755 "$home/bin/oriel"
mkdir -p "$home/repository/org/oriel/oriel/$version"
cp "$root/pom.xml" "$home/repository/org/oriel/oriel/$version/oriel-$version.pom"
