// What the list of fusion groups costs with 3,000 layers: moving through it, judging one drop, and showing the cuts of
// one.
#include <cstdlib>
#include <memory>

#include <benchmark/benchmark.h>

#include "core/evaluate/evaluate.h"
#include "core/evaluate/regrouped_request.h"
#include "tests/builders_hardware.h"
#include "tests/builders_mamba.h"
#include "widgets/fusion/cuts_view.h"
#include "widgets/fusion/group_tree.h"

namespace {

using namespace fusewright;
using namespace fusewright::tests;

constexpr std::int64_t kTokens = 1000;  // three layers a token

std::shared_ptr<const Evaluation> evaluated(const MappingRequest& request) {
  TileCostTable table;
  const Design design{.workload = std::make_shared<const Workload>(miniMamba({.tokens = kTokens})),
                      .accelerator = std::make_shared<const Accelerator>(chipWithSharedDram({.d1 = 2, .d2 = 4})),
                      .mapping = request};
  auto evaluation = evaluate(design, table);
  if (!evaluation) std::abort();
  return std::make_shared<const Evaluation>(*std::move(evaluation));
}

/// "all" and "unfused", and every layer named in a group of its own in another order than the file's.
MappingRequest requestOf(std::int64_t plan) {
  if (plan < 2) return {.fusion = NamedFusion{plan == 0 ? "all" : "unfused"}};
  const auto unfused = evaluated({.fusion = NamedFusion{"unfused"}});
  const auto& groups = unfused->mapping->fusion.groups;
  const ReorderGroups last{.first = groups.size() - 3, .last = groups.size() - 3, .before = groups.size() - 4};
  auto request = regroupedRequest(*unfused, unfused->design.mapping, last);
  return request ? *std::move(request) : MappingRequest{.fusion = NamedFusion{"A"}};
}

struct Shown {
  GroupTree tree;

  explicit Shown(std::int64_t plan) {
    const auto evaluation = evaluated(requestOf(plan));
    tree.setRequest(evaluation->design.mapping);
    tree.setEvaluation(evaluation);
  }
};

void moveThroughTheList(benchmark::State& state) {
  Shown shown(state.range(0));
  int row = 0;
  for (auto _ : state) {
    row = (row + 1) % shown.tree.topLevelItemCount();
    shown.tree.setCurrentItem(shown.tree.topLevelItem(row));
  }
  state.counters["rows"] = shown.tree.topLevelItemCount();
}
BENCHMARK(moveThroughTheList)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void judgeOneMerge(benchmark::State& state) {
  const auto evaluation = evaluated(requestOf(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(
        regroupedRequest(*evaluation, evaluation->design.mapping, MergeGroups{.first = 0, .last = 1}));
  state.counters["groups"] = static_cast<double>(evaluation->mapping->fusion.groups.size());
}
BENCHMARK(judgeOneMerge)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

/// All that the dock of cuts does when another group is selected: between the largest one and a layer outside it.
void showTheCutsOfAGroup(benchmark::State& state) {
  CutsView view;
  view.show();
  const auto evaluation = evaluated(requestOf(0));
  Snapshot snapshot;
  snapshot.design = evaluation->design;
  snapshot.evaluation = evaluation;
  view.setSnapshot(snapshot);
  bool inside = false;
  for (auto _ : state) {
    inside = !inside;
    view.setSelection(inside ? LayerId(1) : LayerId(0));
  }
}
BENCHMARK(showTheCutsOfAGroup)->Unit(benchmark::kMillisecond);

}  // namespace
