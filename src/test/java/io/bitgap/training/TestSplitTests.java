package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.image.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSplitTests {
    @TempDir
    private Path home;

    private Datasets datasets = new Datasets(Path.of("unused"), Map.of());

    @BeforeEach
    void threeTestImagesAClass() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : new String[] {"cat", "dog"}) {
            files.put("train/" + name + "/0.png", Pictures.png(8, 8, 0x102030));
            for (int i = 0; i < 3; i++) {
                files.put("test/%s/%d.png".formatted(name, i), Pictures.png(8, 8, 0x010101 * i));
            }
        }
        Path folder = Pictures.folder(home.resolve("pets"), files);
        datasets = new Datasets(home, Map.of("pets", folder, "streamed", Path.of(folder + "#stream8")));
    }

    private TestSplit split(String dataset, int testExamples) {
        return TestSplit.of(datasets.load(dataset), new Limits(0, testExamples));
    }

    @Test
    void imagesHaveTheSameOrderAndNamesInMemoryAndInTheirFiles() {
        TestSplit decoded = split("pets", 0);
        TestSplit streamed = split("streamed", 0);
        assertThat(decoded.names())
                .containsExactly(
                        "test/cat/0.png",
                        "test/cat/1.png",
                        "test/cat/2.png",
                        "test/dog/0.png",
                        "test/dog/1.png",
                        "test/dog/2.png");
        assertThat(decoded.labels()).isEqualTo(ImageClasses.of(new int[] {0, 0, 0, 1, 1, 1}, 2));
        assertThat(streamed.names()).isEqualTo(decoded.names());
        assertThat(streamed.labels()).isEqualTo(decoded.labels());
    }

    @Test
    void aLimitedSplitKnowsWhichImagesItHas() {
        assertThat(split("pets", 2).names()).containsExactly("test/cat/2.png", "test/dog/2.png");
        assertThat(split("streamed", 2).names()).isEqualTo(split("pets", 2).names());
        TestSplit shapes = TestSplit.of(DrawnShapes.ALL, new Limits(0, 20));
        assertThat(shapes.names()).hasSize(20).contains("990", "1990");
    }

    @Test
    void onlyTheSameImagesOfTheSameDataHaveTheSameId() {
        assertThat(split("pets", 6).id()).isEqualTo(split("pets", 0).id());
        assertThat(split("pets", 4).id()).isNotEqualTo(split("pets", 0).id());
        assertThat(split("streamed", 0).id())
                .as("pixels are brought to their size in another way")
                .isNotEqualTo(split("pets", 0).id());
        ImageDataset data = DrawnShapes.ALL;
        ImageDataset other = new ImageDataset(
                data.name(),
                "sha256:other",
                data.height(),
                data.width(),
                data.channels(),
                data.classes(),
                data.normalization(),
                data.train(),
                data.test());
        assertThat(TestSplit.of(other, Limits.NONE).id())
                .isNotEqualTo(TestSplit.of(data, Limits.NONE).id());
    }
}
