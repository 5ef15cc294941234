#pragma once

#include <functional>
#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace fusewright {

/// Milliseconds that a Debouncer waits.
struct DebounceTimes {
  int trailing = 40;  ///< after the last call
  int longest = 120;  ///< after the first call that was held back
};

/// Holds calls back while they come in quick succession; the last one wins.
class Debouncer : public QObject {
  Q_OBJECT

 public:
  explicit Debouncer(DebounceTimes times = {}, QObject* parent = nullptr);

  void call(std::function<void()> action);
  /// Runs what is held back at once.
  void flush();

 private:
  DebounceTimes times_;
  std::function<void()> pending_;
  QTimer timer_;
  QElapsedTimer held_;
};

}  // namespace fusewright
