#!/usr/bin/env bash
# Builds fuzzing programs with Clang and lets each run from its seeds in corpus/:
#   bash tests/fuzz/run.sh [SECONDS [PROGRAM...]]      60 seconds of onnx_reader by default; PROGRAM is text_formats, dot_plain, ...
# What they find is left in build/asan/found; a file from there, put into corpus/PROGRAM, keeps a mended fault from coming back.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
programs=("${@:2}")
[ ${#programs[@]} -gt 0 ] || programs=(onnx_reader)
bash cmake/install_packages.sh clang-16 libclang-rt-16-dev
cmake --preset asan
cmake --build --preset asan --target "${programs[@]/%/_fuzz}"

found=build/asan/found  # an input that takes 120 s takes about 6 without the sanitizers; none may take 10
rm -rf "$found"
mkdir -p "$found"
for name in "${programs[@]}"; do
  echo "== $name for $seconds s"
  corpus=build/asan/corpus/$name  # a copy: inputs that reach new code are added to it
  rm -rf "$corpus"
  mkdir -p "$corpus"
  if [ -d "tests/fuzz/corpus/$name" ]; then cp -r "tests/fuzz/corpus/$name/." "$corpus"; fi
  "build/asan/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=2048 -max_len=32768 \
    -print_final_stats=1 -print_funcs=0 -verbosity=0 -artifact_prefix="$found/${name}_" "$corpus"
done
