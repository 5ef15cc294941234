#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "core/evaluate/design.h"
#include "core/hardware/machine_change.h"

namespace fusewright {

/// Set one parameter of the accelerator by its id (core/hardware/parameters.h), in that parameter's unit.
struct SetParameter {
  std::string id;
  std::string value;
  std::uint64_t gesture = 0;  ///< edits of one drag share a number and are undone as one; 0: on its own

  friend bool operator==(const SetParameter&, const SetParameter&) = default;
};

/// Ask for another fusion plan, tiling or mapping.
struct SetMapping {
  MappingRequest request;

  friend bool operator==(const SetMapping&, const SetMapping&) = default;
};

/// Take another model, or the same one in other sizes; the mapping stays.
struct SetWorkload {
  std::shared_ptr<const Workload> workload;
  std::string text = {};      ///< how a person would call this step: "seq-len 64 to 128"; empty: by the model's name
  std::uint64_t gesture = 0;  ///< as of SetParameter
};

struct SetAccelerator {
  std::shared_ptr<const Accelerator> accelerator;
};

/// Add, copy, rename or remove a core or link. Mapping rules that name cores follow them.
struct ChangeMachine {
  MachineChange change;

  friend bool operator==(const ChangeMachine&, const ChangeMachine&) = default;
};

struct SetAssumptions {
  Assumptions assumptions = {};

  friend bool operator==(const SetAssumptions&, const SetAssumptions&) = default;
};

/// Take a whole design: one visited before, or one that a sweep found.
struct SetDesign {
  Design design;
  std::string text;           ///< how a person would call this step: "Open resnet18.onnx"
  std::uint64_t gesture = 0;  ///< as of SetParameter
};

/// Everything a user can change.
using Edit =
    std::variant<SetParameter, SetMapping, SetWorkload, SetAccelerator, ChangeMachine, SetAssumptions, SetDesign>;

}  // namespace fusewright
