#include "ops/init/init.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/parallel.h"
#include "core/rng.h"

namespace synfire {
namespace {

constexpr int64_t kGrain = 4096;  // elements worth a thread
constexpr double kUnbounded = std::numeric_limits<double>::infinity();

// out[i] = element(i).
template <typename Element>
void Fill(const Shape& shape, float* out, Element&& element) {
  ParallelFor(shape.size(), kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      out[i] = static_cast<float>(element(i));
    }
  });
}

// Element i is bound * (2 Uniform(key, 0, i) - 1); four of them share a draw.
void FillUniform(double bound, const Shape& shape, RandomKey key, float* out) {
  constexpr int64_t kWords = 4;
  static_assert(kGrain % kWords == 0, "ranges begin at a draw's first word");
  ParallelFor(shape.size(), kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i += kWords) {
      const RandomWords words = Philox(key, 0, i / kWords);
      for (int64_t j = 0; j < std::min(kWords, end - i); ++j) {
        const double u = (words.word[j] >> 8) * 0x1p-24;
        out[i + j] = static_cast<float>(bound * (2.0 * u - 1.0));
      }
    }
  });
}

void FillNormal(double mean, double deviation, const Shape& shape,
                RandomKey key, float* out) {
  ParallelFor(shape.size(), kGrain, [&](int64_t begin, int64_t end) {
    Normals(key, 0, begin, end - begin, out + begin);
    for (int64_t i = begin; i < end; ++i) {
      out[i] = static_cast<float>(mean + deviation * out[i]);
    }
  });
}

double KaimingDeviation(const Attrs& attrs, const Shape& shape) {
  const double slope = attrs.Float("slope");
  const Fans fans = FansOf(shape);
  const double fan = attrs.String("fan") == "in" ? fans.in : fans.out;
  return std::sqrt(2.0 / (1.0 + slope * slope) / fan);
}

double XavierDeviation(const Attrs& attrs, const Shape& shape) {
  const Fans fans = FansOf(shape);
  return attrs.Float("gain") * std::sqrt(2.0 / (fans.in + fans.out));
}

InitDef Constant() {
  Schema schema("initialiser", "constant", "one value everywhere");
  schema.Float("value", std::nullopt, -kUnbounded, kUnbounded, "",
               "of every element");
  return {schema,
          [](const Attrs& attrs, const Shape& shape, RandomKey, float* out) {
            const double value = attrs.Float("value");
            Fill(shape, out, [value](int64_t) { return value; });
          }};
}

InitDef Powers() {
  Schema schema("initialiser", "powers",
                "powers that rise to 1: base^(i - n + 1), i of n elements");
  schema.Float("base", 2, 1, kUnbounded, "", "of the powers");
  return {schema,
          [](const Attrs& attrs, const Shape& shape, RandomKey, float* out) {
            const double base = attrs.Float("base");
            const int64_t last = shape.size() - 1;
            Fill(shape, out, [=](int64_t i) {
              return std::pow(base, static_cast<double>(i - last));
            });
          }};
}

InitDef UniformInit() {
  Schema schema("initialiser", "uniform", "uniform, symmetric about 0");
  schema.Float("bound", std::nullopt, 0, kUnbounded, "", "largest magnitude");
  return {schema, [](const Attrs& attrs, const Shape& shape, RandomKey key,
                     float* out) {
            FillUniform(attrs.Float("bound"), shape, key, out);
          }};
}

InitDef NormalInit() {
  Schema schema("initialiser", "normal", "normally distributed");
  schema.Float("mean", 0, -kUnbounded, kUnbounded, "", "mean");
  schema.Float("deviation", std::nullopt, 0, kUnbounded, "",
               "standard deviation");
  return {schema, [](const Attrs& attrs, const Shape& shape, RandomKey key,
                     float* out) {
            FillNormal(attrs.Float("mean"), attrs.Float("deviation"), shape,
                       key, out);
          }};
}

Schema KaimingSchema(std::string name, std::string doc) {
  Schema schema("initialiser", std::move(name), std::move(doc));
  schema.Symbol("fan", "in", {"in", "out"}, "whose variance to keep");
  schema.Float("slope", 0, -kUnbounded, kUnbounded, "",
               "of the leaky rectifier that follows, on its negative side");
  return schema;
}

InitDef KaimingUniform() {
  return {
      KaimingSchema("kaiming_uniform", "uniform, keeps the variance"),
      [](const Attrs& attrs, const Shape& shape, RandomKey key, float* out) {
        FillUniform(std::sqrt(3.0) * KaimingDeviation(attrs, shape), shape, key,
                    out);
      }};
}

InitDef KaimingNormal() {
  return {
      KaimingSchema("kaiming_normal", "normal, keeps the variance"),
      [](const Attrs& attrs, const Shape& shape, RandomKey key, float* out) {
        FillNormal(0, KaimingDeviation(attrs, shape), shape, key, out);
      }};
}

Schema XavierSchema(std::string name, std::string doc) {
  Schema schema("initialiser", std::move(name), std::move(doc));
  schema.Float("gain", 1, 0, kUnbounded, "", "factor on the deviation");
  return schema;
}

InitDef XavierUniform() {
  return {
      XavierSchema("xavier_uniform", "uniform, between both fans"),
      [](const Attrs& attrs, const Shape& shape, RandomKey key, float* out) {
        FillUniform(std::sqrt(3.0) * XavierDeviation(attrs, shape), shape, key,
                    out);
      }};
}

InitDef XavierNormal() {
  return {
      XavierSchema("xavier_normal", "normal, between both fans"),
      [](const Attrs& attrs, const Shape& shape, RandomKey key, float* out) {
        FillNormal(0, XavierDeviation(attrs, shape), shape, key, out);
      }};
}

}  // namespace

void AddInits(Catalog* catalog) {
  for (auto* init : {Constant, Powers, UniformInit, NormalInit, KaimingUniform,
                     KaimingNormal, XavierUniform, XavierNormal}) {
    catalog->AddInit(init());
  }
}

}  // namespace synfire
