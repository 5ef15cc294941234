#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractItemModel>

#include "core/hardware/parameters.h"

namespace fusewright {

/// The value of a parameter as `withParameter` reads it.
[[nodiscard]] QString valueText(const Parameter& parameter);

/// Parameters of an accelerator as a tree of two levels: groups, and the parameters of each. Column 0 names them,
/// column 1 has the value.
class ParameterModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column { Name, Value, ColumnCount };

  using QAbstractItemModel::QAbstractItemModel;

  /// Present values. Rows stay in place if the ids are the same.
  void setParameters(std::vector<Parameter> parameters);
  /// Values that a reset brings back and that differing ones are bold against.
  void setDefaults(const std::vector<Parameter>& parameters);

  /// None for a group.
  [[nodiscard]] const Parameter* parameterAt(const QModelIndex& index) const;
  [[nodiscard]] bool isChanged(const Parameter& parameter) const;
  /// The default as withParameter reads it; the present value if there is no default.
  [[nodiscard]] QString defaultText(const Parameter& parameter) const;
  /// The clock of the chip in MHz; none if there is no such parameter.
  [[nodiscard]] std::optional<double> clockMHz() const;
  [[nodiscard]] QModelIndex indexOf(const std::string& id, int column) const;

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  /// Parameters [first, first + count) share a heading.
  struct Group {
    std::string name;
    std::size_t first = 0;
    std::size_t count = 0;
  };

  void tellOfAll();
  [[nodiscard]] QString toolTip(const Parameter& parameter) const;

  std::vector<Parameter> parameters_;  ///< sorted so that groups are together, in order of first appearance
  std::vector<Group> groups_;
  std::map<std::string, QString> defaults_;
};

}  // namespace fusewright
