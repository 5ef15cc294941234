#pragma once

#include <optional>

#include <QObject>

#include "widgets/common/time_axis.h"

namespace fusewright {

/// The range of cycles on show, the cursor and the marked range, shared by all views that have a time axis. While the
/// whole run is on show it stays so when the run gets longer or shorter; otherwise the range is left where it is.
class TimeNavigator : public QObject {
  Q_OBJECT

 public:
  explicit TimeNavigator(QObject* parent = nullptr) : QObject(parent) {}

  [[nodiscard]] double span() const { return span_; }
  [[nodiscard]] TimeRange visible() const { return visible_; }
  [[nodiscard]] bool showsAll() const { return visible_ == TimeRange{0, span_}; }
  [[nodiscard]] std::optional<double> cursor() const { return cursor_; }
  [[nodiscard]] std::optional<TimeRange> marked() const { return marked_; }

  /// Cycles from 0 to the end of the run.
  void setSpan(double span);
  void show(TimeRange range);
  void showAll() { show({0, span_}); }
  /// Moves the visible range just so far that `range` is inside, and widens it if it has to.
  void reveal(TimeRange range);
  void zoomAt(double cycle, double factor);
  void panBy(double cycles);
  void setCursor(std::optional<double> cycle);
  void mark(std::optional<TimeRange> range);

 Q_SIGNALS:
  void visibleChanged();
  void cursorChanged();
  void markedChanged();

 private:
  double span_ = 1;
  TimeRange visible_{0, 1};
  std::optional<double> cursor_;
  std::optional<TimeRange> marked_;
};

}  // namespace fusewright
