#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QWidget>

#include "core/evaluate/evaluation.h"
#include "core/graph/graph_layout.h"
#include "core/graph/shown_graph.h"
#include "core/session/selection.h"
#include "widgets/common/exportable.h"
#include "widgets/graph/graph_canvas.h"
#include "widgets/graph/graph_drop_layout.h"

namespace fusewright {

/// Which way the graph is drawn: as the view's shape suggests, or always the same.
enum class GraphFlow { Automatic, Down, Right };

/// The model as a graph whose repeated blocks are folded. It needs a workload and its blocks, not an evaluation; with
/// one it shows costs and fusion groups too. Asks for layouts, since they take longer than a frame.
class GraphView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit GraphView(QWidget* parent = nullptr);

  /// What to draw. What was open stays open if the blocks are the same.
  void setModel(std::shared_ptr<const Workload> workload, std::shared_ptr<const BlockTree> tree);
  /// Costs and groups are shown while the evaluation is of the model on show.
  void setSnapshot(std::shared_ptr<const Evaluation> evaluation);
  void setSelection(const Selection& selection);
  /// The answer to the layout last asked for; answers to earlier questions are ignored, a second one takes its place.
  void showLayout(const std::shared_ptr<const LayoutProblem>& problem, const GraphLayout& layout);

  [[nodiscard]] const GraphScene* scene() const { return scene_.get(); }
  [[nodiscard]] const OpenBlocks& open() const { return open_; }
  [[nodiscard]] GraphCanvas& canvas() const { return *canvas_; }
  [[nodiscard]] GraphColour colour() const { return colour_; }
  void setColour(GraphColour colour);
  void setFlow(GraphFlow flow);
  void openBlock(BlockId block);
  void foldBlock(BlockId block);
  void openAll();
  void foldAll();
  /// Opens the blocks that hide the layer and puts it in the middle, as soon as it is laid out.
  void goTo(LayerId layer);
  /// Something to know about the graph on show; empty: nothing.
  void setNote(const QString& note);
  /// Marks what contains the text; layers inside folded blocks count for the block.
  void find(const QString& text);
  void showNextHit(int step);

  [[nodiscard]] QSize sizeHint() const override { return {520, 320}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("graph"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Graph of the model"); }
  [[nodiscard]] std::optional<QSizeF> figureSize() const override;
  void renderFigure(QPainter& painter, const QRectF& area, const DrawStyle& style) const override;
  [[nodiscard]] TextTable exportTable() const override;
  /// Adds what a change would give to what is said of it, as long as it is held where it can be dropped.
  void setOutlook(const Regrouping& change, const QString& outlook);

 Q_SIGNALS:
  void selectionRequested(const Selection& selection);
  void layoutRequested(std::shared_ptr<const LayoutProblem> problem);
  void exportRequested();
  /// Run the group of that layer together with the one that runs next, or cut it before that layer.
  void fuseRequested(fusewright::LayerId layer);
  void splitRequested(fusewright::LayerId layer);
  /// The cuts of the group of that layer are to be chosen.
  void cutsRequested(fusewright::LayerId layer);
  /// Layers were dragged to another group.
  void regroupingRequested(const fusewright::Regrouping& change);
  /// That could be dropped where it is held.
  void changeConsidered(const fusewright::Regrouping& change);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  enum class Neighbour { Producer, Consumer };

  void createBar();
  void createShortcuts();
  void createDrag();
  void beginSearch();
  void requestLayout(std::optional<BlockId> anchor);
  void setOpen(OpenBlocks open, std::optional<BlockId> anchor);
  void showTarget();
  void keepAnchor(const GraphScene& before);
  void shadeAgain();
  void showEmphasis();
  void select(std::optional<std::size_t> box);
  void activate(std::size_t box);
  void stepToNeighbour(Neighbour neighbour);
  void showMenu(QPoint globalPosition, std::optional<std::size_t> box);
  void addBoxActions(QMenu& menu, std::size_t box);
  void copyName() const;
  [[nodiscard]] std::optional<DraggedGraph> draggedGraph() const;
  [[nodiscard]] std::optional<GraphDrop> dropOver(std::size_t box, QPointF point);
  [[nodiscard]] GraphDrop judgedDrop(const GraphTarget& target, const std::optional<MoveLayers>& move) const;
  [[nodiscard]] FlowDirection flowNow() const;
  [[nodiscard]] const Evaluation* evaluationOnShow() const;
  [[nodiscard]] std::vector<GraphHull> hulls() const;
  [[nodiscard]] std::optional<LayerId> selectedLayer() const;
  [[nodiscard]] QString tipOf(std::size_t box) const;

  std::shared_ptr<const Workload> workload_;
  std::shared_ptr<const BlockTree> tree_;
  std::shared_ptr<const Evaluation> evaluation_;
  std::shared_ptr<const LayoutProblem> asked_;
  std::shared_ptr<const GraphScene> scene_;
  ShownGraph shown_;  ///< of `asked_`
  OpenBlocks open_;
  std::optional<LayerId> target_;  ///< where to go when the next layout comes
  std::optional<BlockId> anchor_;  ///< what keeps its place on the screen when the next layout comes
  Selection selection_;
  GraphColour colour_ = GraphColour::OperatorClass;
  GraphFlow flow_ = GraphFlow::Automatic;
  bool isNew_ = true;       ///< no layout of this model was shown yet
  bool selecting_ = false;  ///< the selection being set comes from a click here
  std::vector<LayerId> hits_;
  std::optional<std::pair<std::optional<MoveLayers>, GraphDrop>> judged_;  ///< the last drop and what was said of it
  GraphCanvas* canvas_;
  QComboBox* colourBox_;
  QLineEdit* search_;
  QLabel* count_;
  QLabel* note_;
};

}  // namespace fusewright
