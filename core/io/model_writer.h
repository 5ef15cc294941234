#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace fusewright {

/// One number that shapes a parametric model.
struct ModelParameter {
  std::string_view name;      ///< as on the command line: "d-model"
  std::int64_t fallback = 1;  ///< used if not given
  std::int64_t minimum = 1;
  std::int64_t maximum = std::int64_t{1} << 24;
  std::string_view meaning;
};

/// Values of parameters by name.
using ModelParameters = std::map<std::string, std::int64_t, std::less<>>;

/// A family of models that can be written without weights.
struct ModelKind {
  std::string_view name;     ///< "mamba1"
  std::string_view meaning;  ///< one sentence
  std::span<const ModelParameter> parameters;
  std::string (*build)(const ModelParameters& parameters);  ///< a serialised ModelProto; all parameters given
};

/// All kinds, in order of their names.
[[nodiscard]] std::span<const ModelKind> modelKinds();

/// The serialised ONNX model of that kind; parameters not given take their fallback. Weights have shapes and no
/// contents. Errors: an unknown kind or parameter (with the nearest known ones), a value out of range.
[[nodiscard]] Result<std::string> buildModel(std::string_view kind, const ModelParameters& parameters);

/// Writes that model as the file `path`.
[[nodiscard]] Result<void> writeModel(std::string_view kind, const ModelParameters& parameters,
                                      const std::filesystem::path& path);

}  // namespace fusewright
