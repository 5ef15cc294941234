#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "core/hardware/accelerator.h"

namespace fusewright {

/// `stem` and a number, from `number` on, that no entry of `table` is called.
template <typename Table>
[[nodiscard]] std::string freshName(const Table& table, const std::string& stem, std::size_t number) {
  const auto taken = [&](const std::string& name) {
    return std::ranges::find(table, name, &Table::value_type::name) != table.end();
  };
  std::string name = stem + std::to_string(number);
  while (taken(name)) name = stem + std::to_string(++number);
  return name;
}

/// Lists a copy of `original` last before the off-chip memory, with copies of the core's own links and a place on the
/// buses and off-chip links that it shares.
void addCoreLike(Accelerator& accelerator, CoreId original);

/// Takes a core away, with the links that then lack an end; later cores move up.
void removeCore(Accelerator& accelerator, CoreId removed);

}  // namespace fusewright
