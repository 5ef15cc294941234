#include "core/io/unknown_fields.h"

#include <algorithm>

namespace fusewright {

OrderedJson unknownFields(const OrderedJson& object, std::span<const KnownFields> known) {
  OrderedJson rest = OrderedJson::object();
  for (const auto& [key, value] : object.items()) {
    const auto field = std::ranges::find(known, std::string_view(key), &KnownFields::name);
    if (field == known.end()) {
      rest[key] = value;
    } else if (!field->inside.empty() && value.is_object()) {
      OrderedJson inner = unknownFields(value, field->inside);
      if (!inner.empty()) rest[key] = std::move(inner);
    }
  }
  return rest;
}

void addUnknownFields(OrderedJson& object, const OrderedJson& unknown) {
  for (const auto& [key, value] : unknown.items()) {
    if (!object.contains(key)) {
      object[key] = value;
    } else if (object[key].is_object() && value.is_object()) {
      addUnknownFields(object[key], value);
    }
  }
}

}  // namespace fusewright
