#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QTimer>

#include "app/session/dot_process.h"
#include "app/session/latest_only.h"
#include "core/graph/block_tree.h"
#include "core/graph/graph_layout.h"

namespace fusewright {

/// Finds the blocks of a model and lays graphs out, off the GUI thread. Layouts are those of `dot`, if it is installed
/// and answers in time; otherwise the one that is built in. While dot takes its time the built-in layout is told first.
class GraphRunner : public QObject {
  Q_OBJECT

 public:
  explicit GraphRunner(const QString& dot = QStringLiteral("dot"), QObject* parent = nullptr);

  /// How long to wait for dot before the built-in layout is shown meanwhile, and before dot is given up.
  void setPatience(int showMeanwhileMs, int giveUpMs);

  /// Finds the blocks of `workload`, unless that was the last one asked for.
  void follow(std::shared_ptr<const Workload> workload);
  /// Lays out `problem`; what was being laid out before is dropped.
  void layOut(std::shared_ptr<const LayoutProblem> problem);

 Q_SIGNALS:
  void modelReady(std::shared_ptr<const Workload> workload, std::shared_ptr<const BlockTree> tree);
  /// Once, or twice if dot answers after the built-in layout was told.
  void laidOut(std::shared_ptr<const LayoutProblem> problem, const GraphLayout& layout);

 private:
  void tellBuiltIn();
  void giveUpOnDot();

  LatestOnly models_;
  LatestOnly layouts_;
  DotProcess dot_;
  QTimer meanwhile_;
  QTimer patience_;
  std::shared_ptr<const Workload> followed_;
  std::shared_ptr<const LayoutProblem> problem_;
  std::optional<GraphLayout> builtIn_;  ///< made, and not told yet
};

}  // namespace fusewright
