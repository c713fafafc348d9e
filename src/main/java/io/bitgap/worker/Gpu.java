package io.bitgap.worker;

import java.util.Locale;

/**
 * A GPU as its driver describes it.
 *
 * @param index as CUDA counts
 * @param name e.g. {@code NVIDIA A10}
 * @param major compute capability before the point
 * @param minor compute capability after the point
 * @param memoryBytes of its own; 0 where the driver does not say
 */
record Gpu(int index, String name, int major, int minor, long memoryBytes) {
    private static final int FIELDS = 4;

    /**
     * Whether ND4J's CUDA 11.6 library has machine code for it: compute capability 3.5 to 8.9. It carries no PTX, so that
     * nothing newer can compile it.
     */
    boolean usable() {
        int capability = 10 * major + minor;
        return capability >= 35 && capability <= 89;
    }

    /** Reads a line of {@code nvidia-smi --query-gpu=index,name,compute_cap,memory.total --format=csv,noheader,nounits}. */
    static Gpu parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("nvidia-smi answered '" + line + "'");
        }
        String[] capability = fields[2].strip().split("\\.", -1);
        if (capability.length != 2) {
            throw new IllegalArgumentException("nvidia-smi answered '" + line + "'");
        }
        return new Gpu(
                Integer.parseInt(fields[0].strip()),
                fields[1].strip(),
                Integer.parseInt(capability[0]),
                Integer.parseInt(capability[1]),
                bytes(fields[3].strip()));
    }

    /** A GPU that shares the machine's memory has {@code [N/A]}. */
    private static long bytes(String mebibytes) {
        return mebibytes.matches("\\d{1,12}") ? Long.parseLong(mebibytes) << 20 : 0;
    }

    String describe() {
        return String.format(Locale.ROOT, "%s (compute capability %d.%d)", name, major, minor);
    }
}
