#include "core/io/onnx/model_bytes.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace fusewright {
namespace {

/// Most bytes of a model that are not tensor contents.
constexpr std::uint64_t kLargestGraphBytes = std::uint64_t{1} << 29;

/// Deepest nesting of messages, as graphs within attributes of nodes.
constexpr int kDeepestMessage = 100;

/// Messages that lead to tensor contents; all others are copied as they are.
enum class Message : std::uint8_t { Model, Graph, Node, Attribute, Tensor, Opaque };

/// The message in field `field` of `outer`.
Message messageIn(Message outer, std::uint64_t field) {
  switch (outer) {
    case Message::Model:
      return field == 7 ? Message::Graph : Message::Opaque;
    case Message::Graph:
      return field == 1 ? Message::Node : field == 5 ? Message::Tensor : Message::Opaque;
    case Message::Node:
      return field == 5 ? Message::Attribute : Message::Opaque;
    case Message::Attribute:
      return field == 5 || field == 10 ? Message::Tensor : field == 6 || field == 11 ? Message::Graph : Message::Opaque;
    case Message::Tensor:
    case Message::Opaque:
      break;
  }
  return Message::Opaque;
}

/// float_data, int32_data, string_data, int64_data, raw_data, double_data, uint64_data of a TensorProto.
bool isTensorPayload(Message message, std::uint64_t field) {
  return message == Message::Tensor && ((field >= 4 && field <= 7) || (field >= 9 && field <= 11));
}

void appendVarint(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>((number & 0x7f) | 0x80));
  bytes.push_back(static_cast<char>(number));
}

/// Copies a serialised message from a stream, leaving large tensor contents behind.
class WeightlessCopy {
 public:
  WeightlessCopy(std::istream& stream, std::uint64_t size) : stream_(stream), size_(size) {}

  /// The message that ends at byte `end` of the stream; none if the bytes are no message (see `problem`).
  std::optional<std::string> copy(Message message, std::uint64_t end, int depth) {
    if (depth > kDeepestMessage) {
      refuse("nests too deeply");
      return std::nullopt;
    }
    std::string bytes;
    while (position_ < end) {
      if (!copyField(bytes, message, end, depth)) return std::nullopt;
    }
    return bytes;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  /// Keeps the first problem; always false.
  bool refuse(std::string_view problem) {
    if (problem_.empty()) problem_ = fmt::format("{} (byte {} of {})", problem, position_, size_);
    return false;
  }

  bool copyField(std::string& bytes, Message message, std::uint64_t end, int depth) {
    const std::optional<std::uint64_t> tag = varint(end);
    if (!tag) return false;
    const std::uint64_t field = *tag >> 3;
    if (field == 0) return refuse("is not a protocol buffer");
    switch (*tag & 7) {
      case 0: {
        const std::optional<std::uint64_t> number = varint(end);
        if (!number) return false;
        appendVarint(bytes, *tag);
        appendVarint(bytes, *number);
        return true;
      }
      case 1:
        return copyRaw(bytes, *tag, 8, end);
      case 5:
        return copyRaw(bytes, *tag, 4, end);
      case 2:
        return copyDelimited(bytes, message, *tag, end, depth);
      default:
        return refuse("is not a protocol buffer");
    }
  }

  bool copyDelimited(std::string& bytes, Message message, std::uint64_t tag, std::uint64_t end, int depth) {
    const std::optional<std::uint64_t> length = varint(end);
    if (!length) return false;
    if (*length > end - position_) return refuse("ends in the middle of a field");
    const std::uint64_t field = tag >> 3;
    if (isTensorPayload(message, field) && *length > kKeptTensorBytes) return skip(*length);
    const Message inner = messageIn(message, field);
    if (inner == Message::Opaque) {
      appendVarint(bytes, tag);
      return copyRaw(bytes, *length, *length, end);
    }
    const std::optional<std::string> copied = copy(inner, position_ + *length, depth + 1);
    if (!copied) return false;
    appendVarint(bytes, tag);
    appendVarint(bytes, copied->size());
    bytes += *copied;
    return bytes.size() <= kLargestGraphBytes || refuse("holds a graph of more than 2^29 bytes");
  }

  /// Appends `prefix` as a varint and the next `length` bytes as they are.
  bool copyRaw(std::string& bytes, std::uint64_t prefix, std::uint64_t length, std::uint64_t end) {
    if (length > end - position_) return refuse("ends in the middle of a field");
    if (bytes.size() + length > kLargestGraphBytes) return refuse("holds a graph of more than 2^29 bytes");
    appendVarint(bytes, prefix);
    const std::size_t before = bytes.size();
    bytes.resize(before + length);
    if (!stream_.read(bytes.data() + before, static_cast<std::streamsize>(length)))
      return refuse("could not be read to its end");
    position_ += length;
    return true;
  }

  bool skip(std::uint64_t length) {
    position_ += length;
    return static_cast<bool>(stream_.seekg(static_cast<std::streamoff>(length), std::ios::cur));
  }

  std::optional<std::uint64_t> varint(std::uint64_t end) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const int byte = position_ < end ? stream_.get() : std::istream::traits_type::eof();
      if (byte == std::istream::traits_type::eof()) {
        refuse("ends in the middle of a field");
        return std::nullopt;
      }
      ++position_;
      number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return number;
    }
    refuse("is not a protocol buffer");
    return std::nullopt;
  }

  std::istream& stream_;
  std::uint64_t size_;
  std::uint64_t position_ = 0;
  std::string problem_;
};

std::string systemReason() {
  return std::error_code(errno, std::generic_category()).message();
}

}  // namespace

Result<std::string> readModelBytes(const std::filesystem::path& path) {
  const std::string where = path.string();
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return failure("there is no such file", where, "check the path");
  if (std::filesystem::is_directory(status))
    return failure("is a directory, not a model", where, "name the .onnx file inside it");
  if (!std::filesystem::is_regular_file(status))
    return failure("is not a regular file", where, "copy the model to a file");
  errno = 0;
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = stream ? static_cast<std::streamoff>(stream.tellg()) : -1;
  if (size < 0)
    return failure(fmt::format("cannot be read ({})", systemReason()), where, "check the file's permissions");
  stream.seekg(0);
  return readModelBytes(stream, static_cast<std::uint64_t>(size), where);
}

Result<std::string> readModelBytes(std::istream& stream, std::uint64_t size, const std::string& name) {
  if (size == 0) return failure("is empty", name, "export the model again");
  WeightlessCopy copy(stream, size);
  std::optional<std::string> bytes = copy.copy(Message::Model, size, 0);
  if (!bytes)
    return failure(
        copy.problem().empty() ? "could not be read to its end" : copy.problem(), name,
        "give an ONNX model in binary form; if this is one, it is damaged or cut off: export or copy it again");
  return *std::move(bytes);
}

}  // namespace fusewright
