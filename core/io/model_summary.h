#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/io/model_choice.h"
#include "core/io/onnx_reader.h"
#include "core/workload/workload.h"

namespace fusewright {

/// A size that a model leaves open, and the input axes that have it.
struct SymbolicDim {
  std::string name;                  ///< what --dim calls it; "<input>.<axis>" if the model gives no name
  std::vector<std::string> places;   ///< "axis 0 of 'input_ids'"
  std::optional<std::int64_t> size;  ///< as bound by --dim
  std::int64_t guess = 1;            ///< a usual size for a dimension of this name and place

  friend bool operator==(const SymbolicDim&, const SymbolicDim&) = default;
};

/// One input, output or initialiser of a model.
struct NamedArray {
  std::string name;
  std::string elementType;         ///< "float32", "int64", ...
  std::vector<std::string> shape;  ///< sizes and names of symbolic dimensions, outermost first; "?" if neither

  friend bool operator==(const NamedArray&, const NamedArray&) = default;
};

/// How often an operator occurs.
struct OperatorCount {
  std::string domain;  ///< empty for the standard operators
  std::string operation;
  int nodes = 0;

  friend bool operator==(const OperatorCount&, const OperatorCount&) = default;
};

/// The part of a model that is of one class.
struct ClassCount {
  OperatorClass operatorClass = OperatorClass::Other;
  int layers = 0;               ///< with those that take no time
  std::int64_t operations = 0;  ///< sum of operationCount

  friend bool operator==(const ClassCount&, const ClassCount&) = default;
};

/// What stands in a model file, for a person who wonders what was read.
struct ModelSummary {
  std::string file;
  std::int64_t irVersion = 0;
  std::vector<std::pair<std::string, std::int64_t>> opsets;  ///< domain (empty: standard), version
  std::string producer;                                      ///< name and version
  std::vector<SymbolicDim> symbols;
  std::vector<NamedArray> inputs;  ///< without initialisers that are listed among them
  std::vector<NamedArray> outputs;
  std::vector<NamedArray> initialisers;
  std::vector<OperatorCount> operators;  ///< most frequent first, then by name
  std::vector<ClassCount> classes;       ///< most operations first
  std::int64_t parameters = 0;           ///< elements of all weights (TensorKind::Weight)
  std::int64_t parameterBytes = 0;
  std::optional<std::int64_t> operations;       ///< sum of operationCount, also over guessed sizes
  std::optional<std::int64_t> contractionMacs;  ///< the part of it in contractions and convolutions
  std::optional<std::int64_t> activationBytes;  ///< all tensors between layers together
  std::vector<NodeChoice> choices;              ///< where only the running model knows, in the order of reading
  std::vector<Warning> warnings;                ///< worst first (problems() in workload.h)

  friend bool operator==(const ModelSummary&, const ModelSummary&) = default;
};

/// A model and its layers. Sizes that stay open are guessed (SymbolicDim::guess), with a warning each.
struct DescribedModel {
  ModelSummary summary;
  Workload workload;
};

/// Reads and describes the model at `path`. Open sizes are no error here. Otherwise the errors of readOnnx.
[[nodiscard]] Result<DescribedModel> describeModel(const std::filesystem::path& path, const OnnxReadOptions& options);

/// The same for a model in memory; messages and the workload call it `name`.
[[nodiscard]] Result<DescribedModel> describeModelBytes(std::string bytes, const std::filesystem::path& name,
                                                        const OnnxReadOptions& options);

/// The description alone.
[[nodiscard]] Result<ModelSummary> describeOnnx(const std::filesystem::path& path, const OnnxReadOptions& options);

}  // namespace fusewright
