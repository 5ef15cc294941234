#include "widgets/kpi/kpi_strip.h"

#include <algorithm>
#include <cmath>

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

/// The memory of the baseline whose peak is compared: that of the same name; where there is none, as with another
/// number of cores, the fullest.
PeakMemory comparedMemory(const Evaluation& baseline, const QString& name) {
  const auto memories = topMemories(*baseline.design.accelerator);
  for (std::size_t index = 0; index < memories.size() && index < baseline.metrics->memories.size(); ++index)
    if (QString::fromStdString(memories[index].name) == name)
      return {.peak = baseline.metrics->memories[index].peak, .capacity = {}, .name = name};
  return fullestMemory(baseline);
}

/// " (+12.0 %)"; nothing where there is nothing to compare with.
QString changeText(double value, double before) {
  if (before == 0) return {};
  const double change = value / before - 1;
  if (change == 0) return QStringLiteral(" (=)");
  return QStringLiteral(" (%1%2)").arg(change > 0 ? QStringLiteral("+") : QStringLiteral("−"),
                                       formatShare(std::abs(change)).brief);
}

/// Whether time changed by another factor than cycles did: the clock is another one.
bool otherClock(const Metrics& now, const Metrics& before) {
  constexpr double kSame = 1e-9;
  return std::abs(now.latencyMs * before.latency.value - before.latencyMs * now.latency.value) >
         kSame * now.latencyMs * before.latency.value;
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
  memory_ = addEntry(tr("Peak memory"), tr("The on-chip memory that is fullest at its peak; changes are of that "
                                           "memory, or of the baseline's fullest if it "
                                           "has no such memory"));
  utilisation_ = addEntry(
      tr("Utilisation"),
      tr("Operations / (all units x latency). A core that is busy need not use its units: Lost time says what else it "
         "does"));
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

void KpiStrip::show(Entry& entry, const QString& text, const QString& exact) {
  entry.value->setText(text);
  // Only ever wider: the window must not be laid out anew whenever a digit comes or goes.
  entry.value->setMinimumWidth(std::max(entry.value->minimumWidth(), entry.value->sizeHint().width()));
  entry.value->setToolTip(baseline_ ? exact + QStringLiteral("\n") + tr("In brackets: change from the baseline")
                                    : exact);
}

QString KpiStrip::changed(double value, double before) const {
  return baseline_ ? changeText(value, before) : QString();
}

void KpiStrip::showLatency(const Metrics& metrics, const Metrics& before) {
  const NumberText cycles = formatCycles(metrics.latency);
  const NumberText time = formatMilliseconds(metrics.latencyMs);
  const QString ofTime = changed(metrics.latencyMs, before.latencyMs);
  // With one clock both change alike, and one number says it.
  const QString ofCycles =
      otherClock(metrics, before) ? changed(metrics.latency.value, before.latency.value) : QString();
  show(latency_, QStringLiteral("%1%2 · %3%4").arg(cycles.exact, ofCycles, time.brief, ofTime),
       cycles.exact + QStringLiteral("\n") + time.exact);
}

void KpiStrip::showMemory() {
  const PeakMemory memory = fullestMemory(*evaluation_);
  // Another memory may have been the fullest before: the change is that of one and the same, if there is one.
  const PeakMemory before = baseline_ ? comparedMemory(*baseline_, memory.name) : memory;
  const double share = memory.capacity.value > 0 ? memory.peak / memory.capacity : 0;
  QString exact = tr("%1: %2 of %3").arg(memory.name, formatBits(memory.peak).exact, formatBits(memory.capacity).exact);
  if (before.name != memory.name)
    exact += QStringLiteral("\n") + tr("The baseline has no %1: compared with %2, its fullest, %3")
                                        .arg(memory.name, before.name, formatBits(before.peak).exact);
  show(memory_,
       QStringLiteral("%1 · %2%3")
           .arg(formatBits(memory.peak).brief, formatShare(share).brief,
                changed(static_cast<double>(memory.peak.value), static_cast<double>(before.peak.value))),
       exact);
}

void KpiStrip::refresh() {
  const Metrics& metrics = *evaluation_->metrics;
  const Metrics& before = baseline_ ? *baseline_->metrics : metrics;
  const auto showNumber = [&](Entry& entry, const NumberText& number, double value, double valueBefore) {
    show(entry, number.brief + changed(value, valueBefore), number.exact);
  };
  showLatency(metrics, before);
  showNumber(energy_, formatEnergy(metrics.energy), metrics.energy.value, before.energy.value);
  showNumber(area_, formatArea(metrics.areaMm2), metrics.areaMm2, before.areaMm2);
  showMemory();
  showNumber(utilisation_, formatShare(metrics.utilisation), metrics.utilisation, before.utilisation);
  show(assumptions_, assumptionsText(evaluation_->design.assumptions), tr("See Help for what they say"));
}

}  // namespace fusewright
