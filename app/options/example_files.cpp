#include "app/options/example_files.h"

#include <filesystem>

namespace fusewright {

std::string exampleFile(const std::string& name) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto looked = program.parent_path() / "../share/fusewright/examples" / name;
  // In the build folder the examples are a link to the sources.
  const auto path = std::filesystem::canonical(looked, error);
  return error ? looked.lexically_normal().string() : path.string();
}

Result<Accelerator> studyHardware() {
  const DesignOptions options = withExamples({});
  std::error_code error;
  if (!std::filesystem::exists(options.hardware, error))
    return failure("the study's accelerator, one of the examples, is not there", options.hardware,
                   "install the program with its examples, or put their folder where it looks for them");
  return loadHardware(options);
}

DesignOptions withExamples(DesignOptions options) {
  if (options.model.empty()) options.model = exampleFile("workloads/mamba1_L64.onnx");
  if (options.hardware.empty()) options.hardware = exampleFile("accelerators/marca.yaml");
  return options;
}

}  // namespace fusewright
