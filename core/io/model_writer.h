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

/// One number, or one of a few names, that shapes a parametric model. The terminal's help and the window's *New from
/// template* both read it.
struct ModelParameter {
  std::string_view name;       ///< as on the command line: "d-model"
  std::string_view unit = {};  ///< "tokens", "channels"; empty for plain numbers
  std::int64_t fallback = 1;   ///< used if not given
  std::int64_t minimum = 1;
  std::int64_t maximum = std::int64_t{1} << 24;
  std::string_view meaning;
  std::span<const std::string_view> choices = {};  ///< what the values 0, 1, ... are called; empty for numbers
};

/// Values of parameters by name.
using ModelParameters = std::map<std::string, std::int64_t, std::less<>>;

/// A family of models that can be written without weights.
struct ModelKind {
  std::string_view name;     ///< "mamba1"
  std::string_view meaning;  ///< one sentence
  std::span<const ModelParameter> parameters;
  /// A serialised ModelProto; all parameters are given and in range. Errors: values that do not go together.
  Result<std::string> (*build)(const ModelParameters& parameters);
};

/// All kinds, in order of their names.
[[nodiscard]] std::span<const ModelKind> modelKinds();

/// The kind of that name. Errors name the nearest ones.
[[nodiscard]] Result<ModelKind> findModelKind(std::string_view name);

/// "4096" or "decode": a value as it is given on the command line.
[[nodiscard]] std::string valueText(const ModelParameter& parameter, std::int64_t value);

/// "1 to 131072 tokens" or "prefill or decode".
[[nodiscard]] std::string rangeText(const ModelParameter& parameter);

/// The value that `text` stands for: a whole number or one of the choices. Errors name the parameter and its range.
[[nodiscard]] Result<std::int64_t> parseValue(const ModelKind& kind, std::string_view parameter, std::string_view text);

/// The serialised ONNX model of that kind; parameters not given take their fallback. Weights have shapes and no
/// contents. Errors: an unknown kind or parameter (with the nearest known ones), a value out of range or that does not
/// go with the others.
[[nodiscard]] Result<std::string> buildModel(std::string_view kind, const ModelParameters& parameters);

/// Writes that model as the file `path`.
[[nodiscard]] Result<void> writeModel(std::string_view kind, const ModelParameters& parameters,
                                      const std::filesystem::path& path);

}  // namespace fusewright
