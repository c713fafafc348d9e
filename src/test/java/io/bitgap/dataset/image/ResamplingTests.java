package io.bitgap.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResamplingTests {
    @Test
    void oneColourStaysThatColourAtAnySize() {
        byte[] bytes = new byte[7 * 5 * 3];
        java.util.Arrays.fill(bytes, (byte) 201);
        for (ImageSize size : new ImageSize[] {new ImageSize(1, 1), new ImageSize(3, 11), new ImageSize(32, 32)}) {
            byte[] resized = Resampling.to(size, new Rgb(7, 5, bytes)).bytes();
            assertThat(resized).hasSize(size.bytes()).containsOnly(201);
        }
    }

    @Test
    void reducingAveragesEveryPixel() {
        // A chessboard of single pixels must become even grey, not black or white.
        byte[] bytes = new byte[64 * 64 * 3];
        for (int i = 0; i < 64 * 64; i++) {
            byte value = (byte) (((i % 64 + i / 64) & 1) * 255);
            bytes[3 * i] = value;
            bytes[3 * i + 1] = value;
            bytes[3 * i + 2] = value;
        }
        for (byte value :
                Resampling.to(new ImageSize(8, 8), new Rgb(64, 64, bytes)).bytes()) {
            assertThat(value & 0xff).isBetween(125, 130);
        }
    }

    @Test
    void enlargingIsBilinear() {
        byte[] row = {0, 0, 0, 100, 100, 100};
        byte[] resized = Resampling.to(new ImageSize(4, 1), new Rgb(2, 1, row)).bytes();
        assertThat(new int[] {resized[0], resized[3], resized[6], resized[9]}).containsExactly(0, 25, 75, 100);
    }

    @Test
    void channelsAndDirectionsAreKeptApart() {
        byte[] picture = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Rgb same = Resampling.to(new ImageSize(2, 2), new Rgb(2, 2, picture));
        assertThat(same.bytes()).isEqualTo(picture);
        byte[] tall = Resampling.to(new ImageSize(1, 2), new Rgb(2, 2, picture)).bytes();
        assertThat(tall).containsExactly(3, 4, 5, 9, 10, 11);
    }
}
