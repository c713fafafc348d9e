package io.bitgap.worker;

import java.util.List;
import java.util.stream.IntStream;

/** Which of ND4J's backends this build carries, found without loading it. */
final class Backend {
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private Backend() {}

    static boolean isCuda() {
        return Backend.class.getClassLoader().getResource(CUDA) != null;
    }

    /**
     * The devices that runs train on: every usable GPU with the CUDA backend, so many CPU slots otherwise.
     *
     * @throws NoUsableGpu when the CUDA backend has none
     */
    static List<Device> devices(String worker, int slots) {
        if (isCuda()) {
            return new Gpus()
                    .usable().stream()
                            .map(gpu -> new Device(worker, Device.Kind.CUDA, gpu.index()))
                            .toList();
        }
        return IntStream.range(0, slots)
                .mapToObj(slot -> new Device(worker, Device.Kind.CPU, slot))
                .toList();
    }
}
