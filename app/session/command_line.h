#pragma once

#include <string>

#include "app/options/design_options.h"
#include "app/options/shell_text.h"
#include "app/session/model_source.h"
#include "app/session/project_of.h"
#include "core/evaluate/design.h"

namespace fusewright {

/// The shell command by which fusewright-cli evaluates `design`, which came from the files of `sources` with the
/// accelerator `loaded`: changed parameters become --set options, as few as lead there.
[[nodiscard]] std::string commandLineOf(const Design& design, const DesignOptions& sources, const Accelerator& loaded);

/// The options of that command.
[[nodiscard]] DesignOptions designOptionsOf(const Design& design, const DesignOptions& sources,
                                            const Accelerator& loaded);
/// Whether options can say all of `design`: not a plan or rules of no file, nor cores and links that were added by
/// hand.
[[nodiscard]] bool isSaidByOptions(const Design& design, const DesignFiles& files);

/// The shell command that writes `project` as a file and evaluates it.
[[nodiscard]] std::string projectCommandOf(const Project& project);

/// The shell command that writes the model of that choice as the file `path`.
[[nodiscard]] std::string modelCommandOf(const TemplateChoice& choice, const std::string& path);

}  // namespace fusewright
