#include "app/cli/launcher.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

namespace fusewright {
namespace {

std::optional<long> wholeIn(std::string_view text) {
  long number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<long> variable(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::nullopt : wholeIn(text);
}

/// Names of rank, size and local size.
struct Variables {
  const char* rank;
  const char* size;
  const char* localSize;
};

constexpr std::array<Variables, 3> kLaunchers{
    {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_SIZE"},
     {"PMI_RANK", "PMI_SIZE", "MPI_LOCALNRANKS"},
     {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_TASKS_PER_NODE"}}};

}  // namespace

Launch launchOf() {
  for (const Variables& names : kLaunchers) {
    const auto rank = variable(names.rank);
    const auto size = variable(names.size);
    if (!rank || !size || *rank < 0 || *size <= *rank) continue;
    const long local = std::clamp(variable(names.localSize).value_or(1), 1L, *size);
    return {.rank = static_cast<int>(*rank), .size = static_cast<int>(*size), .localSize = static_cast<int>(local)};
  }
  return {};
}

int usualJobs(const Launch& launch) {
  const auto all = static_cast<int>(std::max(::sysconf(_SC_NPROCESSORS_ONLN), 1L));
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  const int mine = ::sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : all;
  // A launcher that binds processes to processors of their own has shared them out already.
  return std::max(mine < all ? mine : all / launch.localSize, 1);
}

Result<Shard> parseShard(const std::string& text) {
  if (text == "slurm") {
    const auto task = variable("SLURM_ARRAY_TASK_ID");
    const auto first = variable("SLURM_ARRAY_TASK_MIN");
    const auto count = variable("SLURM_ARRAY_TASK_COUNT");
    if (!task || !first || !count || *task < *first || *task - *first >= *count)
      return failure("this is no task of a Slurm job array with consecutive numbers", "--shard slurm",
                     "start it with sbatch --array=1-N, or give I/N");
    return Shard{static_cast<std::uint64_t>(*task - *first + 1), static_cast<std::uint64_t>(*count)};
  }
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto number = wholeIn(std::string_view(text).substr(0, slash));
  const auto count = wholeIn(std::string_view(text).substr(std::min(slash + 1, text.size())));
  if (!number || !count || *number < 1 || *number > *count)
    return failure(fmt::format("'{}' is no shard", text), "--shard",
                   "give I/N with I from 1 to N, as in --shard 2/8, or slurm in a job array");
  return Shard{static_cast<std::uint64_t>(*number), static_cast<std::uint64_t>(*count)};
}

}  // namespace fusewright
