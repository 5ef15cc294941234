#!/usr/bin/env bash
# Installs the packages, builds everything and runs every test. Options go to ctest: bash tests/run.sh -L laws
set -euo pipefail
cd "$(dirname "$0")/.."

bash cmake/install_packages.sh
cmake --preset release
cmake --build --preset release
ctest --preset release "$@"
