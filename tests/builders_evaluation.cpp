#include "tests/builders_evaluation.h"

#include "tests/builders_hardware.h"

namespace fusewright::tests {
namespace {

const TileId kFirst{0};
const TileId kSecond{1};
const CoreId kCore{0};
const CoreId kDram{1};

Operand vectorOperand(OperandRole role, TensorId tensor) {
  return {.role = role, .tensor = tensor, .axes = {Axis{.terms = {{0, 1}}}}, .precision = 8};
}

Workload twoLayers() {
  Workload workload;
  workload.name = "hand.onnx";
  workload.tensors = {
      {.name = "w", .shape = {4}, .precision = 8, .kind = TensorKind::Weight},
      {.name = "between", .shape = {4}, .precision = 8, .kind = TensorKind::Activation, .producer = LayerId(0)},
      {.name = "result",
       .shape = {4},
       .precision = 8,
       .kind = TensorKind::Activation,
       .producer = LayerId(1),
       .isGraphOutput = true}};
  workload.layers = {{.name = "first, of two",
                      .operation = "Exp",
                      .dims = {{"L", 4}},
                      .inputs = {vectorOperand(OperandRole::W, TensorId(0))},
                      .output = vectorOperand(OperandRole::O, TensorId(1)),
                      .family = LayerId(0)},
                     {.name = "second",
                      .operation = "Mul",
                      .dims = {{"L", 4}},
                      .inputs = {vectorOperand(OperandRole::I, TensorId(1))},
                      .output = vectorOperand(OperandRole::O, TensorId(2)),
                      .family = LayerId(1)}};
  workload.warnings = {{"a size was guessed", "node 'second'"}};
  return workload;
}

TileGraph twoTiles() {
  TileGraph graph;
  graph.layer = {LayerId(0), LayerId(1)};
  graph.indexInLayer = {0, 0};
  graph.group = {0, 1};
  graph.core = {kCore, kCore};
  graph.outputBits = {Bits{50}, Bits{50}};
  graph.consumers = {1, 0};
  graph.producerBegin = {0, 0, 1};
  graph.producer = {kFirst};
  graph.producerBits = {Bits{50}};
  graph.consumerBegin = {0, 1, 1};
  graph.consumer = {kSecond};
  graph.constants = {{.layer = LayerId(0), .input = 0, .bits = Bits{100}, .uses = 1}};
  graph.constantBegin = {0, 1, 1};
  graph.constant = {0};
  graph.tilesOfLayer = {{kFirst}, {kSecond}};
  return graph;
}

TileCosts twoCosts() {
  TileCost first;
  first.idealTemporal = Cycles{8};
  first.onLoad = Cycles{1.5};
  first.offLoad = Cycles{1};
  first.latency = Cycles{10.5};
  TileCost second;
  second.idealTemporal = Cycles{12};
  second.stall = Cycles{3};
  second.latency = Cycles{15};
  second.streamed.streamed[roleIndex(OperandRole::W)] = true;
  return {.distinct = {first, second}, .ofTile = {0, 1}};
}

Schedule scheduleOfTwo() {
  const MemoryId sram{0};
  Schedule schedule;
  schedule.start = {Cycles{10}, Cycles{25}};
  schedule.end = {Cycles{20.5}, Cycles{40}};
  schedule.boundBy = {BindingCause::Transfer, BindingCause::OffChip};
  schedule.boundById = {0, 1};
  schedule.tilesOfCore = {{kFirst, kSecond}, {}};
  schedule.pieces = {{.kind = Piece::Kind::Constant, .layer = LayerId(0), .source = 0, .bits = Bits{100}},
                     {.kind = Piece::Kind::TileOutput, .layer = LayerId(0), .tile = kFirst, .bits = Bits{50}},
                     {.kind = Piece::Kind::TileOutput, .layer = LayerId(1), .tile = kSecond, .bits = Bits{50}}};
  schedule.transferLinks = {LinkId(0), LinkId(0)};
  schedule.transfers = {{.piece = PieceId(0),
                         .from = kDram,
                         .to = kCore,
                         .firstLink = 0,
                         .linkCount = 1,
                         .start = Cycles{0},
                         .end = Cycles{10},
                         .bits = Bits{100},
                         .bandwidth = BitsPerCycle{10},
                         .cause = TransferCause::Weight,
                         .neededBy = kFirst},
                        {.piece = PieceId(2),
                         .from = kCore,
                         .to = kDram,
                         .firstLink = 1,
                         .linkCount = 1,
                         .start = Cycles{40},
                         .end = Cycles{45},
                         .bits = Bits{50},
                         .bandwidth = BitsPerCycle{10},
                         .cause = TransferCause::Output,
                         .neededBy = std::nullopt}};
  schedule.streams = {{.tile = kSecond,
                       .role = OperandRole::W,
                       .link = LinkId(0),
                       .start = Cycles{25},
                       .end = Cycles{40},
                       .bits = Bits{300},
                       .bandwidth = BitsPerCycle{20}}};
  schedule.residencies = {{sram, PieceId(0), Cycles{0}, Cycles{20.5}, Bits{100}, kFirst},
                          {sram, PieceId(1), Cycles{10}, Cycles{45}, Bits{50}, kSecond},
                          {sram, PieceId(2), Cycles{20.5}, Cycles{45}, Bits{50}, std::nullopt}};
  schedule.makespan = Cycles{45};
  schedule.latency = Cycles{45};
  return schedule;
}

Metrics metricsOfTwo() {
  Metrics metrics;
  metrics.latency = Cycles{45};
  metrics.latencyMs = 4.5e-5;
  metrics.areaMm2 = 222;
  metrics.energy = Picojoules{7};
  metrics.operations = 8;
  metrics.dram.read = Bits{400};
  metrics.dram.written = Bits{50};
  metrics.dram.streamedIn = Bits{300};
  metrics.dram.transfersByCause[static_cast<std::size_t>(TransferCause::Weight)] = Bits{100};
  metrics.dram.transfersByCause[static_cast<std::size_t>(TransferCause::Output)] = Bits{50};
  metrics.cores.resize(2);
  metrics.cores[0].busy = Cycles{25.5};
  metrics.cores[0].idleByCause[static_cast<std::size_t>(BindingCause::Transfer)] = Cycles{10};
  metrics.cores[0].idleByCause[static_cast<std::size_t>(BindingCause::OffChip)] = Cycles{4.5};
  metrics.cores[0].idleByCause[static_cast<std::size_t>(BindingCause::None)] = Cycles{5};
  metrics.cores[1].idleByCause[static_cast<std::size_t>(BindingCause::None)] = Cycles{45};
  metrics.memories.resize(2);
  metrics.memories[0] = {.times = {Cycles{0}, Cycles{10}, Cycles{20.5}, Cycles{45}},
                         .bits = {Bits{100}, Bits{150}, Bits{100}, Bits{0}},
                         .peak = Bits{150},
                         .peakAt = Cycles{10},
                         .residenciesAtPeak = {0, 1}};
  metrics.layers = {
      {.tiles = 1, .operations = 4, .busy = Cycles{10.5}, .firstStart = Cycles{10}, .lastEnd = Cycles{20.5}},
      {.tiles = 1, .operations = 4, .busy = Cycles{15}, .firstStart = Cycles{25}, .lastEnd = Cycles{40}}};
  metrics.groups = {{Cycles{10}, Cycles{20.5}}, {Cycles{25}, Cycles{40}}};
  metrics.idle = {{kCore, Cycles{0}, Cycles{10}, BindingCause::Transfer, 0},
                  {kCore, Cycles{20.5}, Cycles{25}, BindingCause::OffChip, 1},
                  {kCore, Cycles{40}, Cycles{45}, BindingCause::None, -1}};
  return metrics;
}

}  // namespace

Evaluation handWrittenEvaluation() {
  Evaluation evaluation;
  evaluation.design.workload = std::make_shared<const Workload>(twoLayers());
  evaluation.workload = evaluation.design.workload;
  evaluation.design.accelerator = std::make_shared<const Accelerator>(chipWithSharedDram());
  evaluation.design.mapping.fusion = NamedFusion{"unfused"};
  Mapping mapping;
  mapping.layers.resize(2);
  mapping.fusion.groups = {{{LayerId(0)}}, {{LayerId(1)}}};
  evaluation.mapping = std::make_shared<const Mapping>(std::move(mapping));
  evaluation.graph = std::make_shared<const TileGraph>(twoTiles());
  evaluation.costs = std::make_shared<const TileCosts>(twoCosts());
  evaluation.schedule = std::make_shared<const Schedule>(scheduleOfTwo());
  evaluation.metrics = std::make_shared<const Metrics>(metricsOfTwo());
  return evaluation;
}

std::shared_ptr<const Evaluation> laterEvaluation() {
  Evaluation evaluation = handWrittenEvaluation();
  Schedule schedule = *evaluation.schedule;
  schedule.start[1] = Cycles{30};
  schedule.end[1] = Cycles{50};
  schedule.makespan = schedule.latency = Cycles{55};
  evaluation.schedule = std::make_shared<const Schedule>(std::move(schedule));
  return std::make_shared<const Evaluation>(std::move(evaluation));
}

}  // namespace fusewright::tests
