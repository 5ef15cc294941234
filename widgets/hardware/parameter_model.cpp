#include "widgets/hardware/parameter_model.h"

#include <algorithm>

#include <QFont>

#include "widgets/common/format.h"
#include "widgets/common/quantity_text.h"
#include "widgets/common/table_text.h"

namespace fusewright {
namespace {

/// Internal id of a group's index; those of parameters are the group's row + 1.
constexpr quintptr kGroupId = 0;

}  // namespace

QString valueText(const Parameter& parameter) {
  return parameter.text ? QString::fromStdString(*parameter.text) : plainNumber(parameter.value);
}

void ParameterModel::setParameters(std::vector<Parameter> parameters) {
  std::vector<std::string> order;
  for (const Parameter& parameter : parameters) {
    if (std::ranges::find(order, parameter.group) == order.end()) order.push_back(parameter.group);
  }
  std::ranges::stable_sort(parameters, {}, [&](const Parameter& parameter) {
    return std::ranges::find(order, parameter.group) - order.begin();
  });
  const bool sameRows = std::ranges::equal(parameters, parameters_, {}, &Parameter::id, &Parameter::id) &&
                        std::ranges::equal(parameters, parameters_, {}, &Parameter::group, &Parameter::group);
  if (sameRows) {
    const auto clock = clockMHz();
    const auto before = std::exchange(parameters_, std::move(parameters));
    for (std::size_t at = 0; at < parameters_.size(); ++at) {
      if (parameters_[at] == before[at]) continue;
      const QModelIndex changed = indexOf(parameters_[at].id, Name);
      Q_EMIT dataChanged(changed, changed.siblingAtColumn(Value));
    }
    if (clockMHz() != clock) tellOfAll();  // rates may be typed a second
    return;
  }
  beginResetModel();
  parameters_ = std::move(parameters);
  groups_.clear();
  for (std::size_t at = 0; at < parameters_.size(); ++at) {
    if (groups_.empty() || groups_.back().name != parameters_[at].group)
      groups_.push_back({.name = parameters_[at].group, .first = at, .count = 0});
    ++groups_.back().count;
  }
  endResetModel();
}

void ParameterModel::setDefaults(const std::vector<Parameter>& parameters) {
  defaults_.clear();
  for (const Parameter& parameter : parameters) defaults_[parameter.id] = valueText(parameter);
  tellOfAll();
}

void ParameterModel::tellOfAll() {
  for (int group = 0; group < rowCount(); ++group) {
    const QModelIndex parent = index(group, Name);
    if (rowCount(parent) > 0) Q_EMIT dataChanged(index(0, Name, parent), index(rowCount(parent) - 1, Value, parent));
  }
}

const Parameter* ParameterModel::parameterAt(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == kGroupId) return nullptr;
  return &parameters_[groups_[index.internalId() - 1].first + static_cast<std::size_t>(index.row())];
}

QString ParameterModel::defaultText(const Parameter& parameter) const {
  const auto found = defaults_.find(parameter.id);
  return found == defaults_.end() ? valueText(parameter) : found->second;
}

std::optional<double> ParameterModel::clockMHz() const {
  const auto clock = std::ranges::find(parameters_, "frequency_MHz", &Parameter::id);
  return clock != parameters_.end() ? std::optional(clock->value) : std::nullopt;
}

bool ParameterModel::isChanged(const Parameter& parameter) const {
  return defaultText(parameter) != valueText(parameter);
}

QModelIndex ParameterModel::indexOf(const std::string& id, int column) const {
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (std::size_t row = 0; row < groups_[group].count; ++row) {
      if (parameters_[groups_[group].first + row].id == id)
        return createIndex(static_cast<int>(row), column, group + 1);
    }
  }
  return {};
}

QModelIndex ParameterModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  if (!parent.isValid()) return createIndex(row, column, kGroupId);
  return createIndex(row, column, static_cast<quintptr>(parent.row()) + 1);
}

QModelIndex ParameterModel::parent(const QModelIndex& child) const {
  if (!child.isValid() || child.internalId() == kGroupId) return {};
  return createIndex(static_cast<int>(child.internalId() - 1), Name, kGroupId);
}

int ParameterModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(groups_.size());
  if (parent.internalId() != kGroupId || parent.column() != Name) return 0;
  return static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].count);
}

int ParameterModel::columnCount(const QModelIndex&) const {
  return ColumnCount;
}

QString ParameterModel::toolTip(const Parameter& parameter) const {
  const QString unit =
      parameter.unit.empty() ? QString() : QLatin1Char(' ') + shownUnit(QString::fromStdString(parameter.unit));
  QString text = QStringLiteral("<b>%1</b><br>%2")
                     .arg(QString::fromStdString(parameter.label).toHtmlEscaped(),
                          QString::fromStdString(parameter.meaning).toHtmlEscaped());
  if (!parameter.text) {
    const NumberText value = quantityText(parameter.value, QString::fromStdString(parameter.unit));
    text +=
        QStringLiteral("<br>") + tr("Value: %1").arg(value.exact) + QStringLiteral("<br>") +
        tr("Range: %1").arg(rangeText(parameter.minimum, parameter.maximum, QString::fromStdString(parameter.unit)));
  }
  text += QStringLiteral("<br>") + tr("Default: %1%2").arg(defaultText(parameter), unit);
  return text +
         QStringLiteral("<br><code>--set %1=%2</code>").arg(QString::fromStdString(parameter.id), valueText(parameter));
}

QVariant ParameterModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Parameter* parameter = parameterAt(index);
  if (parameter == nullptr) {
    const Group& group = groups_[static_cast<std::size_t>(index.row())];
    if (index.column() != Name) return {};
    if (role == Qt::DisplayRole) return QString::fromStdString(group.name);
    if (role == Qt::FontRole) {
      QFont font;
      font.setBold(true);
      return font;
    }
    return {};
  }
  if (role == Qt::DisplayRole) {
    return index.column() == Name ? QString::fromStdString(parameter->label) : valueText(*parameter);
  }
  if (role == Qt::EditRole && index.column() == Value) return valueText(*parameter);
  if (role == Qt::ToolTipRole) return toolTip(*parameter);
  if (role == Qt::FontRole && index.column() == Name && isChanged(*parameter)) {
    QFont font;
    font.setBold(true);
    return font;
  }
  return {};
}

Qt::ItemFlags ParameterModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags base = QAbstractItemModel::flags(index);
  return parameterAt(index) != nullptr && index.column() == Value ? base | Qt::ItemIsEditable : base;
}

}  // namespace fusewright
