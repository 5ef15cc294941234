// Descriptions of operators, put on the nodes of a small model: whatever they say, the model is read or refused with an
// Error that names it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/io/onnx_reader.h"
#include "core/io/operators_yaml.h"
#include "tests/builders_onnx_bytes.h"
#include "tests/fuzz/memory_file.h"

using namespace fusewright;
using namespace fusewright::tests;

namespace {

/// com.example::Mine on x [4, 10] and w [3], and Relu on what comes out.
std::string smallModel() {
  const std::vector<AttributeToWrite> attributes{{"taps", std::int64_t{3}}, {"pads", std::vector<std::int64_t>{1, 2}}};
  return onnxBytes({.nodes = {{"Mine", {"x", "w"}, {"y"}, attributes, "com.example"}, {"Relu", {"y"}, {"z"}}},
                    .inputs = {{"x", {4, 10}}},
                    .outputs = {{"z", {}}},
                    .weights = {{"w", {3}}}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file(std::string(reinterpret_cast<const char*>(data), size));
  auto operators = readOperators(file.path());
  if (!operators) return 0;
  const auto workload = readOnnxBytes(smallModel(), "input.onnx", {.dims = {}, .operators = *std::move(operators)});
  if (!workload && workload.error().where.find("input.onnx") == std::string::npos) {
    std::fprintf(stderr, "an error without place: %s\n", message(workload.error()).c_str());
    std::abort();
  }
  return 0;
}
