#include "core/base/number_in.h"

#include <charconv>
#include <cmath>

namespace fusewright {

std::optional<double> numberIn(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

}  // namespace fusewright
