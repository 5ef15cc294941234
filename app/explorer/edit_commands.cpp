#include "app/explorer/edit_commands.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace fusewright {
namespace {

/// The pane that has the keyboard; none: another part of the window has it.
QDockWidget* paneInFocus() {
  for (QWidget* around = QApplication::focusWidget(); around != nullptr; around = around->parentWidget())
    if (auto* dock = qobject_cast<QDockWidget*>(around)) return dock;
  return nullptr;
}

/// Fields to search in can be cleared with a button; those for values can not.
QLineEdit* searchField(const QWidget& pane) {
  for (auto* field : pane.findChildren<QLineEdit*>())
    if (field->isClearButtonEnabled() && field->isVisible() && field->isEnabled()) return field;
  return nullptr;
}

}  // namespace

EditCommands::EditCommands(Views& views, QWidget& window) : QObject(&window), views_(views) {}

void EditCommands::find() {
  const QDockWidget* pane = paneInFocus();
  QLineEdit* field = pane != nullptr ? searchField(*pane) : nullptr;
  if (field == nullptr) return views_.pane->focusSearch();
  field->setFocus(Qt::ShortcutFocusReason);
  field->selectAll();
}

void EditCommands::selectAll() {
  QWidget* focused = QApplication::focusWidget();
  if (auto* rows = qobject_cast<QAbstractItemView*>(focused)) return rows->selectAll();
  if (auto* line = qobject_cast<QLineEdit*>(focused)) return line->selectAll();
  if (auto* text = qobject_cast<QPlainTextEdit*>(focused)) return text->selectAll();
  const bool overTime = qobject_cast<TimeView*>(focused) != nullptr;
  if (overTime || focused == nullptr) views_.navigator->mark(TimeRange{0, views_.navigator->span()});
}

}  // namespace fusewright
