package io.bitgap.worker;

/**
 * A place where one run trains at a time.
 *
 * @param worker the worker it belongs to
 * @param kind CPU slot or GPU
 * @param index from 0, among its kind
 */
record Device(String worker, Kind kind, int index) {
    enum Kind {
        CPU,
        CUDA
    }

    String name() {
        return switch (kind) {
            case CPU -> "cpu:" + index;
            case CUDA -> "cuda:" + index;
        };
    }
}
