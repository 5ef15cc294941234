#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/io/operators/index_expression.h"
#include "core/workload/layer.h"

namespace fusewright {

/// How a described operator uses one of its tensors.
struct DescribedOperand {
  std::vector<IndexExpression> axes;  ///< an index for each axis, outermost first
  std::optional<int> bits;            ///< per element; none: as for any other layer
  bool packed = false;  ///< the tensor stores the described elements in another shape, as packed weights do

  friend bool operator==(const DescribedOperand&, const DescribedOperand&) = default;
};

/// An operator as its user describes it: one loop nest O += I * W.
struct OperatorDescription {
  std::string domain;  ///< empty: the standard operators
  std::string operation;
  OperatorClass operatorClass = OperatorClass::Other;
  int cyclesPerOperation = 1;
  std::vector<std::string> loops;                               ///< outermost first
  std::vector<std::pair<std::string, IndexExpression>> sizes;   ///< of loops, over those that the inputs show
  std::map<std::string, std::vector<std::int64_t>> attributes;  ///< values of attributes that a node leaves out
  std::vector<std::optional<DescribedOperand>> inputs;          ///< by input of the node; none: it is not read
  std::vector<DescribedOperand> outputs;                        ///< the first is what the nest writes
  std::string source;                                           ///< "operators.yaml:3"

  friend bool operator==(const OperatorDescription&, const OperatorDescription&) = default;
};

}  // namespace fusewright
