#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace fusewright {

/// JSON whose objects keep the order of their keys. Only for files of core/io.
using OrderedJson = nlohmann::ordered_json;

/// Thrown while a JSON file is read, caught in guardedJson.
struct JsonRefusal {
  Error error;
};

[[noreturn]] inline void refuseJson(std::string what, std::string where, std::string remedy) {
  throw JsonRefusal{{std::move(what), std::move(where), std::move(remedy)}};
}

/// Parses `text`. Refused, with file and line where there is one: bad syntax, a key given twice in one object (which
/// the library would merge silently), values nested deeper than 64 levels.
[[nodiscard]] OrderedJson checkedJson(const std::string& text, const std::string& path);

/// Runs a reader of JSON and turns what it throws into an Error; `remedy` goes with faults that the library found.
template <typename Read>
[[nodiscard]] auto guardedJson(const std::string& path, std::string_view remedy, Read read)
    -> Result<decltype(read())> {
  try {
    return read();
  } catch (const JsonRefusal& refusal) {
    return tl::make_unexpected(refusal.error);
  } catch (const OrderedJson::exception& fault) {
    return failure(std::string("this can not be used: ") + fault.what(), path, std::string(remedy));
  }
}

}  // namespace fusewright
