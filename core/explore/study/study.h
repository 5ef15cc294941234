#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/quantity.h"

namespace fusewright {

/// The figures of the study (Geens, Symons, Verhelst, arXiv 2504.17333) that an analytical tool can make, as values.
/// Every row that was asked for is there: what could not be evaluated says why in `violations` and lacks its results.
/// study_tables.h turns each into tables (and back), core/io/study_csv.h tables into files (and back).
enum class StudyFigure : std::uint8_t {
  OperationCounts,   ///< Fig. 1: operations and memory accesses over L
  OperatorClasses,   ///< Fig. 4: roofline, distribution and latency by class of operator
  FusionSchemes,     ///< Fig. 9: nine fusion schemes
  TensorLifetimes,   ///< Fig. 10: what the memory holds during one step of the scan
  MemorySizes,       ///< Fig. 11: on-chip memory from 0.1 to 30 MB
  AreaPartitioning,  ///< Fig. 12: the part of the area that is memory, for four areas
};

inline constexpr std::array kStudyFigures{StudyFigure::OperationCounts, StudyFigure::OperatorClasses,
                                          StudyFigure::FusionSchemes,   StudyFigure::TensorLifetimes,
                                          StudyFigure::MemorySizes,     StudyFigure::AreaPartitioning};

/// The number that the study gives the figure: 1, 4, 9, 10, 11 or 12; and the figure of that number.
[[nodiscard]] int figureNumber(StudyFigure figure);
[[nodiscard]] std::optional<StudyFigure> figureOfNumber(int number);

/// Prefill reads L tokens at once; decode makes one token after L - 1 others.
enum class Stage : std::uint8_t { Prefill, Decode };

/// The classes of operators that the study tells apart.
enum class StudyClass : std::uint8_t { Normalization, Activation, Elementwise, Projection, Attention, StateSpace };

inline constexpr std::size_t kStudyClasses = 6;

/// What one class of operators amounts to in one layer (block) of a model, unfused. Counting conventions:
/// operator_counts.h.
struct ClassCounts {
  std::string model;  ///< "Mamba1-2.8B" or "OPT-2.7B"
  int layers = 1;     ///< blocks of the whole model
  std::int64_t length = 0;
  Stage stage = Stage::Prefill;
  StudyClass operatorClass = StudyClass::Projection;
  std::int64_t operations = 0;         ///< of one layer
  Bits operandBits;                    ///< of one layer: inputs, weights and outputs of each operator once
  double operationsPerByte = 0;        ///< mean over operators, weighted by operations
  std::int64_t rooflineCycles = 0;     ///< of one layer, rounded up for each operator
  std::int64_t rooflineCyclesAll = 0;  ///< of all layers, rounded up for each operator
  double rooflineMs = 0;               ///< of all layers
  double sharePercent = 0;             ///< of the operations of all classes
  std::string violations = {};         ///< why there are no counts; then every class has a row of zeros

  friend bool operator==(const ClassCounts&, const ClassCounts&) = default;
};

/// What a whole model does: all its layers together.
struct ModelCounts {
  std::string model;
  int layers = 1;
  std::int64_t length = 0;
  Stage stage = Stage::Prefill;
  double operations = 0;             ///< of all layers; per token in `operationsPerToken`
  double memoryBytes = 0;            ///< operands of all operators of all layers, each read or written once, unfused
  std::optional<double> fusedBytes;  ///< the same without the operators of A, B and S
  std::optional<double> fusedBoundaryBytes;  ///< that plus what enters and leaves the fused group once
  double operationsPerToken = 0;             ///< by L, in decode too: the study's convention
  double memoryBytesPerToken = 0;
  std::int64_t rooflineCyclesAll = 0;
  double rooflineMs = 0;
  std::string violations;  ///< why there are no counts; empty if there are

  friend bool operator==(const ModelCounts&, const ModelCounts&) = default;
};

/// The machine behind the rooflines: operations a cycle, bits a cycle to and from DRAM, clock.
struct StudyRoof {
  double operationsPerCycle = 8192;
  double bitsPerCycle = 2048;
  double frequencyMHz = 1000;

  friend bool operator==(const StudyRoof&, const StudyRoof&) = default;
};

/// One design of Fig. 9, 11 or 12 and what came of it. Results are none where there is no schedule.
struct StudyDesign {
  std::int64_t length = 0;
  std::string fusion;                    ///< "unfused", "A", ..., "all"
  std::string tiling;                    ///< "per-step" or "memory-aware"
  std::optional<double> memoryMB;        ///< asked for (Fig. 11); 2^20 bytes
  std::optional<double> areaFraction;    ///< asked for (Fig. 12): 1 is the area of MARCA
  std::optional<double> memoryFraction;  ///< asked for (Fig. 12): part of the area that is memory
  // the chip that this means
  std::string array;  ///< sides of the operational array: "64x128"; empty if there is no such chip
  std::int64_t units = 0;
  Bits memory;
  BitsPerCycle dramBandwidth;
  double areaMm2 = 0;
  // results
  std::optional<double> latencyCycles;  ///< of one block
  std::optional<double> msPerToken;     ///< all blocks, by L
  std::optional<double> utilisation;    ///< operations / (units * latency), 0..1
  std::int64_t channelSplits = 1;       ///< parts of the channel axis D ("2L" in the study)
  std::int64_t tiles = 0;
  std::int64_t transferReads = 0;
  std::int64_t transferWrites = 0;
  Bits transferReadBits;
  Bits transferWriteBits;
  std::int64_t streamedOperands = 0;  ///< operands booked on a DRAM link while a tile runs
  Bits dramRead;                      ///< transfers and streams
  Bits dramWritten;
  double busyCycles = 0;  ///< of all cores
  Bits peakMemory;        ///< of the fullest on-chip memory
  double energyPJ = 0;
  std::string violations;  ///< why the design does not work, or not as asked; "; " between several, empty if none

  friend bool operator==(const StudyDesign&, const StudyDesign&) = default;
};

/// One tensor that is in the on-chip memory during the step on show. Times are cycles from the start of the step.
struct TensorLifetime {
  std::string name;      ///< as the study calls it where it does: "dA", "exp(dA)", "h", ...; else the tensor's name
  std::string producer;  ///< layer that made it; empty for constants
  std::string lastUser;  ///< layer that reads it last; empty if nobody does
  double from = 0;       ///< may be negative: it was there before
  double to = 0;         ///< may lie beyond the step
  Bits bits;             ///< of all its parts there at once
  bool atPeak = false;   ///< part of the step's peak

  friend bool operator==(const TensorLifetime&, const TensorLifetime&) = default;
};

/// One tile of the step on show.
struct StepTile {
  std::string layer;
  double from = 0;
  double to = 0;

  friend bool operator==(const StepTile&, const StepTile&) = default;
};

/// Occupancy at one instant; it lasts until the next one.
struct OccupancyPoint {
  double time = 0;
  Bits bits;

  friend bool operator==(const OccupancyPoint&, const OccupancyPoint&) = default;
};

/// What the on-chip memory holds during one step of the scan in the fully fused design.
struct StepLifetimes {
  std::int64_t length = 0;
  std::int64_t step = 0;  ///< number of the step on show
  double cycles = 0;      ///< how long the step lasts
  double peakAt = 0;      ///< first time within the step at which most is held
  Bits peak;              ///< what is held then: the sum over `tensors` with atPeak
  Bits capacity;
  std::string peakMaker;                ///< layer whose tile runs when the peak is reached
  std::vector<TensorLifetime> tensors;  ///< by start, then in order of the schedule
  std::vector<StepTile> tiles;          ///< by start
  std::vector<OccupancyPoint> occupancy;
  std::string violations;

  friend bool operator==(const StepLifetimes&, const StepLifetimes&) = default;
};

/// Claim 1, fused over unfused, at one L.
struct FusionClaim {
  std::int64_t length = 0;
  double unfusedCycles = 0;
  double allCycles = 0;    ///< scheme `all`
  double allSpeedup = 0;   ///< unfused / all
  std::string bestScheme;  ///< the fastest of the schemes
  double bestCycles = 0;
  double bestSpeedup = 0;

  friend bool operator==(const FusionClaim&, const FusionClaim&) = default;
};

/// Claim 2, memory saved at equal latency, at one L. "Equal": within `tolerancePercent` above the target.
struct MemoryClaim {
  std::int64_t length = 0;
  std::string target;  ///< "best": the least latency of any design of that L; "24 MB": `all` with MARCA's memory
  double tolerancePercent = 1;
  double targetCycles = 0;
  std::optional<double> allMB;          ///< least memory with which `all` gets there; none if it never does
  std::optional<double> memoryAwareMB;  ///< least memory with which memory-aware tiling gets there
  std::optional<double> ratio;          ///< allMB / memoryAwareMB

  friend bool operator==(const MemoryClaim&, const MemoryClaim&) = default;
};

/// Claim 3, the best design over MARCA at equal area, at one L.
struct AreaClaim {
  std::int64_t length = 0;
  double marcaCycles = 0;  ///< 100 % area, 80 % memory, `all` without split
  double bestCycles = 0;
  double speedup = 0;
  double memoryFraction = 0;
  std::string tiling;
  std::string array;
  Bits memory;

  friend bool operator==(const AreaClaim&, const AreaClaim&) = default;
};

/// The headline claims, computed from the sweeps above; a list is empty if its figure was not asked for.
struct StudyClaims {
  std::vector<FusionClaim> fusion;
  std::vector<MemoryClaim> memory;
  std::vector<AreaClaim> area;

  friend bool operator==(const StudyClaims&, const StudyClaims&) = default;
};

/// Whatever of the study was asked for.
struct Study {
  std::string assumptions;  ///< name of the modelling choices behind all of it
  StudyRoof roof;
  std::optional<std::vector<ModelCounts>> operationCounts;
  std::optional<std::vector<ClassCounts>> operatorClasses;
  std::optional<std::vector<StudyDesign>> fusionSchemes;
  std::optional<StepLifetimes> tensorLifetimes;
  std::optional<std::vector<StudyDesign>> memorySizes;
  std::optional<std::vector<StudyDesign>> areaPartitioning;
  StudyClaims claims;

  friend bool operator==(const Study&, const Study&) = default;
};

}  // namespace fusewright
