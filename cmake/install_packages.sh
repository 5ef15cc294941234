#!/usr/bin/env bash
# Installs what building, testing and showing the program needs on Debian 12; does nothing if all of it is there.
# Shared by app/run.sh and tests/run.sh. Packages that only one of them needs are given as arguments.
set -euo pipefail

packages=(
  # tools
  g++ cmake ninja-build python3
  # the engine and its file formats
  libexpected-dev libfmt-dev libcli11-dev nlohmann-json3-dev libyaml-cpp-dev
  libprotobuf-dev protobuf-compiler libonnx-dev libsqlitecpp-dev libsqlite3-dev
  # the window: libraries, what a screen needs, and a font for machines without one
  qt6-base-dev qt6-svg-dev libqcustomplot-dev qt6-qpa-plugins libxcb-cursor0 fonts-dejavu-core
  # Debian packages of our own (cpack)
  dpkg-dev file
  # tests and benchmarks
  librapidcheck-dev libbenchmark-dev libonnx-testdata openmpi-bin
  "$@"
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "install these packages as root, then run this again: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing ${#missing[@]} packages: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
