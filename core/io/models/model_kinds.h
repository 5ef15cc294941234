#pragma once

#include "core/io/model_writer.h"

namespace fusewright {

// The kinds of models, one family a file; modelKinds() lists them.
extern const ModelKind kConvChain;
extern const ModelKind kFsrcnn;
extern const ModelKind kLlama;
extern const ModelKind kLstm;
extern const ModelKind kMamba1;
extern const ModelKind kMamba2;
extern const ModelKind kMobileNetV2;
extern const ModelKind kOpt;
extern const ModelKind kOpt27b;
extern const ModelKind kResnet18;
extern const ModelKind kResnet50;
extern const ModelKind kSwiglu;
extern const ModelKind kTransformerDecoder;
extern const ModelKind kTransformerEncoder;
extern const ModelKind kUnet;

}  // namespace fusewright
