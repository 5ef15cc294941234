#pragma once

#include <string_view>

#include "core/io/onnx/lower/lowering.h"

namespace fusewright {

/// What is known of an operator without looking at a node.
struct OperatorTraits {
  LoweringRule rule = lowerByTraffic;
  OperatorClass operatorClass = OperatorClass::Other;
  int cyclesPerOperation = 1;  ///< METHOD A1: 4 for sigmoid, exp, silu

  friend bool operator==(const OperatorTraits&, const OperatorTraits&) = default;
};

/// Traits of an operator of the standard domain (""), of com.microsoft, or of a custom one (the scan `SSM`). Unknown
/// operators get the default: costed by traffic.
[[nodiscard]] OperatorTraits operatorTraits(std::string_view domain, std::string_view operation);

}  // namespace fusewright
