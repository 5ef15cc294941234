#include "widgets/range/range_table.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/family_names.h"
#include "widgets/common/names.h"
#include "widgets/common/text.h"
#include "widgets/common/time_uses.h"

namespace fusewright {
namespace {

QString kindId(RangeRow::Kind kind) {
  switch (kind) {
    case RangeRow::Kind::Core:
      return QStringLiteral("busy");
    case RangeRow::Kind::Idle:
      return QStringLiteral("idle");
    case RangeRow::Kind::Layer:
      return QStringLiteral("layer");
    case RangeRow::Kind::Link:
      return QStringLiteral("moved");
  }
  return {};
}

void addCore(std::vector<RangeRow>& rows, const Evaluation& evaluation, const CoreInRange& core, double length) {
  const QString name = coreText(*evaluation.design.accelerator, core.core);
  rows.push_back({.kind = RangeRow::Kind::Core,
                  .name = tr("%1 busy").arg(name),
                  .time = core.busy,
                  .share = core.busy.sum / length,
                  .target = core.core});
  for (std::size_t cause = 0; cause < kIdleCauses; ++cause) {
    const Statistic& idle = core.idle[cause];
    if (idle.count == 0) continue;
    rows.push_back({.kind = RangeRow::Kind::Idle,
                    .name = QStringLiteral("%1 %2").arg(name, useText(static_cast<IdleCause>(cause))),
                    .time = idle,
                    .share = idle.sum / length,
                    .target = core.core});
  }
}

void addLink(std::vector<RangeRow>& rows, const Evaluation& evaluation, const LinkInRange& link) {
  const QString name = QString::fromStdString(evaluation.design.accelerator->link(link.link).name);
  const auto add = [&](const QString& text, const Statistic& time, double bits) {
    if (time.count == 0) return;
    rows.push_back({.kind = RangeRow::Kind::Link, .name = text, .time = time, .bits = bits});
  };
  add(tr("%1, to cores").arg(name), link.reads, link.readBits);
  add(tr("%1, off chip").arg(name), link.writes, link.writtenBits);
}

}  // namespace

std::vector<RangeRow> rangeRows(const Evaluation& evaluation, const RangeSummary& summary) {
  std::vector<RangeRow> rows;
  const double length = std::max((summary.to - summary.from).value, 1e-9);
  for (const CoreInRange& core : summary.cores) addCore(rows, evaluation, core, length);
  const double all = length * static_cast<double>(std::max<std::size_t>(summary.cores.size(), 1));
  const std::vector<QString> names = familyNames(*evaluation.workload);
  for (const FamilyTime& family : summary.families)
    rows.push_back({.kind = RangeRow::Kind::Layer,
                    .name = names[family.family.index()],
                    .time = family.busy,
                    .share = family.busy.sum / all,
                    .energy = family.energy,
                    .target = family.family});
  for (const LinkInRange& link : summary.links) addLink(rows, evaluation, link);
  return rows;
}

TextTable rangeTable(const std::vector<RangeRow>& rows) {
  TextTable table{.headings = {"kind", "name", "sum[cycles]", "average[cycles]", "least[cycles]", "most[cycles]",
                               "count", "share", "energy[pJ]", "bits"},
                  .rows = {}};
  for (const RangeRow& row : rows) {
    const bool moved = row.kind == RangeRow::Kind::Link;
    table.rows.push_back({kindId(row.kind), row.name, plainNumber(row.time.sum), plainNumber(row.time.mean()),
                          plainNumber(row.time.least), plainNumber(row.time.most), QString::number(row.time.count),
                          moved ? QString() : plainNumber(row.share),
                          row.kind == RangeRow::Kind::Layer ? plainNumber(row.energy) : QString(),
                          moved ? plainNumber(std::round(row.bits)) : QString()});
  }
  return table;
}

}  // namespace fusewright
