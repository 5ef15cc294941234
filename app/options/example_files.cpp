#include "app/options/example_files.h"

#include <filesystem>

namespace fusewright {

std::string exampleFile(const std::string& name) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (const auto& folder :
       {program.parent_path() / "../share/fusewright/examples", std::filesystem::path(FUSEWRIGHT_EXAMPLES_DIR)}) {
    const auto path = (folder / name).lexically_normal();
    if (std::filesystem::exists(path, error)) return path.string();
  }
  return {};
}

DesignOptions withExamples(DesignOptions options) {
  if (options.model.empty()) options.model = exampleFile("workloads/mamba1_L64.onnx");
  if (options.hardware.empty()) options.hardware = exampleFile("accelerators/marca.yaml");
  return options;
}

}  // namespace fusewright
