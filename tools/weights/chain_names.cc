#include "tools/weights/chain_names.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"

namespace synfire {
namespace {

// A convolution with what follows it; "" where that is not there.
struct Unit {
  std::string conv, norm, neuron;
};

// One number of the chain.
struct Link {
  enum class Kind { kUnit, kBlock, kPool };
  Kind kind;
  std::vector<Unit> units;  // 1, 2 or none
  bool joined = false;      // the block's end has been seen
  std::string neuron;       // behind a block's join
};

std::string BlockOf(absl::string_view path) {
  const size_t dot = path.rfind('.');
  return std::string(dot == absl::string_view::npos ? "" : path.substr(0, dot));
}

absl::Status NotAChain(const ModelLayer& layer, absl::string_view why) {
  return UserError("the published code has no names for this network: layer ",
                   layer.path, " (", layer.op, ") ", why);
}

class Chain {
 public:
  absl::Status Add(const ModelLayer& layer) {
    if (!linear_.empty()) return NotAChain(layer, "follows the classifier");
    if (layer.op == "conv2d") return AddConvolution(layer);
    if (layer.op == "batch_norm") return AddNorm(layer);
    if (layer.neuron) return AddNeuron(layer);
    if (layer.op == "connect" || layer.op == "add") return AddJoin(layer);
    if (absl::StrContains(layer.op, "pool")) {
      links_.push_back({Link::Kind::kPool, {}, false, ""});
      return absl::OkStatus();
    }
    if (layer.op == "linear") {
      linear_ = layer.path;
      return absl::OkStatus();
    }
    if (layer.variables.empty()) return absl::OkStatus();
    return NotAChain(layer, "is none of a chain's");
  }

  absl::StatusOr<LayerNames> Names() const {
    if (linear_.empty()) {
      return UserError(
          "the published code has no names for this network: no linear layer "
          "ends it");
    }
    LayerNames names;
    const auto name = [&](const std::string& path, const std::string& as) {
      if (!path.empty()) names[path] = as;
    };
    for (size_t k = 0; k < links_.size(); ++k) {
      const Link& link = links_[k];
      const std::string prefix = absl::StrCat("conv.", k);
      for (size_t i = 0; i < link.units.size(); ++i) {
        const Unit& unit = link.units[i];
        const std::string at = link.kind == Link::Kind::kUnit
                                   ? prefix
                                   : absl::StrCat(prefix, ".conv.", i);
        // A pair is in a sequence of its own where its neuron is with it.
        const std::string pair = i == 1 && !link.neuron.empty()
                                     ? absl::StrCat(at, ".module.")
                                     : absl::StrCat(at, ".0.module.");
        name(unit.conv, absl::StrCat(pair, "0"));
        name(unit.norm, absl::StrCat(pair, "1"));
        name(unit.neuron, absl::StrCat(at, ".1"));
      }
      name(link.neuron, absl::StrCat(prefix, ".sn"));
    }
    name(linear_, "out");
    return names;
  }

 private:
  absl::Status AddConvolution(const ModelLayer& layer) {
    const std::string block = BlockOf(layer.path);
    Link* const last = links_.empty() ? nullptr : &links_.back();
    if (last != nullptr && !last->joined && !block.empty() &&
        last->kind != Link::Kind::kPool &&
        BlockOf(last->units[0].conv) == block) {
      if (last->units.size() == 2) {
        return NotAChain(layer, "is the third convolution of its block");
      }
      last->kind = Link::Kind::kBlock;
      last->units.push_back({layer.path, "", ""});
      return absl::OkStatus();
    }
    links_.push_back({Link::Kind::kUnit, {{layer.path, "", ""}}, false, ""});
    return absl::OkStatus();
  }

  Unit* LastUnit() {
    return links_.empty() || links_.back().units.empty()
               ? nullptr
               : &links_.back().units.back();
  }

  absl::Status AddNorm(const ModelLayer& layer) {
    Unit* unit = LastUnit();
    if (unit == nullptr || !unit->norm.empty() || !unit->neuron.empty()) {
      return NotAChain(layer, "follows no convolution");
    }
    unit->norm = layer.path;
    return absl::OkStatus();
  }

  absl::Status AddNeuron(const ModelLayer& layer) {
    Unit* unit = LastUnit();
    if (unit == nullptr) return NotAChain(layer, "follows no convolution");
    Link& link = links_.back();
    std::string* place = link.joined ? &link.neuron : &unit->neuron;
    if (!place->empty() || (link.joined && !unit->neuron.empty())) {
      return NotAChain(layer, "follows another neuron");
    }
    *place = layer.path;
    return absl::OkStatus();
  }

  // Ends a block: of the last link, or, where the file has no blocks, of the
  // last two.
  absl::Status AddJoin(const ModelLayer& layer) {
    const size_t count = links_.size();
    if (count >= 2 && links_[count - 1].kind == Link::Kind::kUnit &&
        links_[count - 2].kind == Link::Kind::kUnit) {
      links_[count - 2].units.push_back(std::move(links_[count - 1].units[0]));
      links_[count - 2].kind = Link::Kind::kBlock;
      links_.pop_back();
    }
    if (links_.empty() || links_.back().kind != Link::Kind::kBlock ||
        links_.back().joined) {
      return NotAChain(layer, "joins no two convolutions");
    }
    links_.back().joined = true;
    return absl::OkStatus();
  }

  std::vector<Link> links_;
  std::string linear_;
};

}  // namespace

absl::StatusOr<LayerNames> NameChain(const std::vector<ModelLayer>& layers) {
  Chain chain;
  for (const ModelLayer& layer : layers) {
    SYNFIRE_RETURN_IF_ERROR(chain.Add(layer));
  }
  return chain.Names();
}

}  // namespace synfire
