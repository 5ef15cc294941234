#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "core/io/fusion_plan_fields.h"
#include "core/io/mapping_rules_json.h"
#include "core/io/project_fields.h"
#include "core/io/project_json.h"
#include "core/io/read_file.h"

namespace fusewright {
namespace {

using Json = OrderedJson;

constexpr std::size_t kLargestProject = std::size_t{64} << 20;
constexpr const char* kProjectRemedy = "open a project that Fusewright saved";

/// One object of the file, with its place for messages. A field that is not there reads as empty.
class Fields {
 public:
  Fields(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object.is_object()) refuseJson("this is no JSON object", where_, kProjectRemedy);
  }

  [[nodiscard]] bool has(const char* key) const { return object_.contains(key); }
  [[nodiscard]] const Json& at(const char* key) const { return object_.at(key); }
  [[nodiscard]] std::string place(const char* key) const { return fmt::format("{}.{}", where_, key); }

  [[nodiscard]] Fields inner(const char* key) const {
    static const Json kNothing = Json::object();
    return has(key) ? Fields(at(key), where_ + (where_.find(", ") == std::string::npos ? ", " : ".") + key)
                    : Fields(kNothing, where_);
  }

  [[nodiscard]] std::string text(const char* key) const {
    if (!has(key)) return {};
    if (!at(key).is_string()) refuseJson("this is no text", place(key), "write it in double quotes");
    return at(key).get<std::string>();
  }

  [[nodiscard]] bool flag(const char* key) const {
    if (!has(key)) return false;
    if (!at(key).is_boolean()) refuseJson("this is neither true nor false", place(key), "write true or false");
    return at(key).get<bool>();
  }

  [[nodiscard]] std::optional<int> bits(const char* key) const {
    if (!has(key)) return std::nullopt;
    const Json& value = at(key);
    if (!value.is_number_integer() || value < 1 || value > 1024)
      refuseJson("this is no number of bits", place(key), "give a whole number from 1 to 1024");
    return value.get<int>();
  }

  [[nodiscard]] std::optional<double> cycle(const char* key) const {
    if (!has(key)) return std::nullopt;
    if (!at(key).is_number()) refuseJson("this is no instant", place(key), "write a number of cycles");
    return at(key).get<double>();
  }

  [[nodiscard]] std::vector<double> cycles(const char* key) const {
    std::vector<double> instants;
    if (!has(key)) return instants;
    const Json& list = at(key);
    if (!list.is_array() || !std::ranges::all_of(list, [](const Json& item) { return item.is_number(); }))
      refuseJson("these are no instants", place(key), "write a list of numbers of cycles");
    for (const Json& item : list) instants.push_back(item.get<double>());
    return instants;
  }

  [[nodiscard]] std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> texts;
    if (!has(key)) return texts;
    const Json& list = at(key);
    if (!list.is_array() || !std::ranges::all_of(list, [](const Json& item) { return item.is_string(); }))
      refuseJson("these are no texts", place(key), "write a list of texts in quotes");
    for (const Json& item : list) texts.push_back(item.get<std::string>());
    return texts;
  }

  /// Numbers may stand without quotes.
  [[nodiscard]] std::vector<NamedValue> values(const char* key) const {
    std::vector<NamedValue> values;
    if (!has(key)) return values;
    if (!at(key).is_object()) refuseJson("this is no JSON object", place(key), R"(write it like {"batch": "1"})");
    for (const auto& [name, value] : at(key).items()) {
      if (!value.is_string() && !value.is_number())
        refuseJson("this is neither text nor a number", fmt::format("{}.{}", place(key), name), "correct the value");
      values.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
    return values;
  }

  /// The path that a field names, seen from `folder`.
  [[nodiscard]] std::string file(const char* key, const std::filesystem::path& folder) const {
    const std::string name = text(key);
    return name.empty() ? name : (folder / name).lexically_normal().string();
  }

  /// The same for a list of paths.
  [[nodiscard]] std::vector<std::string> files(const char* key, const std::filesystem::path& folder) const {
    std::vector<std::string> paths;
    if (!has(key)) return paths;
    const Json& list = at(key);
    if (!list.is_array()) refuseJson("this is no list of paths", place(key), "give a list of paths as texts");
    for (const Json& item : list) {
      if (!item.is_string()) refuseJson("a path is no text", place(key), "give a list of paths as texts");
      paths.push_back((folder / item.get<std::string>()).lexically_normal().string());
    }
    return paths;
  }

 private:
  const Json& object_;
  std::string where_;
};

ProjectModel modelIn(const Fields& fields, const std::filesystem::path& folder) {
  return {.file = fields.file("file", folder),
          .sha256 = fields.text("sha256"),
          .kind = fields.text("kind"),
          .parameters = fields.values("parameters"),
          .dims = fields.values("dims"),
          .guessDims = fields.flag("guess_dims"),
          .branches = fields.values("branches"),
          .trips = fields.values("trips"),
          .operators = fields.files("operators", folder),
          .activationBits = fields.bits("activation_bits"),
          .weightBits = fields.bits("weight_bits"),
          .outputBits = fields.bits("output_bits"),
          .readAs = fields.text("read_as")};
}

/// A plan as in a plan file; only its groups in projects that know no more.
ListedFusion planIn(const Json& json, const std::string& where, const std::string& source) {
  const std::string remedy = R"(give a name, groups like [["layer", "layer"]], or an object as in a plan file)";
  if (!json.is_array() && !json.is_object()) refuseJson("this is no fusion plan", where, remedy);
  ListedFusion plan = fusionPlanIn(json.is_array() ? Json{{"groups", json}} : json, where).fusion;
  plan.source = source;
  for (MappingRule& rule : plan.layers) rule.source = source;
  return plan;
}

void readTiling(const Json& json, const std::string& where, MappingRequest& request) {
  if (json == "per-step") {
    request.tiling = TilingMode::PerStep;
  } else if (json == "none") {
    request.tiling = TilingMode::None;
  } else if (json == "memory-aware") {
    request.tiling = TilingMode::MemoryAware;
  } else if (json.is_string()) {
    refuseJson("there is no such tiling", where, "give per-step, none, memory-aware or cuts like [[\"L\", 64]]");
  } else {
    request.tiling = TilingMode::Explicit;
    request.entries = tilingIn(json, where);
  }
}

void readMapping(const Fields& fields, const std::filesystem::path& folder, Project& project) {
  project.mappingFile = fields.file("file", folder);
  if (project.mappingFile.empty() && fields.has("rules"))
    project.mapping.rules = mappingRulesIn(fields.at("rules"), fields.place("rules"));
  project.mapping.fusion = NamedFusion{"auto"};
  if (fields.has("fusion") && fields.at("fusion").is_string()) {
    project.mapping.fusion = NamedFusion{fields.text("fusion")};
  } else if (fields.has("fusion")) {
    project.mapping.fusion = planIn(fields.at("fusion"), fields.place("fusion"), fields.file("fusion_file", folder));
  }
  if (fields.has("tiling")) readTiling(fields.at("tiling"), fields.place("tiling"), project.mapping);
}

ProjectWindow windowIn(const Fields& fields) {
  ProjectWindow window{.layout = fields.text("layout"),
                       .selection = fields.text("selection"),
                       .range = {},
                       .playhead = fields.cycle("playhead"),
                       .marks = fields.cycles("marks"),
                       .markNames = fields.texts("mark_names"),
                       .folded = fields.flag("folded")};
  if (!fields.has("range")) return window;
  const Json& range = fields.at("range");
  if (!range.is_array() || range.size() != 2 || !range[0].is_number() || !range[1].is_number())
    refuseJson("this is no range of time", fields.place("range"), "write [from, to] in cycles");
  window.range = {range[0].get<double>(), range[1].get<double>()};
  return window;
}

void checkFormat(const Fields& root, const std::string& path) {
  if (!root.has("format")) refuseJson("field 'format' is missing", path, kProjectRemedy);
  const Json& format = root.at("format");
  if (format == kProjectFormat) return;
  if (format.is_number_integer() && format > kProjectFormat)
    refuseJson(fmt::format("its format {} is newer than this program knows", format.dump()), path + ", format",
               "open it with a newer Fusewright");
  refuseJson("there is no such format", path + ", format", kProjectRemedy);
}

/// What decides the results of a design, at `where` in the file.
Project designIn(const Fields& fields, const std::filesystem::path& folder, const std::string& where) {
  Project project{.model = modelIn(fields.inner("model"), folder)};
  const Fields hardware = fields.inner("hardware");
  project.hardware = {.file = hardware.file("file", folder),
                      .parameters = hardware.values("parameters"),
                      .yaml = hardware.text("yaml")};
  readMapping(fields.inner("mapping"), folder, project);
  if (fields.has("assumptions")) project.assumptions = fields.text("assumptions");
  if (project.model.file.empty() && project.model.kind.empty())
    refuseJson("the project names no model", where + ", model", "give it a field 'file'");
  if (project.hardware.file.empty() && project.hardware.yaml.empty())
    refuseJson("the project names no accelerator", where + ", hardware", "give it a field 'file'");
  return project;
}

Project projectIn(const Json& json, const std::filesystem::path& path) {
  const Fields root(json, path.string());
  checkFormat(root, path.string());
  const auto folder = std::filesystem::absolute(path).parent_path();
  Project project = designIn(root, folder, path.string());
  project.program = root.text("program");
  if (root.has("baseline")) project.baseline = {designIn(root.inner("baseline"), folder, path.string() + ", baseline")};
  project.window = windowIn(root.inner("window"));
  project.autosaveOf = root.text("autosave_of");
  const Json unknown = unknownFields(json, kProjectFields);
  if (!unknown.empty()) project.unknown = unknown.dump(-1, ' ', false, Json::error_handler_t::replace);
  return project;
}

}  // namespace

Result<Project> parseProject(const std::string& text, const std::filesystem::path& path) {
  return guardedJson(path.string(), kProjectRemedy, [&] { return projectIn(checkedJson(text, path.string()), path); });
}

Result<Project> readProject(const std::filesystem::path& path) {
  const auto text = readFile(path, kLargestProject);
  if (!text) return tl::make_unexpected(text.error());
  return parseProject(*text, path);
}

}  // namespace fusewright
