#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QLineEdit>
#include <QListWidget>

namespace fusewright {

/// A field to type a few letters of something into, and the things that fit, best first: Enter does it. Opens at the
/// top of the window it belongs to.
class CommandPalette : public QFrame {
  Q_OBJECT

 public:
  struct Item {
    QString text;
    QString note;  ///< in small letters at the end: keys, kind
    std::function<void()> run;
  };

  explicit CommandPalette(QWidget* window);

  /// Opens with all of `items`; `hint` stands in the empty field.
  void open(std::vector<Item> items, const QString& hint);
  /// What is listed at present, best first.
  [[nodiscard]] QStringList listed() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void filter(const QString& wanted);
  void fitHeight();
  void accept();

  std::vector<Item> items_;
  QLineEdit* field_;
  QListWidget* list_;
};

}  // namespace fusewright
