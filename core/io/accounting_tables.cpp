#include "core/io/accounting_tables.h"

#include <string>

#include <fmt/compile.h>

#include "core/io/csv_text.h"
#include "core/io/names.h"
#include "core/metrics/accounting.h"

namespace fusewright {
namespace {

Accounting accountsOf(const Evaluation& evaluation) {
  return accountFor(*evaluation.design.accelerator, *evaluation.schedule, *evaluation.metrics);
}

std::int32_t idOrNone(const std::optional<TileId>& id) {
  return id ? id->value : -1;
}

}  // namespace

void writeCoreAccounts(const Evaluation& evaluation, TextFile& file) {
  const Accelerator& accelerator = *evaluation.design.accelerator;
  file.append("core,busy");
  for (std::size_t cause = 0; cause < kIdleCauses; ++cause)
    file.print(FMT_COMPILE(",idle_{}"), nameOf(static_cast<IdleCause>(cause)));
  file.append(",makespan,name,units,off_chip,utilisation\n");
  for (const CoreAccount& account : accountsOf(evaluation).cores) {
    const std::size_t index = account.core.index();
    file.print(FMT_COMPILE("{},{}"), index, account.busy.value);
    for (const Cycles idle : account.idle) file.print(FMT_COMPILE(",{}"), idle.value);
    file.print(FMT_COMPILE(",{},{},{},{},{}\n"), account.makespan.value, csvText(accelerator.cores[index].name),
               unitCount(accelerator.cores[index].array), account.core == accelerator.offChip ? 1 : 0,
               evaluation.metrics->cores[index].utilisation);
  }
}

void writePeaks(const Evaluation& evaluation, TextFile& file) {
  const Accounting accounts = accountsOf(evaluation);
  file.append("memory,tensor,bits,from,to,producer,last_user,peak,name\n");
  for (const PeakEntry& entry : accounts.peaks) {
    const std::string name = tensorName(*evaluation.workload, *evaluation.graph, *evaluation.schedule, entry.piece);
    file.print(FMT_COMPILE("{},{},{},{},{},{},{},{},{}\n"), entry.memory.value, entry.piece.value, entry.bits.value,
               entry.from.value, entry.to.value, idOrNone(entry.producer), idOrNone(entry.lastUser),
               evaluation.metrics->memories[entry.memory.index()].peak.value, csvText(name));
  }
}

void writeTraffic(const Evaluation& evaluation, TextFile& file) {
  file.append("cause,direction,bits\n");
  for (const TrafficEntry& entry : accountsOf(evaluation).traffic)
    file.print(FMT_COMPILE("{},{},{}\n"), nameOf(entry.cause), nameOf(entry.direction), entry.bits.value);
}

}  // namespace fusewright
