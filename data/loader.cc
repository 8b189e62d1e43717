#include "data/loader.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>

#include "data/batch_slots.h"
#include "data/sample_draw.h"
#include "data/sample_order.h"
#include "data/ticket_ring.h"
#include "data/transform/pipeline.h"

namespace synfire {
namespace {

absl::Status OutOfRange(absl::string_view option, int64_t value, int64_t low,
                        int64_t high) {
  return UserError("loader: ", option, " = ", value,
                   " is out of range, expected ", low, " to ", high);
}

absl::Status CheckOptions(const LoaderOptions& options, int64_t samples) {
  if (samples > SampleOrder::kMaxSize) {
    return OutOfRange("samples", samples, 1, SampleOrder::kMaxSize);
  }
  if (options.batch < 1 || options.batch > SampleOrder::kMaxSize) {
    return OutOfRange("batch", options.batch, 1, SampleOrder::kMaxSize);
  }
  if (options.threads < 1 || options.threads > 256) {
    return OutOfRange("threads", options.threads, 1, 256);
  }
  if (options.prefetch < 1 || options.prefetch > 1024) {
    return OutOfRange("prefetch", options.prefetch, 1, 1024);
  }
  if (options.drop_last && options.batch > samples) {
    return UserError("loader: an epoch would be empty: drop_last leaves out ",
                     samples, " samples that do not fill a batch of ",
                     options.batch);
  }
  return absl::OkStatus();
}

}  // namespace

class Loader::Impl {
 public:
  Impl(const Dataset& dataset, Pipeline pipeline, std::vector<Slot> slots,
       const LoaderOptions& options)
      : dataset_(dataset),
        pipeline_(std::move(pipeline)),
        options_(options),
        read_key_(MakeRandomKey(options.seed, "read")),
        batches_(
            (dataset.size() + (options.drop_last ? 0 : options.batch - 1)) /
            options.batch),
        slots_(std::move(slots)),
        ring_(static_cast<int>(slots_.size())),
        order_(dataset.size(), options.shuffle, options.seed) {
    workers_.reserve(static_cast<size_t>(options.threads));
  }
  ~Impl() { Stop(); }

  int64_t batches() const { return batches_; }
  const Shape& sample_shape() const { return pipeline_.output(); }
  double seconds_waiting() const { return seconds_waiting_; }

  absl::StatusOr<const Batch*> Next() {
    SYNFIRE_RETURN_IF_ERROR(Start());
    ring_.Release(next_ticket_);
    if (next_index_ == batches_) {
      next_index_ = 0;
      return nullptr;
    }
    seconds_waiting_ += ring_.Await(next_ticket_);
    const Slot& slot = SlotOf(next_ticket_);
    if (!slot.status.ok()) return slot.status;
    ++next_ticket_;
    ++next_index_;
    return &slot.batch;
  }

  absl::Status Seek(int64_t epoch, int64_t index) {
    constexpr int64_t kMaxEpoch = INT64_MAX / 2;
    if (epoch < 0 || epoch > kMaxEpoch) {
      return OutOfRange("epoch", epoch, 0, kMaxEpoch);
    }
    if (index < 0 || index > batches_) {
      return OutOfRange("batch index", index, 0, batches_);
    }
    Stop();
    ring_.Reset();
    first_epoch_ = epoch;
    first_index_ = next_index_ = index;
    next_ticket_ = claimed_ = 0;
    return absl::OkStatus();
  }

 private:
  Slot& SlotOf(int64_t ticket) { return slots_[ticket % slots_.size()]; }

  absl::Status Start() {
    try {
      while (static_cast<int>(workers_.size()) < options_.threads) {
        workers_.emplace_back([this] { Work(); });
      }
      return absl::OkStatus();
    } catch (const std::system_error& error) {
      // Those that did start go on; the next call tries for the rest.
      return absl::ResourceExhaustedError(
          absl::StrCat("loader: cannot start thread ", workers_.size() + 1,
                       " of ", options_.threads, ": ", error.what()));
    }
  }

  void Stop() {
    ring_.Stop();
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
  }

  void Work() {
    while (true) {
      int64_t ticket;
      {
        // Tickets are claimed in order, so that one permutation at a time is
        // enough.  Held while waiting for room: nobody else could go on.
        std::lock_guard<std::mutex> lock(claim_mutex_);
        ticket = claimed_;
        if (!ring_.WaitForRoom(ticket)) return;
        ++claimed_;
        Plan(ticket, SlotOf(ticket));
      }
      Fill(SlotOf(ticket));
      ring_.Publish(ticket);
    }
  }

  void Plan(int64_t ticket, Slot& slot) {
    Batch& batch = slot.batch;
    batch.epoch = first_epoch_ + (first_index_ + ticket) / batches_;
    batch.index = (first_index_ + ticket) % batches_;
    const int64_t first = batch.index * options_.batch;
    batch.count = std::min(options_.batch, dataset_.size() - first);
    order_.SetEpoch(batch.epoch);
    for (int64_t i = 0; i < batch.count; ++i) {
      slot.samples[i] = order_[first + i];
    }
  }

  // A transform may shorten a sample, so what is read may reach into the next
  // one's place, which is filled after it, or into the room behind the last.
  void Fill(Slot& slot) {
    const Batch& batch = slot.batch;
    const int64_t sample_size = sample_shape().size();
    for (int64_t i = 0; i < batch.count; ++i) {
      float* image = batch.images + i * sample_size;
      const int64_t sample = slot.samples[i];
      slot.status = dataset_.ReadDrawn(
          SampleDraw(read_key_, batch.epoch, sample, Dataset::kDraws), sample,
          image, &batch.labels[i]);
      if (!slot.status.ok()) {
        slot.status = Annotate(
            slot.status, absl::StrCat("epoch ", batch.epoch, ", batch ",
                                      batch.index, ", sample ", sample, ": "));
        return;
      }
      pipeline_.Apply(batch.epoch, batch.index, sample, image);
    }
  }

  const Dataset& dataset_;
  const Pipeline pipeline_;
  const LoaderOptions options_;
  const RandomKey read_key_;
  const int64_t batches_;  // in an epoch

  // Written while no worker runs.
  std::vector<Slot> slots_;
  std::vector<std::thread> workers_;
  int64_t first_epoch_ = 0;  // of ticket 0
  int64_t first_index_ = 0;
  TicketRing ring_;

  // The consumer's.
  int64_t next_ticket_ = 0;
  int64_t next_index_ = 0;
  double seconds_waiting_ = 0;

  std::mutex claim_mutex_;
  int64_t claimed_ = 0;  // by claim_mutex_, as is order_
  SampleOrder order_;
};

absl::StatusOr<std::unique_ptr<Loader>> Loader::Create(
    const Dataset& dataset, std::vector<std::unique_ptr<Transform>> transforms,
    const LoaderOptions& options) {
  SYNFIRE_RETURN_IF_ERROR(CheckOptions(options, dataset.size()));
  SYNFIRE_ASSIGN_OR_RETURN(
      Pipeline pipeline,
      Pipeline::Create(std::move(transforms), dataset.sample_shape(),
                       options.seed));
  SYNFIRE_ASSIGN_OR_RETURN(
      std::vector<Slot> slots,
      AllocateSlots(options.prefetch + 1,
                    std::min(options.batch, dataset.size()), pipeline.output(),
                    dataset.sample_shape().size() - pipeline.output().size()));
  try {
    return std::unique_ptr<Loader>(new Loader(std::make_unique<Impl>(
        dataset, std::move(pipeline), std::move(slots), options)));
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError(
        absl::StrCat("loader: the order of ", dataset.size(),
                     " samples does not fit into memory"));
  }
}

Loader::Loader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Loader::~Loader() = default;
const Shape& Loader::sample_shape() const { return impl_->sample_shape(); }
int64_t Loader::batches_per_epoch() const { return impl_->batches(); }
absl::StatusOr<const Batch*> Loader::Next() { return impl_->Next(); }
absl::Status Loader::Seek(int64_t epoch, int64_t index) {
  return impl_->Seek(epoch, index);
}
double Loader::seconds_waiting() const { return impl_->seconds_waiting(); }

}  // namespace synfire
