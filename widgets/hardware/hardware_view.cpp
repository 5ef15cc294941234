#include "widgets/hardware/hardware_view.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "widgets/common/table_text.h"
#include "widgets/hardware/parameter_delegate.h"
#include "widgets/hardware/parameter_editor.h"

namespace fusewright {
namespace {

/// Groups that are open at first; instances may be many.
constexpr int kOpenGroups = 2;

}  // namespace

HardwareView::HardwareView(QWidget* parent)
    : QWidget(parent), filter_(new QLineEdit(this)), tree_(new QTreeView(this)) {
  setObjectName(QStringLiteral("hardwareView"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(4);
  filter_->setPlaceholderText(tr("Filter parameters"));
  filter_->setAccessibleName(tr("Filter parameters"));
  filter_->setClearButtonEnabled(true);
  layout->addWidget(filter_);
  layout->addWidget(tree_);
  createTree();
  connect(filter_, &QLineEdit::textChanged, this, &HardwareView::applyFilter);
}

void HardwareView::createTree() {
  tree_->setObjectName(QStringLiteral("parameterTree"));
  tree_->setAccessibleName(tr("Parameters of the accelerator"));
  tree_->setModel(&model_);
  tree_->setHeaderHidden(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setIndentation(fontMetrics().averageCharWidth() * 2);
  tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  tree_->setSelectionMode(QAbstractItemView::NoSelection);
  tree_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  tree_->header()->setSectionResizeMode(ParameterModel::Name, QHeaderView::Interactive);
  tree_->header()->resizeSection(ParameterModel::Name, fontMetrics().averageCharWidth() * 24);
  tree_->header()->setStretchLastSection(true);
  auto* delegate = new ParameterDelegate(tree_);
  tree_->setItemDelegate(delegate);
  connect(
      delegate, &ParameterDelegate::edited, this,
      [this](const QString& id, const QString& value, std::uint64_t gesture) {
        Q_EMIT editRequested(SetParameter{.id = id.toStdString(), .value = value.toStdString(), .gesture = gesture});
      });
  connect(tree_, &QTreeView::expanded, this, &HardwareView::openEditors);
  connect(tree_, &QTreeView::collapsed, this, &HardwareView::closeEditors);
  connect(&model_, &QAbstractItemModel::modelReset, this, &HardwareView::openAllEditors);
}

void HardwareView::openAllEditors() {
  for (int group = 0; group < model_.rowCount(); ++group) {
    tree_->setFirstColumnSpanned(group, {}, true);
    if (group < kOpenGroups) tree_->expand(model_.index(group, 0));
  }
}

void HardwareView::openEditors(const QModelIndex& group) {
  for (int row = 0; row < model_.rowCount(group); ++row) {
    const QModelIndex value = model_.index(row, ParameterModel::Value, group);
    tree_->openPersistentEditor(value);
    const auto known = profiles_.find(model_.parameterAt(value)->id);
    auto* editor = known != profiles_.end() ? editorOf(known->first) : nullptr;
    if (editor != nullptr) editor->setProfile(known->second);
  }
  Q_EMIT openParametersChanged();
}

void HardwareView::closeEditors(const QModelIndex& group) {
  for (int row = 0; row < model_.rowCount(group); ++row) {
    tree_->closePersistentEditor(model_.index(row, ParameterModel::Value, group));
  }
  Q_EMIT openParametersChanged();
}

ParameterEditor* HardwareView::editorOf(const std::string& id) const {
  return qobject_cast<ParameterEditor*>(tree_->indexWidget(model_.indexOf(id, ParameterModel::Value)));
}

std::vector<std::string> HardwareView::openParameters() const {
  std::vector<std::string> ids;
  for (int group = 0; group < model_.rowCount(); ++group) {
    const QModelIndex parent = model_.index(group, 0);
    if (!tree_->isExpanded(parent) || tree_->isRowHidden(group, {})) continue;
    for (int row = 0; row < model_.rowCount(parent); ++row)
      if (!tree_->isRowHidden(row, parent)) ids.push_back(model_.parameterAt(model_.index(row, 0, parent))->id);
  }
  return ids;
}

void HardwareView::setProfile(const ParameterProfile& profile) {
  profiles_[profile.id] = profile;
  if (auto* editor = editorOf(profile.id)) editor->setProfile(profile);
}

void HardwareView::dropProfiles() {
  for (const auto& [id, profile] : profiles_)
    if (auto* editor = editorOf(id)) editor->setProfile(std::nullopt);
  profiles_.clear();
}

void HardwareView::applyFilter(const QString& text) {
  for (int group = 0; group < model_.rowCount(); ++group) {
    const QModelIndex parent = model_.index(group, 0);
    const bool groupMatches = parent.data().toString().contains(text, Qt::CaseInsensitive);
    int shown = 0;
    for (int row = 0; row < model_.rowCount(parent); ++row) {
      const Parameter* parameter = model_.parameterAt(model_.index(row, 0, parent));
      const bool matches = groupMatches ||
                           QString::fromStdString(parameter->label).contains(text, Qt::CaseInsensitive) ||
                           QString::fromStdString(parameter->id).contains(text, Qt::CaseInsensitive);
      tree_->setRowHidden(row, parent, !matches);
      if (matches) ++shown;
    }
    tree_->setRowHidden(group, {}, shown == 0);
    if (!text.isEmpty() && shown > 0) tree_->expand(parent);
  }
}

void HardwareView::setSnapshot(const Snapshot& snapshot) {
  const bool refused = snapshot.error.has_value();
  if (!snapshot.design.accelerator || (snapshot.design.accelerator == shown_ && !refused)) return;
  shown_ = snapshot.design.accelerator;
  model_.setParameters(parametersOf(*shown_));
  if (!refused) return;
  // What was typed and refused must not stay in the field.
  for (int group = 0; group < model_.rowCount(); ++group) {
    const QModelIndex parent = model_.index(group, 0);
    if (model_.rowCount(parent) == 0) continue;
    Q_EMIT model_.dataChanged(model_.index(0, 0, parent),
                              model_.index(model_.rowCount(parent) - 1, ParameterModel::Value, parent));
  }
}

void HardwareView::setDefaults(const Accelerator& accelerator) {
  model_.setDefaults(parametersOf(accelerator));
}

TextTable HardwareView::exportTable() const {
  TextTable table{.headings = {"id", "value", "unit", "default", "group", "label"}, .rows = {}};
  if (!shown_) return table;
  for (const Parameter& parameter : parametersOf(*shown_)) {
    table.rows.push_back({QString::fromStdString(parameter.id), valueText(parameter),
                          QString::fromStdString(parameter.unit), model_.defaultText(parameter),
                          QString::fromStdString(parameter.group), QString::fromStdString(parameter.label)});
  }
  return table;
}

}  // namespace fusewright
