#pragma once

#include <memory>

#include <QObject>

#include "app/session/latest_only.h"
#include "core/explore/search/search.h"

namespace fusewright {

/// Searches for better plans off the GUI thread, one search at a time.
class SearchRunner : public QObject {
  Q_OBJECT

 public:
  explicit SearchRunner(QObject* parent = nullptr);
  ~SearchRunner() override;

  /// Begins a search; one that is running ends without an answer. The number of threads is up to the runner.
  void search(SearchRequest request);
  /// Ends the search; the best plan so far is its answer.
  void stop();

 Q_SIGNALS:
  void progressChanged(const SearchState& state);
  void finished(std::shared_ptr<const SearchResult> result);
  void failed(const Error& error);

 private:
  std::stop_source stop_;
  LatestOnly jobs_;
};

}  // namespace fusewright
