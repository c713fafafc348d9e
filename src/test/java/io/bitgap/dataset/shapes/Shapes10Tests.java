package io.bitgap.dataset.shapes;

import static io.bitgap.dataset.SmallDatasets.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.ImageDataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Shapes10Tests {
    private final ImageDataset small = new Shapes10(10, 200, 100).load();

    @Test
    void thePixelsAreTheSameOnEveryMachine() {
        assertThat(small.checksum())
                .isEqualTo("sha256:d92c1cec15603fb098974cd5e62cc08a77b944d8a0dd939214884bcc22dfa3fb");
    }

    @Test
    void everyClassIsThereEquallyOftenInBothSplits() {
        for (int label = 0; label < 10; label++) {
            int c = label;
            assertThat(Arrays.stream(small.train().labels()).filter(l -> l == c))
                    .hasSize(20);
            assertThat(Arrays.stream(small.test().labels()).filter(l -> l == c)).hasSize(10);
        }
        assertThat(small.classes()).hasSize(10).doesNotHaveDuplicates().startsWith("circle");
    }

    @Test
    void theSplitsShareNoImageAndALongerSplitBeginsLikeAShorterOne() {
        byte[] first = Arrays.copyOf(pixels(small.train()), 3072);
        assertThat(Arrays.copyOf(pixels(small.test()), 3072)).isNotEqualTo(first);
        assertThat(Arrays.copyOf(pixels(new Shapes10(10, 10, 10).load().train()), 3072))
                .isEqualTo(first);
        assertThat(Arrays.copyOf(pixels(new Shapes10(11, 10, 10).load().train()), 3072))
                .isNotEqualTo(first);
    }

    @Test
    void theDescriptionSaysWhatLoadingGives() {
        var description = new Shapes10().describe();
        assertThat(description.trainExamples()).isEqualTo(6000);
        assertThat(description.testExamples()).isEqualTo(2000);
        assertThat(description.classes()).isEqualTo(10);
        assertThat(description.height()).isEqualTo(small.height()).isEqualTo(32);
    }

    @Test
    void everyFigureStandsOutFromWhatLiesAroundIt() {
        for (Shape shape : Shape.values()) {
            FigurePose middle = new FigurePose(16, 16, 12, 1.0, 1.0, 0.0);
            int inside = 0;
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 32; x++) {
                    inside += middle.covers(shape.outline(), x + 0.5, y + 0.5) ? 1 : 0;
                }
            }
            assertThat(inside).as("area of %s", shape).isBetween(170, 480);
        }
    }
}
