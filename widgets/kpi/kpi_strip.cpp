#include "widgets/kpi/kpi_strip.h"

#include <algorithm>
#include <cmath>
#include <optional>

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

/// The peak of the memory of that name; none if there is no such memory.
std::optional<Bits> peakOf(const Evaluation& evaluation, const QString& name) {
  const auto memories = topMemories(*evaluation.design.accelerator);
  for (std::size_t index = 0; index < memories.size() && index < evaluation.metrics->memories.size(); ++index)
    if (QString::fromStdString(memories[index].name) == name) return evaluation.metrics->memories[index].peak;
  return std::nullopt;
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
  memory_ =
      addEntry(tr("Peak memory"), tr("The on-chip memory that is fullest at its peak; changes are of that memory"));
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
  evaluation_ = snapshot.evaluation;
  refresh();
}

void KpiStrip::setBaseline(std::shared_ptr<const Evaluation> baseline) {
  baseline_ = std::move(baseline);
  if (evaluation_) refresh();
}

void KpiStrip::show(Entry& entry, const QString& brief, const QString& exact, double value, double before) {
  QString text = brief;
  if (baseline_ && before != 0) {
    const double change = value / before - 1;
    const QString share = formatShare(std::abs(change)).brief;
    text += change == 0 ? QStringLiteral(" (=)")
                        : QStringLiteral(" (%1%2)").arg(change > 0 ? QStringLiteral("+") : QStringLiteral("−"), share);
  }
  entry.value->setText(text);
  // Only ever wider: the window must not be laid out anew whenever a digit comes or goes.
  entry.value->setMinimumWidth(std::max(entry.value->minimumWidth(), entry.value->sizeHint().width()));
  entry.value->setToolTip(baseline_ ? exact + QStringLiteral("\n") + tr("In brackets: change from the baseline")
                                    : exact);
}

void KpiStrip::refresh() {
  const Metrics& metrics = *evaluation_->metrics;
  const Metrics& before = baseline_ ? *baseline_->metrics : metrics;
  const NumberText cycles = formatCycles(metrics.latency);
  const NumberText time = formatMilliseconds(metrics.latencyMs);
  show(latency_, QStringLiteral("%1 · %2").arg(cycles.exact, time.brief),
       cycles.exact + QStringLiteral("\n") + time.exact, metrics.latency.value, before.latency.value);
  show(energy_, formatEnergy(metrics.energy).brief, formatEnergy(metrics.energy).exact, metrics.energy.value,
       before.energy.value);
  show(area_, formatArea(metrics.areaMm2).brief, formatArea(metrics.areaMm2).exact, metrics.areaMm2, before.areaMm2);
  const PeakMemory memory = fullestMemory(*evaluation_);
  // Another memory may have been the fullest before: the change is that of one and the same.
  const Bits memoryBefore = baseline_ ? peakOf(*baseline_, memory.name).value_or(Bits{}) : memory.peak;
  const double share = memory.capacity.value > 0 ? memory.peak / memory.capacity : 0;
  show(memory_, QStringLiteral("%1 · %2").arg(formatBits(memory.peak).brief, formatShare(share).brief),
       tr("%1: %2 of %3").arg(memory.name, formatBits(memory.peak).exact, formatBits(memory.capacity).exact),
       static_cast<double>(memory.peak.value), static_cast<double>(memoryBefore.value));
  show(utilisation_, formatShare(metrics.utilisation).brief, formatShare(metrics.utilisation).exact,
       metrics.utilisation, before.utilisation);
  show(assumptions_, assumptionsText(evaluation_->design.assumptions), tr("See Help for what they say"), 0, 0);
}

}  // namespace fusewright
