#include "core/cost/loop_orders.h"

#include <algorithm>

namespace fusewright {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::vector<std::int64_t> primeFactors(std::int64_t number) {
  std::vector<std::int64_t> factors;
  for (std::int64_t divisor = 2; divisor * divisor <= number; ++divisor) {
    for (; number % divisor == 0; number /= divisor) factors.push_back(divisor);
  }
  if (number > 1) factors.push_back(number);
  return factors;
}

using FactorsByDim = std::vector<std::vector<std::int64_t>>;

void mergeSmallest(FactorsByDim& factors) {
  auto most = std::max_element(factors.begin(), factors.end(),
                               [](const auto& a, const auto& b) { return a.size() < b.size(); });
  const std::int64_t merged = (*most)[0] * (*most)[1];
  most->erase(most->begin(), most->begin() + 2);
  most->insert(std::upper_bound(most->begin(), most->end(), merged), merged);
}

}  // namespace

std::vector<TemporalLoop> temporalLoops(std::span<const std::int64_t> iterations) {
  FactorsByDim factors;
  std::size_t count = 0;
  std::size_t used = 0;
  for (const std::int64_t size : iterations) {
    factors.push_back(primeFactors(size));
    count += factors.back().size();
    used += factors.back().empty() ? 0 : 1;
  }
  for (; count > std::max(kLoopLimit, used); --count) mergeSmallest(factors);
  std::vector<TemporalLoop> loops;
  for (std::size_t dim = 0; dim < factors.size(); ++dim) {
    for (const std::int64_t size : factors[dim]) loops.push_back({static_cast<int>(dim), size});
  }
  if (loops.empty()) loops.push_back({0, 1});
  return loops;
}

LoopOrders::LoopOrders(std::span<const TemporalLoop> loops, std::span<const LoopDim> dims)
    : loops_(loops.begin(), loops.end()) {
  const auto name = [dims](const TemporalLoop& loop) -> std::string_view {
    const auto dim = static_cast<std::size_t>(loop.dim);
    return dim < dims.size() ? std::string_view(dims[dim].name) : std::string_view();
  };
  const auto less = [&name](const TemporalLoop& a, const TemporalLoop& b) {
    return name(a) != name(b) ? name(a) < name(b) : a.size < b.size;
  };
  std::stable_sort(loops_.begin(), loops_.end(), [&less](const auto& a, const auto& b) { return less(b, a); });
  const std::size_t count = loops_.size();
  rank_.assign(count, 0);
  for (std::size_t i = count - 1; i-- > 0;) rank_[i] = rank_[i + 1] + (less(loops_[i + 1], loops_[i]) ? 1 : 0);
  next_.resize(count);
  for (std::size_t i = 0; i < count; ++i) next_[i] = i + 1 < count ? i + 1 : kNone;
  i_ = count > 1 ? count - 2 : 0;
  afterI_ = count - 1;
  current_.resize(count);
  refresh();
}

bool LoopOrders::advance() {
  const bool last = next_[afterI_] == kNone && rank_[afterI_] >= rank_[head_];
  if (last) return false;
  const bool shiftsFurther = next_[afterI_] != kNone && rank_[i_] >= rank_[next_[afterI_]];
  const std::size_t before = shiftsFurther ? afterI_ : i_;
  const std::size_t moved = next_[before];
  next_[before] = next_[moved];
  next_[moved] = head_;
  if (rank_[moved] < rank_[head_]) i_ = moved;
  afterI_ = next_[i_];
  head_ = moved;
  refresh();
  return true;
}

void LoopOrders::refresh() {
  std::size_t node = head_;
  for (TemporalLoop& loop : current_) {
    loop = loops_[node];
    node = next_[node];
  }
}

}  // namespace fusewright
