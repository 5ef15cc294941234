#include "tests/builders_study.h"

namespace fusewright::tests {
namespace {

StudyDesign design(std::int64_t length, const char* fusion, double cycles) {
  return {.length = length,
          .fusion = fusion,
          .tiling = "per-step",
          .array = "64x128",
          .units = 8192,
          .memory = Bits{201326592},
          .dramBandwidth = BitsPerCycle{2048},
          .areaMm2 = 222,
          .latencyCycles = cycles,
          .msPerToken = cycles * 64e-6 / static_cast<double>(length),
          .utilisation = 1.0 / 3,
          .tiles = 215,
          .violations = {}};
}

StudyDesign impossibleDesign() {
  return {.length = 0,
          .fusion = "all",
          .tiling = "memory-aware",
          .memoryMB = 0.1,
          .array = {},
          .violations = "L: a sequence of 0 tokens; give \"at least\" one, or more"};
}

StepLifetimes step() {
  return {.length = 64,
          .step = 32,
          .cycles = 414,
          .peakAt = 246.5,
          .peak = Bits{300},
          .capacity = Bits{1000},
          .peakMaker = "mul_dBx",
          .tensors = {{.name = "A",
                       .producer = {},
                       .lastUser = "mul_delta_A",
                       .from = -5,
                       .to = 500,
                       .bits = Bits{100},
                       .atPeak = true},
                      {.name = "dB*x",
                       .producer = "mul_dBx",
                       .lastUser = "add_dBx",
                       .from = 246.5,
                       .to = 372,
                       .bits = Bits{200},
                       .atPeak = true}},
          .tiles = {{"mul_dBx", 246.5, 288}},
          .occupancy = {{0, Bits{100}}, {246.5, Bits{300}}, {372, Bits{100}}},
          .violations = {}};
}

}  // namespace

Study handWrittenStudy() {
  Study study{.assumptions = "paper"};
  study.operationCounts = {{.model = "OPT-2.7B",
                            .layers = 32,
                            .length = 64,
                            .operations = 1.5e11,
                            .memoryBytes = 1.2e10,
                            .operationsPerToken = 2.5e9,
                            .rooflineCyclesAll = 46713171,
                            .rooflineMs = 46.713171,
                            .violations = {}}};
  study.operatorClasses = {{.model = "Mamba1-2.8B",
                            .layers = 64,
                            .length = 64,
                            .stage = Stage::Decode,
                            .operatorClass = StudyClass::StateSpace,
                            .operations = 1976320,
                            .operandBits = Bits{127471616},
                            .operationsPerByte = 0.1508055353022729}};
  study.fusionSchemes = {design(64, "unfused", 4449281), design(64, "all", 860229)};
  study.tensorLifetimes = step();
  study.memorySizes = {impossibleDesign()};
  study.areaPartitioning = std::vector<StudyDesign>{};
  study.claims.fusion = {{64, 4449281, 860229, 4449281.0 / 860229, "all", 860229, 4449281.0 / 860229}};
  study.claims.memory = {{64, "24 MB", 1, 860229, 8.0, std::nullopt, std::nullopt}};
  return study;
}

}  // namespace fusewright::tests
