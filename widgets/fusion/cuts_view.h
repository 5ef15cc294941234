#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>
#include <QWidget>

#include "core/explore/insight/plan_outlook.h"
#include "core/session/edit.h"
#include "core/session/selection.h"
#include "core/session/snapshot.h"
#include "widgets/fusion/cut_rows.h"

namespace fusewright {

/// Chooses how one fusion group is cut into tiles: the group of the selected layer. Its loops are listed with the parts
/// that each may be cut into, or why it can not be; beside each choice stands what it would give, once that is found
/// out. Enter or a double click takes a choice.
class CutsView : public QWidget {
  Q_OBJECT

 public:
  explicit CutsView(QWidget* parent = nullptr);

  void setSnapshot(const Snapshot& snapshot);
  void setSelection(const Selection& selection);
  /// What number `place` of wanted() would give.
  void setOutlook(std::size_t place, const Result<PlanOutlook>& outlook);

  /// The group on show and its loops; none without one.
  [[nodiscard]] std::optional<std::size_t> group() const { return group_; }
  [[nodiscard]] const std::vector<CutLoopRow>& rows() const { return rows_; }
  /// Cuts that somebody can see and would like to know more of, in order; empty while nobody looks.
  [[nodiscard]] std::vector<Tiling> wanted() const;
  /// The evaluation and the request that they are changes of.
  [[nodiscard]] const std::shared_ptr<const Evaluation>& evaluation() const { return evaluation_; }
  [[nodiscard]] const MappingRequest& request() const { return request_; }
  [[nodiscard]] QTreeWidget& tree() const { return *tree_; }
  [[nodiscard]] QString title() const { return title_->text(); }
  /// What cuts the group now, or why nothing can.
  [[nodiscard]] QString source() const { return source_->text(); }
  [[nodiscard]] QString message() const { return message_->text(); }

  /// Asks for the group to be cut so (none: as the plan says in general), or says why it can not be.
  void take(const std::optional<Tiling>& cuts);

 Q_SIGNALS:
  void editRequested(const Edit& edit);
  /// wanted() is another one.
  void wantedChanged();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void createTree();
  void fitColumns();
  void createButtons();
  [[nodiscard]] std::optional<std::size_t> groupToShow() const;
  void refresh();
  void showGroup();
  void fillTree();
  void addLoop(const CutLoopRow& row, bool open);
  void updateButtons();
  /// The lines of choices of open loops, in the order of wanted().
  [[nodiscard]] std::vector<QTreeWidgetItem*> openLines() const;
  /// The loop and the choice of the current line.
  [[nodiscard]] const CutLoopRow* currentLoop() const;
  [[nodiscard]] const CutChoice* choiceOf(const QTreeWidgetItem* item) const;

  std::shared_ptr<const Evaluation> evaluation_;
  MappingRequest request_;
  bool stale_ = false;  ///< request_ is not what evaluation_ is of
  std::optional<LayerId> layer_;
  std::optional<std::size_t> group_;
  std::shared_ptr<const Mapping> shown_;  ///< the mapping that rows_ are of
  GroupCuts cuts_;
  std::vector<CutLoopRow> rows_;
  QLabel* title_;
  QLabel* source_;
  QTreeWidget* tree_;
  QToolButton* take_;
  QToolButton* fastest_;
  QToolButton* reset_;
  QLabel* message_;
};

}  // namespace fusewright
