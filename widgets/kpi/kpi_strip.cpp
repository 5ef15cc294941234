#include "widgets/kpi/kpi_strip.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/common/format.h"
#include "widgets/common/names.h"
#include "widgets/inspector/property.h"

namespace fusewright {
namespace {

struct PeakMemory {
  Bits peak;
  Bits capacity;
  QString name;
};

/// The on-chip memory that is fullest at its peak.
PeakMemory fullestMemory(const Evaluation& evaluation) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  PeakMemory fullest;
  double most = -1;
  const auto memories = topMemories(accelerator);
  for (std::size_t index = 0; index < memories.size() && index < evaluation.metrics->memories.size(); ++index) {
    if (memories[index].core == accelerator.offChip) continue;
    const Bits capacity = accelerator.core(memories[index].core).memories[memories[index].level].capacity;
    const Bits peak = evaluation.metrics->memories[index].peak;
    const double share = peak / capacity;
    if (share <= most) continue;
    most = share;
    fullest = {.peak = peak, .capacity = capacity, .name = QString::fromStdString(memories[index].name)};
  }
  return fullest;
}

}  // namespace

KpiStrip::KpiStrip(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("kpiStrip"));
  setAccessibleName(tr("Headline numbers"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 2, 8, 2);
  layout->setSpacing(fontMetrics().averageCharWidth() * 3);
  latency_ = addEntry(tr("Latency"), tr("Last end of any tile or transfer"));
  energy_ = addEntry(tr("Energy"), tr("Computing, on-chip memory, off-chip memory and links"));
  area_ = addEntry(tr("Area"), tr("Of the chip, by its area model"));
  memory_ = addEntry(tr("Peak memory"), tr("The on-chip memory that is fullest at its peak"));
  utilisation_ = addEntry(tr("Utilisation"), tr("Operations / (all units x latency)"));
  assumptions_ = addEntry(tr("Assumptions"), tr("The set of modelling choices behind these numbers"));
}

KpiStrip::Entry KpiStrip::addEntry(const QString& name, const QString& meaning) {
  auto* box = new QVBoxLayout;
  box->setSpacing(0);
  Entry entry{.name = new QLabel(name, this), .value = new QLabel(QStringLiteral("–"), this)};
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.85);
  entry.name->setFont(small);
  entry.name->setForegroundRole(QPalette::PlaceholderText);
  entry.name->setToolTip(meaning);
  QFont strong = font();
  strong.setBold(true);
  entry.value->setFont(strong);
  entry.value->setAccessibleName(name);
  entry.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
  box->addWidget(entry.name);
  box->addWidget(entry.value);
  static_cast<QHBoxLayout*>(layout())->addLayout(box);
  return entry;
}

void KpiStrip::setSnapshot(const Snapshot& snapshot) {
  if (!snapshot.evaluation) return;
  const Evaluation& evaluation = *snapshot.evaluation;
  const Metrics& metrics = *evaluation.metrics;
  const auto show = [](Entry& entry, const QString& brief, const QString& exact) {
    entry.value->setText(brief);
    // Only ever wider: the window must not be laid out anew whenever a digit comes or goes.
    entry.value->setMinimumWidth(std::max(entry.value->minimumWidth(), entry.value->sizeHint().width()));
    entry.value->setToolTip(exact);
  };
  const NumberText cycles = formatCycles(metrics.latency);
  const NumberText time = formatMilliseconds(metrics.latencyMs);
  show(latency_, QStringLiteral("%1 · %2").arg(cycles.exact, time.brief),
       cycles.exact + QStringLiteral("\n") + time.exact);
  show(energy_, formatEnergy(metrics.energy).brief, formatEnergy(metrics.energy).exact);
  show(area_, formatArea(metrics.areaMm2).brief, formatArea(metrics.areaMm2).exact);
  const PeakMemory memory = fullestMemory(evaluation);
  const double share = memory.capacity.value > 0 ? memory.peak / memory.capacity : 0;
  show(memory_, QStringLiteral("%1 · %2").arg(formatBits(memory.peak).brief, formatShare(share).brief),
       tr("%1: %2 of %3").arg(memory.name, formatBits(memory.peak).exact, formatBits(memory.capacity).exact));
  show(utilisation_, formatShare(metrics.utilisation).brief, formatShare(metrics.utilisation).exact);
  show(assumptions_, assumptionsText(evaluation.design.assumptions), tr("See Help for what they say"));
}

}  // namespace fusewright
