#pragma once

#include <array>
#include <string>

#include "core/io/models/common_parameters.h"
#include "core/io/models/layer_writer.h"

namespace fusewright {

// Blocks of convolutional networks. Values are [batch, channels, rows, columns]; batch normalisation is folded into
// weights and biases, as runtimes do.

inline constexpr ModelParameter kClasses{.name = "classes", .fallback = 1000, .meaning = "scores that are made"};

constexpr ModelParameter imageSize(std::int64_t fallback) {
  return {.name = "image-size",
          .unit = "pixels",
          .fallback = fallback,
          .maximum = 1 << 14,
          .meaning = "rows and columns of the image"};
}

/// A square kernel sliding over both spatial axes.
struct Kernel {
  std::int64_t channels = 1;  ///< that it makes
  std::int64_t taps = 3;
  std::int64_t stride = 1;
  std::int64_t groups = 1;
  std::int64_t padding = taps / 2;  ///< on each side

  [[nodiscard]] std::int64_t outputs(std::int64_t inputs) const { return (inputs + 2 * padding - taps) / stride + 1; }
};

/// What a convolution is called, and what it reads and makes.
struct ConvNames {
  std::string node;
  std::string weight;
  std::string bias;  ///< empty: it has none
  std::string output;
};

/// Writes layers of a convolutional network. They say nothing of precision: the reader's defaults decide.
class ConvWriter {
 public:
  explicit ConvWriter(const std::string& graph) : model_(graph, 14) {}

  [[nodiscard]] ModelBuilder& model() { return model_; }

  /// A square image of three channels.
  Value image(const std::string& name, const ModelParameters& parameters);
  /// A convolution; the value info of its output is left to the caller.
  Value undeclaredConv(const ConvNames& names, const Value& input, const Kernel& kernel);
  /// The node "<name>/Conv" with "<name>.weight" and "<name>.bias".
  Value conv(const std::string& name, const Value& input, const Kernel& kernel);
  Value convWithoutBias(const std::string& name, const Value& input, const Kernel& kernel);
  Value relu(const std::string& name, const Value& input);
  /// min(max(x, 0), 6), as Clip.
  Value relu6(const std::string& name, const Value& input);
  Value add(const std::string& name, const Value& a, const Value& b);
  Value maxPool(const std::string& name, const Value& input, const Kernel& kernel);
  /// Averages over rows and columns, and `classes` scores of them by "fc.weight" and "fc.bias": the result "scores".
  void classify(const Value& input, std::int64_t classes, const std::string& scores);

  Value declared(Value value);

 private:
  ModelBuilder model_;
};

}  // namespace fusewright
