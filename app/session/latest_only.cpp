#include "app/session/latest_only.h"

#include <utility>

namespace fusewright {

LatestOnly::LatestOnly(QThread::Priority priority, QObject* parent)
    : QObject(parent),
      worker_(new QObject),
      newest_(std::make_shared<std::atomic<std::uint64_t>>(0)),
      started_(std::make_shared<std::atomic<int>>(0)) {
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  thread_.start(priority);
}

LatestOnly::~LatestOnly() {
  finish();
}

void LatestOnly::finish() {
  stop();
  thread_.quit();
  thread_.wait();
}

void LatestOnly::stop() {
  ++*newest_;
  stop_.request_stop();
}

void LatestOnly::request(Job job) {
  stop();
  stop_ = std::stop_source();
  const std::uint64_t number = newest_->load();
  const auto run = [this, job = std::move(job), number, newest = newest_, started = started_,
                    token = stop_.get_token()] {
    if (*newest != number) return;
    ++*started;
    Delivery delivery = job(token);
    // `this` outlives its thread, and what is queued to it dies with it.
    QMetaObject::invokeMethod(
        this,
        [delivery = std::move(delivery), number, newest] {
          if (*newest == number && delivery) delivery();
        },
        Qt::QueuedConnection);
  };
  QMetaObject::invokeMethod(worker_, run, Qt::QueuedConnection);
}

}  // namespace fusewright
