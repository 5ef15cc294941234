#include "app/sweep/spec_designs.h"

#include <algorithm>
#include <future>
#include <map>
#include <mutex>

#include <fmt/format.h>

#include "app/options/shell_text.h"
#include "app/sweep/design_key.h"
#include "app/sweep/setting_text.h"
#include "core/base/nearest_name.h"
#include "core/base/number_in.h"
#include "core/hardware/parameter_settings.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/model_writer.h"
#include "core/io/onnx_reader.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

constexpr std::size_t kLargestFile = std::size_t{4} << 30;
/// Models kept at once; a sweep over their sizes lets go of older ones.
constexpr std::size_t kMostModelsKept = 64;
constexpr std::string_view kModelPrefix = "model.";
constexpr std::string_view kDimPrefix = "dim.";

using SharedWorkload = std::shared_ptr<const Workload>;

/// Values of a pure function by key, each made once, however many threads ask for it at a time.
template <typename Value>
class Memo {
 public:
  template <typename Make>
  Result<Value> get(const std::string& key, const Make& make) {
    std::promise<Result<Value>> promise;
    std::shared_future<Result<Value>> future;
    bool mine = false;
    {
      const std::scoped_lock lock(mutex_);
      if (values_.size() >= kMostModelsKept && !values_.contains(key)) values_.clear();
      const auto [place, isNew] = values_.try_emplace(key);
      if (isNew) place->second = promise.get_future().share();
      mine = isNew;
      future = place->second;
    }
    if (mine) promise.set_value(made(make));
    return future.get();
  }

 private:
  template <typename Make>
  static Result<Value> made(const Make& make) {
    try {
      return make();
    } catch (const std::exception& fault) {
      return failure(fmt::format("internal error: {}", fault.what()), "", "please report it");
    }
  }

  std::mutex mutex_;
  std::map<std::string, std::shared_future<Result<Value>>> values_;
};

Result<double> numberOf(const std::vector<SweepSetting>& settings, const char* parameter) {
  const std::string value = settingOf(settings, parameter);
  const auto number = numberIn(value);
  if (number) return *number;
  return failure(fmt::format("'{}' is no number", value), parameter, "give a finite number");
}

Result<std::optional<int>> bitsOf(const std::vector<SweepSetting>& settings, const char* parameter) {
  constexpr double kMostBits = 64;
  if (settingOf(settings, parameter).empty()) return std::optional<int>();
  const auto number = numberOf(settings, parameter);
  if (!number) return tl::make_unexpected(number.error());
  if (*number < 1 || *number > kMostBits || *number != static_cast<int>(*number))
    return failure(fmt::format("{} bits", *number), parameter, "give a whole number from 1 to 64");
  return static_cast<int>(*number);
}

Result<ModelParameters> kindParameters(const SweepModel& model, const std::vector<SweepSetting>& settings) {
  const auto kind = findModelKind(model.kind);
  if (!kind) return tl::make_unexpected(kind.error());
  std::vector<SweepSetting> all = model.parameters;
  for (const SweepSetting& setting : settings)
    if (parameterKind(setting.parameter) == ParameterKind::ModelParameter)
      all = overlaid(std::move(all), {{setting.parameter.substr(kModelPrefix.size()), setting.value}});
  ModelParameters parameters;
  for (const SweepSetting& setting : all) {
    const auto value = parseValue(*kind, setting.parameter, canonicalValue(setting.value));
    if (!value) return tl::make_unexpected(value.error());
    parameters[setting.parameter] = *value;
  }
  return parameters;
}

}  // namespace

/// The spec and what has been read for it so far.
struct SpecDesigns::Files {
  Files(SweepPoints all, std::filesystem::path path) : points(std::move(all)), folder(std::move(path)) {}

  [[nodiscard]] std::string pathOf(const std::string& path) const {
    return std::filesystem::path(path).is_absolute() ? path : (folder / path).lexically_normal().string();
  }

  [[nodiscard]] Result<SweepModel> modelNamed(const std::string& name) const {
    std::vector<std::string> known;
    for (const SweepModel& model : points.spec().models) {
      if (model.name == name) return model;
      known.push_back(model.name);
    }
    return failure(fmt::format("no model is called '{}'", name), "model", suggestion(name, known));
  }

  ContentHash hashOf(const std::string& path) {
    const auto hash = hashes.get(path, [&]() -> Result<ContentHash> {
      const auto bytes = readFile(pathOf(path), kLargestFile);
      if (!bytes) return tl::make_unexpected(bytes.error());
      return contentHash(*bytes);
    });
    return hash ? *hash : contentHash("missing " + path);
  }

  Result<std::shared_ptr<const Accelerator>> hardware(const std::string& path) {
    return accelerators.get(path, [&]() -> Result<std::shared_ptr<const Accelerator>> {
      auto accelerator = readAccelerator(pathOf(path));
      if (!accelerator) return tl::make_unexpected(accelerator.error());
      return std::make_shared<const Accelerator>(*std::move(accelerator));
    });
  }

  Result<SharedWorkload> workload(const std::vector<SweepSetting>& settings, const DesignOptions& options) {
    const auto model = modelNamed(settingOf(settings, "model"));
    if (!model) return tl::make_unexpected(model.error());
    std::string key = fmt::format("{} {}", model->name, options.assumptions.starts_with("paper"));
    for (const SweepSetting& setting : settings) {
      const ParameterKind kind = parameterKind(setting.parameter);
      const bool bits = kind == ParameterKind::ActivationBits || kind == ParameterKind::WeightBits ||
                        kind == ParameterKind::OutputBits;
      if (bits || kind == ParameterKind::ModelParameter || kind == ParameterKind::Dimension)
        key += fmt::format(" {}={}", setting.parameter, setting.value);
    }
    return workloads.get(key, [&]() -> Result<SharedWorkload> {
      auto read = model->kind.empty() ? loadModel(options) : made(*model, settings, options);
      if (!read) return tl::make_unexpected(read.error());
      return std::make_shared<const Workload>(*std::move(read));
    });
  }

  static Result<Workload> made(const SweepModel& model, const std::vector<SweepSetting>& settings,
                               const DesignOptions& options) {
    const auto reading = readOptions(options);
    if (!reading) return tl::make_unexpected(reading.error());
    const auto parameters = kindParameters(model, settings);
    if (!parameters) return tl::make_unexpected(parameters.error());
    auto bytes = buildModel(model.kind, *parameters);
    if (!bytes) return tl::make_unexpected(bytes.error());
    return readOnnxBytes(*std::move(bytes), model.name, *reading);
  }

  SweepPoints points;
  std::filesystem::path folder;
  Memo<ContentHash> hashes;
  Memo<std::shared_ptr<const Accelerator>> accelerators;
  Memo<MappingRequest> requests;
  Memo<SharedWorkload> workloads;
};

SpecDesigns::SpecDesigns(std::unique_ptr<Files> files) : files_(std::move(files)) {}
SpecDesigns::SpecDesigns(SpecDesigns&&) noexcept = default;
SpecDesigns& SpecDesigns::operator=(SpecDesigns&&) noexcept = default;
SpecDesigns::~SpecDesigns() = default;

SpecDesigns SpecDesigns::opened(SweepPoints points, std::filesystem::path folder) {
  return SpecDesigns(std::make_unique<Files>(std::move(points), std::move(folder)));
}

Result<void> SpecDesigns::checkModelFile(const SweepModel& model) const {
  if (!model.kind.empty()) return {};
  const auto bytes = readFile(files_->pathOf(model.file), kLargestFile);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return {};
}

const SweepPoints& SpecDesigns::points() const {
  return files_->points;
}

const std::filesystem::path& SpecDesigns::folder() const {
  return files_->folder;
}

std::vector<SweepSetting> SpecDesigns::complete(std::vector<SweepSetting> settings) const {
  const SweepSpec& spec = files_->points.spec();
  const std::vector<SweepSetting> usual{{"model", spec.models.front().name},
                                        {"hardware", spec.hardware.front()},
                                        {"fusion", "auto"},
                                        {"tiling", "per-step"},
                                        {"assumptions", "paper"}};
  return overlaid(usual, settings);
}

ContentHash SpecDesigns::keyOf(const std::vector<SweepSetting>& settings) const {
  const auto model = files_->modelNamed(settingOf(settings, "model"));
  return designKey(settings, model.value_or(SweepModel{}),
                   [this](const std::string& path) { return files_->hashOf(path); });
}

Result<std::shared_ptr<const Accelerator>> SpecDesigns::unchangedAcceleratorOf(
    const std::vector<SweepSetting>& settings) const {
  return files_->hardware(settingOf(settings, "hardware"));
}

Result<Accelerator> SpecDesigns::acceleratorOf(const std::vector<SweepSetting>& settings) const {
  const auto base = files_->hardware(settingOf(settings, "hardware"));
  if (!base) return tl::make_unexpected(base.error());
  const auto options = optionsOf(settings);
  if (!options) return tl::make_unexpected(options.error());
  if (options->area.has_value() != options->memoryFraction.has_value())
    return failure("only one of area and memory fraction is given", "area", "give both or neither");
  std::optional<AreaSetting> area;
  if (options->area) area = AreaSetting{.areaMm2 = *options->area, .memoryFraction = *options->memoryFraction};
  std::vector<ParameterSetting> sets;
  for (const SweepSetting& setting : settings)
    if (parameterKind(setting.parameter) == ParameterKind::Set)
      sets.push_back({.id = setting.parameter, .value = setting.value, .place = {}});
  return withSettings(**base, sets, area);
}

Result<DesignOptions> SpecDesigns::optionsOf(const std::vector<SweepSetting>& settings) const {
  const auto model = files_->modelNamed(settingOf(settings, "model"));
  if (!model) return tl::make_unexpected(model.error());
  DesignOptions options;
  options.model = model->kind.empty() ? files_->pathOf(model->file) : model->name + ".onnx";
  options.hardware = files_->pathOf(settingOf(settings, "hardware"));
  const std::string mapping = settingOf(settings, "mapping");
  if (!mapping.empty()) options.mapping = files_->pathOf(mapping);
  options.fusion = settingOf(settings, "fusion");
  if (namesPlanFile(options.fusion)) options.fusion = files_->pathOf(options.fusion);
  options.tiling = settingOf(settings, "tiling");
  options.assumptions = settingOf(settings, "assumptions");
  for (const auto& [parameter, bits] : {std::pair{"act_bits", &options.activationBits},
                                        {"weight_bits", &options.weightBits},
                                        {"output_bits", &options.outputBits}}) {
    const auto number = bitsOf(settings, parameter);
    if (!number) return tl::make_unexpected(number.error());
    *bits = *number;
  }
  for (const SweepSetting& setting : settings) {
    const ParameterKind kind = parameterKind(setting.parameter);
    if (kind == ParameterKind::Dimension)
      options.dims.push_back(setting.parameter.substr(kDimPrefix.size()) + "=" + canonicalValue(setting.value));
    if (kind == ParameterKind::Set) options.sets.push_back(setting.parameter + "=" + setting.value);
    if (kind != ParameterKind::Area && kind != ParameterKind::AreaFraction && kind != ParameterKind::MemoryFraction)
      continue;
    const auto number = numberOf(settings, setting.parameter.c_str());
    if (!number) return tl::make_unexpected(number.error());
    if (kind == ParameterKind::MemoryFraction) options.memoryFraction = *number;
    if (kind == ParameterKind::Area) options.area = *number;
    if (kind != ParameterKind::AreaFraction) continue;
    const auto base = files_->hardware(settingOf(settings, "hardware"));
    if (!base) return tl::make_unexpected(base.error());
    options.area = *number * chipArea(**base);
  }
  return options;
}

Result<Design> SpecDesigns::designOf(const std::vector<SweepSetting>& settings) const {
  const auto options = optionsOf(settings);
  if (!options) return tl::make_unexpected(options.error());
  const auto assumptions = loadAssumptions(*options);
  if (!assumptions) return tl::make_unexpected(assumptions.error());
  const auto request =
      files_->requests.get(fmt::format("{}\n{}\n{}", options->mapping, options->fusion, options->tiling),
                           [&] { return loadMappingRequest(*options); });
  if (!request) return tl::make_unexpected(request.error());
  auto accelerator = acceleratorOf(settings);
  if (!accelerator) return tl::make_unexpected(accelerator.error());
  auto workload = files_->workload(settings, *options);
  if (!workload) return tl::make_unexpected(workload.error());
  return Design{.workload = *std::move(workload),
                .accelerator = std::make_shared<const Accelerator>(*std::move(accelerator)),
                .mapping = *request,
                .assumptions = *assumptions};
}

Result<ModelParameters> SpecDesigns::kindParametersOf(const std::vector<SweepSetting>& settings) const {
  const auto model = files_->modelNamed(settingOf(settings, "model"));
  if (!model) return tl::make_unexpected(model.error());
  return kindParameters(*model, settings);
}

Result<std::string> SpecDesigns::commandLineOf(const std::vector<SweepSetting>& settings) const {
  const auto options = optionsOf(settings);
  if (!options) return tl::make_unexpected(options.error());
  std::string line;
  const auto model = files_->modelNamed(settingOf(settings, "model"));
  if (!model->kind.empty()) {
    const auto parameters = kindParameters(*model, settings);
    if (!parameters) return tl::make_unexpected(parameters.error());
    const auto kind = findModelKind(model->kind);
    line = "fusewright-cli model " + shellQuoted(model->kind);
    for (const ModelParameter& parameter : kind->parameters)
      if (const auto value = parameters->find(parameter.name); value != parameters->end())
        line += fmt::format(" --{}={}", parameter.name, valueText(parameter, value->second));
    line += fmt::format(" -o {} && ", shellQuoted(options->model));
  }
  line += "fusewright-cli schedule";
  for (const std::string& argument : designArguments(*options)) line += " " + shellQuoted(argument);
  return line;
}

}  // namespace fusewright
