#pragma once

#include <optional>

#include "app/sweep/run_sweep.h"
#include "core/base/result.h"

namespace fusewright {

/// What a launcher of parallel programs (mpirun, srun) told this process in its environment.
struct Launch {
  int rank = 0;
  int size = 1;       ///< processes of the job
  int localSize = 1;  ///< of them on this machine
};

/// This process's place among those that a launcher started, by the variables of Open MPI, MPICH and others that follow
/// PMI, or Slurm; alone if there are none. Nothing of MPI is needed: processes meet in the database.
[[nodiscard]] Launch launchOf();

/// Threads to use unless asked otherwise: the processors that this process may run on, or its share of them if its
/// neighbours on the machine may run on the same ones.
[[nodiscard]] int usualJobs(const Launch& launch);

/// The shard that "I/N" means, or "slurm" the task of a Slurm job array. Errors say how to write it.
[[nodiscard]] Result<Shard> parseShard(const std::string& text);

}  // namespace fusewright
