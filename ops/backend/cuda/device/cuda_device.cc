#include "ops/backend/cuda/device/cuda_device.h"

#include <cuda_runtime_api.h>

#include "ops/backend/cuda/device/queue.h"
#include "ops/backend/cuda/devices.h"

namespace synfire {
namespace {

struct CudaEvent : DeviceEvent {
  ~CudaEvent() override { cudaEventDestroy(event); }
  cudaEvent_t event = nullptr;
};

struct CudaGraph : RecordedWork {
  ~CudaGraph() override { cudaGraphExecDestroy(graph); }
  cudaGraphExec_t graph = nullptr;
};

cudaEvent_t EventOf(const DeviceEvent& event) {
  return static_cast<const CudaEvent&>(event).event;
}

// The first error of all calls.
class FirstError {
 public:
  // Returns whether `error` is none.
  bool Note(cudaError_t error, const char* call) {
    if (error == cudaSuccess) return true;
    if (status_.ok()) {
      status_ = absl::InternalError(
          absl::StrCat(call, ": ", cudaGetErrorString(error), " (",
                       cudaGetErrorName(error), ")"));
    }
    return false;
  }
  void Note(const CudaQueue& queue) {
    if (queue.error == 0 || !status_.ok()) return;
    if (queue.library_error.empty()) {
      Note(static_cast<cudaError_t>(queue.error), "a kernel's launch");
    } else {
      status_ = absl::InternalError(queue.library_error);
    }
  }
  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
};

class Stream : public DeviceStream {
 public:
  Stream(FirstError* errors, cudaStream_t stream)
      : errors_(*errors), stream_(stream) {
    queue_.handle = stream;
  }

  void* handle() override { return static_cast<CudaStream*>(&queue_); }
  void CopyToDevice(void* to, const void* from, size_t bytes) override {
    Copy(to, from, bytes, cudaMemcpyHostToDevice);
  }
  void CopyToHost(void* to, const void* from, size_t bytes) override {
    Copy(to, from, bytes, cudaMemcpyDeviceToHost);
  }
  void CopyOnDevice(void* to, const void* from, size_t bytes) override {
    Copy(to, from, bytes, cudaMemcpyDeviceToDevice);
  }
  void Record(DeviceEvent* event) override {
    errors_.Note(cudaEventRecord(EventOf(*event), stream_), "cudaEventRecord");
  }
  void WaitFor(const DeviceEvent& event) override {
    errors_.Note(cudaStreamWaitEvent(stream_, EventOf(event), 0),
                 "cudaStreamWaitEvent");
  }

  cudaStream_t stream() const { return stream_; }
  const CudaQueue& queue() const { return queue_; }

 private:
  void Copy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
    if (bytes == 0) return;
    errors_.Note(cudaMemcpyAsync(to, from, bytes, kind, stream_),
                 "cudaMemcpyAsync");
  }

  FirstError& errors_;
  cudaStream_t stream_;
  CudaQueue queue_;
};

class CudaDeviceInUse : public Device {
 public:
  CudaDeviceInUse(std::string name, cudaStream_t compute, cudaStream_t transfer)
      : name_(std::move(name)),
        compute_(&errors_, compute),
        transfer_(&errors_, transfer) {}

  std::string kind() const override { return kCuda; }
  std::string name() const override { return name_; }

  absl::StatusOr<DeviceMemoryAmounts> Memory() override {
    size_t free = 0, total = 0;
    Note(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    SYNFIRE_RETURN_IF_ERROR(status());
    return DeviceMemoryAmounts{static_cast<int64_t>(free),
                               static_cast<int64_t>(total)};
  }

  absl::StatusOr<void*> Allocate(size_t bytes) override {
    void* memory = nullptr;
    if (bytes == 0) return memory;
    SYNFIRE_RETURN_IF_ERROR(
        Allocated(cudaMalloc(&memory, bytes), "cudaMalloc", bytes));
    return memory;
  }
  absl::StatusOr<void*> AllocatePinned(size_t bytes) override {
    void* memory = nullptr;
    if (bytes == 0) return memory;
    SYNFIRE_RETURN_IF_ERROR(
        Allocated(cudaMallocHost(&memory, bytes), "cudaMallocHost", bytes));
    return memory;
  }
  void Free(void* memory) override {
    if (memory != nullptr) Note(cudaFree(memory), "cudaFree");
  }
  void FreePinned(void* memory) override {
    if (memory != nullptr) Note(cudaFreeHost(memory), "cudaFreeHost");
  }

  DeviceStream& compute() override { return compute_; }
  DeviceStream& transfer() override { return transfer_; }

  absl::StatusOr<std::unique_ptr<DeviceEvent>> NewEvent() override {
    auto event = std::make_unique<CudaEvent>();
    Note(cudaEventCreate(&event->event), "cudaEventCreate");
    SYNFIRE_RETURN_IF_ERROR(status());
    return event;
  }
  absl::Status Synchronize(const DeviceEvent& event) override {
    Note(cudaEventSynchronize(EventOf(event)), "cudaEventSynchronize");
    return status();
  }
  absl::Status Synchronize() override {
    for (const Stream* stream : {&compute_, &transfer_}) {
      Note(cudaStreamSynchronize(stream->stream()), "cudaStreamSynchronize");
    }
    return status();
  }
  absl::StatusOr<double> SecondsBetween(const DeviceEvent& first,
                                        const DeviceEvent& last) override {
    float milliseconds = 0;
    Note(cudaEventElapsedTime(&milliseconds, EventOf(first), EventOf(last)),
         "cudaEventElapsedTime");
    SYNFIRE_RETURN_IF_ERROR(status());
    return milliseconds * 1e-3;
  }

  absl::Status Upload(void* to, const void* from, size_t bytes) override {
    return Copy(to, from, bytes, cudaMemcpyHostToDevice);
  }
  absl::Status Download(void* to, const void* from, size_t bytes) override {
    return Copy(to, from, bytes, cudaMemcpyDeviceToHost);
  }

  absl::Status BeginRecording() override {
    Note(cudaStreamBeginCapture(compute_.stream(),
                                cudaStreamCaptureModeThreadLocal),
         "cudaStreamBeginCapture");
    return status();
  }
  absl::StatusOr<std::unique_ptr<RecordedWork>> EndRecording() override {
    cudaGraph_t graph = nullptr;
    auto recorded = std::make_unique<CudaGraph>();
    if (Note(cudaStreamEndCapture(compute_.stream(), &graph),
             "cudaStreamEndCapture")) {
      Note(cudaGraphInstantiate(&recorded->graph, graph, 0),
           "cudaGraphInstantiate");
      Note(cudaGraphDestroy(graph), "cudaGraphDestroy");
    }
    SYNFIRE_RETURN_IF_ERROR(status());
    return recorded;
  }
  void Replay(RecordedWork* work) override {
    Note(cudaGraphLaunch(static_cast<CudaGraph*>(work)->graph,
                         compute_.stream()),
         "cudaGraphLaunch");
  }

  absl::Status status() override {
    errors_.Note(compute_.queue());
    return errors_.status();
  }

 private:
  bool Note(cudaError_t error, const char* call) {
    return errors_.Note(error, call);
  }

  absl::Status Allocated(cudaError_t error, const char* call, size_t bytes) {
    if (error == cudaErrorMemoryAllocation) {
      cudaGetLastError();  // it is dealt with
      return absl::ResourceExhaustedError(
          absl::StrCat(name_, " has no ", bytes, " bytes in one piece: ", call,
                       ": ", cudaGetErrorString(error)));
    }
    Note(error, call);
    return status();
  }

  absl::Status Copy(void* to, const void* from, size_t bytes,
                    cudaMemcpyKind kind) {
    SYNFIRE_RETURN_IF_ERROR(Synchronize());
    // On a stream that is waited for: cudaMemcpy may return before its last
    // bytes have arrived, and these streams do not wait for it.
    Note(cudaMemcpyAsync(to, from, bytes, kind, compute_.stream()),
         "cudaMemcpyAsync");
    return Synchronize();
  }

  const std::string name_;
  FirstError errors_;
  Stream compute_, transfer_;
};

// The first device that ExpectCudaDevice means.
int UsableDevice(const CudaPlatform& platform) {
  int usable = 0;
  for (const CudaDevice& device : platform.devices) {
    if (IsUsable(device)) break;
    ++usable;
  }
  return usable;
}

absl::Status Opening(cudaError_t error, const char* call) {
  if (error == cudaSuccess) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("the CUDA device does not open: ", call, ": ",
                   cudaGetErrorString(error)));
}

absl::StatusOr<Device*> Open() {
  const CudaPlatform platform = DescribeCuda();
  SYNFIRE_RETURN_IF_ERROR(ExpectCudaDevice(platform));
  const int index = UsableDevice(platform);
  SYNFIRE_RETURN_IF_ERROR(Opening(cudaSetDevice(index), "cudaSetDevice"));
  cudaStream_t compute = nullptr, transfer = nullptr;
  for (cudaStream_t* stream : {&compute, &transfer}) {
    SYNFIRE_RETURN_IF_ERROR(
        Opening(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking),
                "cudaStreamCreateWithFlags"));
  }
  return new CudaDeviceInUse(platform.devices[index].name, compute, transfer);
}

}  // namespace

absl::StatusOr<Device*> OpenCudaDevice() {
  static const auto* const opened = new absl::StatusOr<Device*>(Open());
  return *opened;
}

}  // namespace synfire
