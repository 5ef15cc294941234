#include <filesystem>

#include "core/io/fusion_plan_fields.h"
#include "core/io/mapping_rules_json.h"
#include "core/io/names.h"
#include "core/io/project_fields.h"
#include "core/io/project_json.h"
#include "core/io/text_file.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

/// `file` as seen from the folder of the project; as it is if there is none, or on another root.
std::string written(const std::string& file, const std::filesystem::path& project) {
  if (file.empty() || project.empty()) return file;
  const auto folder = std::filesystem::absolute(project).parent_path().lexically_normal();
  const auto relative = std::filesystem::path(file).lexically_normal().lexically_relative(folder);
  return relative.empty() ? file : relative.generic_string();
}

void add(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void add(Json& object, const char* key, const std::vector<NamedValue>& values) {
  if (values.empty()) return;
  Json inner = Json::object();
  for (const auto& [name, value] : values) inner[name] = value;
  object[key] = std::move(inner);
}

void add(Json& object, const char* key, const std::optional<int>& number) {
  if (number) object[key] = *number;
}

Json modelJson(const ProjectModel& model, const std::filesystem::path& path) {
  Json json = Json::object();
  add(json, "file", written(model.file, path));
  add(json, "sha256", model.sha256);
  add(json, "kind", model.kind);
  add(json, "parameters", model.parameters);
  add(json, "dims", model.dims);
  if (model.guessDims) json["guess_dims"] = true;
  add(json, "branches", model.branches);
  add(json, "trips", model.trips);
  for (const std::string& file : model.operators) json["operators"].push_back(written(file, path));
  add(json, "activation_bits", model.activationBits);
  add(json, "weight_bits", model.weightBits);
  add(json, "output_bits", model.outputBits);
  add(json, "read_as", model.readAs);
  return json;
}

Json hardwareJson(const ProjectHardware& hardware, const std::filesystem::path& path) {
  Json json = Json::object();
  add(json, "file", written(hardware.file, path));
  add(json, "parameters", hardware.parameters);
  add(json, "yaml", hardware.yaml);
  return json;
}

Json tilingOf(const MappingRequest& request) {
  return request.tiling == TilingMode::Explicit ? Json(tilingJson(request.entries)) : Json(tilingText(request));
}

Json mappingJson(const Project& project, const std::filesystem::path& path) {
  Json json = Json::object();
  add(json, "file", written(project.mappingFile, path));
  if (project.mappingFile.empty() && !project.mapping.rules.empty())
    json["rules"] = mappingRulesJson(project.mapping.rules);
  if (const auto* named = std::get_if<NamedFusion>(&project.mapping.fusion)) {
    json["fusion"] = named->name;
  } else {
    const auto& listed = std::get<ListedFusion>(project.mapping.fusion);
    json["fusion"] = fusionPlanJson({.fusion = listed, .tiling = {}});
    add(json, "fusion_file", written(listed.source, path));
  }
  json["tiling"] = tilingOf(project.mapping);
  return json;
}

Json windowJson(const ProjectWindow& window) {
  Json json = Json::object();
  add(json, "layout", window.layout);
  add(json, "selection", window.selection);
  if (window.range) json["range"] = Json::array({window.range->first, window.range->second});
  if (window.playhead) json["playhead"] = *window.playhead;
  if (!window.marks.empty()) json["marks"] = window.marks;
  if (!window.markNames.empty()) json["mark_names"] = window.markNames;
  if (window.folded) json["folded"] = true;
  return json;
}

/// What decides the results of a design.
void addDesign(Json& json, const Project& project, const std::filesystem::path& path) {
  json["model"] = modelJson(project.model, path);
  json["hardware"] = hardwareJson(project.hardware, path);
  json["mapping"] = mappingJson(project, path);
  add(json, "assumptions", project.assumptions);
}

}  // namespace

std::string projectText(const Project& project, const std::filesystem::path& path, JsonLayout layout) {
  Json json{{"format", kProjectFormat}};
  add(json, "program", project.program);
  addDesign(json, project, path);
  if (!project.baseline.empty()) addDesign(json["baseline"], project.baseline.front(), path);
  if (Json window = windowJson(project.window); !window.empty()) json["window"] = std::move(window);
  add(json, "autosave_of", project.autosaveOf);
  if (!project.unknown.empty()) addUnknownFields(json, Json::parse(project.unknown, nullptr, false));
  const bool indented = layout == JsonLayout::Indented;
  std::string text = json.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
  return indented ? text + "\n" : text;
}

Result<void> writeProject(const Project& project, const std::filesystem::path& path) {
  return writeTextFile(path, projectText(project, path));
}

}  // namespace fusewright
