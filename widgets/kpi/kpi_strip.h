#pragma once

#include <memory>
#include <vector>

#include <QLabel>
#include <QWidget>

#include "core/evaluate/evaluation.h"
#include "core/session/snapshot.h"

namespace fusewright {

/// The headline numbers of the design in one line with their changes from a baseline, and the assumptions
/// behind them.
class KpiStrip : public QWidget {
  Q_OBJECT

 public:
  explicit KpiStrip(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  /// The evaluation whose numbers changes are shown against; null: none.
  void setBaseline(std::shared_ptr<const Evaluation> baseline);

 private:
  struct Entry {
    QLabel* name;
    QLabel* value;
  };

  void refresh();
  void show(Entry& entry, const QString& text, const QString& exact);
  void showLatency(const Metrics& metrics, const Metrics& before);
  void showMemory();
  /// The change from the baseline in brackets; empty without one.
  [[nodiscard]] QString changed(double value, double before) const;
  Entry addEntry(const QString& name, const QString& meaning);

  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const Evaluation> baseline_;
  Entry latency_;
  Entry energy_;
  Entry area_;
  Entry memory_;
  Entry utilisation_;
  Entry assumptions_;
};

}  // namespace fusewright
