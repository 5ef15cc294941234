#include "app/session/project_of.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "app/options/project_design.h"
#include "core/io/accelerator_yaml.h"
#include "core/io/read_file.h"
#include "core/io/sha256.h"

namespace fusewright {
namespace {

std::vector<std::string> absolutePaths(std::vector<std::string> paths) {
  std::ranges::transform(paths, paths.begin(), absolutePath);
  return paths;
}

/// "NAME=VALUE" texts taken apart at the last sign, since names of nodes may hold one.
std::vector<NamedValue> namedValues(const std::vector<std::string>& texts) {
  std::vector<NamedValue> values;
  for (const std::string& text : texts) {
    const std::size_t equals = std::min(text.rfind('='), text.size());
    values.emplace_back(text.substr(0, equals), equals < text.size() ? text.substr(equals + 1) : std::string());
  }
  return values;
}

ProjectModel modelOf(const DesignFiles& files) {
  const DesignOptions& sources = files.sources;
  return {.file = files.kind.empty() ? absolutePath(sources.model) : std::string(),
          .sha256 = files.modelHash,
          .kind = files.kind,
          .parameters = files.parameters,
          .dims = namedValues(sources.dims),
          .guessDims = sources.guessDims,
          .branches = namedValues(sources.branches),
          .trips = namedValues(sources.trips),
          .operators = absolutePaths(sources.operators),
          .activationBits = sources.activationBits,
          .weightBits = sources.weightBits,
          .outputBits = sources.outputBits,
          .readAs = sources.assumptions};
}

ProjectHardware hardwareOf(const Accelerator& wanted, const DesignFiles& files) {
  if (files.hardware && !files.sources.hardware.empty()) {
    auto found = parameterChanges(*files.hardware, wanted);
    if (found.reached) return {.file = absolutePath(files.sources.hardware), .parameters = std::move(found.changes)};
  }
  return {.file = {}, .parameters = {}, .yaml = writeAccelerator(wanted)};
}

bool isSame(const std::shared_ptr<const Workload>& a, const std::shared_ptr<const Workload>& b) {
  return a == b || (a && b && *a == *b);
}

}  // namespace

std::string modelHash(const std::string& file) {
  constexpr std::size_t kLargest = std::size_t{256} << 20;
  const auto bytes = readFile(file, kLargest);
  return bytes ? sha256(*bytes) : std::string();
}

std::string absolutePath(const std::string& path) {
  return path.empty() ? path : std::filesystem::absolute(path).lexically_normal().string();
}

Result<Project> projectOf(const Design& design, const DesignFiles& files) {
  if ((files.sources.model.empty() && files.kind.empty()) || !isSame(design.workload, files.workload))
    return failure(fmt::format("the model {} came from no file", design.workload->name), "",
                   "open a model's file or make one from a template, then save");
  Project project{
      .model = modelOf(files), .hardware = hardwareOf(*design.accelerator, files), .mapping = design.mapping};
  project.assumptions = nameOf(design.assumptions);
  if (auto* listed = std::get_if<ListedFusion>(&project.mapping.fusion)) listed->source = absolutePath(listed->source);
  if (!files.sources.mapping.empty() && design.mapping.rules == files.rules) {
    project.mappingFile = absolutePath(files.sources.mapping);
    project.mapping.rules.clear();
  }
  return project;
}

std::string selectionText(const Selection& selection) {
  struct Text {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(LayerId id) const { return fmt::format("layer {}", id.value); }
    std::string operator()(TileKey key) const { return fmt::format("tile {} {}", key.layer.value, key.indexInLayer); }
    std::string operator()(CoreId id) const { return fmt::format("core {}", id.value); }
    std::string operator()(MemoryId id) const { return fmt::format("memory {}", id.value); }
    std::string operator()(TransferId id) const { return fmt::format("transfer {}", id.value); }
    std::string operator()(IdleKey key) const {
      const std::string core = fmt::format("idle {}", key.core.value);
      return key.before ? fmt::format("{} {} {}", core, key.before->layer.value, key.before->indexInLayer) : core;
    }
  };
  return std::visit(Text{}, selection);
}

Selection parseSelection(const std::string& text) {
  std::istringstream words(text);
  std::string kind;
  std::int32_t first = -1;
  if (!(words >> kind >> first) || first < 0) return {};
  if (kind == "layer") return LayerId(first);
  if (kind == "core") return CoreId(first);
  if (kind == "memory") return MemoryId(first);
  if (kind == "transfer") return TransferId(first);
  std::int32_t layer = -1;
  std::int32_t index = -1;
  if (kind == "idle" && words >> layer && layer >= 0 && words >> index && index >= 0)
    return IdleKey{CoreId(first), TileKey{LayerId(layer), index}};
  if (kind == "idle") return IdleKey{CoreId(first)};
  if (kind == "tile" && words >> index && index >= 0) return TileKey{LayerId(first), index};
  return {};
}

}  // namespace fusewright
