#include "core/evaluate/design.h"

namespace fusewright {
namespace {

template <typename T>
bool sameValue(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
  return a == b || (a && b && *a == *b);
}

}  // namespace

bool operator==(const Design& a, const Design& b) {
  return a.mapping == b.mapping && a.assumptions == b.assumptions && sameValue(a.accelerator, b.accelerator) &&
         sameValue(a.workload, b.workload);
}

}  // namespace fusewright
