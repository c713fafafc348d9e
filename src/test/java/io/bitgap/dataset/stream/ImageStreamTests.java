package io.bitgap.dataset.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.image.Crop;
import io.bitgap.dataset.image.Pictures;
import io.bitgap.dataset.seeded.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageStreamTests {
    private static final int IMAGES = 60;
    private static final int SIDE = 8;

    @TempDir
    private Path folder;

    private final AtomicInteger begun = new AtomicInteger();

    /** Image i is all (i, 2 i, 3 i), in sizes that differ. */
    @BeforeEach
    void pictures() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            byte[] picture = Pictures.png(10 + i, 20 + i % 7, i << 16 | 2 * i << 8 | 3 * i);
            Files.write(folder.resolve(i + ".png"), picture);
        }
    }

    private ImageStream stream(int length, int threads) {
        List<String> paths =
                IntStream.range(0, IMAGES).mapToObj(i -> i + ".png").toList();
        ImageStream.Order backwards = new ImageStream.Order() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public int image(int place) {
                begun.incrementAndGet();
                return (length - 1 - place) % IMAGES;
            }

            @Override
            public Crop crop(int place, int width, int height) {
                return Crop.random(width, height, SeededRandom.of(1, 2, place));
            }
        };
        return new ImageStream(new ImageFiles(folder, SIDE, paths), backwards, threads);
    }

    @Test
    void imagesComeInTheOrderThatWasAskedFor() throws InterruptedException {
        try (ImageStream stream = stream(IMAGES, 4)) {
            for (int image = IMAGES - 1; image >= 0; image--) {
                assertThat(stream.next()).startsWith(image, 2 * image, 3 * image);
            }
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() throws InterruptedException {
        List<byte[]> one = all(stream(IMAGES, 1));
        List<byte[]> many = all(stream(IMAGES, 7));
        for (int i = 0; i < IMAGES; i++) {
            assertThat(many.get(i)).isEqualTo(one.get(i));
        }
    }

    private static List<byte[]> all(ImageStream stream) throws InterruptedException {
        List<byte[]> images = new ArrayList<>();
        try (stream) {
            for (int i = 0; i < IMAGES; i++) {
                images.add(stream.next().clone());
            }
        }
        return images;
    }

    @Test
    void thereAreAsManyBuffersForALongEpochAsForAShortOne() throws InterruptedException {
        Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        int length = 20 * IMAGES;
        try (ImageStream stream = stream(length, 2)) {
            for (int i = 0; i < length; i++) {
                buffers.add(stream.next());
                assertThat(begun.get()).isLessThanOrEqualTo(i + stream.buffers());
            }
            assertThat(stream.buffers()).isEqualTo(16);
        }
        assertThat(buffers).hasSize(16);
    }

    @Test
    void anImageStaysAsItIsUntilTheNextIsAskedFor() throws InterruptedException {
        try (ImageStream stream = stream(IMAGES, 4)) {
            for (int i = 0; i < IMAGES; i++) {
                byte[] image = stream.next();
                byte[] copy = image.clone();
                Thread.yield();
                assertThat(image).isEqualTo(copy);
            }
        }
    }

    @Test
    void aBrokenImageIsNamedAtItsPlaceAndThoseBeforeItStillCome() throws Exception {
        Files.write(folder.resolve("40.png"), new byte[] {1, 2, 3});
        try (ImageStream stream = stream(IMAGES, 3)) {
            for (int image = IMAGES - 1; image > 40; image--) {
                assertThat(stream.next()).startsWith(image);
            }
            assertThatThrownBy(stream::next)
                    .isInstanceOf(InvalidDataset.class)
                    .hasMessageContaining("40.png")
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void closingEndsTheThreadsHoweverFarTheyAre() throws InterruptedException {
        ImageStream stream = stream(100 * IMAGES, 3);
        stream.next();
        stream.close();
        stream.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("decode-ahead"));
    }
}
