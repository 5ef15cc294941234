#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/options/design_options.h"
#include "core/io/model_summary.h"
#include "core/io/model_writer.h"
#include "core/io/project.h"

namespace fusewright {

/// A project read, and what the programs need to know of its files to go on from there.
struct LoadedProject {
  Project project;
  Design design;
  DesignOptions sources;                               ///< its files, and how its model was read
  std::shared_ptr<const Accelerator> hardware;         ///< as its file says, before the parameters were changed
  ModelSummary summary = {};                           ///< of its model's file
  std::vector<std::string> warnings = {};              ///< such as a model that is not the same any more
  std::shared_ptr<const LoadedProject> baseline = {};  ///< what results are held against
};

/// Whether `path` ends like a project or like a figure that carries one.
[[nodiscard]] bool namesProject(const std::string& path);

/// Reads a .fusewright file, or the project that an exported figure carries, and the files it names. A file that is
/// not where it was is looked for beside the project. Errors name the file, field and remedy.
[[nodiscard]] Result<LoadedProject> loadProject(const std::string& path);

/// What `options` add to a project: another accelerator, changes to it, another fusion or tiling. The assumptions stay
/// those of the project.
[[nodiscard]] Result<Design> withOptions(const LoadedProject& loaded, const DesignOptions& options);

/// The options that read the model of a project.
[[nodiscard]] DesignOptions modelOptions(const ProjectModel& model, const std::string& assumptions);

/// The template's parameters by which the model of a project was made. Errors: unknown kinds, parameters, values.
[[nodiscard]] Result<ModelParameters> kindParameters(const ProjectModel& model);

/// What a model of that kind is called which has no file: "mamba1_L64"; the kind alone if it has its usual length.
[[nodiscard]] std::string madeModelName(const std::string& kind, const ModelParameters& parameters);

/// Changes of parameters on the way from one accelerator to another.
struct ParameterChanges {
  std::vector<NamedValue> changes;
  bool reached = false;  ///< nothing differs any more
};

/// Changes that lead from `loaded` to `wanted`, chip-wide ones first; an instance's own ones follow only if still
/// needed.
[[nodiscard]] ParameterChanges parameterChanges(const Accelerator& loaded, const Accelerator& wanted);

}  // namespace fusewright
