#pragma once

#include <memory>

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include "app/explorer/projects.h"
#include "app/session/latest_only.h"
#include "app/session/session.h"
#include "widgets/common/offer_bar.h"

namespace fusewright {

/// Keeps the work safe while the program runs: within a second after an edit it is in a file of its own, locked by this
/// process. A program that ends as it should leaves the state it ended with; one that does not leaves that file, which
/// the next start offers.
class Autosave : public QObject {
  Q_OBJECT

 public:
  /// Files are written into `folder`, made if missing. All must outlive it.
  Autosave(Projects& projects, Session& session, OfferBar& offers, const QString& folder, QObject* parent);
  ~Autosave() override;

  /// Whether files that programs left behind are opened unasked or offered.
  enum class Restore { AtOnce, Offered };
  /// Takes up what a program that ended unexpectedly left behind; gives whether something is being opened.
  bool takeUpLeftBehind(Restore how);
  /// Opens the state that the program ended with last; gives whether there is one.
  bool reopenLast();
  /// The program ends as it should: keeps the state for reopenLast() and puts the rest away.
  void end();

  /// Where the present work is kept.
  [[nodiscard]] QString file() const { return file_; }
  /// In AppLocalDataLocation.
  [[nodiscard]] static QString defaultFolder();

 private:
  struct LeftBehind {
    QString path;
    std::unique_ptr<QLockFile> lock;
  };

  void write();
  [[nodiscard]] QByteArray text() const;
  void findLeftBehind();
  void restore();
  void discard();

  Projects& projects_;
  Session& session_;
  OfferBar& offers_;
  QString folder_;
  QString file_;
  std::unique_ptr<QLockFile> lock_;
  QTimer timer_;
  std::vector<LeftBehind> left_;  ///< the newest first; locked by this process
  LatestOnly jobs_;
};

}  // namespace fusewright
