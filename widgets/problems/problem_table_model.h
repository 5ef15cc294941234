#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "widgets/common/table_text.h"
#include "widgets/problems/problem.h"

namespace fusewright {

/// The table of problems. SortRole orders levels by how bad they are; PathRole gives a node's whole name.
class ProblemTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Level, Node, What, Consequence, Source, ColumnCount };
  enum Role { SortRole = Qt::UserRole, LevelRole };

  using QAbstractTableModel::QAbstractTableModel;

  /// Rows stay in place if the problems are the same.
  void setProblems(std::vector<Problem> problems);
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  [[nodiscard]] const Problem& problemAt(int row) const { return problems_[static_cast<std::size_t>(row)]; }
  [[nodiscard]] int count(ProblemLevel level) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role = Qt::DisplayRole) const override;

 private:
  [[nodiscard]] static QString textOf(const Problem& problem, int column);

  std::vector<Problem> problems_;
};

/// The rows as cells of text, under headings for people.
[[nodiscard]] QStringList problemCells(const Problem& problem);

}  // namespace fusewright
