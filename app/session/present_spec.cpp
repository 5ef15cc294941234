#include "app/session/present_spec.h"

#include <algorithm>
#include <filesystem>

#include "app/session/command_line.h"
#include "app/session/project_of.h"
#include "core/explore/sweep/sweep_points.h"

namespace fusewright {
namespace {

/// "NAME=VALUE" texts as settings.
void addAll(std::vector<SweepSetting>& settings, const std::string& prefix, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    settings.push_back({prefix + text.substr(0, equals), text.substr(equals + 1)});
  }
}

bool varies(const std::vector<SweepAxis>& axes, std::string_view parameter) {
  return std::ranges::find(axes, parameter, &SweepAxis::parameter) != axes.end();
}

}  // namespace

Result<SweepSpec> presentSpec(const Design& design, const DesignFiles& files, const std::vector<SweepAxis>& varied) {
  if (!files.workload || !files.hardware || files.sources.hardware.empty())
    return failure("the model or the accelerator came from no file", "", "open both from files, or a template");
  DesignOptions options = designOptionsOf(design, files.sources, *files.hardware);
  if (!options.branches.empty() || !options.trips.empty() || !options.operators.empty())
    return failure("branches, iterations and descriptions of operators can not be said in a sweep", options.model,
                   "sweep a model that needs none");
  SweepSpec spec;
  SweepModel model{.name = files.kind.empty() ? absolutePath(options.model) : files.kind};
  if (files.kind.empty()) {
    model.file = model.name;
  } else {
    model.kind = files.kind;
    for (const auto& [name, value] : files.parameters) model.parameters.push_back({name, value});
  }
  spec.models = {model};
  spec.hardware = {absolutePath(options.hardware)};
  std::vector<SweepSetting> base;
  if (!varies(varied, "fusion")) {
    if (options.fusion.empty())
      return failure("the fusion plan on show was made here and is in no file", "fusion",
                     "vary \"fusion\", or choose a named plan");
    base.push_back({"fusion", options.fusion});
  }
  if (!options.tiling.empty()) base.push_back({"tiling", options.tiling});
  base.push_back({"assumptions", options.assumptions});
  if (!options.mapping.empty()) base.push_back({"mapping", absolutePath(options.mapping)});
  for (const auto& [name, bits] : {std::pair{"act_bits", options.activationBits},
                                   {"weight_bits", options.weightBits},
                                   {"output_bits", options.outputBits}})
    if (bits) base.push_back({name, std::to_string(*bits)});
  addAll(base, "dim.", options.dims);
  addAll(base, "", options.sets);
  spec.base = overlaid({}, base);
  return spec;
}

}  // namespace fusewright
