#pragma once

#include <array>

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QWidget>

#include "widgets/common/exportable.h"
#include "widgets/problems/class_table_model.h"
#include "widgets/problems/problem_table_model.h"

namespace fusewright {

/// Problems by text and by level.
class ProblemFilter : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;

  void setShown(ProblemLevel level, bool shown);
  [[nodiscard]] bool isShown(ProblemLevel level) const { return shown_[static_cast<std::size_t>(level)]; }

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  std::array<bool, kProblemLevels> shown_{true, true, true, true};
};

/// What was read of the model, and everything that was assumed, left out or refused. Enter or a double click goes to
/// the node; Ctrl+C copies the marked rows with headings.
class ProblemsView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit ProblemsView(QWidget* parent = nullptr);

  void setAccount(const ModelAccount& account);
  void setProblems(std::vector<Problem> problems);

  [[nodiscard]] const ModelAccount& account() const { return account_; }
  [[nodiscard]] const ProblemTableModel& model() const { return model_; }
  [[nodiscard]] QTableView& table() const { return *table_; }
  /// Shows what Enter would.
  void activate(const QModelIndex& row);

  [[nodiscard]] QSize sizeHint() const override { return {720, 240}; }
  [[nodiscard]] QString exportName() const override { return QStringLiteral("problems"); }
  [[nodiscard]] QString exportTitle() const override { return tr("Problems"); }
  [[nodiscard]] TextTable exportTable() const override;

 Q_SIGNALS:
  void placeRequested(const Selection& place);
  /// The user wants another branch or number of iterations of a node (Problem::canChoose).
  void choicesRequested(const QString& node);
  void exportRequested();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void createAccount();
  void createBar();
  void createTable();
  void createActions();
  void fitColumns();
  void showCounts();
  void showDetail(const QModelIndex& current);
  void showMenu(QPoint position);
  void copy() const;
  [[nodiscard]] TextTable tableOf(const QModelIndexList& rows) const;
  [[nodiscard]] const Problem* problemOf(const QModelIndex& row) const;

  ModelAccount account_;
  ClassTableModel classes_;
  ProblemTableModel model_;
  ProblemFilter sorted_;
  QSplitter* splitter_;
  QFormLayout* facts_ = nullptr;
  QTableView* classTable_;
  QTableView* table_;
  QLineEdit* filter_;
  QLabel* count_;
  QLabel* detail_;
  bool columnsChosen_ = false;  ///< somebody dragged an edge of a heading
  bool fitting_ = false;
  std::array<QToolButton*, kProblemLevels> levels_{};
};

}  // namespace fusewright
