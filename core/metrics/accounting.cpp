#include "core/metrics/accounting.h"

namespace fusewright {
namespace {

std::vector<CoreAccount> accountCores(const Schedule& schedule, const Metrics& metrics) {
  std::vector<CoreAccount> accounts;
  for (std::size_t core = 0; core < metrics.cores.size(); ++core) {
    CoreAccount account{
        .core = CoreId(core), .busy = metrics.cores[core].busy, .idle = {}, .makespan = schedule.makespan};
    for (std::size_t cause = 0; cause < kBindingCauses; ++cause)
      account.idle[static_cast<std::size_t>(idleCauseOf(static_cast<BindingCause>(cause)))] +=
          metrics.cores[core].idleByCause[cause];
    accounts.push_back(account);
  }
  return accounts;
}

std::vector<PeakEntry> accountPeaks(const Schedule& schedule, const Metrics& metrics) {
  std::vector<PeakEntry> entries;
  for (std::size_t memory = 0; memory < metrics.memories.size(); ++memory)
    for (const std::int32_t index : metrics.memories[memory].residenciesAtPeak) {
      const Residency& stay = schedule.residencies[static_cast<std::size_t>(index)];
      entries.push_back({.memory = MemoryId(memory),
                         .piece = stay.piece,
                         .bits = stay.bits,
                         .from = stay.from,
                         .to = stay.to,
                         .producer = producerOf(schedule, schedule.pieces[stay.piece.index()]),
                         .lastUser = stay.lastUser});
    }
  return entries;
}

TrafficCause trafficCauseOf(TransferCause cause) {
  switch (cause) {
    case TransferCause::Weight:
      return TrafficCause::Weights;
    case TransferCause::Activation:
      return TrafficCause::ActivationsIn;
    case TransferCause::Reload:
      return TrafficCause::Reloads;
    case TransferCause::Spill:
      return TrafficCause::Spills;
    case TransferCause::Output:
      return TrafficCause::Outputs;
  }
  return TrafficCause::Outputs;
}

TrafficDirection usualDirection(TrafficCause cause) {
  const bool written =
      cause == TrafficCause::Outputs || cause == TrafficCause::Spills || cause == TrafficCause::StreamedOut;
  return written ? TrafficDirection::Write : TrafficDirection::Read;
}

std::vector<TrafficEntry> accountTraffic(const Accelerator& accelerator, const Schedule& schedule,
                                         const DramTraffic& dram) {
  std::array<std::array<Bits, 2>, kTrafficCauses> bits{};  // by cause, then direction
  const auto cell = [&](TrafficCause cause, TrafficDirection direction) -> Bits& {
    return bits[static_cast<std::size_t>(cause)][static_cast<std::size_t>(direction)];
  };
  for (const Transfer& transfer : schedule.transfers) {
    const bool read = transfer.from == accelerator.offChip;
    if (transfer.isCopy() || (!read && transfer.to != accelerator.offChip)) continue;
    cell(trafficCauseOf(transfer.cause), read ? TrafficDirection::Read : TrafficDirection::Write) += transfer.bits;
  }
  cell(TrafficCause::StreamedIn, TrafficDirection::Read) = dram.streamedIn;
  cell(TrafficCause::StreamedOut, TrafficDirection::Write) = dram.streamedOut;
  std::vector<TrafficEntry> entries;
  for (std::size_t index = 0; index < kTrafficCauses; ++index) {
    const auto cause = static_cast<TrafficCause>(index);
    for (const TrafficDirection direction : {TrafficDirection::Read, TrafficDirection::Write})
      if (direction == usualDirection(cause) || cell(cause, direction).value > 0)
        entries.push_back({.cause = cause, .direction = direction, .bits = cell(cause, direction)});
  }
  return entries;
}

}  // namespace

IdleCause idleCauseOf(BindingCause cause) {
  switch (cause) {
    case BindingCause::None:
      return IdleCause::NothingToDo;
    case BindingCause::CoreBusy:
    case BindingCause::Dependency:
      return IdleCause::Dependency;
    case BindingCause::Transfer:
      return IdleCause::TransferInFlight;
    case BindingCause::LinkBusy:
    case BindingCause::OffChip:
      return IdleCause::LinkTaken;
    case BindingCause::MemoryFull:
      return IdleCause::MemoryFull;
    case BindingCause::Synchronisation:
      return IdleCause::Synchronisation;
  }
  return IdleCause::NothingToDo;
}

std::optional<TileId> producerOf(const Schedule& schedule, const Piece& piece) {
  switch (piece.kind) {
    case Piece::Kind::TileOutput:
      return piece.tile;
    case Piece::Kind::Constant:
      return std::nullopt;
    case Piece::Kind::Slice:
      return producerOf(schedule, schedule.pieces[static_cast<std::size_t>(piece.source)]);
  }
  return std::nullopt;
}

Accounting accountFor(const Accelerator& accelerator, const Schedule& schedule, const Metrics& metrics) {
  return {.cores = accountCores(schedule, metrics),
          .peaks = accountPeaks(schedule, metrics),
          .traffic = accountTraffic(accelerator, schedule, metrics.dram)};
}

}  // namespace fusewright
