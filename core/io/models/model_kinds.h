#pragma once

#include <string>

#include "core/io/model_writer.h"

namespace fusewright {

/// Serialised models, one function a kind; every parameter of the kind is given (model_writer.h).
[[nodiscard]] std::string buildMamba1(const ModelParameters& parameters);
[[nodiscard]] std::string buildOpt(const ModelParameters& parameters);
[[nodiscard]] std::string buildFsrcnn(const ModelParameters& parameters);
[[nodiscard]] std::string buildResnet18(const ModelParameters& parameters);
[[nodiscard]] std::string buildSwiglu(const ModelParameters& parameters);
[[nodiscard]] std::string buildConvChain(const ModelParameters& parameters);

}  // namespace fusewright
