#include <algorithm>

#include <fmt/format.h>

#include "app/sweep/setting_text.h"
#include "app/sweep/spec_designs.h"
#include "core/base/number_in.h"
#include "core/hardware/parameters.h"
#include "core/io/model_writer.h"

namespace fusewright {
namespace {

/// Listed points of a spec that are looked at before the first is evaluated.
constexpr std::size_t kMostPointsChecked = 10'000;

/// Values of an axis to look at: all of a list, the ends of a range.
std::vector<std::string> valuesToCheck(const SweepAxis& axis) {
  if (!axis.range) return axis.values;
  return {sampledValue(axis, 0), sampledValue(axis, 1)};
}

/// With the place in the spec in front.
Error placed(const Error& error, const std::string& place) {
  return {error.what, error.where.empty() ? place : place + ", " + error.where, error.remedy};
}

Result<void> checkNumber(const SweepSetting& setting) {
  const auto number = numberIn(setting.value);
  if (number && *number > 0) return {};
  return failure(
      fmt::format("'{}' is no number above 0", setting.value), setting.parameter,
      setting.parameter == "memory_fraction" ? "give a part of the area between 0 and 1" : "give an area, as in 222");
}

/// Whether no model of the spec has a parameter of that name, or none takes that value.
Result<void> checkModelParameter(const SweepSpec& spec, const SweepSetting& setting) {
  const std::string name = setting.parameter.substr(std::string_view("model.").size());
  Result<void> first = failure("no model of the spec is of a kind, so that none has parameters", setting.parameter,
                               "vary dim.NAME for files");
  bool tried = false;
  for (const SweepModel& model : spec.models) {
    if (model.kind.empty()) continue;
    const auto kind = findModelKind(model.kind);
    const auto value = kind ? parseValue(*kind, name, canonicalValue(setting.value))
                            : Result<std::int64_t>(tl::make_unexpected(kind.error()));
    if (value) return {};
    if (!tried) first = tl::make_unexpected(value.error());
    tried = true;
  }
  return first;
}

Result<void> withoutValue(const auto& result) {
  if (result) return {};
  return tl::make_unexpected(result.error());
}

}  // namespace

Result<void> SpecDesigns::check(const std::vector<SweepSetting>& settings, const SweepSetting& setting) const {
  const std::vector<SweepSetting> tried = overlaid(settings, {setting});
  const auto options = optionsOf(tried);
  if (!options) return tl::make_unexpected(options.error());
  switch (parameterKind(setting.parameter)) {
    case ParameterKind::Area:
    case ParameterKind::AreaFraction:
    case ParameterKind::MemoryFraction:
      return checkNumber(setting);
    case ParameterKind::ModelParameter:
      return checkModelParameter(points().spec(), setting);
    case ParameterKind::Dimension:
      return withoutValue(parseDims(options->dims));
    case ParameterKind::AssumptionsText:
      return withoutValue(loadAssumptions(*options));
    case ParameterKind::FusionText:
    case ParameterKind::TilingText:
    case ParameterKind::MappingFile:
      return withoutValue(loadMappingRequest(*options));
    case ParameterKind::Hardware:
      return withoutValue(acceleratorOf({{"model", settings.front().value}, {"hardware", setting.value}}));
    case ParameterKind::Set: {
      // Which instances there are may depend on the parameters set before.
      const auto alone = acceleratorOf(overlaid({settings[0], settings[1]}, {setting}));
      if (alone || acceleratorOf(tried)) return {};
      return tl::make_unexpected(alone.error());
    }
    case ParameterKind::Model:
    case ParameterKind::ActivationBits:
    case ParameterKind::WeightBits:
    case ParameterKind::OutputBits:
      break;
  }
  return {};
}

namespace {

Result<void> checkAll(const SpecDesigns& designs) {
  const SweepSpec& spec = designs.points().spec();
  const std::vector<SweepSetting> first = designs.complete(designs.points().at(0));
  for (const SweepModel& model : spec.models)
    if (!model.kind.empty())
      for (const SweepSetting& parameter : model.parameters)
        if (auto checked = checkModelParameter({.models = {model}}, {"model." + parameter.parameter, parameter.value});
            !checked)
          return tl::make_unexpected(placed(checked.error(), "model " + model.name));
  for (const SweepSetting& setting : first)
    if (auto checked = designs.check(first, setting); !checked)
      return tl::make_unexpected(placed(checked.error(), "base"));
  for (const SweepAxis& axis : spec.axes)
    for (const std::string& value : valuesToCheck(axis))
      if (auto checked = designs.check(first, {axis.parameter, value}); !checked)
        return tl::make_unexpected(placed(checked.error(), "axis " + axis.parameter));
  for (std::size_t point = 0; point < std::min(spec.points.size(), kMostPointsChecked); ++point)
    for (const SweepSetting& setting : spec.points[point])
      if (auto checked = designs.check(designs.complete(designs.points().at(point)), setting); !checked)
        return tl::make_unexpected(placed(checked.error(), fmt::format("points[{}]", point)));
  return {};
}

}  // namespace

Result<SpecDesigns> SpecDesigns::open(const SweepSpec& spec, const std::filesystem::path& folder) {
  auto points = SweepPoints::of(spec);
  if (!points) return tl::make_unexpected(points.error());
  SpecDesigns designs = opened(*std::move(points), folder.empty() ? "." : folder);
  for (const SweepModel& model : spec.models)
    if (auto read = designs.checkModelFile(model); !read) return tl::make_unexpected(read.error());
  if (auto checked = checkAll(designs); !checked) return tl::make_unexpected(checked.error());
  return designs;
}

}  // namespace fusewright
