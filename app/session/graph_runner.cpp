#include "app/session/graph_runner.h"

#include <utility>

#include "core/graph/layered_layout.h"

namespace fusewright {
namespace {

constexpr int kShowMeanwhileMs = 200;
constexpr int kGiveUpMs = 2000;
/// dot takes some four seconds for 3,000 boxes in a chain with residuals, and a quarter of one for 1,000.
constexpr std::size_t kMostBoxesForDot = 1800;

}  // namespace

GraphRunner::GraphRunner(const QString& dot, QObject* parent) : QObject(parent), dot_(dot) {
  meanwhile_.setSingleShot(true);
  patience_.setSingleShot(true);
  setPatience(kShowMeanwhileMs, kGiveUpMs);
  connect(&meanwhile_, &QTimer::timeout, this, &GraphRunner::tellBuiltIn);
  connect(&patience_, &QTimer::timeout, this, &GraphRunner::giveUpOnDot);
  connect(&dot_, &DotProcess::failed, this, &GraphRunner::giveUpOnDot);
  connect(&dot_, &DotProcess::finished, this, [this](const GraphLayout& layout) {
    layouts_.stop();
    builtIn_.reset();
    meanwhile_.stop();
    patience_.stop();
    Q_EMIT laidOut(problem_, layout);
  });
}

void GraphRunner::setPatience(int showMeanwhileMs, int giveUpMs) {
  meanwhile_.setInterval(showMeanwhileMs);
  patience_.setInterval(giveUpMs);
}

void GraphRunner::follow(std::shared_ptr<const Workload> workload) {
  if (workload == followed_) return;
  followed_ = std::move(workload);
  if (!followed_) return;
  models_.request([this, model = followed_](std::stop_token) -> LatestOnly::Delivery {
    auto tree = std::make_shared<const BlockTree>(buildBlockTree(*model));
    return [this, model, tree = std::move(tree)] { Q_EMIT modelReady(model, tree); };
  });
}

void GraphRunner::layOut(std::shared_ptr<const LayoutProblem> problem) {
  problem_ = std::move(problem);
  builtIn_.reset();
  meanwhile_.stop();
  patience_.stop();
  dot_.cancel();
  if (dot_.isInstalled() && problem_->boxes.size() <= kMostBoxesForDot) {
    dot_.start(problem_);
    meanwhile_.start();
    patience_.start();
  }
  layouts_.request([this, asked = problem_](std::stop_token stop) -> LatestOnly::Delivery {
    GraphLayout layout = layeredLayout(*asked, stop);
    return [this, layout = std::move(layout)] {
      builtIn_ = layout;
      if (!dot_.isRunning() || !meanwhile_.isActive()) tellBuiltIn();
    };
  });
}

void GraphRunner::tellBuiltIn() {
  if (!builtIn_) return;  // it is told as soon as it is made
  const GraphLayout layout = *std::exchange(builtIn_, std::nullopt);
  Q_EMIT laidOut(problem_, layout);
}

void GraphRunner::giveUpOnDot() {
  dot_.cancel();
  meanwhile_.stop();
  patience_.stop();
  tellBuiltIn();
}

}  // namespace fusewright
