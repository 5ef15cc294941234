#include "core/base/number_in.h"

#include <charconv>
#include <cmath>

namespace fusewright {
namespace {

template <typename Number>
std::optional<Number> allOf(std::string_view text) {
  Number number{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<double> numberIn(std::string_view text) {
  const auto number = allOf<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> wholeNumberIn(std::string_view text) {
  return allOf<std::int64_t>(text);
}

}  // namespace fusewright
