package io.bitgap.dataset.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.FileSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.Normalization;
import io.bitgap.dataset.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedSourceTests {
    @TempDir
    private Path home;

    private Map<String, byte[]> files = Map.of();

    @BeforeEach
    void twoClasses() throws IOException {
        files = Pictures.catsAndDogs();
    }

    private static StreamedSource source(Path folder) {
        return new StreamedSource("pets", folder, 24);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> loading() throws IOException {
        Path folder = Pictures.folder(Files.createTempDirectory(home, "pets"), files);
        return assertThatThrownBy(() -> source(folder).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void itIsDescribedAndListedWithoutDecoding() throws IOException {
        files.replaceAll((path, bytes) -> new byte[] {1});
        StreamedSource source = source(Pictures.folder(home.resolve("pets"), files));
        assertThat(source.describe())
                .isEqualTo(new DatasetDescription(
                        "pets",
                        "image-stream",
                        "6 images of 2 classes, read from their files while training; 24x24 pixels are cut out of each.",
                        "pets",
                        24,
                        24,
                        "given as #stream24: random parts of images for training, their middle for tests",
                        2,
                        4,
                        2));
        ImageDataset data = source.load();
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.train().labels()).containsExactly(0, 0, 1, 1);
        assertThat(data.test().labels()).containsExactly(0, 1);
        assertThat(data.train()).isInstanceOf(FileSplit.class);
        assertThat(data.height()).isEqualTo(24);
        assertThat(data.normalization().mean())
                .isEqualTo(Normalization.imageNet().mean());
    }

    @Test
    void theChecksumIsThatOfNamesAndSizesWhereverTheFolderLies() throws IOException {
        String here =
                source(Pictures.folder(home.resolve("here"), files)).load().checksum();
        String there =
                source(Pictures.folder(home.resolve("there"), files)).load().checksum();
        assertThat(there).isEqualTo(here).startsWith("names-and-sizes-sha256:");
        files.put("train/cat/1.png", Pictures.png(5, 5, 0));
        assertThat(source(Pictures.folder(home.resolve("other"), files)).load().checksum())
                .isNotEqualTo(here);
    }

    @Test
    void theLayoutOfImagenetWillDo() throws IOException {
        Map<String, byte[]> imageNet = new LinkedHashMap<>();
        files.forEach((path, bytes) -> imageNet.put("ILSVRC/" + path.replace("test/", "val/"), bytes));
        ImageDataset data =
                source(Pictures.folder(home.resolve("imagenet"), imageNet)).load();
        assertThat(data.train().size()).isEqualTo(4);
        assertThat(data.test().size()).isEqualTo(2);
    }

    @Test
    void newFilesAreFound() throws IOException {
        Path folder = Pictures.folder(home.resolve("pets"), files);
        StreamedSource source = source(folder);
        String before = source.version();
        assertThat(source.version()).isEqualTo(before);
        Files.write(folder.resolve("train/cat/more.png"), Pictures.png(4, 4, 0));
        assertThat(source.describe().trainExamples()).isEqualTo(5);
        assertThat(source.version()).isNotEqualTo(before);
    }

    @Test
    void aMissingFolderOrAnArchiveSaysWhatToDo() throws IOException {
        assertThatThrownBy(() -> source(home.resolve("gone")).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("gone does not exist")
                .hasMessageContaining("BITGAP_DATASETS_");
        Path zip = Pictures.zip(home.resolve("pets.zip"), files);
        assertThatThrownBy(() -> source(zip).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("pets.zip is not a directory")
                .hasMessageContaining("unpack it");
    }

    @Test
    void classesThatDoNotMatchAreNamed() throws IOException {
        files.put("test/wolf/1.png", Pictures.png(4, 4, 0));
        loading().hasMessageContaining("class wolf has images in test but none in train");
        files.remove("test/wolf/1.png");
        files.remove("test/dog/9.png");
        loading().hasMessageContaining("class dog has images in train but none in test");
        files.keySet().removeIf(path -> path.contains("dog"));
        loading().hasMessageContaining("one class only (cat)");
        files.clear();
        loading().hasMessageContaining("no files at all");
    }

    @Test
    void aClassWithoutImagesIsNamed() throws IOException {
        files.put("train/wolf/readme.txt", new byte[] {1});
        loading()
                .hasMessageContaining("class wolf has a directory in train")
                .hasMessageContaining("add images or remove the directory");
    }
}
