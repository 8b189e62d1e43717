// Functions that run on the host and, under nvcc, on the device.
#ifndef SYNFIRE_CORE_HOST_DEVICE_H_
#define SYNFIRE_CORE_HOST_DEVICE_H_

#if defined(__CUDACC__)
#define SYNFIRE_HOST_DEVICE __host__ __device__ __forceinline__
#else
#define SYNFIRE_HOST_DEVICE inline __attribute__((always_inline))
#endif

#endif  // SYNFIRE_CORE_HOST_DEVICE_H_
