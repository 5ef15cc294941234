#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/io/model_writer.h"

namespace fusewright {

// Parameters that several kinds of models share.

inline constexpr std::array<std::string_view, 2> kPhases{"prefill", "decode"};
inline constexpr std::array<std::string_view, 2> kYesOrNo{"no", "yes"};

/// Longest sequence, and most tokens before it.
inline constexpr std::int64_t kMostTokens = std::int64_t{1} << 17;

/// A choice between no (0) and yes (1).
constexpr ModelParameter yesOrNo(std::string_view name, std::int64_t fallback, std::string_view meaning) {
  return {.name = name, .fallback = fallback, .minimum = 0, .maximum = 1, .meaning = meaning, .choices = kYesOrNo};
}

constexpr ModelParameter tokens(std::string_view name, std::int64_t fallback, std::int64_t minimum,
                                std::string_view meaning) {
  return {.name = name,
          .unit = "tokens",
          .fallback = fallback,
          .minimum = minimum,
          .maximum = kMostTokens,
          .meaning = meaning};
}

constexpr ModelParameter bitsPerElement(std::int64_t fallback) {
  return {.name = "bits",
          .unit = "bits",
          .fallback = fallback,
          .maximum = 64,
          .meaning = "bits per element, of everything"};
}

inline constexpr ModelParameter kBatch{.name = "batch", .fallback = 1, .meaning = "sequences or images at a time"};
inline constexpr ModelParameter kSequence = tokens("seq-len", 64, 1, "tokens in a sequence");
inline constexpr ModelParameter kPast = tokens("past", 0, 0, "tokens before, with keys and values in a cache; 0: none");
inline constexpr ModelParameter kBits = bitsPerElement(32);
inline constexpr ModelParameter kPhase{.name = "phase",
                                       .fallback = 0,
                                       .minimum = 0,
                                       .maximum = 1,
                                       .meaning = "read the whole sequence at once, or make one token after it",
                                       .choices = kPhases};

/// Tokens of a sequence that are worked on at once, and those before them.
struct TokenCounts {
  std::int64_t fresh = 1;
  std::int64_t past = 0;

  [[nodiscard]] std::int64_t context() const { return past + fresh; }
};

inline bool decodes(const ModelParameters& parameters) {
  return parameters.at("phase") == 1;
}

/// Of parameters kPhase, kSequence and kPast: what a decode step has behind it is the sequence and what came before it.
inline TokenCounts tokenCounts(const ModelParameters& parameters) {
  const std::int64_t sequence = parameters.at("seq-len");
  const std::int64_t past = parameters.at("past");
  return decodes(parameters) ? TokenCounts{.fresh = 1, .past = past + sequence}
                             : TokenCounts{.fresh = sequence, .past = past};
}

/// An Error about a parameter that does not go with others; `remedy` says which values do.
inline tl::unexpected<Error> unsuited(std::string_view parameter, std::string what, std::string remedy) {
  return failure(std::move(what), fmt::format("--{}", parameter), std::move(remedy));
}

}  // namespace fusewright
