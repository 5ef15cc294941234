#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/operators/operator_description.h"
#include "core/workload/workload.h"

namespace fusewright {

/// Bits per element where a node has no attribute `act_size`, `weight_size` or `output_size`. None: the tensor's
/// element type decides; sums that are not finished (output) then have as many bits as the output.
struct PrecisionDefaults {
  std::optional<int> activation;
  std::optional<int> weight;
  std::optional<int> output;  ///< unfinished sums; finished ones are activations

  friend bool operator==(const PrecisionDefaults&, const PrecisionDefaults&) = default;
};

/// What the study's tool takes for models that say nothing: 8-bit activations and weights, 16-bit sums. Source: ZigZag
/// 3.8.1, its ONNX operator parser.
inline constexpr PrecisionDefaults kPaperPrecision{.activation = 8, .weight = 8, .output = 16};

/// What an If does.
enum class Branch : std::uint8_t { Then, Else };

/// What becomes of sizes that neither the model nor OnnxReadOptions::dims say.
enum class OpenSizes : std::uint8_t {
  Refused,  ///< an Error that names them all
  Guessed,  ///< usual sizes (SymbolicDim::guess), with a warning
};

/// How to read a model.
struct OnnxReadOptions {
  std::map<std::string, std::int64_t> dims;  ///< sizes of symbolic dimensions by name (--dim)
  PrecisionDefaults precision = {};
  OpenSizes openSizes = OpenSizes::Refused;
  std::map<std::string, Branch> branches = {};      ///< by name of the If: the one to read (--branch)
  std::map<std::string, std::int64_t> trips = {};   ///< by name of the Loop: iterations to read (--trips)
  std::vector<OperatorDescription> operators = {};  ///< that go before what is known of an operator (--operators)

  friend bool operator==(const OnnxReadOptions&, const OnnxReadOptions&) = default;
};

/// Reads an ONNX model as layers (METHOD A1). Weights need not be there: contents of large tensors are never loaded.
/// An operator that is not known becomes a layer costed by its traffic, with a warning. The workload is named after
/// the file.
/// Errors name the file and the node, tensor or symbol: not a readable ONNX model, unresolved or duplicate names,
/// cycles, symbolic dimensions without a size (all of them, with where they occur), sizes above 2^31 - 1, operators
/// whose inputs do not fit.
[[nodiscard]] Result<Workload> readOnnx(const std::filesystem::path& path, const OnnxReadOptions& options = {});

/// The same for a model in memory; messages and the workload call it `name`.
[[nodiscard]] Result<Workload> readOnnxBytes(std::string bytes, const std::filesystem::path& name,
                                             const OnnxReadOptions& options = {});

}  // namespace fusewright
