#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/options/design_options.h"
#include "core/base/content_hash.h"
#include "core/base/result.h"
#include "core/evaluate/design.h"
#include "core/explore/sweep/sweep_points.h"
#include "core/io/model_writer.h"

namespace fusewright {

/// The designs of a sweep: reads the files that its spec names, each once, and turns points into designs. All
/// functions may be called from several threads.
class SpecDesigns {
 public:
  /// Paths in `spec` are relative to `folder`. Every value that an axis, the base or a listed point names is tried once
  /// on the first model and accelerator. Errors: files that can not be read, unknown parameters (with the nearest
  /// ones), values that are out of range.
  [[nodiscard]] static Result<SpecDesigns> open(const SweepSpec& spec, const std::filesystem::path& folder);

  SpecDesigns(SpecDesigns&&) noexcept;
  SpecDesigns& operator=(SpecDesigns&&) noexcept;
  ~SpecDesigns();

  [[nodiscard]] const SweepPoints& points() const;
  [[nodiscard]] const std::filesystem::path& folder() const;

  /// What a point sets, with model, hardware, fusion, tiling and assumptions also where the spec leaves them out.
  [[nodiscard]] std::vector<SweepSetting> complete(std::vector<SweepSetting> settings) const;

  /// The hash of everything that decides the result of complete `settings`: what is in the files, not what they are
  /// called, and values as they are understood ("4" and "4.0" are one). Equal for other spellings of one design.
  [[nodiscard]] ContentHash keyOf(const std::vector<SweepSetting>& settings) const;

  /// What is wrong with a single setting of `settings`, which are complete: an unknown parameter, a value that it can
  /// not have. What only goes wrong together with others is not looked for.
  [[nodiscard]] Result<void> check(const std::vector<SweepSetting>& settings, const SweepSetting& setting) const;

  /// The accelerator that the file of complete `settings` holds, before anything is changed in it.
  [[nodiscard]] Result<std::shared_ptr<const Accelerator>> unchangedAcceleratorOf(
      const std::vector<SweepSetting>& settings) const;

  /// The accelerator of complete `settings`.
  [[nodiscard]] Result<Accelerator> acceleratorOf(const std::vector<SweepSetting>& settings) const;

  /// The design of complete `settings`. Models are kept, so that designs that share one point to the same.
  [[nodiscard]] Result<Design> designOf(const std::vector<SweepSetting>& settings) const;

  /// The options of `fusewright-cli schedule` that mean the same as complete `settings`. The model of a kind, which has
  /// no file, is called NAME.onnx.
  [[nodiscard]] Result<DesignOptions> optionsOf(const std::vector<SweepSetting>& settings) const;

  /// The parameters of the model's kind at complete `settings`. Error: the model is a file.
  [[nodiscard]] Result<ModelParameters> kindParametersOf(const std::vector<SweepSetting>& settings) const;

  /// Commands for a shell that evaluate the design of complete `settings` alone.
  [[nodiscard]] Result<std::string> commandLineOf(const std::vector<SweepSetting>& settings) const;

 private:
  struct Files;
  explicit SpecDesigns(std::unique_ptr<Files> files);
  static SpecDesigns opened(SweepPoints points, std::filesystem::path folder);
  /// Whether the file of a model, if it has one, can be read.
  [[nodiscard]] Result<void> checkModelFile(const SweepModel& model) const;

  std::unique_ptr<Files> files_;
};

}  // namespace fusewright
