#include "app/explorer/key_editor.h"

#include <map>
#include <utility>

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace fusewright {
namespace {

constexpr int kLettersWide = 80;
constexpr int kLinesHigh = 36;

QString keysText(const QList<QKeySequence>& keys) {
  QStringList texts;
  for (const QKeySequence& key : keys) texts << key.toString(QKeySequence::NativeText);
  return texts.join(QStringLiteral("  "));
}

}  // namespace

KeyEditor::KeyEditor(std::vector<KeyBinding> bindings, QWidget* parent)
    : QDialog(parent),
      bindings_(std::move(bindings)),
      filter_(new QLineEdit(this)),
      list_(new QTreeWidget(this)),
      key_(new QKeySequenceEdit(this)),
      none_(new QPushButton(tr("&No key"), this)),
      reset_(new QPushButton(tr("&Reset"), this)),
      conflict_(new QLabel(this)) {
  setObjectName(QStringLiteral("keyEditor"));
  setWindowTitle(tr("Keys"));
  createList();
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(filter_);
  layout->addWidget(list_, 1);
  layout->addLayout(createFields());
  QPalette red = conflict_->palette();
  red.setColor(QPalette::WindowText, themeOf(palette()).danger);
  conflict_->setPalette(red);
  conflict_->setWordWrap(true);
  layout->addWidget(conflict_);
  auto* buttons =
      new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
  ok_ = buttons->button(QDialogButtonBox::Ok);
  auto* all = buttons->button(QDialogButtonBox::RestoreDefaults);
  all->setText(tr("Reset &all"));
  all->setToolTip(tr("Give every command and the timeline the keys that they had at first"));
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(all, &QPushButton::clicked, this, &KeyEditor::resetAll);
  layout->addWidget(buttons);
  resize(fontMetrics().averageCharWidth() * kLettersWide, fontMetrics().height() * kLinesHigh);
  showAll();
  showChosen();
  filter_->setFocus();
}

void KeyEditor::createList() {
  filter_->setObjectName(QStringLiteral("keyFilter"));
  filter_->setPlaceholderText(tr("Letters of a command or its key"));
  filter_->setAccessibleName(tr("Which commands to list"));
  filter_->setClearButtonEnabled(true);
  list_->setHeaderLabels({tr("Command"), tr("Keys")});
  list_->setAccessibleName(tr("Commands and their keys"));
  std::map<QString, QTreeWidgetItem*> groups;
  for (std::size_t index = 0; index < bindings_.size(); ++index) {
    QTreeWidgetItem*& group = groups[bindings_[index].group];
    if (group == nullptr) {
      group = new QTreeWidgetItem(list_, {bindings_[index].group});
      group->setFlags(Qt::ItemIsEnabled);
    }
    auto* line = new QTreeWidgetItem(group, {bindings_[index].name});
    line->setData(0, Qt::UserRole, static_cast<int>(index));
    lines_.push_back(line);
  }
  list_->expandAll();
  list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  list_->header()->setStretchLastSection(false);
  connect(filter_, &QLineEdit::textChanged, this, &KeyEditor::filter);
  connect(list_, &QTreeWidget::currentItemChanged, this, &KeyEditor::showChosen);
}

QLayout* KeyEditor::createFields() {
  auto* label = new QLabel(tr("&Key"), this);
  label->setBuddy(key_);
  key_->setAccessibleName(tr("Key of the command chosen"));
  key_->setToolTip(tr("Press the key, with Ctrl, Alt or Shift or without"));
  none_->setToolTip(tr("Leave the command chosen without a key"));
  reset_->setToolTip(tr("Give the command chosen the keys that it had at first"));
  connect(key_, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence& key) {
    // The first key of a longer sequence is the one that counts.
    if (const auto binding = chosen(); binding && !key.isEmpty()) setKeys(*binding, {QKeySequence(key[0])});
  });
  connect(none_, &QPushButton::clicked, this, [this] {
    if (const auto binding = chosen()) setKeys(*binding, {});
    showChosen();
  });
  connect(reset_, &QPushButton::clicked, this, [this] {
    if (const auto binding = chosen()) setKeys(*binding, bindings_[*binding].usual);
    showChosen();
  });
  auto* fields = new QHBoxLayout;
  fields->addWidget(label);
  fields->addWidget(key_, 1);
  fields->addWidget(none_);
  fields->addWidget(reset_);
  return fields;
}

void KeyEditor::filter(const QString& letters) {
  for (int group = 0; group < list_->topLevelItemCount(); ++group) {
    QTreeWidgetItem* heading = list_->topLevelItem(group);
    bool hasLine = false;
    for (int row = 0; row < heading->childCount(); ++row) {
      QTreeWidgetItem* line = heading->child(row);
      const bool fits =
          line->text(0).contains(letters, Qt::CaseInsensitive) || line->text(1).contains(letters, Qt::CaseInsensitive);
      line->setHidden(!fits);
      hasLine = hasLine || fits;
    }
    heading->setHidden(!hasLine);
  }
}

std::optional<std::size_t> KeyEditor::chosen() const {
  const QTreeWidgetItem* line = list_->currentItem();
  if (line == nullptr || line->parent() == nullptr) return std::nullopt;
  return static_cast<std::size_t>(line->data(0, Qt::UserRole).toInt());
}

void KeyEditor::choose(const QString& id) {
  for (std::size_t index = 0; index < bindings_.size(); ++index)
    if (bindings_[index].id == id) list_->setCurrentItem(lines_[index]);
}

void KeyEditor::setKeys(std::size_t binding, const QList<QKeySequence>& keys) {
  bindings_[binding].keys = keys;
  showAll();
}

void KeyEditor::resetAll() {
  for (KeyBinding& binding : bindings_) binding.keys = binding.usual;
  showAll();
  showChosen();
}

void KeyEditor::showChosen() {
  const QSignalBlocker quiet(key_);
  const auto binding = chosen();
  const bool hasKey = binding && !bindings_[*binding].keys.isEmpty();
  key_->setKeySequence(hasKey ? bindings_[*binding].keys.front() : QKeySequence());
  for (QWidget* field : std::initializer_list<QWidget*>{key_, none_, reset_}) field->setEnabled(binding.has_value());
}

void KeyEditor::showAll() {
  const Theme theme = themeOf(palette());
  QString clash;
  for (std::size_t index = 0; index < bindings_.size(); ++index) {
    const KeyBinding& binding = bindings_[index];
    bool clashes = false;
    for (const QKeySequence& key : binding.keys) {
      const auto other = otherWithKey(bindings_, index, key);
      if (!other) continue;
      clashes = true;
      clash = tr("%1 stands for “%2” and “%3”: give one of them another key")
                  .arg(key.toString(QKeySequence::NativeText), binding.name, bindings_[*other].name);
    }
    QFont font = list_->font();
    font.setBold(binding.keys != binding.usual);  // changed by hand
    lines_[index]->setText(1, keysText(binding.keys + binding.fixed));
    lines_[index]->setFont(1, font);
    lines_[index]->setForeground(1, clashes ? theme.danger : theme.text);
  }
  list_->resizeColumnToContents(1);
  conflict_->setText(clash);
  ok_->setEnabled(clash.isEmpty());
}

}  // namespace fusewright
