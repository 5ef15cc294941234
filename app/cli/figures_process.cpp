#include "app/cli/figures_process.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io/text_file.h"

namespace fusewright {
namespace {

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// This process's environment with Qt told to draw without a display and to keep its remarks about that to itself.
std::vector<std::string> environmentWithoutDisplay() {
  std::vector<std::string> variables{"QT_QPA_PLATFORM=offscreen", "QT_LOGGING_RULES=*.warning=false"};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (!text.starts_with("QT_QPA_PLATFORM=") && !text.starts_with("QT_LOGGING_RULES=")) variables.emplace_back(text);
  }
  return variables;
}

/// Runs a program with its stdout joined to stderr, since stdout is for data. Its wait status, or the reason why it
/// could not be started.
Result<int> waitStatusOf(std::vector<std::string> arguments) {
  std::vector<std::string> environment = environmentWithoutDisplay();
  const std::string program = arguments.front();
  posix_spawn_file_actions_t redirections;
  posix_spawn_file_actions_init(&redirections);
  posix_spawn_file_actions_adddup2(&redirections, STDERR_FILENO, STDOUT_FILENO);
  // Signals that this program holds back (Interruption) shall end the other one.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  const int reason = posix_spawn(&child, program.c_str(), &redirections, &attributes, pointersTo(arguments).data(),
                                 pointersTo(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&redirections);
  if (reason != 0)
    return failure(fmt::format("cannot be started: {}", std::strerror(reason)), program, "build it again");
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::filesystem::path desktopProgram() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "fusewright";
}

/// Runs the desktop program, which is to write figures into `folder`.
Result<void> runDesktopProgram(std::vector<std::string> arguments, const std::string& folder) {
  arguments.insert(arguments.begin(), desktopProgram().string());
  const auto status = waitStatusOf(std::move(arguments));
  if (!status) return tl::make_unexpected(status.error());
  if (WIFEXITED(*status) && WEXITSTATUS(*status) == 0) return {};
  return failure("the desktop program could not write the figures", folder, "see what it said just before this line");
}

}  // namespace

bool canDrawFigures() {
  std::error_code error;
  return std::filesystem::exists(desktopProgram(), error);
}

Result<void> writeFigures(const DesignOptions& options, const std::string& folder) {
  if (auto made = makeFolder(folder); !made) return made;
  if (!canDrawFigures())
    return failure("figures need the desktop program, which is not there", desktopProgram().string(),
                   "build target fusewright, or leave out --figures");
  std::vector<std::string> arguments{"--figures", folder};
  for (std::string& argument : designArguments(options)) arguments.push_back(std::move(argument));
  return runDesktopProgram(std::move(arguments), folder);
}

Result<void> writeStudyFigures(const std::string& folder) {
  return runDesktopProgram({"--study-figures", folder}, folder);
}

}  // namespace fusewright
