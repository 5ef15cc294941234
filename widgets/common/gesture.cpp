#include "widgets/common/gesture.h"

namespace fusewright {

std::uint64_t nextGesture() {
  static std::uint64_t last = 0;
  return ++last;
}

std::uint64_t KeyGesture::next() {
  if (number_ == 0 || !since_.isValid() || since_.elapsed() > kSameGestureMs) number_ = nextGesture();
  since_.restart();
  return number_;
}

}  // namespace fusewright
