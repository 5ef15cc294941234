#include "widgets/hardware/parameter_delegate.h"

#include "widgets/hardware/parameter_editor.h"
#include "widgets/hardware/parameter_model.h"

namespace fusewright {
namespace {

const ParameterModel& modelOf(const QModelIndex& index) {
  return *static_cast<const ParameterModel*>(index.model());
}

}  // namespace

QWidget* ParameterDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
  const Parameter* parameter = modelOf(index).parameterAt(index);
  if (parameter == nullptr) return nullptr;
  auto* editor = new ParameterEditor(*parameter, parent);
  connect(editor, &ParameterEditor::edited, this, [this, editor](const QString& value, std::uint64_t gesture) {
    Q_EMIT edited(QString::fromStdString(editor->id()), value, gesture);
  });
  return editor;
}

void ParameterDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  const Parameter* parameter = modelOf(index).parameterAt(index);
  if (parameter == nullptr) return;
  auto* controls = static_cast<ParameterEditor*>(editor);
  if (const auto clock = modelOf(index).clockMHz()) controls->setClock(*clock);
  controls->showParameter(*parameter, modelOf(index).defaultText(*parameter));
}

void ParameterDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                             const QModelIndex&) const {
  editor->setGeometry(option.rect);
}

QSize ParameterDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  size.setHeight(option.fontMetrics.height() + 12);
  return size;
}

void ParameterDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  // The controls lie over the value's text: painting both would show through.
  if (index.column() == ParameterModel::Value && modelOf(index).parameterAt(index) != nullptr) return;
  QStyledItemDelegate::paint(painter, option, index);
}

bool ParameterDelegate::eventFilter(QObject*, QEvent*) {
  // The controls stay open: Enter, Tab and loss of focus must not close them.
  return false;
}

}  // namespace fusewright
