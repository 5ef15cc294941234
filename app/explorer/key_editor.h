#pragma once

#include <vector>

#include <QDialog>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include "app/explorer/key_bindings.h"

namespace fusewright {

/// Which key does what in the window: a list by menu that a few letters narrow down, and a field for the key of the
/// line chosen. A key that two of them have is named in red, and the dialog can not be accepted.
class KeyEditor : public QDialog {
  Q_OBJECT

 public:
  explicit KeyEditor(std::vector<KeyBinding> bindings, QWidget* parent = nullptr);

  [[nodiscard]] const std::vector<KeyBinding>& bindings() const { return bindings_; }
  /// Chooses the line of that binding.
  void choose(const QString& id);

 private:
  void createList();
  QLayout* createFields();
  void filter(const QString& letters);
  /// Index of the binding chosen; none on a heading.
  [[nodiscard]] std::optional<std::size_t> chosen() const;
  void setKeys(std::size_t binding, const QList<QKeySequence>& keys);
  void resetAll();
  void showChosen();
  void showAll();

  std::vector<KeyBinding> bindings_;
  std::vector<QTreeWidgetItem*> lines_;  ///< by binding
  QLineEdit* filter_;
  QTreeWidget* list_;
  QKeySequenceEdit* key_;
  QPushButton* none_;
  QPushButton* reset_;
  QLabel* conflict_;
  QPushButton* ok_ = nullptr;
};

}  // namespace fusewright
