#include "app/options/example_files.h"

#include <filesystem>

namespace fusewright {

std::string exampleFile(const std::string& name) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  // In the build folder the examples are a link to the sources.
  const auto path = std::filesystem::canonical(program.parent_path() / "../share/fusewright/examples" / name, error);
  return error ? std::string() : path.string();
}

DesignOptions withExamples(DesignOptions options) {
  if (options.model.empty()) options.model = exampleFile("workloads/mamba1_L64.onnx");
  if (options.hardware.empty()) options.hardware = exampleFile("accelerators/marca.yaml");
  return options;
}

}  // namespace fusewright
