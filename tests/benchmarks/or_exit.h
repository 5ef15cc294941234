#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/base/result.h"

namespace fusewright::tests {

/// The value; without one there is nothing to measure.
template <typename T>
T orExit(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", message(result.error()).c_str());
  std::exit(1);
}

}  // namespace fusewright::tests
