#!/usr/bin/env bash
# Installs the packages, builds the programs and opens the explorer on the Mamba example.
# Without a display it writes the example's figures, CSV files and trace into a folder instead (default: out/mamba).
# Usage: bash app/run.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

bash cmake/install_packages.sh
cmake --preset release
cmake --build --preset release --target fusewright fusewright-cli

model=examples/workloads/mamba1_L64.onnx
hardware=examples/accelerators/marca.yaml
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec build/release/app/fusewright "$model" "$hardware"
fi

folder=${1:-out/mamba}
mkdir -p "$folder"
build/release/app/fusewright-cli schedule "$model" --hardware "$hardware" --fusion all \
  --json "$folder/summary.json" --csv "$folder/csv" --trace "$folder/trace.json" --figures "$folder/figures"
echo "no display: figures, CSV files and trace are in $(realpath "$folder")"
