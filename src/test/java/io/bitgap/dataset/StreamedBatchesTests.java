package io.bitgap.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.image.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

@Timeout(60)
class StreamedBatchesTests {
    private static final int SIDE = 12;

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private ImageDataset data = SmallDatasets.counting(1, 1, 1, 2);

    /** Twenty grey training images a class, of grey value 10 c + i. */
    @BeforeEach
    void folder() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < 20; i++) {
                files.put("train/class%d/%02d.png".formatted(c, i), Pictures.png(20 + i, 30, 0x010101 * (100 * c + i)));
            }
            files.put("test/class%d/0.png".formatted(c), Pictures.png(16, 20, 0x010101 * 100 * c));
        }
        folder = Pictures.folder(home.resolve("grey"), files);
        data = new Datasets(home, Map.of("grey", Path.of(folder + "#stream" + SIDE))).load("grey");
    }

    @Test
    void batchesHaveTheFormThatThoseOfDecodedSetsHave() {
        try (BatchStream stream = Batches.training(data, 16, true, 1, 0)) {
            assertThat(stream.batches()).isEqualTo(2);
            DataSet batch = stream.next();
            assertThat(batch.getFeatures().shape()).containsExactly(16, SIDE, SIDE, 3);
            assertThat(batch.getLabels().shape()).containsExactly(16, 2);
            for (int i = 0; i < 16; i++) {
                float[] mean = data.normalization().mean();
                float[] deviation = data.normalization().deviation();
                float grey = 255 * (batch.getFeatures().getFloat(i, 3, 4, 1) * deviation[1] + mean[1]);
                int label = batch.getLabels().getRow(i).argMax().getInt(0);
                assertThat(grey).isBetween(100 * label - 0.1f, 100 * label + 19.1f);
            }
        }
    }

    @Test
    void theSameSeedAndEpochGiveTheSameBitsAndAnotherGivesOthers() {
        List<float[]> first = features(Batches.training(data, 8, true, 7, 3));
        assertThat(features(Batches.training(data, 8, true, 7, 3))).containsExactlyElementsOf(first);
        assertThat(features(Batches.training(data, 8, true, 7, 4)).get(0)).isNotEqualTo(first.get(0));
        assertThat(features(Batches.training(data, 8, true, 8, 3)).get(0)).isNotEqualTo(first.get(0));
    }

    @Test
    void imagesInFilesAreErasedAndMixedToo() {
        Augmentation all = new Augmentation(false, 0, 1, 1);
        List<float[]> mixed = features(Batches.training(data, 8, all, 7, 3));
        assertThat(features(Batches.training(data, 8, all, 7, 3))).containsExactlyElementsOf(mixed);
        assertThat(features(Batches.training(data, 8, false, 7, 3)).get(0)).isNotEqualTo(mixed.get(0));
    }

    @Test
    void theTestSplitComesWholeAndInOrder() {
        try (BatchStream stream = Batches.test(data, 20)) {
            DataSet batch = stream.next();
            assertThat(batch.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 0}, {0, 1}});
            assertThat(batch.getFeatures().getFloat(0, 0, 0, 0)).isEqualTo((0 - 0.485f) / 0.229f);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void aTestImageIsAPictureOfItsMiddle() throws IOException {
        Datasets datasets = new Datasets(home, Map.of("grey", Path.of(folder + "#stream" + SIDE)));
        byte[] png =
                new TestPictures(datasets).of("grey", 0, 1, data.checksum()).png();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(SIDE);
        assertThat(picture.getRGB(2, 3) & 0xffffff).isEqualTo(0x646464);
    }

    @Test
    void aLimitTakesAsManyOfEveryClass() {
        Split limited = Batches.limited(data, 10, 0).train();
        assertThat(limited.labels()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(((FileSplit) limited).images()).containsExactly(3, 7, 11, 15, 19, 23, 27, 31, 35, 39);
    }

    @Test
    void aBrokenImageEndsTheEpochWithItsName() throws IOException {
        Files.write(folder.resolve("train/class1/07.png"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> features(Batches.training(data, 40, true, 1, 0)))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("train/class1/07.png");
    }

    @Test
    void closingEarlyLeavesNoThread() {
        BatchStream stream = Batches.training(data, 1, true, 1, 0);
        stream.next();
        stream.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("decode-ahead") || name.equals("batches-grey"));
    }

    private static List<float[]> features(BatchStream stream) {
        try (stream) {
            List<float[]> all = new ArrayList<>();
            stream.forEachRemaining(
                    batch -> all.add(batch.getFeatures().dup().data().asFloat()));
            return all;
        }
    }
}
