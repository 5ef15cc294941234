#pragma once

#include <memory>
#include <optional>

#include "app/options/design_options.h"
#include "app/session/model_source.h"
#include "core/base/result.h"
#include "core/evaluate/design.h"

namespace fusewright {

/// A workload and where it came from.
struct SourcedModel {
  std::shared_ptr<const Workload> workload;
  std::shared_ptr<const ModelSource> source;
};

/// Reads the model that `options` name. Sizes that stay open are no error here: they are guessed, and openSizes() of
/// the summary lists them.
[[nodiscard]] Result<SourcedModel> readSourced(const DesignOptions& options);

/// Makes the model of that kind and reads it as `reading` says.
[[nodiscard]] Result<SourcedModel> makeSourced(const TemplateChoice& choice, const DesignOptions& reading);

/// A design and, if its model was read for it, where that came from.
struct SourcedDesign {
  Design design;
  std::shared_ptr<const ModelSource> source;  ///< none if the model is the one there was before
  std::shared_ptr<const Accelerator>
      hardware;  ///< as its file says, without changes; none if it is the one from before
};

/// The design that the given files and options make of `current`: what is not named stays as it is. A new model takes
/// the mapping that suits it unless one is named. Without a current design all has to be named. Open sizes are guessed.
/// Reads files: run it off the GUI thread.
[[nodiscard]] Result<SourcedDesign> loadSourced(const std::optional<Design>& current, const DesignOptions& options);

}  // namespace fusewright
