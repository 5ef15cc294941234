#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/options/design_options.h"
#include "core/base/result.h"
#include "core/evaluate/design.h"
#include "core/io/project.h"
#include "core/session/selection.h"

namespace fusewright {

/// The files that the design on show came from.
struct DesignFiles {
  DesignOptions sources;                        ///< paths, and how the model was read
  std::shared_ptr<const Workload> workload;     ///< what the model's file gave
  std::shared_ptr<const Accelerator> hardware;  ///< what the accelerator's file gave
  std::vector<MappingRule> rules;               ///< what the mapping's file gave
  std::string modelHash = {};                   ///< SHA-256 of the model's file; empty: not known
  std::string kind = {};                        ///< the model was made from this template; empty: from a file
  std::vector<NamedValue> parameters = {};      ///< of the template
};

/// SHA-256 of a model\'s file; empty if it can not be read or is larger than 256 MiB, as hashing it would take longer than opening it.
[[nodiscard]] std::string modelHash(const std::string& file);

/// The whole path of a file; empty for none.
[[nodiscard]] std::string absolutePath(const std::string& path);

/// `design` as files and what was changed since. An accelerator that parameters do not lead to is written out whole.
/// Errors: the model came from no file.
[[nodiscard]] Result<Project> projectOf(const Design& design, const DesignFiles& files);

/// A selection as a few words: "tile 3 17"; empty for none.
[[nodiscard]] std::string selectionText(const Selection& selection);
/// What such words mean; nothing if they are no selection.
[[nodiscard]] Selection parseSelection(const std::string& text);

}  // namespace fusewright
