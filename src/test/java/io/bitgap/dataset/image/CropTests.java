package io.bitgap.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.seeded.SeededRandom;
import org.junit.jupiter.api.Test;

class CropTests {
    @Test
    void theMiddleIsWhatResizingTo256AndCuttingOut224Leaves() {
        assertThat(Crop.middle(500, 375, 224)).isEqualTo(new Crop(86, 23, 328, 328, false));
        assertThat(Crop.middle(256, 256, 224)).isEqualTo(new Crop(16, 16, 224, 224, false));
        assertThat(Crop.middle(1, 3, 224)).isEqualTo(new Crop(0, 1, 1, 1, false));
    }

    @Test
    void aRandomPartLiesInsideAndHasThePromisedAreaAndProportions() {
        int mirrored = 0;
        for (int i = 0; i < 2000; i++) {
            Crop crop = Crop.random(500, 375, SeededRandom.of(1, 2, i));
            assertThat(crop.left()).isBetween(0, 500 - crop.width());
            assertThat(crop.top()).isBetween(0, 375 - crop.height());
            assertThat(crop.width() * crop.height() / (500.0 * 375)).isBetween(0.079, 1.0);
            assertThat((double) crop.width() / crop.height()).isBetween(0.73, 1.36);
            mirrored += crop.mirrored() ? 1 : 0;
        }
        assertThat(mirrored).isBetween(900, 1100);
    }

    @Test
    void aLongImageGivesTheLargestPartOfItsMiddleThatHasAPermittedShape() {
        for (int i = 0; i < 20; i++) {
            Crop crop = Crop.random(2000, 30, SeededRandom.of(1, 2, i));
            assertThat(crop.height()).isEqualTo(30);
            assertThat(crop.width()).isEqualTo(40);
            assertThat(crop.left()).isEqualTo(980);
        }
    }

    @Test
    void imagesOfOnePixelWillDo() {
        Crop crop = Crop.random(1, 1, SeededRandom.of(1, 2, 3));
        assertThat(new Crop(crop.left(), crop.top(), crop.width(), crop.height(), false))
                .isEqualTo(new Crop(0, 0, 1, 1, false));
    }
}
