package io.bitgap.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Finds the GPUs that ND4J can use, without loading ND4J: its CUDA library ends the process where there is none. */
final class Gpus {
    private static final List<String> QUERY =
            List.of("nvidia-smi", "--query-gpu=index,name,compute_cap,memory.total", "--format=csv,noheader,nounits");
    private static final int PATIENCE_SECONDS = 30;

    private final List<String> query;

    Gpus() {
        this(QUERY);
    }

    /** @param query a command that prints index, name, compute capability and MiB of memory of each GPU, a line each */
    Gpus(List<String> query) {
        this.query = List.copyOf(query);
    }

    /** @throws NoUsableGpu saying what is missing */
    List<Gpu> usable() {
        List<Gpu> found =
                answer().lines().filter(line -> !line.isBlank()).map(Gpu::parse).toList();
        List<Gpu> usable = found.stream().filter(Gpu::usable).toList();
        if (usable.isEmpty()) {
            throw new NoUsableGpu(
                    found.isEmpty()
                            ? "the NVIDIA driver reports no device. Use the build without the cuda profile for the CPU."
                            : found.stream().map(Gpu::describe).collect(Collectors.joining(", "))
                                    + " cannot run ND4J's CUDA 11.6 library, which needs compute capability 3.5 to 8.9."
                                    + " Use another GPU, or the build without the cuda profile for the CPU.");
        }
        return usable;
    }

    private String answer() {
        try {
            Process process =
                    new ProcessBuilder(query).redirectErrorStream(true).start();
            process.getOutputStream().close();
            // a few lines: they fit the pipe, so that waiting first cannot block the process
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NoUsableGpu(query.get(0) + " did not answer within " + PATIENCE_SECONDS + " s.");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new NoUsableGpu(query.get(0) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            var none = new NoUsableGpu("the NVIDIA driver is not installed (" + query.get(0)
                    + " cannot be started). Install it, or use the build without the cuda profile for the CPU.");
            none.causedBy(e);
            throw none;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoUsableGpu("looking for one was interrupted.");
        }
    }
}
