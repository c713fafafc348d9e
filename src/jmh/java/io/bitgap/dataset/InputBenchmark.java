package io.bitgap.dataset;

import io.bitgap.measure.ProcessUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How fast training images come when nobody trains: read, decoded, augmented, normalized, gathered in batches. What that
 * allocates on the Java heap an image, and the most memory that the process has had. Prints one JSON object.
 *
 * <p>Arguments: {@code --data path#stream224} (or {@code shapes10}) {@code --batch 32 --warm-up 20 --batches 30}.
 */
public final class InputBenchmark {
    private InputBenchmark() {}

    public static void main(String[] args) throws IOException {
        String given = argument(args, "--data", "shapes10");
        int batch = Integer.parseInt(argument(args, "--batch", "32"));
        int warmUp = Integer.parseInt(argument(args, "--warm-up", "20"));
        int batches = Integer.parseInt(argument(args, "--batches", "30"));
        ImageDataset data = data(given);
        take(data, batch, warmUp, 0, false);
        take(data, batch, batches, 1, true);
    }

    private static ImageDataset data(String given) {
        boolean isPath = given.contains("/");
        Map<String, Path> configured = isPath ? Map.of("given", Path.of(given)) : Map.of();
        return new Datasets(Path.of("target", "datasets"), configured).load(isPath ? "given" : given);
    }

    private static void take(ImageDataset data, int batch, int batches, int epoch, boolean print) throws IOException {
        try (BatchStream stream = Batches.training(data, batch, true, 1, epoch)) {
            for (int i = 0; i < 8 && stream.hasNext(); i++) {
                stream.next(); // what was decoded ahead is not measured
            }
            long allocated = ProcessUsage.allocated();
            long start = System.nanoTime();
            int images = 0;
            for (int i = 0; i < batches && stream.hasNext(); i++) {
                images += stream.next().numExamples();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (print) {
                System.out.printf(
                        Locale.ROOT,
                        "{\"image\": \"%dx%d\", \"batch\": %d, \"processors\": %d, \"images\": %d, \"images_per_s\": %.1f, "
                                + "\"allocated_bytes_an_image\": %d, \"peak_rss_mib\": %d}%n",
                        data.width(),
                        data.height(),
                        batch,
                        Runtime.getRuntime().availableProcessors(),
                        images,
                        images / seconds,
                        (ProcessUsage.allocated() - allocated) / images,
                        ProcessUsage.peakMemory() / 1024);
            }
        }
    }

    private static String argument(String[] args, String name, String initial) {
        int at = Arrays.asList(args).indexOf(name);
        return at >= 0 && at + 1 < args.length ? args[at + 1] : initial;
    }
}
