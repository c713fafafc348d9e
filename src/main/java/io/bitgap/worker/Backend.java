package io.bitgap.worker;

import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of ND4J's backends this build carries, found without loading it. */
final class Backend {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private Backend() {}

    static boolean isCuda() {
        return Backend.class.getClassLoader().getResource(CUDA) != null;
    }

    /**
     * The devices that runs train on: every usable GPU with the CUDA backend, so many CPU slots otherwise.
     *
     * @param cores those that this process may use
     * @param memory bytes that this process may have; its slots share them
     * @throws NoUsableGpu when the CUDA backend has none
     * @throws InvalidThreadCount when a slot cannot have the threads that were set for it
     */
    static List<Device> devices(String worker, WorkerSettings settings, int cores, long memory) {
        if (isCuda()) {
            return new Gpus()
                    .usable().stream().map(gpu -> Device.gpu(worker, gpu)).toList();
        }
        int slots = settings.slots();
        int threads = settings.threads(cores);
        if (slots * threads > cores) {
            LOG.warn(
                    "Slots: {}, threads of each: {}, cores: {}. Runs that train at the same time slow each other down; lower"
                            + " BITGAP_WORKER_SLOTS or BITGAP_WORKER_THREADS_PER_SLOT",
                    slots,
                    threads,
                    cores);
        } else {
            LOG.info("Slots: {}, threads of each: {}, cores: {}", slots, threads, cores);
        }
        return IntStream.range(0, slots)
                .mapToObj(slot -> Device.cpu(worker, slot, threads, memory / slots))
                .toList();
    }
}
