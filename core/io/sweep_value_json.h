#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "core/explore/sweep/sweep_spec.h"
#include "core/io/checked_json.h"

namespace fusewright {

/// A value of a JSON document and where it stands, "sweep.json, axes[2].values". What does not look as expected is
/// refused with that place (guardedJson).
struct JsonPlace {
  const OrderedJson& json;
  std::string where;

  [[noreturn]] void refuse(std::string what, std::string remedy) const;

  /// Checks that this is an object with no fields but these.
  void fields(std::initializer_list<const char*> known) const;
  /// A field of an object.
  [[nodiscard]] std::optional<JsonPlace> find(const char* name) const;
  /// The items of a list.
  [[nodiscard]] std::vector<JsonPlace> items() const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] std::int64_t whole(std::int64_t least, std::int64_t most) const;
  [[nodiscard]] bool yesOrNo() const;
  /// A number or text as it would be typed on the command line.
  [[nodiscard]] std::string value() const;
  /// An object of numbers and texts.
  [[nodiscard]] std::vector<SweepSetting> settings() const;
};

/// A value as a JSON number if value() would give it back, else as text.
[[nodiscard]] OrderedJson jsonValue(const std::string& value);

/// Settings as a JSON object.
[[nodiscard]] OrderedJson jsonOf(const std::vector<SweepSetting>& settings);

}  // namespace fusewright
