#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include "core/base/result.h"
#include "core/explore/study/study.h"
#include "core/workload/workload.h"

namespace fusewright {

/// The models that the study compares, one block each: names as in its tables and blocks of the whole model.
struct StudyModel {
  std::string_view name;
  int layers = 1;
};
inline constexpr StudyModel kStudyMamba{"Mamba1-2.8B", 64};
inline constexpr StudyModel kStudyOpt{"OPT-2.7B", 32};

/// One block of Mamba-1 2.8B for `length` tokens at once; in decode for one, whatever came before.
[[nodiscard]] Result<Workload> mambaBlockOf(std::int64_t length, Stage stage);

/// One layer of OPT-2.7B: `length` tokens at once, or one after `length` - 1 others.
[[nodiscard]] Result<Workload> optLayerOf(std::int64_t length, Stage stage);

/// Mamba blocks by length, each made once. Safe to share between threads.
class MambaBlocks {
 public:
  [[nodiscard]] Result<std::shared_ptr<const Workload>> ofLength(std::int64_t length);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, Result<std::shared_ptr<const Workload>>> blocks_;
};

}  // namespace fusewright
