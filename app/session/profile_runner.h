#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "core/explore/insight/parameter_profile.h"

namespace fusewright {

/// Finds out at the lowest priority, one parameter after the other, how latency depends on it around the present design
/// and where no design is feasible. Begins when the design has stood still for a moment; any edit drops everything.
class ProfileRunner : public QObject {
  Q_OBJECT

 public:
  explicit ProfileRunner(Evaluator evaluate, QObject* parent = nullptr);

  void follow(std::shared_ptr<const Evaluation> evaluation);
  /// The design is being changed.
  void hold();
  /// The parameters that somebody looks at, by id, in the order to be profiled.
  void setWanted(std::vector<std::string> ids);
  /// Parameters profiled so far.
  [[nodiscard]] int finished() const { return finished_; }

 Q_SIGNALS:
  void dropped();
  void profileReady(const fusewright::ParameterProfile& profile);

 private:
  void next();

  Evaluator evaluate_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::vector<std::string> wanted_;
  std::vector<std::string> done_;  ///< of the present design
  bool running_ = false;
  int finished_ = 0;
  QTimer delay_;
  LatestOnly jobs_;
};

}  // namespace fusewright
