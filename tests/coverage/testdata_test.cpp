// Every model of Debian's libonnx-testdata is read and scheduled. Each runs in a process of its own, so that a crash or
// a hang of one is told by name and spares the others.

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include "app/options/design_options.h"
#include "core/evaluate/evaluate.h"
#include "core/io/info_json.h"
#include "core/io/model_summary.h"
#include "tests/test_program.h"

namespace fusewright::testdata_test {

namespace {

/// Folder of the package, or of FUSEWRIGHT_TESTDATA.
std::filesystem::path testdataFolder() {
  const char* given = std::getenv("FUSEWRIGHT_TESTDATA");
  return given != nullptr ? given : "/usr/share/libonnx-testdata/data";
}

std::vector<std::string> testdataModels() {
  std::vector<std::string> models;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testdataFolder(), error))
    if (entry.path().extension() == ".onnx") models.push_back(entry.path().string());
  std::ranges::sort(models);
  return models;
}

/// As the terminal program's: 0 done, 1 does not fit, 2 refused.
enum Outcome { Scheduled = 0, DoesNotFit = 1, Refused = 2 };

struct Answer {
  std::optional<int> outcome;  ///< none: it crashed or ran out of time
  std::string message;         ///< of a refusal; else how it ended
};

/// What `info` and `schedule` do, in this process.
Answer describeAndSchedule(const DesignOptions& options) {
  const auto reading = readOptions(options);
  const auto described = describeModel(options.model, *reading);
  if (!described) return {Refused, message(described.error())};
  if (infoJson(described->summary, &described->workload).empty()) return {Refused, "describes nothing"};
  const auto design = makeDesign(options);
  if (!design) return {Refused, message(design.error())};
  TileCostTable table;
  const auto evaluation = evaluate(*design, table);
  if (!evaluation) return {Refused, message(evaluation.error())};
  return {evaluation->metrics->violations.empty() ? Scheduled : DoesNotFit, {}};
}

std::string howItEnded(int status) {
  if (!WIFSIGNALED(status)) return "ended with status " + std::to_string(WEXITSTATUS(status));
  return WTERMSIG(status) == SIGALRM ? "took longer than it may"
                                     : "ended by signal " + std::to_string(WTERMSIG(status));
}

/// The same in a process of its own, which has `seconds` for it.
Answer tried(const DesignOptions& options, unsigned seconds) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return {std::nullopt, "no pipe"};
  const pid_t child = fork();
  if (child == 0) {
    alarm(seconds);
    const Answer answer = describeAndSchedule(options);
    const ssize_t written = write(ends[1], answer.message.data(), answer.message.size());
    _exit(written < 0 ? 99 : *answer.outcome);
  }
  close(ends[1]);
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t read = 0; (read = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(read));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > Refused) return {std::nullopt, howItEnded(status)};
  return {WEXITSTATUS(status), text};
}

DesignOptions optionsFor(const std::string& model) {
  DesignOptions options;
  options.model = model;
  options.hardware = FUSEWRIGHT_SOURCE_DIR "/examples/accelerators/marca.yaml";
  return options;
}

/// Ten seconds, more under a sanitizer.
unsigned allowedSeconds() {
  const char* given = std::getenv("FUSEWRIGHT_TESTDATA_SECONDS");
  return given != nullptr ? static_cast<unsigned>(std::atoi(given)) : 10;
}

}  // namespace

class TestdataModels : public QObject {
  Q_OBJECT

 private slots:
  void everyModelIsScheduledOrRefusedByName() {
    const std::vector<std::string> models = testdataModels();
    if (models.empty())
      QSKIP("libonnx-testdata is not installed: apt-get install libonnx-testdata, or set FUSEWRIGHT_TESTDATA");
    std::array<int, 3> counts{};
    std::vector<std::string> faults;
    for (const std::string& model : models) {
      const Answer answer = tried(optionsFor(model), allowedSeconds());
      if (answer.outcome) ++counts[static_cast<std::size_t>(*answer.outcome)];
      if (!answer.outcome) faults.push_back(model + " " + answer.message);
      if (answer.outcome == Refused && answer.message.find(model) == std::string::npos)
        faults.push_back(model + " is refused without naming it: " + answer.message);
      if (answer.outcome == Refused) qInfo("refused: %s", answer.message.c_str());
    }
    qInfo("%d scheduled, %d that do not fit, %d refused", counts[Scheduled], counts[DoesNotFit], counts[Refused]);
    for (const std::string& fault : faults) qWarning("%s", fault.c_str());
    QVERIFY(faults.empty());
    QVERIFY2(static_cast<double>(counts[Refused]) <= 0.03 * static_cast<double>(models.size()), "less than 97 %");
  }
};

FUSEWRIGHT_TEST(TestdataModels)

}  // namespace fusewright::testdata_test

#include "testdata_test.moc"
