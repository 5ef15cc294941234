#pragma once

#include <cstddef>
#include <vector>

#include "core/evaluate/evaluation.h"

namespace fusewright::tests {

/// An evaluation written down by hand, for tests of what reads evaluations. One core "core 0" and DRAM on one link;
/// layer "first, of two" (tile 0, cycles 10 to 20.5) feeds layer "second" (tile 1, 25 to 40). Weight `w` is fetched in
/// [0, 10), 100 bits; the result is written in [40, 45), 50 bits; tile 1 streams W in [25, 40), 300 bits. The core's
/// memory holds 100 bits from 0, 150 from 10, 100 from 20.5 and nothing from 45.
[[nodiscard]] Evaluation handWrittenEvaluation();

/// The same with its second tile in [30, 50) instead of [25, 40), and all over at 55 instead of 45.
[[nodiscard]] std::shared_ptr<const Evaluation> laterEvaluation();

/// Makes a table of a schedule anew with one record changed; `edit` takes a reference to it.
template <typename Table, typename Edit>
void change(Table& table, std::size_t index, Edit&& edit) {
  std::vector<typename Table::value_type> records(table.begin(), table.end());
  edit(records.at(index));
  table = Table::of(records);
}

}  // namespace fusewright::tests
