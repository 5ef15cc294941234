#include "core/explore/study/study_columns.h"

namespace fusewright {

const std::vector<StudyField<ModelCounts>>& modelCountsFields() {
  using R = ModelCounts;
  static const std::vector<StudyField<R>> fields{
      fieldFor<&R::model>("model"),
      fieldFor<&R::layers>("layers"),
      fieldFor<&R::stage>("stage"),
      fieldFor<&R::length>("length", "tokens"),
      fieldFor<&R::operations>("operations"),
      fieldFor<&R::memoryBytes>("memory_accesses", "bytes"),
      fieldFor<&R::fusedBytes>("fused_memory_accesses", "bytes"),
      fieldFor<&R::fusedBoundaryBytes>("fused_memory_accesses_with_boundary", "bytes"),
      fieldFor<&R::operationsPerToken>("operations_per_token"),
      fieldFor<&R::memoryBytesPerToken>("memory_accesses_per_token", "bytes"),
      fieldFor<&R::rooflineCyclesAll>("roofline_latency", "cycles"),
      fieldFor<&R::rooflineMs>("roofline_latency_ms", "ms"),
      fieldFor<&R::violations>("violations")};
  return fields;
}

const std::vector<StudyField<ClassCounts>>& classCountsFields() {
  using R = ClassCounts;
  static const std::vector<StudyField<R>> fields{fieldFor<&R::model>("model"),
                                                 fieldFor<&R::layers>("layers"),
                                                 fieldFor<&R::stage>("stage"),
                                                 fieldFor<&R::length>("length", "tokens"),
                                                 fieldFor<&R::operatorClass>("class"),
                                                 fieldFor<&R::operations>("operations_of_a_layer"),
                                                 fieldFor<&R::operandBits>("operands_of_a_layer", "bits"),
                                                 fieldFor<&R::operationsPerByte>("intensity", "operations/byte"),
                                                 fieldFor<&R::rooflineCycles>("roofline_latency_of_a_layer", "cycles"),
                                                 fieldFor<&R::rooflineCyclesAll>("roofline_latency", "cycles"),
                                                 fieldFor<&R::rooflineMs>("roofline_latency_ms", "ms"),
                                                 fieldFor<&R::sharePercent>("share_of_operations", "%"),
                                                 fieldFor<&R::violations>("violations")};
  return fields;
}

const std::vector<StudyField<StudyDesign>>& designFields() {
  using R = StudyDesign;
  static const std::vector<StudyField<R>> fields{fieldFor<&R::length>("length", "tokens"),
                                                 fieldFor<&R::fusion>("fusion"),
                                                 fieldFor<&R::tiling>("tiling"),
                                                 fieldFor<&R::memoryMB>("memory_asked", "MB"),
                                                 fieldFor<&R::areaFraction>("area_fraction"),
                                                 fieldFor<&R::memoryFraction>("memory_fraction"),
                                                 fieldFor<&R::array>("array"),
                                                 fieldFor<&R::units>("units"),
                                                 fieldFor<&R::memory>("memory", "bits"),
                                                 fieldFor<&R::dramBandwidth>("dram_bandwidth", "bits/cycle"),
                                                 fieldFor<&R::areaMm2>("area", "mm2"),
                                                 fieldFor<&R::latencyCycles>("latency", "cycles"),
                                                 fieldFor<&R::msPerToken>("latency_per_token", "ms"),
                                                 fieldFor<&R::utilisation>("utilisation"),
                                                 fieldFor<&R::channelSplits>("channel_splits"),
                                                 fieldFor<&R::tiles>("tiles"),
                                                 fieldFor<&R::transferReads>("transfer_reads"),
                                                 fieldFor<&R::transferWrites>("transfer_writes"),
                                                 fieldFor<&R::transferReadBits>("transfer_read_bits", "bits"),
                                                 fieldFor<&R::transferWriteBits>("transfer_write_bits", "bits"),
                                                 fieldFor<&R::streamedOperands>("streamed_operands"),
                                                 fieldFor<&R::dramRead>("dram_read", "bits"),
                                                 fieldFor<&R::dramWritten>("dram_written", "bits"),
                                                 fieldFor<&R::busyCycles>("busy", "cycles"),
                                                 fieldFor<&R::peakMemory>("peak_memory", "bits"),
                                                 fieldFor<&R::energyPJ>("energy", "pJ"),
                                                 fieldFor<&R::violations>("violations")};
  return fields;
}

const std::vector<StudyField<TensorLifetime>>& lifetimeFields() {
  using R = TensorLifetime;
  static const std::vector<StudyField<R>> fields{
      fieldFor<&R::name>("tensor"),         fieldFor<&R::producer>("producer"), fieldFor<&R::lastUser>("last_user"),
      fieldFor<&R::from>("from", "cycles"), fieldFor<&R::to>("to", "cycles"),   fieldFor<&R::bits>("size", "bits"),
      fieldFor<&R::atPeak>("at_peak")};
  return fields;
}

const std::vector<StudyField<StepTile>>& stepTileFields() {
  using R = StepTile;
  static const std::vector<StudyField<R>> fields{fieldFor<&R::layer>("layer"), fieldFor<&R::from>("from", "cycles"),
                                                 fieldFor<&R::to>("to", "cycles")};
  return fields;
}

const std::vector<StudyField<OccupancyPoint>>& occupancyFields() {
  using R = OccupancyPoint;
  static const std::vector<StudyField<R>> fields{fieldFor<&R::time>("time", "cycles"),
                                                 fieldFor<&R::bits>("held", "bits")};
  return fields;
}

const std::vector<StudyField<StepLifetimes>>& stepFields() {
  using R = StepLifetimes;
  static const std::vector<StudyField<R>> fields{
      fieldFor<&R::length>("length", "tokens"),   fieldFor<&R::step>("step"),
      fieldFor<&R::cycles>("duration", "cycles"), fieldFor<&R::peakAt>("peak_at", "cycles"),
      fieldFor<&R::peak>("peak", "bits"),         fieldFor<&R::capacity>("capacity", "bits"),
      fieldFor<&R::peakMaker>("peak_maker"),      fieldFor<&R::violations>("violations")};
  return fields;
}

const std::vector<StudyField<FusionClaim>>& fusionClaimFields() {
  using R = FusionClaim;
  static const std::vector<StudyField<R>> fields{
      fieldFor<&R::length>("length", "tokens"),    fieldFor<&R::unfusedCycles>("unfused", "cycles"),
      fieldFor<&R::allCycles>("all", "cycles"),    fieldFor<&R::allSpeedup>("speedup_of_all"),
      fieldFor<&R::bestScheme>("best_scheme"),     fieldFor<&R::bestCycles>("best", "cycles"),
      fieldFor<&R::bestSpeedup>("speedup_of_best")};
  return fields;
}

const std::vector<StudyField<MemoryClaim>>& memoryClaimFields() {
  using R = MemoryClaim;
  static const std::vector<StudyField<R>> fields{fieldFor<&R::length>("length", "tokens"),
                                                 fieldFor<&R::target>("target"),
                                                 fieldFor<&R::tolerancePercent>("tolerance", "%"),
                                                 fieldFor<&R::targetCycles>("target_latency", "cycles"),
                                                 fieldFor<&R::allMB>("all", "MB"),
                                                 fieldFor<&R::memoryAwareMB>("memory_aware", "MB"),
                                                 fieldFor<&R::ratio>("ratio")};
  return fields;
}

const std::vector<StudyField<AreaClaim>>& areaClaimFields() {
  using R = AreaClaim;
  static const std::vector<StudyField<R>> fields{fieldFor<&R::length>("length", "tokens"),
                                                 fieldFor<&R::marcaCycles>("marca", "cycles"),
                                                 fieldFor<&R::bestCycles>("best", "cycles"),
                                                 fieldFor<&R::speedup>("speedup"),
                                                 fieldFor<&R::memoryFraction>("memory_fraction"),
                                                 fieldFor<&R::tiling>("tiling"),
                                                 fieldFor<&R::array>("array"),
                                                 fieldFor<&R::memory>("memory", "bits")};
  return fields;
}

const std::vector<StudyField<StudyHead>>& headFields() {
  using R = StudyHead;
  static const std::vector<StudyField<R>> fields{
      fieldFor<&R::assumptions>("assumptions"), fieldFor<&R::operationsPerCycle>("peak", "operations/cycle"),
      fieldFor<&R::bitsPerCycle>("dram_bandwidth", "bits/cycle"), fieldFor<&R::frequencyMHz>("frequency", "MHz")};
  return fields;
}

}  // namespace fusewright
