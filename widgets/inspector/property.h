#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QString>

#include "core/evaluate/evaluation.h"
#include "core/metrics/accounting.h"
#include "core/metrics/time_budget.h"
#include "core/session/selection.h"
#include "widgets/common/format.h"
#include "widgets/layers/layer_rows.h"

namespace fusewright {

/// A name and a value to be shown, e.g. "Latency", "860 kcycles", "860,229 cycles".
struct Property {
  QString name;
  NumberText value;
  QString meaning;                       ///< for a tooltip; may be empty
  std::optional<Selection> target = {};  ///< what a click on the row selects
  std::vector<Property> parts = {};      ///< rows that it stands for, shown when it is unfolded
};

struct PropertySection {
  QString title;
  std::vector<Property> rows;
};

/// What sections are written from: an evaluation, and what was added up over its schedule before, so that writing them
/// costs as much as they are long.
struct Described {
  const Evaluation& evaluation;
  const std::vector<LayerRow>& layers;
  const Accounting& accounting;
  std::span<const CoreBudget> time = {};  ///< none: what busy time goes to is not said
};

/// What is known of the selected thing; of the whole design if nothing is selected or the thing is not there any more.
[[nodiscard]] std::vector<PropertySection> describe(const Described& of, const Selection& selection);

/// "MARCA, mamba1: all, per step": what the sections are about.
[[nodiscard]] QString subjectOf(const Evaluation& evaluation, const Selection& selection);

/// What was assumed, in a few words: "paper".
[[nodiscard]] QString assumptionsText(const Assumptions& assumptions);

/// Fusion and tiling of a design in a few words: "all, one step a tile".
[[nodiscard]] QString mappingText(const MappingRequest& request);

/// One row from a number with its unit.
[[nodiscard]] Property numberProperty(const QString& name, const NumberText& value, const QString& meaning = {});

/// One row from plain text.
[[nodiscard]] Property textProperty(const QString& name, const QString& text);

/// Sections about single things; see describe().
[[nodiscard]] std::vector<PropertySection> describeDesign(const Described& of);
[[nodiscard]] std::vector<PropertySection> describeLayer(const Described& of, LayerId layer);
[[nodiscard]] std::vector<PropertySection> describeTile(const Evaluation& evaluation, TileId tile);
[[nodiscard]] std::vector<PropertySection> describeTransfer(const Evaluation& evaluation, TransferId transfer);
[[nodiscard]] std::vector<PropertySection> describeCore(const Described& of, CoreId core);
[[nodiscard]] std::vector<PropertySection> describeMemory(const Described& of, MemoryId memory);

[[nodiscard]] std::vector<PropertySection> describeIdle(const Described& of, const IdleInterval& idle);

/// What the tile waited for, and what that waited for, each row a thing that can be selected.
[[nodiscard]] PropertySection causesOf(const Evaluation& evaluation, TileId tile);

/// Idle time of one core by cause, largest first.
[[nodiscard]] PropertySection idleByCause(const Accelerator& accelerator, const CoreAccount& account,
                                          std::span<const CoreBudget> time = {});

}  // namespace fusewright
