#include "app/options/shell_text.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace fusewright {

std::string shellQuoted(const std::string& text) {
  const auto isPlain = [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           std::string_view("-_./=,:+").find(letter) != std::string_view::npos;
  };
  if (!text.empty() && std::ranges::all_of(text, isPlain)) return text;
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + "'";
}

}  // namespace fusewright
