package io.bitgap.worker;

import io.bitgap.run.WorkerDevice;

/**
 * A device on which one run trains at a time.
 *
 * @param worker the worker it belongs to
 * @param kind CPU slot or GPU
 * @param index from 0, among its kind
 * @param processor model of the CPU or GPU
 * @param threads native threads of a run on the CPU; 0 for a GPU
 * @param memoryBytes of the GPU, 0 where its driver does not say; on the CPU the slot's share of what the process may have
 */
record Device(String worker, Kind kind, int index, String processor, int threads, long memoryBytes) {
    enum Kind {
        CPU,
        CUDA
    }

    static Device cpu(String worker, int slot, int threads, long memoryBytes) {
        return new Device(worker, Kind.CPU, slot, Processor.name(), threads, memoryBytes);
    }

    static Device gpu(String worker, Gpu gpu) {
        return new Device(worker, Kind.CUDA, gpu.index(), gpu.name(), 0, gpu.memoryBytes());
    }

    String name() {
        return switch (kind) {
            case CPU -> "cpu:" + index;
            case CUDA -> "cuda:" + index;
        };
    }

    WorkerDevice asWorkerDevice() {
        return new WorkerDevice(worker, name(), processor, kind == Kind.CPU ? threads : null);
    }
}
