#pragma once

#include <memory>
#include <vector>

#include <QObject>

#include "app/session/hardware_sources.h"
#include "app/session/latest_only.h"
#include "app/session/model_source.h"
#include "core/evaluate/design.h"
#include "core/io/sweep_database.h"
#include "widgets/front/front_scene.h"

namespace fusewright {

/// A design of a database, and where its parts came from.
struct FoundDesign {
  Design design;
  std::shared_ptr<const ModelSource> source;
  HardwareSource hardware;
  ContentHash key;
  std::string command;  ///< that evaluates it in a terminal
};

/// The results of a sweep from its database, the front among them, and the designs behind them, off the GUI thread. Of
/// each only the newest answer is told.
class FrontRunner : public QObject {
  Q_OBJECT

 public:
  explicit FrontRunner(QObject* parent = nullptr);
  ~FrontRunner() override;

  /// Reads a database.
  void open(const QString& path);
  void cancel();
  /// Finds the front of what a question chooses from a table.
  void ask(std::shared_ptr<const SweepTable> table, std::vector<std::string> parameters, FrontQuestion question);
  /// Makes a design of the database opened last; `gesture` comes back with it.
  void find(ContentHash key, std::uint64_t gesture);

 Q_SIGNALS:
  void opened(const SweepResults& results);
  void answered(const FrontAnswer& answer);
  void found(const FoundDesign& design, std::uint64_t gesture);
  void failed(const Error& error);

 private:
  struct Source;

  LatestOnly reads_;
  LatestOnly fronts_;
  LatestOnly designs_;
  std::shared_ptr<Source> source_;  ///< only the thread of designs_ looks inside
};

/// What a question finds in a table.
[[nodiscard]] FrontAnswer answerOf(const SweepTable& table, const std::vector<std::string>& parameters,
                                   const FrontQuestion& question);

/// All metrics, and the parameters that the last spec varies, of all designs of a database. Errors: no sweep has been
/// run into it, or it can not be read.
[[nodiscard]] Result<SweepResults> readResults(const SweepDatabase& database);

}  // namespace fusewright
