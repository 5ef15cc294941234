#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include <QObject>
#include <QThread>

namespace fusewright {

/// Runs jobs one at a time on a thread of its own and delivers only the newest one's answer, in the thread that asked.
/// A newer request stops the running job; jobs that were overtaken before they began never run. Nothing is locked that
/// the asking thread could have to wait for; the destructor waits until the running job has noticed that it is to stop.
class LatestOnly : public QObject {
  Q_OBJECT

 public:
  /// What to do with the answer, in the thread of the LatestOnly.
  using Delivery = std::function<void()>;
  /// Runs off that thread. Must look at the token every few milliseconds.
  using Job = std::function<Delivery(std::stop_token)>;

  explicit LatestOnly(QThread::Priority priority = QThread::InheritPriority, QObject* parent = nullptr);
  ~LatestOnly() override;

  void request(Job job);
  /// Stops the running job; nothing is delivered until the next request.
  void stop();
  /// Stops for good: waits until the running job has ended; no request after this one runs.
  void finish();
  /// Jobs that began to run so far.
  [[nodiscard]] int startedJobs() const { return started_->load(); }

 private:
  QThread thread_;
  QObject* worker_;  ///< lives in thread_
  std::stop_source stop_;
  std::shared_ptr<std::atomic<std::uint64_t>> newest_;
  std::shared_ptr<std::atomic<int>> started_;
};

}  // namespace fusewright
