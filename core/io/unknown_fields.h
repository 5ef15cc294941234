#pragma once

#include <span>
#include <string_view>

#include "core/io/checked_json.h"

namespace fusewright {

/// The fields of one object of a file, and of the objects in it that this program reads field by field.
struct KnownFields {
  std::string_view name;                     ///< of the field
  std::span<const KnownFields> inside = {};  ///< empty: it is read as a whole
};

/// What is left of `object` without the fields that are known: what a newer program wrote. An empty object: nothing.
[[nodiscard]] OrderedJson unknownFields(const OrderedJson& object, std::span<const KnownFields> known);

/// Adds those fields to `object` again, after its own.
void addUnknownFields(OrderedJson& object, const OrderedJson& unknown);

}  // namespace fusewright
