#include "app/explorer/key_bindings.h"

#include <utility>

#include <QMap>
#include <QMenu>

#include "app/explorer/finders.h"
#include "app/explorer/key_editor.h"

namespace fusewright {
namespace {

QList<QKeySequence> listOf(const std::vector<QKeySequence>& keys) {
  return {keys.begin(), keys.end()};
}

QString textOf(const QList<QKeySequence>& keys) {
  return keys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(keys.front().toString(QKeySequence::NativeText));
}

bool isListed(const QAction& action) {
  const auto* menu = qobject_cast<const QMenu*>(action.parent());
  return menu != nullptr && menu->property("changes").toBool();
}

/// Gives an action other keys, in its tooltip too.
void setKeys(QAction& action, const QList<QKeySequence>& keys) {
  if (action.shortcuts() == keys) return;
  QString tip = action.toolTip();
  const QString old = textOf(action.shortcuts());
  const bool said = !old.isEmpty() && tip.endsWith(old);
  if (said) tip.chop(old.size());
  action.setShortcuts(keys);
  if (tip != action.iconText()) action.setToolTip(tip + textOf(keys));
}

/// Paths by which settings of earlier versions know a command: all were kept by the path that they had in the menus.
QStringList earlierNames(const QAction& action, const QString& id, const QString& path) {
  static const QMap<QString, QString> kMoved{
      {QStringLiteral("wheelZooms"), QStringLiteral("Schedule ▸ Wheel zooms")},
      {QStringLiteral("memoryByKind"), QStringLiteral("Schedule ▸ Memory by kind of tensor")},
      {QStringLiteral("memoryByTensor"), QStringLiteral("Schedule ▸ Memory by tensor")},
      {QStringLiteral("memoryUndivided"), QStringLiteral("Schedule ▸ Memory as one curve")}};
  QStringList names{path};
  if (kMoved.contains(id)) names << kMoved.value(id);
  if (id.endsWith(QLatin1String("Dock"))) names << QStringLiteral("View ▸ ") + action.text().remove(QLatin1Char('&'));
  return names;
}

QVariantMap asSaved(const std::vector<KeyBinding>& bindings) {
  QVariantMap changed;
  for (std::size_t index = kTimeActions; index < bindings.size(); ++index) {
    if (bindings[index].keys == bindings[index].usual) continue;
    QStringList keys;
    for (const QKeySequence& key : bindings[index].keys) keys << key.toString(QKeySequence::PortableText);
    changed.insert(bindings[index].id, keys);
  }
  return changed;
}

}  // namespace

QString commandId(const QAction& action, const QString& path) {
  return action.objectName().isEmpty() ? path : action.objectName();
}

std::optional<std::size_t> otherWithKey(const std::vector<KeyBinding>& bindings, std::size_t own,
                                        const QKeySequence& key) {
  for (std::size_t other = 0; other < bindings.size(); ++other)
    if (other != own && (bindings[other].keys.contains(key) || bindings[other].fixed.contains(key))) return other;
  return std::nullopt;
}

KeyBindings::KeyBindings(TimeNavigator& navigator, WindowSettings& settings, QWidget& window)
    : QObject(&window), navigator_(navigator), settings_(settings), window_(window) {
  const TimeKeys usual;
  navigator_.setKeys(settings_.timeKeys());
  for (std::size_t index = 0; index < kTimeActions; ++index) {
    const auto action = static_cast<TimeAction>(index);
    bindings_.push_back({.id = timeActionId(action),
                         .group = tr("Timeline"),
                         .name = timeActionText(action),
                         .usual = listOf(usual.keysOf(action)),
                         .keys = listOf(navigator_.keys().keysOf(action))});
  }
}

void KeyBindings::read(const QMenuBar& bar) {
  const QVariantMap saved = settings_.value(QStringLiteral("keys/commands")).toMap();
  for (const auto& [path, said, action] : menuCommands(bar)) {
    if (isListed(*action)) continue;
    const QString elsewhere = action->text().section(QLatin1Char('\t'), 1);
    KeyBinding binding{.id = commandId(*action, path),
                       .group = path.section(QStringLiteral(" ▸ "), 0, 0),
                       .name = path.section(QStringLiteral(" ▸ "), 1).remove(QChar(0x2026)),
                       .usual = action->shortcuts(),
                       .keys = action->shortcuts()};
    if (!elsewhere.isEmpty()) binding.fixed = {QKeySequence(elsewhere)};
    for (const QString& name : QStringList{binding.id} + earlierNames(*action, binding.id, path)) {
      if (!saved.contains(name)) continue;
      binding.keys.clear();
      for (const QString& key : saved.value(name).toStringList())
        binding.keys << QKeySequence(key, QKeySequence::PortableText);
      break;
    }
    bindings_.push_back(std::move(binding));
    commands_.emplace_back(action);
  }
  apply();
}

void KeyBindings::apply() {
  TimeKeys keys;
  for (std::size_t index = 0; index < kTimeActions; ++index)
    keys.setKeys(static_cast<TimeAction>(index), {bindings_[index].keys.begin(), bindings_[index].keys.end()});
  navigator_.setKeys(keys);
  for (std::size_t index = 0; index < commands_.size(); ++index)
    if (commands_[index] != nullptr) setKeys(*commands_[index], bindings_[kTimeActions + index].keys);
}

void KeyBindings::take(std::vector<KeyBinding> bindings) {
  bindings_ = std::move(bindings);
  apply();
  settings_.setTimeKeys(navigator_.keys());
  settings_.setValue(QStringLiteral("keys/commands"), asSaved(bindings_));
}

void KeyBindings::edit() {
  auto* editor = new KeyEditor(bindings_, &window_);
  editor->setAttribute(Qt::WA_DeleteOnClose);
  connect(editor, &QDialog::accepted, this, [this, editor] { take(editor->bindings()); });
  editor->open();
}

}  // namespace fusewright
