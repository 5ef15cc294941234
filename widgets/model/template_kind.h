#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fusewright {

/// A number, or one of a few names, that shapes a model made from a template.
struct TemplateParameter {
  std::string name;
  std::string unit;
  std::int64_t fallback = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = 1;
  std::string meaning;
  std::vector<std::string> choices;  ///< names of the values 0, 1, ...; empty for numbers

  friend bool operator==(const TemplateParameter&, const TemplateParameter&) = default;
};

/// A family of models that need no file.
struct TemplateKind {
  std::string name;
  std::string meaning;
  std::vector<TemplateParameter> parameters;

  friend bool operator==(const TemplateKind&, const TemplateKind&) = default;
};

/// Values by parameter.
using TemplateValues = std::map<std::string, std::int64_t>;

/// The range that a slider covers: all of it if that is small, else what lies around the usual value.
struct SliderRange {
  std::int64_t least = 1;
  std::int64_t most = 1;
  bool byFactors = false;

  friend bool operator==(const SliderRange&, const SliderRange&) = default;
};
[[nodiscard]] SliderRange sliderRangeOf(const TemplateParameter& parameter);

}  // namespace fusewright
