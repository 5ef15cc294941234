#include "core/io/checked_json.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace fusewright {
namespace {

constexpr int kDeepestJson = 64;

std::size_t lineOf(const std::string& text, std::size_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace

OrderedJson checkedJson(const std::string& text, const std::string& path) {
  std::vector<std::vector<std::string>> open;
  const auto watch = [&](int depth, OrderedJson::parse_event_t event, OrderedJson& value) {
    if (depth > kDeepestJson)
      refuseJson(fmt::format("values are nested deeper than {} levels", kDeepestJson), path,
                 "check that it is the file you mean");
    if (event == OrderedJson::parse_event_t::object_start) open.emplace_back();
    if (event == OrderedJson::parse_event_t::object_end) open.pop_back();
    if (event != OrderedJson::parse_event_t::key) return true;
    const auto key = value.get<std::string>();
    if (std::ranges::find(open.back(), key) != open.back().end())
      refuseJson(fmt::format("'{}' is given twice", key), path, "keep one of the two");
    open.back().push_back(key);
    return true;
  };
  try {
    return OrderedJson::parse(text, watch);
  } catch (const OrderedJson::parse_error& fault) {
    refuseJson("this is no valid JSON", fmt::format("{}:{}", path, lineOf(text, fault.byte)),
               "correct the line: a comma, quote or bracket is wrong there");
  }
}

}  // namespace fusewright
