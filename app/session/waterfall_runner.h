#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "app/session/latest_only.h"
#include "core/explore/insight/waterfall.h"

namespace fusewright {

/// Evaluates the present design under every step from `paper` to `physical`, in the background, but only while somebody
/// looks, and not before the design has stood still for a moment. It starts again when the design changes in anything
/// but which repairs are made.
class WaterfallRunner : public QObject {
  Q_OBJECT

 public:
  explicit WaterfallRunner(QObject* parent = nullptr);

  void follow(const Design& design);
  /// Whether anybody looks at the rows.
  void setWanted(bool wanted);

  /// Those of the followed design; empty until they are there.
  [[nodiscard]] const std::vector<WaterfallRow>& rows() const { return rows_; }
  /// Waterfalls that began so far.
  [[nodiscard]] int started() const { return jobs_.startedJobs(); }

 Q_SIGNALS:
  void rowsChanged();

 private:
  void startIfNeeded();
  void start();

  std::optional<Design> design_;
  std::vector<WaterfallRow> rows_;
  bool wanted_ = false;
  bool running_ = false;
  QTimer delay_;
  LatestOnly jobs_;
};

}  // namespace fusewright
