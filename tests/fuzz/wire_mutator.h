#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace fusewright::fuzz {

/// A copy of the serialised protobuf message `bytes` with one change that keeps it a message: a field left out,
/// doubled, moved, put from `other` or from elsewhere in it; a number or a text replaced by one that occurs in it or by
/// an extreme one. The structure is found in the bytes themselves (Protocol Buffers encoding), so that names still
/// match names and nodes stay nodes. Bytes that are no message come back with a random byte changed.
[[nodiscard]] std::string mutatedMessage(std::string_view bytes, std::string_view other, std::minstd_rand& random);

}  // namespace fusewright::fuzz
