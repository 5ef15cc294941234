#include "app/explorer/key_editor.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace fusewright {

KeyEditor::KeyEditor(const TimeKeys& keys, QWidget* parent)
    : QDialog(parent), keys_(keys), conflict_(new QLabel(this)) {
  setWindowTitle(tr("Keys of the timeline"));
  auto* layout = new QVBoxLayout(this);
  auto* form = new QFormLayout;
  for (std::size_t index = 0; index < kTimeActions; ++index) {
    const auto action = static_cast<TimeAction>(index);
    auto* edit = new QKeySequenceEdit(this);
    edit->setAccessibleName(timeActionText(action));
    connect(edit, &QKeySequenceEdit::keySequenceChanged, this,
            [this, action](const QKeySequence& key) { take(action, key); });
    edits_.push_back(edit);
    form->addRow(timeActionText(action), edit);
  }
  layout->addLayout(form);
  QPalette red = conflict_->palette();
  red.setColor(QPalette::WindowText, themeOf(palette()).danger);
  conflict_->setPalette(red);
  layout->addWidget(conflict_);
  auto* buttons =
      new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
  ok_ = buttons->button(QDialogButtonBox::Ok);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
          [this] { show(TimeKeys()); });
  layout->addWidget(buttons);
  show(keys);
}

void KeyEditor::show(const TimeKeys& keys) {
  keys_ = keys;
  for (std::size_t index = 0; index < kTimeActions; ++index) {
    const QSignalBlocker quiet(edits_[index]);
    const auto& own = keys_.keysOf(static_cast<TimeAction>(index));
    edits_[index]->setKeySequence(own.empty() ? QKeySequence() : own.front());
  }
  check();
}

void KeyEditor::take(TimeAction action, const QKeySequence& key) {
  // The first key of a longer sequence is the one that counts.
  keys_.setKeys(action, key.isEmpty() ? std::vector<QKeySequence>{} : std::vector{QKeySequence(key[0])});
  check();
}

void KeyEditor::check() {
  conflict_->clear();
  for (std::size_t index = 0; index < kTimeActions; ++index) {
    const auto action = static_cast<TimeAction>(index);
    for (const QKeySequence& key : keys_.keysOf(action))
      if (const auto other = keys_.otherWith(action, key))
        conflict_->setText(
            tr("%1 stands for “%2” and “%3”: give one of them another key")
                .arg(key.toString(QKeySequence::NativeText), timeActionText(action), timeActionText(*other)));
  }
  ok_->setEnabled(conflict_->text().isEmpty());
}

}  // namespace fusewright
