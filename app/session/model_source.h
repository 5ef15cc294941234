#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/options/design_options.h"
#include "app/options/project_design.h"
#include "core/io/model_summary.h"
#include "core/io/model_writer.h"

namespace fusewright {

/// A parametric model (core/io/model_writer.h): its kind and every parameter that is not at its fallback.
struct TemplateChoice {
  std::string kind;
  ModelParameters parameters;

  friend bool operator==(const TemplateChoice&, const TemplateChoice&) = default;
};

/// Where a workload came from, and what its file says. Of `reading` only the model's part counts: the file, sizes,
/// branches, iterations, precisions, and the assumptions that decided their defaults.
struct ModelSource {
  DesignOptions reading;
  std::optional<TemplateChoice> kind = {};  ///< none: `reading.model` is a file
  ModelSummary summary = {};
};

/// The parameters that are not at their fallback, in the words of the terminal.
[[nodiscard]] std::vector<NamedValue> parameterTexts(const TemplateChoice& choice);

/// Where the model of a project came from.
[[nodiscard]] std::shared_ptr<const ModelSource> sourceOf(const LoadedProject& loaded);

/// The symbols that nobody gave a size: they were guessed.
[[nodiscard]] std::vector<SymbolicDim> openSizes(const ModelSummary& summary);

/// Remembers where workloads came from, as long as anybody (such as the history of edits) holds them. Undo therefore
/// brings the right file and sizes back.
class ModelSources {
 public:
  void remember(const std::shared_ptr<const Workload>& workload, std::shared_ptr<const ModelSource> source);
  /// None for a workload that was not read from a file or made from a template.
  [[nodiscard]] std::shared_ptr<const ModelSource> find(const std::shared_ptr<const Workload>& workload) const;
  [[nodiscard]] std::size_t size() const { return known_.size(); }

 private:
  struct Known {
    std::weak_ptr<const Workload> workload;
    std::shared_ptr<const ModelSource> source;
  };

  std::vector<Known> known_;
};

}  // namespace fusewright
