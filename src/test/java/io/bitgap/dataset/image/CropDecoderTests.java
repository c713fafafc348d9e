package io.bitgap.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.bitgap.dataset.InvalidDataset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropDecoderTests {
    private static final int SIDE = 16;

    @TempDir
    private Path folder;

    private byte[] decoded(CropDecoder decoder, byte[] file, CropDecoder.Choice choice) throws IOException {
        Files.write(folder.resolve("file"), file);
        byte[] target = new byte[3 * SIDE * SIDE];
        decoder.decode("file", choice, target);
        return target;
    }

    private CropDecoder decoder() {
        return new CropDecoder(folder, SIDE, ImageLimits.DEFAULT);
    }

    private static Crop whole(int width, int height) {
        return new Crop(0, 0, width, height, false);
    }

    private static BufferedImage colourful(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, 0xff000000 | i * 7919 * 104729);
        }
        return image;
    }

    @Test
    void anImageOfTheWantedSizeComesAsThePlainDecoderGivesIt() throws IOException {
        ImageDecoder plain = new ImageDecoder("here", ImageLimits.DEFAULT);
        try (CropDecoder decoder = decoder()) {
            for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
                for (String format : new String[] {"jpeg", "png"}) {
                    byte[] file = Pictures.encoded(colourful(SIDE, SIDE, type), format);
                    assertThat(decoded(decoder, file, CropDecoderTests::whole))
                            .isEqualTo(plain.decode("file", file).bytes());
                }
            }
        }
    }

    @Test
    void thePartThatWasChosenIsCutOutAndMirrored() throws IOException {
        BufferedImage image = colourful(40, 30, BufferedImage.TYPE_INT_RGB);
        byte[] file = Pictures.encoded(image, "png");
        try (CropDecoder decoder = decoder()) {
            byte[] part = decoded(decoder, file, (width, height) -> new Crop(20, 9, SIDE, SIDE, false));
            byte[] mirrored = decoded(decoder, file, (width, height) -> new Crop(20, 9, SIDE, SIDE, true));
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int rgb = image.getRGB(20 + x, 9 + y) & 0xffffff;
                    assertThat(rgb(part, x, y)).isEqualTo(rgb);
                    assertThat(rgb(mirrored, SIDE - 1 - x, y)).isEqualTo(rgb);
                }
            }
        }
    }

    private static int rgb(byte[] pixels, int x, int y) {
        int at = 3 * (y * SIDE + x);
        return (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
    }

    @Test
    void aSmallerImageLeavesNothingOfTheLargerOneBeforeIt() throws IOException {
        byte[] large = Pictures.encoded(colourful(90, 70, BufferedImage.TYPE_INT_RGB), "jpeg");
        byte[] small = Pictures.jpeg(3, 5, 0x646464);
        try (CropDecoder decoder = decoder()) {
            decoded(decoder, large, CropDecoderTests::whole);
            assertThat(decoded(decoder, small, CropDecoderTests::whole)).containsOnly(100);
        }
    }

    @Test
    void everyPixelOfALargePhotographIsAMixtureOfSeveral() throws IOException {
        // stripes of four pixels; what a pixel of the result sees is 100 wide
        BufferedImage stripes = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600 * 1200; i++) {
            stripes.setRGB(i % 1600, i / 1600, i / 4 % 2 == 0 ? 0xffffff : 0);
        }
        byte[] file = Pictures.encoded(stripes, "png");
        try (CropDecoder decoder = decoder()) {
            for (byte value : decoded(decoder, file, CropDecoderTests::whole)) {
                assertThat(value & 0xff).isBetween(20, 235);
            }
        }
    }

    @Test
    void whatAColourJpegAllocatesOnTheJavaHeapDoesNotGrowWithIt() throws IOException {
        byte[] small = Pictures.jpeg(40, 40, 0x808080);
        byte[] large = Pictures.jpeg(800, 800, 0x808080);
        try (CropDecoder decoder = decoder()) {
            decoded(decoder, large, CropDecoderTests::whole);
            assertThat(allocated(decoder, large) - allocated(decoder, small)).isLessThan(20_000);
        }
    }

    private long allocated(CropDecoder decoder, byte[] file) throws IOException {
        Files.write(folder.resolve("file"), file);
        byte[] target = new byte[3 * SIDE * SIDE];
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decoder.decode("file", CropDecoderTests::whole, target);
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10; i++) {
            decoder.decode("file", CropDecoderTests::whole, target);
        }
        return (thread.getCurrentThreadAllocatedBytes() - before) / 10;
    }

    @Test
    void whatCannotBeDecodedIsNamed() throws IOException {
        byte[] jpeg = Pictures.encoded(colourful(64, 64, BufferedImage.TYPE_INT_RGB), "jpeg");
        try (CropDecoder decoder = decoder()) {
            for (byte[] broken : new byte[][] {Arrays.copyOf(jpeg, jpeg.length / 2), {1, 2, 3}, {}}) {
                assertThatThrownBy(() -> decoded(decoder, broken, CropDecoderTests::whole))
                        .isInstanceOf(InvalidDataset.class)
                        .hasMessageContaining("file in " + folder);
            }
            assertThatThrownBy(() -> decoder.decode("gone.jpg", CropDecoderTests::whole, new byte[3 * SIDE * SIDE]))
                    .isInstanceOf(InvalidDataset.class)
                    .hasMessageContaining("gone.jpg")
                    .hasMessageContaining("put it back");
            assertThat(decoded(decoder, Pictures.jpeg(3, 3, 0x646464), CropDecoderTests::whole))
                    .containsOnly(100);
        }
    }
}
