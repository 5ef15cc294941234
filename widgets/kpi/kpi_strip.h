#pragma once

#include <memory>
#include <vector>

#include <QLabel>
#include <QWidget>

#include "core/evaluate/evaluation.h"
#include "core/session/snapshot.h"

namespace fusewright {

/// The headline numbers of the design in one line, and the assumptions behind them.
class KpiStrip : public QWidget {
  Q_OBJECT

 public:
  explicit KpiStrip(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);

 private:
  struct Entry {
    QLabel* name;
    QLabel* value;
  };

  Entry addEntry(const QString& name, const QString& meaning);

  Entry latency_;
  Entry energy_;
  Entry area_;
  Entry memory_;
  Entry utilisation_;
  Entry assumptions_;
};

}  // namespace fusewright
