#include "tests/fuzz/wire_mutator.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace fusewright::fuzz {
namespace {

constexpr int kDeepest = 12;

/// A field of a message. One of texts that could be a message itself has `parts`.
struct Field {
  std::uint64_t number = 0;
  int wire = 0;              ///< 0 varint, 1 eight bytes, 2 text, 5 four bytes
  std::uint64_t varint = 0;  ///< wire 0
  std::string text;          ///< wires 1, 2 and 5, if there are no parts
  std::vector<Field> parts;
};

std::optional<std::uint64_t> takeVarint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return value;
  }
  return std::nullopt;
}

std::optional<std::vector<Field>> parse(std::string_view bytes, int depth);

std::optional<Field> takeField(std::string_view& bytes, int depth) {
  const auto tag = takeVarint(bytes);
  if (!tag || *tag >> 3 == 0 || *tag >> 3 > 1000) return std::nullopt;
  Field field{.number = *tag >> 3, .wire = static_cast<int>(*tag & 7), .varint = 0, .text = {}, .parts = {}};
  std::size_t length = field.wire == 1 ? 8 : field.wire == 5 ? 4 : 0;
  if (field.wire == 0 || field.wire == 2) {
    const auto value = takeVarint(bytes);
    if (!value) return std::nullopt;
    if (field.wire == 0) field.varint = *value;
    if (field.wire == 2 && *value > bytes.size()) return std::nullopt;
    if (field.wire == 2) length = static_cast<std::size_t>(*value);
  } else if (length == 0 || length > bytes.size()) {
    return std::nullopt;
  }
  field.text = bytes.substr(0, length);
  bytes.remove_prefix(length);
  if (field.wire != 2 || length < 2 || depth >= kDeepest) return field;
  if (auto parts = parse(field.text, depth + 1)) {
    field.parts = *std::move(parts);
    field.text.clear();
  }
  return field;
}

/// None if these bytes are no message.
std::optional<std::vector<Field>> parse(std::string_view bytes, int depth) {
  std::vector<Field> fields;
  while (!bytes.empty()) {
    auto field = takeField(bytes, depth);
    if (!field) return std::nullopt;
    fields.push_back(*std::move(field));
  }
  return fields;
}

void putVarint(std::string& bytes, std::uint64_t value) {
  for (; value >= 128; value >>= 7) bytes += static_cast<char>((value & 127) | 128);
  bytes += static_cast<char>(value);
}

std::string serialised(const std::vector<Field>& fields) {
  std::string bytes;
  for (const Field& field : fields) {
    putVarint(bytes, field.number << 3 | static_cast<std::uint64_t>(field.wire));
    const std::string text = field.parts.empty() ? field.text : serialised(field.parts);
    if (field.wire == 0) putVarint(bytes, field.varint);
    if (field.wire == 2) putVarint(bytes, text.size());
    if (field.wire != 0) bytes += text;
  }
  return bytes;
}

/// A field and the list that it is in.
struct Place {
  std::vector<Field>* list;
  std::size_t index;

  [[nodiscard]] Field& field() const { return (*list)[index]; }
};

void collect(std::vector<Field>& fields, std::vector<Place>& places) {
  for (std::size_t index = 0; index < fields.size(); ++index) {
    places.push_back({&fields, index});
    collect(fields[index].parts, places);
  }
}

/// Changes one message; what is taken from elsewhere is copied before anything moves.
class Mutation {
 public:
  Mutation(std::vector<Field>& fields, std::vector<Field>& others, std::minstd_rand& random) : random_(random) {
    collect(fields, places_);
    collect(others, others_);
  }

  void apply() {
    const Place place = anyOf(places_);
    switch (below(8)) {
      case 0:
        place.list->erase(place.list->begin() + static_cast<std::ptrdiff_t>(place.index));
        return;
      case 1:
        insert(place, Field(place.field()));
        return;
      case 2:
        std::swap(place.field(), (*place.list)[below(place.list->size())]);
        return;
      case 3:  // a field of the same number from the other message, if there is one
        if (const auto same = like(others_, place.field())) place.field() = *same;
        return;
      case 4:
        if (const auto same = like(others_, place.field())) insert(place, *same);
        return;
      case 5:  // from elsewhere in this message: names that match, shapes that do not
        if (const auto same = like(places_, place.field())) place.field() = *same;
        return;
      default:
        change(anyLeaf());
    }
  }

 private:
  std::size_t below(std::size_t end) { return random_() % std::max<std::size_t>(end, 1); }
  const Place& anyOf(const std::vector<Place>& places) { return places[below(places.size())]; }

  static void insert(const Place& place, Field field) {
    place.list->insert(place.list->begin() + static_cast<std::ptrdiff_t>(place.index), std::move(field));
  }

  /// A copy of a field with the number and wire of `field`.
  std::optional<Field> like(const std::vector<Place>& places, const Field& field) {
    std::vector<const Field*> alike;
    for (const Place& place : places)
      if (place.field().number == field.number && place.field().wire == field.wire) alike.push_back(&place.field());
    if (alike.empty()) return std::nullopt;
    return *alike[below(alike.size())];
  }

  Field& anyLeaf() {
    for (int tries = 0; tries < 20; ++tries)
      if (Field& field = anyOf(places_).field(); field.parts.empty()) return field;
    return anyOf(places_).field();
  }

  /// Another number or text.
  void change(Field& field) {
    constexpr std::array<std::uint64_t, 14> kNumbers{
        0, 1, 2, 3, 4, 7, 13, 18, 255, 65536, 0x7fffffff, 0x100000000, 0x7fffffffffffffff, 0xffffffffffffffff};
    if (field.wire == 0) {
      const std::size_t kind = below(3);
      field.varint = kind == 0 ? kNumbers[below(kNumbers.size())] : kind == 1 ? field.varint + 1 : field.varint - 1;
      return;
    }
    if (!field.parts.empty() || field.text.empty()) return;
    if (const auto other = like(below(2) == 0 ? others_ : places_, field); other && below(2) == 0)
      field = *other;
    else
      field.text[below(field.text.size())] = static_cast<char>(random_());
  }

  std::minstd_rand& random_;
  std::vector<Place> places_;
  std::vector<Place> others_;
};

}  // namespace

std::string mutatedMessage(std::string_view bytes, std::string_view other, std::minstd_rand& random) {
  auto fields = parse(bytes, 0);
  if (!fields || fields->empty()) {
    std::string changed(bytes);
    if (!changed.empty()) changed[random() % changed.size()] = static_cast<char>(random());
    return changed;
  }
  auto others = parse(other, 0).value_or(std::vector<Field>{});
  Mutation(*fields, others, random).apply();
  return serialised(*fields);
}

}  // namespace fusewright::fuzz
