package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageClassesTests {
    @ParameterizedTest
    @CsvSource({"2, 1", "256, 1", "257, 2", "1000, 2", "65536, 2"})
    void everyClassComesBackFromOneByteAnImageOrTwo(int classes, int bytes) {
        int[] all = IntStream.range(0, classes).toArray();
        ImageClasses written = ImageClasses.of(all, classes);
        assertThat(written.bytes()).hasSize(bytes * classes);
        ImageClasses read = ImageClasses.read(written.bytes(), classes);
        assertThat(IntStream.range(0, read.size()).map(read::of).toArray()).isEqualTo(all);
        assertThat(read).isEqualTo(written);
    }

    @Test
    void theHigherOfTwoBytesComesFirst() {
        assertThat(ImageClasses.of(new int[] {258, 3}, 1000).bytes()).containsExactly(1, 2, 0, 3);
    }

    @Test
    void whatIsNoClassIsRefused() {
        assertThatThrownBy(() -> ImageClasses.of(new int[] {0, 10}, 10)).hasMessageContaining("Image 1 has class 10");
        assertThatThrownBy(() -> ImageClasses.of(new int[] {-1}, 10)).hasMessageContaining("Image 0 has class -1");
        assertThatThrownBy(() -> ImageClasses.of(new int[1], 65537)).hasMessageContaining("65537 classes");
        assertThatThrownBy(() -> ImageClasses.read(new byte[3], 1000)).hasMessageContaining("3 bytes");
    }
}
