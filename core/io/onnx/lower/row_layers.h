#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {

/// The loops of `shape` and one more, R, of one iteration, that indexes the axes that were reduced to one element.
[[nodiscard]] std::vector<LoopDim> reductionLoops(const AxisNames& names, const std::vector<std::int64_t>& shape);

/// The output of a reduction over `rank` loops, the one after them being R.
[[nodiscard]] Operand reducedOperand(TensorId tensor, int precision, std::size_t rank,
                                     const std::vector<std::size_t>& reduced, std::size_t tensorRank,
                                     int reductionLoop);

/// Writes the layers of an operator that reduces the elements of each row to one and then uses that one for all of
/// them: Softmax, the normalisations. A row is what the reduced axes hold; no element of a row is finished before all
/// of it was read.
class RowLayers {
 public:
  RowLayers(const LoweringSite& site, std::vector<std::int64_t> shape, std::vector<std::size_t> reduced);

  [[nodiscard]] const OperandPrecisions& bits() const { return bits_; }

  /// A tensor of all elements, or of one for each row.
  TensorId elements(const std::string& part);
  TensorId rows(const std::string& part);
  /// A tensor of another shape.
  TensorId tensor(const std::string& part, std::vector<std::int64_t> shape);

  /// Elements combined to one for each row; W holds one for each row too, if given.
  struct Reduction {
    std::string part;
    std::string operation;
    TensorId from;
    int precision = 32;  ///< of what is read
    std::optional<TensorId> rows = {};
  };
  void reduce(const Reduction& reduction, TensorId to);

  /// Elements combined with one for each row each; `also` holds further ones that are waited for but not billed.
  struct Combination {
    std::string part;
    std::string operation;
    TensorId from;
    int precision = 32;  ///< of what is read
    TensorId rows;
    std::vector<TensorId> also = {};
  };
  void combine(const Combination& combination, TensorId to);

  /// Elements combined with a parameter that has the axes `axes` of them, or with nothing.
  struct Scaling {
    std::string part;
    std::string operation;
    TensorId from;
    std::optional<TensorId> by = {};
    std::vector<Axis> axes = {};  ///< of `by`, along the loops of the elements
  };
  void scale(const Scaling& scaling, TensorId to);

  /// A routing layer that sees `from` under the shape of `to`.
  void reshape(const std::string& part, TensorId from, TensorId to);

  [[nodiscard]] Lowered finished() && { return std::move(lowered_); }

 private:
  [[nodiscard]] std::vector<std::int64_t> reducedShape() const;
  [[nodiscard]] Layer partLayer(const std::string& part, const std::string& operation) const;
  [[nodiscard]] Operand operand(OperandRole role, TensorId tensor, int precision,
                                const std::vector<std::int64_t>& shape) const;

  const LoweringSite& site_;
  std::vector<std::int64_t> shape_;
  AxisNames names_;
  std::vector<std::size_t> reduced_;
  OperandPrecisions bits_;
  Lowered lowered_;
};

}  // namespace fusewright
