#pragma once

#include <algorithm>
#include <thread>

namespace fusewright {

/// Threads for long work beside the window, to which one processor is left; at least 1.
[[nodiscard]] inline int threadsBeside() {
  return std::max(static_cast<int>(std::thread::hardware_concurrency()) - 1, 1);
}

}  // namespace fusewright
