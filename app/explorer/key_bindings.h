#pragma once

#include <optional>
#include <vector>

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QMenuBar>
#include <QObject>
#include <QPointer>

#include "app/explorer/window_settings.h"
#include "widgets/common/time_navigator.h"

namespace fusewright {

/// Something that keys do: a command of the menus or an action of the timeline.
struct KeyBinding {
  QString id;     ///< for settings; that of the command, or the word of a TimeAction
  QString group;  ///< the menu it is in, or the timeline
  QString name;
  QList<QKeySequence> usual;  ///< what everybody starts with
  QList<QKeySequence> keys;
  QList<QKeySequence> fixed = {};  ///< do it besides, and can not be taken away
};

/// What keys of a command are kept by, whatever it is called and wherever it is: the name of its action. A command that
/// has none is known by its path in the menus.
[[nodiscard]] QString commandId(const QAction& action, const QString& path);

/// Another binding that `key` stands for, if any.
[[nodiscard]] std::optional<std::size_t> otherWithKey(const std::vector<KeyBinding>& bindings, std::size_t own,
                                                      const QKeySequence& key);

/// The keys of all commands of a window and of its timeline: those that its user chose are put in place at the start
/// and kept when they change.
class KeyBindings : public QObject {
  Q_OBJECT

 public:
  /// All of them must outlive it; dialogs belong to `window`.
  KeyBindings(TimeNavigator& navigator, WindowSettings& settings, QWidget& window);

  /// Learns the commands of a menu bar, once all are there, and gives them the keys that were chosen. Lists of files or
  /// the like (menus with the property "changes") are passed over.
  void read(const QMenuBar& bar);

  [[nodiscard]] const std::vector<KeyBinding>& all() const { return bindings_; }
  /// Puts the keys of `bindings`, which are all() but for their keys, in place and keeps them.
  void take(std::vector<KeyBinding> bindings);
  /// Opens the dialog in which they are changed.
  void edit();

 private:
  void apply();

  TimeNavigator& navigator_;
  WindowSettings& settings_;
  QWidget& window_;
  std::vector<KeyBinding> bindings_;         ///< of the timeline first, by TimeAction
  std::vector<QPointer<QAction>> commands_;  ///< of the bindings after those
};

}  // namespace fusewright
