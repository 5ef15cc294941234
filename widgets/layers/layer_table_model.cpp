#include "widgets/layers/layer_table_model.h"

#include <array>

#include <QApplication>
#include <QCoreApplication>
#include <QPalette>

#include "widgets/common/family_names.h"
#include "widgets/common/palette.h"

namespace fusewright {
namespace {

struct Heading {
  const char* title;
  const char* meaning;
};

constexpr std::array<Heading, LayerTableModel::ColumnCount> kHeadings{
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Layer"),
            QT_TRANSLATE_NOOP("LayerTable", "Operator of the model; steps of a scan that do the same are one row")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Operation"), QT_TRANSLATE_NOOP("LayerTable", "ONNX operator type")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Group"), QT_TRANSLATE_NOOP("LayerTable", "Fusion group that it runs in")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Tiles"),
            QT_TRANSLATE_NOOP("LayerTable", "Parts that are scheduled as one unit")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Operations"),
            QT_TRANSLATE_NOOP("LayerTable", "Product of all loop sizes")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Busy"), QT_TRANSLATE_NOOP("LayerTable", "Cycles that cores spend on it")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Waited"),
            QT_TRANSLATE_NOOP("LayerTable", "Cycles that cores were idle before its tiles")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Share"),
            QT_TRANSLATE_NOOP("LayerTable", "Busy cycles as a part of the latency")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Off-chip"),
            QT_TRANSLATE_NOOP("LayerTable", "Data moved from and to off-chip memory for it")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Energy"), QT_TRANSLATE_NOOP("LayerTable", "Energy of its tiles")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "First start"),
            QT_TRANSLATE_NOOP("LayerTable", "When its first tile starts")},
    Heading{QT_TRANSLATE_NOOP("LayerTable", "Last end"), QT_TRANSLATE_NOOP("LayerTable", "When its last tile ends")}};

constexpr std::array<const char*, LayerTableModel::ColumnCount> kFileHeadings{
    "layer",          "operation", "group",          "tiles",      "operations",          "busy[cycles]",
    "waited[cycles]", "share",     "off_chip[bits]", "energy[pJ]", "first_start[cycles]", "last_end[cycles]"};

QString translated(const char* text) {
  return QCoreApplication::translate("LayerTable", text);
}

bool isText(int column) {
  return column == LayerTableModel::Layer || column == LayerTableModel::Operation;
}

}  // namespace

void LayerTableModel::setSnapshot(std::shared_ptr<const Evaluation> evaluation,
                                  std::shared_ptr<const std::vector<LayerRow>> rows) {
  // The same layers: numbers change in place, so that sorting, scrolling and the current row survive.
  const bool sameRows = rows_ && rows && rows_->size() == rows->size() && evaluation_ && evaluation &&
                        evaluation_->workload == evaluation->workload;
  if (!sameRows) beginResetModel();
  evaluation_ = std::move(evaluation);
  rows_ = std::move(rows);
  if (!sameRows) {
    names_ = evaluation_ ? familyNames(*evaluation_->workload) : std::vector<QString>();
    endResetModel();
  } else if (!rows_->empty()) {
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
  }
}

int LayerTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !rows_ ? 0 : static_cast<int>(rows_->size());
}

int LayerTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString LayerTableModel::textOf(const LayerRow& row, int column) const {
  const Workload& workload = *evaluation_->workload;
  if (column == Operation) return QString::fromStdString(workload.layer(row.layer).operation);
  const QString name = names_[workload.layer(row.layer).family.index()];
  return row.members > 1 ? tr("%1  ×%2").arg(name).arg(row.members) : name;
}

LayerTableModel::Cell LayerTableModel::numberOf(const LayerRow& row, int column) const {
  const double latency = std::max(evaluation_->metrics->latency.value, 1.0);
  switch (column) {
    case Group:
      return {formatCount(row.group), static_cast<double>(row.group)};
    case Tiles:
      return {formatCount(row.tiles), static_cast<double>(row.tiles)};
    case Operations:
      return {formatCount(row.operations), static_cast<double>(row.operations)};
    case Busy:
      return {formatCycles(Cycles(row.busy)), row.busy};
    case Waited:
      return {formatCycles(Cycles(row.waited)), row.waited};
    case Share:
      return {formatShare(row.busy / latency), row.busy / latency};
    case OffChip:
      return {formatBits(Bits(row.offChipBits)), static_cast<double>(row.offChipBits)};
    case Energy:
      return {formatEnergy(Picojoules(row.energy)), row.energy};
    case FirstStart:
      return {formatCycles(Cycles(row.firstStart)), row.firstStart};
    default:
      return {formatCycles(Cycles(row.lastEnd)), row.lastEnd};
  }
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !rows_) return {};
  const LayerRow& row = (*rows_)[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  const bool costsNothing = row.tiles == 0;
  if (role == Qt::TextAlignmentRole)
    return QVariant(isText(column) ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::DecorationRole && column == Layer && !costsNothing) {
    return layerColour(row.colour, themeOf(QApplication::palette()).mode);
  }
  if (role == Qt::ForegroundRole && costsNothing) return themeOf(QApplication::palette()).mutedText;
  if (isText(column)) {
    const bool asText = role == Qt::DisplayRole || role == SortRole || role == ExactRole;
    if (asText) return textOf(row, column);
    if (role == Qt::ToolTipRole) return QString::fromStdString(evaluation_->workload->layer(row.layer).name);
    return {};
  }
  const Cell cell = numberOf(row, column);
  if (role == SortRole) return costsNothing ? -1.0 : cell.value;
  if (costsNothing && (role == Qt::DisplayRole || role == ExactRole)) return QString();
  if (role == Qt::DisplayRole) return cell.text.brief;
  if (role == Qt::ToolTipRole || role == ExactRole) return cell.text.exact;
  return {};
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  const Heading& heading = kHeadings[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return translated(heading.title);
  if (role == Qt::ToolTipRole) return translated(heading.meaning);
  if (role == kFileHeadingRole) return QLatin1String(kFileHeadings[static_cast<std::size_t>(section)]);
  if (role == Qt::TextAlignmentRole)
    return QVariant(isText(section) ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
  return {};
}

std::optional<int> LayerTableModel::rowOf(LayerId layer) const {
  if (!rows_ || layer.index() >= evaluation_->workload->layers.size()) return std::nullopt;
  const Workload& workload = *evaluation_->workload;
  for (std::size_t row = 0; row < rows_->size(); ++row) {
    if (workload.layer((*rows_)[row].layer).family == workload.layer(layer).family) return static_cast<int>(row);
  }
  return std::nullopt;
}

}  // namespace fusewright
