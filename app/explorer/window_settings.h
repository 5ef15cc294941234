#pragma once

#include <memory>

#include <QByteArray>
#include <QMainWindow>
#include <QSettings>
#include <QStringList>

#include "widgets/common/export_image.h"
#include "widgets/common/time_navigator.h"

namespace fusewright {

enum class SettingsUse { Kept, Ignored };
enum class ThemeChoice { Automatic, Light, Dark };

/// What the program remembers of its user between runs: the layout, recent files, a folder per purpose, the theme.
/// Ignored settings are neither read nor written.
class WindowSettings {
 public:
  explicit WindowSettings(SettingsUse use);

  /// Restores size and docks if they were saved by this version of the layout; whether there were docks to restore.
  bool restoreLayout(QMainWindow& window) const;
  void saveLayout(const QMainWindow& window);

  [[nodiscard]] QStringList recentFiles() const;
  void addRecentFile(const QString& path);
  void clearRecentFiles();

  /// The folder last used for "model", "hardware", "figure", ...
  [[nodiscard]] QString folder(const QString& purpose) const;
  void setFolder(const QString& purpose, const QString& folder);

  /// How figures were last exported.
  [[nodiscard]] FigureChoice figureChoice() const;
  void setFigureChoice(const FigureChoice& choice);
  /// What was chosen for the model at `path` when it was last open: arguments such as "--dim", "batch=1".
  [[nodiscard]] QStringList modelChoices(const QString& path) const;
  void setModelChoices(const QString& path, const QStringList& arguments);

  [[nodiscard]] ThemeChoice theme() const;
  void setTheme(ThemeChoice theme);

  /// Which keys do what in the timeline; those never changed have their defaults.
  [[nodiscard]] TimeKeys timeKeys() const;
  void setTimeKeys(const TimeKeys& keys);
  [[nodiscard]] WheelUse wheelUse() const { return wheelUse_; }
  void setWheelUse(WheelUse use);

  /// Anything else, under a key of its own.
  [[nodiscard]] QVariant value(const QString& key, const QVariant& fallback = {}) const;
  void setValue(const QString& key, const QVariant& value);

 private:
  std::unique_ptr<QSettings> settings_;  ///< none if ignored
  WheelUse wheelUse_ = WheelUse::Scrolls;
};

/// Version of the layout of docks: a saved one of another version is not restored.
inline constexpr int kLayoutVersion = 4;

}  // namespace fusewright
