#pragma once

#include <cstdint>

#include <QElapsedTimer>

namespace fusewright {

/// A number for a new gesture: edits that carry the same one are undone as one. Never 0. For the GUI thread only.
[[nodiscard]] std::uint64_t nextGesture();

/// Steps of arrows and keys that follow each other so fast are one undo step.
inline constexpr int kSameGestureMs = 800;

/// Numbers for steps by keys: the same one while they follow each other fast.
class KeyGesture {
 public:
  [[nodiscard]] std::uint64_t next();

 private:
  QElapsedTimer since_;
  std::uint64_t number_ = 0;
};

}  // namespace fusewright
