#include "widgets/problems/problem_table_model.h"

#include <algorithm>
#include <array>

#include <QApplication>
#include <QCoreApplication>

#include "widgets/common/names.h"
#include "widgets/problems/level_icon.h"

namespace fusewright {
namespace {

struct Heading {
  const char* title;
  const char* meaning;
};

constexpr std::array<Heading, ProblemTableModel::ColumnCount> kHeadings{
    Heading{QT_TRANSLATE_NOOP("Problems", "Severity"),
            QT_TRANSLATE_NOOP("Problems", "How much it matters to the numbers")},
    Heading{QT_TRANSLATE_NOOP("Problems", "Node"),
            QT_TRANSLATE_NOOP("Problems", "Node of the model, memory or tile; double click goes there")},
    Heading{QT_TRANSLATE_NOOP("Problems", "What"), QT_TRANSLATE_NOOP("Problems", "What was read, assumed or refused")},
    Heading{QT_TRANSLATE_NOOP("Problems", "Consequence"),
            QT_TRANSLATE_NOOP("Problems", "What it does to the results, and what can be done about it")},
    Heading{QT_TRANSLATE_NOOP("Problems", "From"), QT_TRANSLATE_NOOP("Problems", "What told of it")}};

QString translated(const char* text) {
  return QCoreApplication::translate("Problems", text);
}

}  // namespace

void ProblemTableModel::setProblems(std::vector<Problem> problems) {
  if (problems == problems_) return;
  beginResetModel();
  problems_ = std::move(problems);
  endResetModel();
}

int ProblemTableModel::count(ProblemLevel level) const {
  return static_cast<int>(std::ranges::count(problems_, level, &Problem::level));
}

int ProblemTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(problems_.size());
}

int ProblemTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString ProblemTableModel::textOf(const Problem& problem, int column) {
  switch (column) {
    case Level:
      return levelText(problem.level);
    case Node:
      return problem.node;
    case What:
      return problem.what;
    case Consequence:
      return problem.consequence;
    default:
      return sourceText(problem.source);
  }
}

QVariant ProblemTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Problem& problem = problemAt(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return index.column() == Node ? shortName(problem.node.toStdString()) : textOf(problem, index.column());
    case Qt::DecorationRole:
      return index.column() == Level ? QVariant(levelIcon(problem.level, QApplication::palette())) : QVariant();
    case Qt::ToolTipRole:
      return index.column() == Level ? levelMeaning(problem.level) : textOf(problem, index.column());
    case SortRole:
      return index.column() == Level ? QVariant(static_cast<int>(problem.level))
                                     : QVariant(textOf(problem, index.column()));
    case LevelRole:
      return static_cast<int>(problem.level);
    default:
      return {};
  }
}

QVariant ProblemTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  const Heading& heading = kHeadings[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return translated(heading.title);
  if (role == Qt::ToolTipRole) return translated(heading.meaning);
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
  return {};
}

QStringList problemCells(const Problem& problem) {
  return {levelText(problem.level), problem.node, problem.what, problem.consequence, sourceText(problem.source)};
}

}  // namespace fusewright
