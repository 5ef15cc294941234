#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"

namespace fusewright {

/// What a tensor is to the model; views colour memory by it and traffic is tabulated by it.
enum class TensorKind : std::uint8_t { Input, Weight, Activation, State };

/// A named array. `shape` is outermost axis first; an empty shape is a scalar.
struct Tensor {
  std::string name;
  std::vector<std::int64_t> shape;
  int precision = 32;  ///< bits per element
  TensorKind kind = TensorKind::Activation;
  std::optional<LayerId> producer = {};  ///< none for graph inputs and weights
  bool isGraphOutput = false;
  bool isZero = false;  ///< a constant known to hold nothing but zeros, such as the state before a recurrence

  friend bool operator==(const Tensor&, const Tensor&) = default;
};

}  // namespace fusewright
