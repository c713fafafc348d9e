package io.bitgap.dataset.batch;

import static io.bitgap.dataset.SmallDatasets.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.dataset.SmallDatasets;
import io.bitgap.dataset.seeded.SeededRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImageWriterTests {
    private static final int SIDE = 9;
    private final ImageDataset data = SmallDatasets.counting(4, 4, SIDE, 2);

    @Test
    void everyShiftEqualsItsDefinition() {
        ImageWriter writer = new ImageWriter(data, (DecodedSplit) data.train());
        float[] image = new float[writer.length()];
        for (int down = -4; down <= 4; down++) {
            for (int right = -4; right <= 4; right++) {
                for (boolean mirrored : new boolean[] {false, true}) {
                    CropAndFlip shift = new CropAndFlip(down, right, mirrored);
                    writer.write(3, shift, image);
                    assertThat(image).as("%s", shift).isEqualTo(plainly(3, shift));
                }
            }
        }
    }

    @Test
    void normalizationIsPixelBy255LessMeanByDeviation() {
        DecodedSplit split = new DecodedSplit(new byte[] {(byte) 255, 0, 127}, new int[] {0});
        ImageDataset one = new ImageDataset("one", "", 1, 1, 3, List.of("a"), Normalization.cifar10(), split, split);
        float[] image = new float[3];
        new ImageWriter(one, split).write(0, CropAndFlip.NONE, image);
        assertThat(image[0]).isEqualTo((1 - 0.4914f) / 0.2470f);
        assertThat(image[1]).isEqualTo((0 - 0.4822f) / 0.2435f);
        assertThat(image[2]).isEqualTo((127 / 255f - 0.4465f) / 0.2616f);
    }

    @Test
    void shiftsReachEveryCropAndBothDirections() {
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 5000; i++) {
            seen.add(CropAndFlip.random(SeededRandom.of(1, 2, i)).toString());
        }
        assertThat(seen).hasSize(9 * 9 * 2);
    }

    /** Pad with zeros, crop at (down, right), mirror: word by word. */
    private float[] plainly(int image, CropAndFlip shift) {
        float[] out = new float[SIDE * SIDE * 3];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int row = y + shift.down();
                int column = (shift.mirrored() ? SIDE - 1 - x : x) + shift.right();
                for (int c = 0; c < 3; c++) {
                    boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
                    int at = ((image * SIDE + row) * SIDE + column) * 3 + c;
                    out[(y * SIDE + x) * 3 + c] = inside ? (pixels(data.train())[at] & 0xff) / 255f : 0f;
                }
            }
        }
        return out;
    }
}
