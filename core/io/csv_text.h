#pragma once

#include <string>
#include <string_view>

namespace fusewright {

/// A cell of a CSV file (RFC 4180): quoted if it holds a separator, a quote or a line break, quotes doubled.
[[nodiscard]] inline std::string csvText(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + '"';
}

}  // namespace fusewright
