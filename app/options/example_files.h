#pragma once

#include <string>

#include "app/options/design_options.h"

namespace fusewright {

/// Path of a file of the examples, which lie in ../share/fusewright/examples from the program, installed or built,
/// or where it was looked for if there is none. `name` is relative: "workloads/mamba1_L64.onnx".
[[nodiscard]] std::string exampleFile(const std::string& name);

/// Fills in what is missing to make a design: the Mamba block and MARCA.
[[nodiscard]] DesignOptions withExamples(DesignOptions options);

/// The accelerator of the published study, from the examples. Error: it is not where they are looked for.
[[nodiscard]] Result<Accelerator> studyHardware();

}  // namespace fusewright
