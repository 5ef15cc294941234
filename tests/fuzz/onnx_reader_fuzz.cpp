// Arbitrary bytes as an ONNX model: the reader must answer with a workload or with an Error that names the file.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/io/onnx_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto workload = fusewright::readOnnxBytes(std::string(bytes, bytes + size), "input.onnx");
  if (!workload && workload.error().where.find("input.onnx") == std::string::npos) std::abort();
  return 0;
}
