#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QMenu>
#include <QPointer>
#include <QTimer>
#include <QTreeWidget>

#include "core/mapping/mapping_request.h"
#include "core/mapping/regroup.h"
#include "widgets/fusion/drop_target.h"

namespace fusewright {

/// The fusion groups of an evaluation as a tree, in order of execution. Layers and groups are dragged to where they
/// should run; while one is dragged, a place that is not legal says why. The context menu, with keys, offers the same
/// without a mouse.
class GroupTree : public QTreeWidget {
  Q_OBJECT

 public:
  explicit GroupTree(QWidget* parent = nullptr);

  void setEvaluation(std::shared_ptr<const Evaluation> evaluation);
  /// What is asked for at the moment; changes of the groups leave all else of it.
  void setRequest(const MappingRequest& request) { request_ = request; }
  [[nodiscard]] const std::vector<FusionRow>& rows() const { return rows_; }
  /// What is current.
  [[nodiscard]] std::optional<DragSource> current() const;
  /// What dropping something there would do, or why it can not be; none where it would lie as before.
  [[nodiscard]] std::optional<DropVerdict> verdictOn(const DragSource& source, const DropPlace& place) const;
  /// Asks for a change of the groups, or says why it can not be.
  void ask(const Regrouping& change);
  /// Adds what a change would give to what is said of it, as long as it is the one that is considered.
  void setOutlook(const Regrouping& change, const QString& outlook);
  /// What is said of the drop at hand.
  [[nodiscard]] const std::optional<DropVerdict>& verdict() const { return verdict_; }

 Q_SIGNALS:
  void layerChosen(fusewright::LayerId layer);
  /// The cuts of the group of that layer are to be chosen.
  void cutsRequested(fusewright::LayerId layer);
  /// A change is about to be asked for: it could be dropped here, or is the current line of the menu.
  void changeConsidered(const fusewright::Regrouping& change);
  /// The request for a plan that was checked.
  void mappingRequested(const fusewright::MappingRequest& request);
  void refused(const fusewright::Error& error);

 protected:
  void changeEvent(QEvent* event) override;
  void startDrag(Qt::DropActions actions) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void createActions();
  QAction* addStep(const QString& text, const QKeySequence& keys, std::function<std::optional<Regrouping>()> step);
  /// Judges every step at once, for a menu.
  void updateActions();
  /// Enables what could be meant at once, and judges it step by step when the user has come to rest.
  void currentChanged();
  void judgeNext();
  void judgePlace(const std::optional<DropPlace>& place);
  void consider(const Regrouping& change);
  void menuHovered(const QAction* action);
  /// The check box of a line was clicked: asks for what it says, which the tree shows once it is evaluated.
  void haloBoxChanged(const QTreeWidgetItem* item, int column);
  void showHalos(QTreeWidgetItem& item, const FusionRow& row);
  static void showCuts(QTreeWidgetItem& item, const FusionRow& row);
  void rebuild();
  void addRow(std::size_t index, const std::vector<QString>& names);  ///< of families, by LayerId
  [[nodiscard]] std::optional<DragSource> sourceOf(const QTreeWidgetItem* item) const;
  [[nodiscard]] std::optional<DropPlace> placeAt(QPoint position) const;
  [[nodiscard]] QString sayingOf(const DragSource& source, const DropPlace& place, const Regrouping& change) const;
  [[nodiscard]] std::optional<Regrouping> mergeWithNext() const;
  [[nodiscard]] std::optional<Regrouping> splitHere() const;
  [[nodiscard]] std::optional<Regrouping> putAlone() const;
  [[nodiscard]] std::optional<Regrouping> fuseRun() const;
  [[nodiscard]] std::optional<Regrouping> moveBy(int rows) const;
  [[nodiscard]] std::optional<Regrouping> otherHalos(std::size_t row) const;

  /// An action and the change that it stands for at the moment.
  struct Step {
    QAction* action;
    std::function<std::optional<Regrouping>()> change;
  };

  std::shared_ptr<const Evaluation> evaluation_;
  MappingRequest request_;
  std::vector<FusionRow> rows_;
  void judge(const Step& step);

  std::vector<Step> steps_;
  std::size_t nextToJudge_ = 0;  ///< of steps_
  QTimer judging_;
  QPointer<QMenu> menu_;
  std::optional<Regrouping> considered_;
  std::optional<DragSource> dragged_;
  std::optional<DropPlace> place_;  ///< where the drag was last, and what a drop there would do
  std::optional<DropVerdict> verdict_;
};

}  // namespace fusewright
