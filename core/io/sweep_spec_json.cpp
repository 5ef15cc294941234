#include "core/io/sweep_spec_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>
#include <span>

#include <fmt/format.h>

#include "core/base/nearest_name.h"
#include "core/explore/sweep/sweep_columns.h"
#include "core/explore/sweep/sweep_points.h"
#include "core/io/checked_json.h"
#include "core/io/read_file.h"
#include "core/io/sweep_value_json.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

constexpr std::size_t kLargestSpec = std::size_t{64} << 20;
constexpr const char* kSeeExamples = "see examples/sweeps/README.md for the form";

constexpr std::array<std::pair<const char*, SamplingMethod>, 4> kMethods{
    {{"grid", SamplingMethod::Grid},
     {"latin-hypercube", SamplingMethod::LatinHypercube},
     {"sobol", SamplingMethod::Sobol},
     {"list", SamplingMethod::List}}};

SweepModel modelOf(const JsonPlace& place) {
  SweepModel model;
  if (place.json.is_string()) {
    model.file = place.text();
  } else {
    place.fields({"file", "kind", "parameters", "name"});
    if (const auto file = place.find("file")) model.file = file->text();
    if (const auto kind = place.find("kind")) model.kind = kind->text();
    if (const auto parameters = place.find("parameters")) model.parameters = parameters->settings();
    if (const auto name = place.find("name")) model.name = name->text();
  }
  if (model.file.empty() == model.kind.empty())
    place.refuse("the model is neither a file nor a kind", R"(give "file": "model.onnx", or "kind": "mamba1")");
  if (model.kind.empty() && !model.parameters.empty())
    place.refuse("a file has no parameters", "give the sizes of its open dimensions with dim.NAME in \"base\"");
  if (model.name.empty()) model.name = model.kind.empty() ? model.file : model.kind;
  return model;
}

std::vector<SweepModel> modelsOf(const JsonPlace& root) {
  std::vector<SweepModel> models;
  const auto one = root.find("model");
  const auto several = root.find("models");
  if (one.has_value() == several.has_value())
    root.refuse("the spec needs \"model\" or \"models\"", "give one of the two");
  if (one) models.push_back(modelOf(*one));
  if (several)
    for (const JsonPlace& place : several->items()) models.push_back(modelOf(place));
  std::set<std::string> names;
  for (const SweepModel& model : models)
    if (!names.insert(model.name).second)
      root.refuse(fmt::format("two models are called '{}'", model.name), "give each a \"name\" of its own");
  if (models.empty()) root.refuse("there is no model", "name at least one");
  return models;
}

std::vector<std::string> hardwareOf(const JsonPlace& root) {
  const auto place = root.find("hardware");
  if (!place) root.refuse("field 'hardware' is missing", "name an accelerator file");
  std::vector<std::string> files;
  if (place->json.is_string()) {
    files.push_back(place->text());
  } else {
    for (const JsonPlace& item : place->items()) files.push_back(item.text());
  }
  if (files.empty()) place->refuse("there is no accelerator", "name at least one file");
  return files;
}

AxisRange rangeOf(const JsonPlace& place) {
  AxisRange range;
  const auto from = place.find("from");
  const auto to = place.find("to");
  if (!from || !to) place.refuse("the axis has no values", "give \"values\", or both \"from\" and \"to\"");
  range.from = from->number();
  range.to = to->number();
  if (const auto count = place.find("count")) range.count = count->whole(1, std::int64_t{1} << 40);
  if (const auto whole = place.find("whole")) range.whole = whole->yesOrNo();
  if (const auto scale = place.find("scale")) {
    const std::string name = scale->text();
    if (name != "linear" && name != "logarithmic")
      scale->refuse(fmt::format("there is no scale '{}'", name), "give linear or logarithmic");
    range.scale = name == "linear" ? AxisScale::Linear : AxisScale::Logarithmic;
  }
  return range;
}

SweepAxis axisOf(const JsonPlace& place) {
  place.fields({"parameter", "values", "from", "to", "count", "scale", "whole"});
  SweepAxis axis;
  const auto parameter = place.find("parameter");
  if (!parameter) place.refuse("field 'parameter' is missing", "name what the axis varies");
  axis.parameter = parameter->text();
  const auto values = place.find("values");
  if (!values) {
    axis.range = rangeOf(place);
    return axis;
  }
  for (const char* other : {"from", "to", "count", "scale", "whole"})
    if (place.find(other)) place.refuse(fmt::format("\"values\" and \"{}\" exclude each other", other), "keep one");
  for (const JsonPlace& value : values->items()) axis.values.push_back(value.value());
  if (axis.values.empty()) values->refuse("the axis has no values", "list at least one");
  return axis;
}

Sampling samplingOf(const JsonPlace& place) {
  place.fields({"method", "count", "seed"});
  Sampling sampling;
  const auto method = place.find("method");
  if (!method) place.refuse("field 'method' is missing", "give grid, latin-hypercube, sobol or list");
  const std::string name = method->text();
  const auto found = std::ranges::find_if(kMethods, [&](const auto& known) { return name == known.first; });
  if (found == kMethods.end()) {
    std::vector<std::string> known;
    for (const auto& [text, value] : kMethods) known.emplace_back(text);
    method->refuse(fmt::format("there is no sampling method '{}'", name), suggestion(name, known));
  }
  sampling.method = found->second;
  if (const auto count = place.find("count")) sampling.count = count->whole(1, std::int64_t{1} << 32);
  if (const auto seed = place.find("seed"))
    sampling.seed = static_cast<std::uint64_t>(seed->whole(0, std::numeric_limits<std::int64_t>::max()));
  return sampling;
}

std::vector<std::string> textsOf(const std::optional<JsonPlace>& place) {
  std::vector<std::string> texts;
  if (place)
    for (const JsonPlace& item : place->items()) texts.push_back(item.text());
  return texts;
}

/// Puts an axis over all models, or accelerators, in front unless they are varied otherwise.
void addAxisOver(SweepSpec& spec, const char* parameter, std::vector<std::string> values) {
  const auto isIt = [&](const std::string& name) { return name == parameter; };
  const bool varied = std::ranges::any_of(spec.axes, isIt, &SweepAxis::parameter) ||
                      std::ranges::any_of(spec.base, isIt, &SweepSetting::parameter) ||
                      spec.sampling.method == SamplingMethod::List;
  if (values.size() > 1 && !varied)
    spec.axes.insert(spec.axes.begin(), {.parameter = parameter, .values = std::move(values), .range = {}});
}

void checkPoints(const JsonPlace& root, const SweepSpec& spec) {
  const bool listed = spec.sampling.method == SamplingMethod::List;
  if (listed && !spec.axes.empty())
    root.refuse("listed points and axes exclude each other", "leave out \"axes\", or sample them");
  if (listed && spec.points.empty()) root.refuse("no points are listed", "give \"points\": [{...}, ...]");
  if (!listed && !spec.points.empty())
    root.refuse("points are listed, but the method is not list", R"(add "sampling": {"method": "list"})");
}

SweepSpec specIn(const JsonPlace& root) {
  root.fields(
      {"name", "model", "models", "hardware", "base", "axes", "points", "sampling", "constraints", "objectives"});
  SweepSpec spec;
  if (const auto name = root.find("name")) spec.name = name->text();
  spec.models = modelsOf(root);
  spec.hardware = hardwareOf(root);
  if (const auto base = root.find("base")) spec.base = base->settings();
  if (const auto axes = root.find("axes"))
    for (const JsonPlace& place : axes->items()) spec.axes.push_back(axisOf(place));
  if (const auto points = root.find("points"))
    for (const JsonPlace& place : points->items()) spec.points.push_back(place.settings());
  if (const auto sampling = root.find("sampling")) spec.sampling = samplingOf(*sampling);
  spec.constraints = textsOf(root.find("constraints"));
  const auto objectives = root.find("objectives");
  spec.objectives = textsOf(objectives);
  if (const auto known = objectiveColumns(spec.objectives); !known)
    objectives->refuse(known.error().what, known.error().remedy);
  checkPoints(root, spec);
  std::vector<std::string> models;
  for (const SweepModel& model : spec.models) models.push_back(model.name);
  addAxisOver(spec, "hardware", spec.hardware);
  addAxisOver(spec, "model", std::move(models));
  return spec;
}

Json jsonOf(const SweepModel& model) {
  Json json = Json::object();
  if (model.name != (model.kind.empty() ? model.file : model.kind)) json["name"] = model.name;
  if (!model.file.empty()) json["file"] = model.file;
  if (!model.kind.empty()) json["kind"] = model.kind;
  if (!model.parameters.empty()) json["parameters"] = jsonOf(model.parameters);
  return json;
}

Json jsonOf(const SweepAxis& axis) {
  Json json{{"parameter", axis.parameter}};
  if (!axis.range) {
    Json values = Json::array();
    for (const std::string& value : axis.values) values.push_back(jsonValue(value));
    json["values"] = std::move(values);
    return json;
  }
  json["from"] = axis.range->from;
  json["to"] = axis.range->to;
  if (axis.range->count > 0) json["count"] = axis.range->count;
  if (axis.range->scale == AxisScale::Logarithmic) json["scale"] = "logarithmic";
  if (axis.range->whole) json["whole"] = true;
  return json;
}

Json jsonOf(const Sampling& sampling) {
  Json json = Json::object();
  for (const auto& [name, method] : kMethods)
    if (method == sampling.method) json["method"] = name;
  if (sampling.count > 0) json["count"] = sampling.count;
  if (sampling.seed > 0) json["seed"] = sampling.seed;
  return json;
}

}  // namespace

Result<SweepSpec> parseSweepSpec(const std::string& text, const std::string& path) {
  return guardedJson(path, kSeeExamples, [&] {
    const Json json = checkedJson(text, path);
    return specIn({.json = json, .where = path});
  });
}

Result<SweepSpec> readSweepSpec(const std::string& path) {
  const auto text = readFile(path, kLargestSpec);
  if (!text) return tl::make_unexpected(text.error());
  return parseSweepSpec(*text, path);
}

std::string sweepSpecJson(const SweepSpec& spec) {
  Json json = Json::object();
  if (!spec.name.empty()) json["name"] = spec.name;
  Json models = Json::array();
  for (const SweepModel& model : spec.models) models.push_back(jsonOf(model));
  json["models"] = std::move(models);
  json["hardware"] = spec.hardware;
  if (!spec.base.empty()) json["base"] = jsonOf(spec.base);
  Json axes = Json::array();
  for (const SweepAxis& axis : spec.axes) axes.push_back(jsonOf(axis));
  if (!axes.empty()) json["axes"] = std::move(axes);
  Json points = Json::array();
  for (const ListedPoint& point : spec.points) points.push_back(jsonOf(point));
  if (!points.empty()) json["points"] = std::move(points);
  json["sampling"] = jsonOf(spec.sampling);
  if (!spec.constraints.empty()) json["constraints"] = spec.constraints;
  if (!spec.objectives.empty()) json["objectives"] = spec.objectives;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string settingsJson(const std::vector<SweepSetting>& settings) {
  return jsonOf(settings).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::vector<SweepSetting>> parseSettings(const std::string& text, const std::string& where) {
  return guardedJson(where, kSeeExamples, [&] {
    const Json json = checkedJson(text, where);
    return JsonPlace{.json = json, .where = where}.settings();
  });
}

}  // namespace fusewright
