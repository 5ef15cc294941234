// Nodes with a body: branches, loops and functions stand in the place of the node.

#include <QTest>

#include "core/io/onnx_reader.h"
#include "tests/builders_model_file.h"
#include "tests/show_text.h"
#include "tests/test_program.h"

namespace fusewright::expansion_test {
using namespace tests;

namespace {

using Numbers = std::vector<std::int64_t>;

/// x [4, 6] through an If: then times w [6, 9] (216 operations, two axes), else summed to [4] (24 operations, one
/// axis).
ModelToWrite branching(std::vector<NumbersToWrite> known, std::vector<ArrayToWrite> inputs = {}) {
  const BodyBytes thenBody = bodyBytes(
      {.nodes = {{"MatMul", {"x", "w"}, {"t"}, {}, "", "product"}}, .inputs = {}, .outputs = {{"t", {4, 9}}}});
  const BodyBytes elseBody =
      bodyBytes({.nodes = {{"ReduceSum", {"x", "axis"}, {"e"}, {{"keepdims", std::int64_t{0}}}, "", "sum"}},
                 .inputs = {},
                 .outputs = {{"e", {4}}},
                 .numbers = {{"axis", {1}}}});
  inputs.insert(inputs.begin(), {"x", {4, 6}});
  return {.nodes = {{"If", {"condition"}, {"y"}, {{"then_branch", thenBody}, {"else_branch", elseBody}}, "", "choose"},
                    {"Relu", {"y"}, {"z"}, {}, "", "relu"}},
          .inputs = std::move(inputs),
          .outputs = {{"z", {}}},
          .weights = {{"w", {6, 9}}},
          .numbers = std::move(known)};
}

/// A Loop that multiplies its state [4, 4] by w: 64 operations an iteration; it also gives out each state.
ModelToWrite looping(std::vector<NumbersToWrite> known, std::vector<ArrayToWrite> inputs = {}) {
  const BodyBytes body = bodyBytes(
      {.nodes = {{"MatMul", {"h", "w"}, {"next"}, {}, "", "step"}, {"Identity", {"go"}, {"goOn"}, {}, "", "same"}},
       .inputs = {{"number", {}}, {"go", {}}, {"h", {4, 4}}},
       .outputs = {{"goOn", {}}, {"next", {4, 4}}, {"next", {4, 4}}}});
  inputs.insert(inputs.begin(), {"x", {4, 4}});
  return {.nodes = {{"Loop", {"count", "", "x"}, {"last", "all"}, {{"body", body}}, "", "loop"}},
          .inputs = std::move(inputs),
          .outputs = {{"last", {4, 4}}, {"all", {}}},
          .weights = {{"w", {4, 4}}},
          .numbers = std::move(known)};
}

std::string errorOf(const Result<Workload>& workload) {
  return workload ? std::string() : message(workload.error());
}

std::vector<std::string> computed(const Result<Workload>& workload) {
  std::vector<std::string> names;
  for (const Layer& layer : workload->layers)
    if (layer.kind == LayerKind::Compute) names.push_back(layer.name);
  return names;
}

/// What changes numbers; notes (the declared shapes of outputs that the tests leave out) do not.
std::vector<Warning> doubts(const Result<Workload>& workload) {
  std::vector<Warning> doubts;
  for (const Warning& warning : workload->warnings)
    if (warning.severity != Severity::Note) doubts.push_back(warning);
  return doubts;
}

std::vector<std::int64_t> shapeOf(const Result<Workload>& workload, const std::string& tensor) {
  return std::ranges::find(workload->tensors, tensor, &Tensor::name)->shape;
}

/// A model that calls the function `name` on x [4, 6].
ModelToWrite calling(const std::string& name, std::vector<FunctionToWrite> functions) {
  return {.nodes = {{name, {"x"}, {"y"}, {{"which", Numbers{1, 0}}}, "own", "call"}},
          .inputs = {{"x", {4, 6}}},
          .outputs = {{"y", {}}},
          .functions = std::move(functions)};
}

}  // namespace

class ExpansionRules : public QObject {
  Q_OBJECT

 private slots:
  void aKnownConditionPicksItsBranch() {
    const auto workload = readModel(branching({{"condition", {0}}}));
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(computed(workload), (std::vector<std::string>{"choose/else/sum", "relu"}));
    QCOMPARE(shapeOf(workload, "y"), Numbers{4});
    QVERIFY(workload->warnings.at(0).severity == Severity::Note);
  }

  void anUnknownConditionTakesTheThenBranchAndTellsHowToTakeTheOther() {
    const auto workload = readModel(branching({}, {{"condition", {1}}}));
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(computed(workload), (std::vector<std::string>{"choose/then/product", "relu"}));
    QCOMPARE(doubts(workload).size(), std::size_t{1});
    QCOMPARE(doubts(workload)[0].node, std::string("choose"));
    QVERIFY(doubts(workload)[0].consequence.find("--branch 'choose=else'") != std::string::npos);
  }

  void theUserChoosesTheBranchAndItsRankHoldsForWhatFollows() {
    const auto workload = readModel(branching({}, {{"condition", {1}}}), {.branches = {{"choose", Branch::Else}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(shapeOf(workload, "z"), Numbers{4});
    // Sum over 4 * 6, Relu over 4.
    QCOMPARE(totalOperations(*workload), std::int64_t{28});
  }

  void aChoiceForANodeThatIsNotThereIsRefusedWithTheNearestName() {
    const auto workload = readModel(branching({}, {{"condition", {1}}}), {.branches = {{"chose", Branch::Else}}});
    QVERIFY(!workload);
    QVERIFY(workload.error().remedy.find("choose") != std::string::npos);
  }

  void aBranchWithinABranchReadsValuesFromOutsideOfBoth() {
    const BodyBytes inner =
        bodyBytes({.nodes = {{"Add", {"x", "r"}, {"s"}, {}, "", "add"}}, .inputs = {}, .outputs = {{"s", {}}}});
    const BodyBytes outer = bodyBytes(
        {.nodes = {{"Relu", {"x"}, {"r"}, {}, "", "first"},
                   {"If", {"condition"}, {"i"}, {{"then_branch", inner}, {"else_branch", inner}}, "", "inner"}},
         .inputs = {},
         .outputs = {{"i", {}}}});
    const auto workload = readModel(
        {.nodes = {{"If", {"condition"}, {"y"}, {{"then_branch", outer}, {"else_branch", outer}}, "", "outer"}},
         .inputs = {{"x", {4, 6}}},
         .outputs = {{"y", {}}},
         .numbers = {{"condition", {1}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(computed(workload), (std::vector<std::string>{"outer/then/first", "outer/then/inner/then/add"}));
    QCOMPARE(shapeOf(workload, "y"), (Numbers{4, 6}));
  }

  void aLoopOfAKnownCountRunsThatOften() {
    const auto workload = readModel(looping({{"count", {3}}}));
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(computed(workload), (std::vector<std::string>{"loop/step_0_0", "loop/step_1_1", "loop/step_2_2"}));
    QCOMPARE(totalOperations(*workload), std::int64_t{3 * 64});
    QCOMPARE(shapeOf(workload, "all"), (Numbers{3, 4, 4}));
    QVERIFY(doubts(workload).empty());
  }

  void aLoopOfAnUnknownCountRunsOnceAndTellsHowToChoose() {
    const auto workload = readModel(looping({}, {{"count", {1}}}));
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(totalOperations(*workload), std::int64_t{64});
    QVERIFY(doubts(workload).at(0).severity == Severity::Omission);
    QVERIFY(doubts(workload).at(0).consequence.find("--trips 'loop=N'") != std::string::npos);
  }

  void theUserChoosesHowOftenALoopRuns() {
    const auto workload = readModel(looping({}, {{"count", {1}}}), {.trips = {{"loop", 5}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(totalOperations(*workload), std::int64_t{5 * 64});
  }

  void aLoopThatNeverRunsHandsItsStateOn() {
    const auto workload = readModel(looping({{"count", {0}}}));
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(totalOperations(*workload), std::int64_t{0});
    QCOMPARE(shapeOf(workload, "last"), (Numbers{4, 4}));
  }

  void aLoopWhoseConditionCountsRunsUntilItIsFalse() {
    // Goes on while number + 1 < 4: numbers 0 to 3, four iterations of 64 operations.
    const BodyBytes body = bodyBytes({.nodes = {{"MatMul", {"h", "w"}, {"next"}, {}, "", "step"},
                                                {"Add", {"number", "one"}, {"after"}, {}, "", "count"},
                                                {"Less", {"after", "limit"}, {"goOn"}, {}, "", "compare"}},
                                      .inputs = {{"number", {}}, {"go", {}}, {"h", {4, 4}}},
                                      .outputs = {{"goOn", {}}, {"next", {4, 4}}}});
    const auto workload = readModel({.nodes = {{"Loop", {"", "start", "x"}, {"last"}, {{"body", body}}, "", "loop"}},
                                     .inputs = {{"x", {4, 4}}},
                                     .outputs = {{"last", {4, 4}}},
                                     .weights = {{"w", {4, 4}}},
                                     .numbers = {{"start", {1}}, {"one", {1}}, {"limit", {4}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(totalOperations(*workload), std::int64_t{4 * 64});
  }

  void aFunctionOfTheModelIsItsNodesWithTheCallersAttributes() {
    const FunctionToWrite inner{
        "own", "turn", {"a"}, {"b"}, {{"Transpose", {"a"}, {"b"}, {{"perm", CallersNumbers{"which"}}}, "", "turned"}}};
    const FunctionToWrite outer{"own",
                                "twice",
                                {"a"},
                                {"b"},
                                {{"turn", {"a"}, {"m"}, {{"which", CallersNumbers{"which"}}}, "own", "first"},
                                 {"Relu", {"m"}, {"b"}, {}, "", "relu"}}};
    const auto workload = readModel(calling("twice", {inner, outer}));
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(computed(workload), (std::vector<std::string>{"call/relu"}));
    QCOMPARE(shapeOf(workload, "y"), (Numbers{6, 4}));
    QVERIFY(doubts(workload).empty());
  }

  void aFunctionThatCallsItselfIsRefusedByName() {
    const FunctionToWrite function{"own", "again", {"a"}, {"b"}, {{"again", {"a"}, {"b"}, {}, "own", "inside"}}};
    const auto workload = readModel(calling("again", {function}));
    QVERIFY(!workload);
    QVERIFY2(workload.error().what.find("own::again") != std::string::npos, errorOf(workload).c_str());
    QVERIFY2(workload.error().where.find("call/inside") != std::string::npos, errorOf(workload).c_str());
  }

  void functionsThatCallEachOtherTooOftenAreRefused() {
    // Each of 40 functions calls the next one twice: 2^40 nodes.
    std::vector<FunctionToWrite> functions;
    for (int level = 0; level < 40; ++level) {
      const std::string next = level == 39 ? "Relu" : "f" + std::to_string(level + 1);
      const std::string domain = level == 39 ? "" : "own";
      functions.push_back({"own",
                           "f" + std::to_string(level),
                           {"a"},
                           {"c"},
                           {{next, {"a"}, {"b"}, {}, domain, "one"}, {next, {"b"}, {"c"}, {}, domain, "two"}}});
    }
    const auto workload = readModel(calling("f0", functions));
    QVERIFY(!workload);
    QVERIFY2(workload.error().what.find("nodes") != std::string::npos, errorOf(workload).c_str());
  }

  void anOperatorWithoutARuleIsItsOnnxFunction() {
    const auto workload = readModel({.nodes = {{"MeanVarianceNormalization", {"x"}, {"m"}, {}, "", "mvn"},
                                               {"SoftmaxCrossEntropyLoss", {"m", "l"}, {"y"}, {}, "", "loss"}},
                                     .inputs = {{"x", {4, 6, 2, 2}}, {"l", {4, 2, 2}, ElementToWrite::Int64}},
                                     .outputs = {{"y", {}}}});
    QVERIFY2(workload, errorOf(workload).c_str());
    for (const Warning& warning : workload->warnings)
      QVERIFY2(warning.what.find("SoftmaxCrossEntropyLoss is not modelled") == std::string::npos, warning.what.c_str());
    QVERIFY(std::ranges::any_of(workload->layers, [](const Layer& layer) { return layer.name.starts_with("loss/"); }));
  }

  void aTensorWithoutElementsIsNoWork() {
    ModelToWrite model{.nodes = {{"Split", {"x", "sizes"}, {"none", "whole"}, {}, "", "split"},
                                 {"Relu", {"none"}, {"n"}, {}, "", "nothing"},
                                 {"Relu", {"whole"}, {"y"}, {}, "", "all"}},
                       .inputs = {{"x", {4, 6}}},
                       .outputs = {{"y", {4, 6}}, {"n", {}}},
                       .numbers = {{"sizes", {0, 4}}}};
    const auto workload = readModel(model);
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(computed(workload), (std::vector<std::string>{"all"}));
  }

  void openSizesAreGuessedWhereThatIsAskedFor() {
    const auto workload =
        readModel({.nodes = {{"Relu", {"x"}, {"y"}}}, .inputs = {{"x", {0, 6}}}, .outputs = {{"y", {}}}},
                  {.openSizes = OpenSizes::Guessed});
    QVERIFY2(workload, errorOf(workload).c_str());
    QCOMPARE(totalOperations(*workload), std::int64_t{6});
    QVERIFY(workload->warnings.at(0).consequence.find("--dim 'S=SIZE'") != std::string::npos);
  }

  /// w [9, 4] times x [S, 6] has sense for S = 4 alone; 1 is the guess.
  void whatGuessedSizesMakeSenselessIsCostedByTraffic() {
    const auto model = [](std::int64_t rows) {
      return ModelToWrite{.nodes = {{"MatMul", {"w", "x"}, {"y"}, {}, "", "product"}},
                          .inputs = {{"x", {rows, 6}}},
                          .outputs = {{"y", {}}},
                          .weights = {{"w", {9, 4}}}};
    };
    constexpr std::int64_t kOpen = 0;
    const auto guessed = readModel(model(kOpen), {.openSizes = OpenSizes::Guessed});
    QVERIFY2(guessed, errorOf(guessed).c_str());
    QVERIFY(std::ranges::any_of(guessed->warnings, [](const Warning& warning) {
      return warning.node == "product" && warning.severity == Severity::Omission &&
             warning.consequence.find("--dim") != std::string::npos;
    }));
    const auto given = readModel(model(kOpen), {.dims = {{"S", 4}}, .openSizes = OpenSizes::Guessed});
    QCOMPARE(totalOperations(*given), std::int64_t{9 * 4 * 6});
    QVERIFY(errorOf(readModel(model(1), {.openSizes = OpenSizes::Guessed})).find("shapes [9, 4] and [1, 6]") !=
            std::string::npos);
  }
};

FUSEWRIGHT_TEST(ExpansionRules)

}  // namespace fusewright::expansion_test

#include "expansion_test.moc"
