// Arbitrary bytes as an ONNX model: the reader must answer with a workload or with an Error that names the file. Inputs
// are changed as messages, not as bytes (wire_mutator.h).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "core/io/onnx_reader.h"
#include "tests/fuzz/wire_mutator.h"

using namespace fusewright;

namespace {

std::string_view viewOf(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// `text` as far as there is room.
std::size_t put(const std::string& text, std::uint8_t* bytes, std::size_t room) {
  const std::size_t size = std::min(text.size(), room);
  std::memcpy(bytes, text.data(), size);
  return size;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t room,
                                               unsigned int seed) {
  std::minstd_rand random(seed);
  std::string message(viewOf(bytes, size));
  for (unsigned changes = 1 + random() % 3; changes > 0; --changes) message = fuzz::mutatedMessage(message, {}, random);
  return put(message, bytes, room);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t firstSize,
                                                 const std::uint8_t* second, std::size_t secondSize, std::uint8_t* out,
                                                 std::size_t room, unsigned int seed) {
  std::minstd_rand random(seed);
  return put(fuzz::mutatedMessage(viewOf(first, firstSize), viewOf(second, secondSize), random), out, room);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  for (const OpenSizes openSizes : {OpenSizes::Refused, OpenSizes::Guessed}) {
    const auto workload = readOnnxBytes(std::string(viewOf(bytes, size)), "input.onnx", {.openSizes = openSizes});
    if (!workload && workload.error().where.find("input.onnx") == std::string::npos) std::abort();
    if (workload) break;
  }
  return 0;
}
