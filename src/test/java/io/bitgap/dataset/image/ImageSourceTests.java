package io.bitgap.dataset.image;

import static io.bitgap.dataset.SmallDatasets.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTests {
    @TempDir
    private Path home;

    private ImageSource source(Path path) {
        return new ImageSource("pets", GivenPath.of(path), home.resolve("copies"));
    }

    @Test
    void aFolderAZipAndATarOfTheSameImagesGiveTheSamePixels() throws IOException {
        Map<String, byte[]> files = Pictures.catsAndDogs();
        ImageDataset folder =
                source(Pictures.folder(home.resolve("pets"), files)).load();
        ImageDataset zip = source(Pictures.zip(home.resolve("pets.zip"), files)).load();
        ImageDataset tar =
                source(Pictures.tar(home.resolve("pets.tar.gz"), files)).load();
        assertThat(folder.classes()).containsExactly("cat", "dog");
        assertThat(folder.train().labels()).containsExactly(0, 0, 1, 1);
        assertThat(pixels(folder.train())).startsWith(255, 0, 0, 255, 0, 0).hasSize(4 * 48);
        assertThat(folder.test().labels()).containsExactly(0, 1);
        for (ImageDataset other : new ImageDataset[] {zip, tar}) {
            assertThat(pixels(other.train())).isEqualTo(pixels(folder.train()));
            assertThat(other.train().labels()).isEqualTo(folder.train().labels());
            assertThat(pixels(other.test())).isEqualTo(pixels(folder.test()));
            assertThat(other.checksum()).startsWith("sha256:");
        }
    }

    @Test
    void theDescriptionNamesTheFileOnlyAndCountsWithoutDecoding() throws IOException {
        Path zip = Pictures.zip(home.resolve("pets.zip"), Pictures.catsAndDogs());
        DatasetDescription description = source(zip).describe();
        assertThat(description)
                .isEqualTo(new DatasetDescription(
                        "pets",
                        "image-zip",
                        "6 images of 2 classes, brought to 4x4 pixels.",
                        "pets.zip",
                        4,
                        4,
                        "that of train/cat/1.png, the first training image by path; others are stretched to it",
                        2,
                        4,
                        2));
    }

    @Test
    void valServesAsTestAndOneFolderAroundEverythingIsLookedThrough() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Pictures.catsAndDogs().forEach((name, bytes) -> files.put("my-pets/" + name.replace("test/", "val/"), bytes));
        files.put("README.md", new byte[] {'x'});
        assertThat(source(Pictures.zip(home.resolve("pets.zip"), files))
                        .load()
                        .test()
                        .size())
                .isEqualTo(2);
        assertThat(source(Pictures.folder(home.resolve("around"), files))
                        .load()
                        .test()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void junkOfOperatingSystemsIsPassedOver() throws IOException {
        Map<String, byte[]> files = Pictures.catsAndDogs();
        files.put("__MACOSX/train/cat/._1.png", new byte[] {1, 2, 3});
        files.put("train/cat/._1.png", new byte[] {1, 2, 3});
        files.put("train/.DS_Store", new byte[] {1});
        files.put("train/.hidden/1.png", new byte[] {1});
        files.put("train/cat/Thumbs.db", new byte[] {1});
        files.put("train/cat/labels.txt", new byte[] {1});
        files.put("train/licence.png", new byte[] {1});
        assertThat(source(Pictures.zip(home.resolve("pets.zip"), files))
                        .load()
                        .train()
                        .size())
                .isEqualTo(4);
    }

    @Test
    void theFirstImageDecidesTheSizeUnlessThePathSaysAnother() throws IOException {
        Map<String, byte[]> files = Pictures.catsAndDogs();
        files.put("train/cat/0.png", Pictures.png(6, 3, 0xff0000));
        Path zip = Pictures.zip(home.resolve("pets.zip"), files);
        ImageDataset first = source(zip).load();
        assertThat(first.width()).isEqualTo(6);
        assertThat(first.height()).isEqualTo(3);
        ImageDataset given = source(Path.of(zip + "#8x5")).load();
        assertThat(given.width()).isEqualTo(8);
        assertThat(given.height()).isEqualTo(5);
        assertThat(pixels(given.train())).startsWith(255, 0, 0).hasSize(5 * 8 * 5 * 3);
    }

    @Test
    void namesInAnyScriptAndImagesOfOnePixelWillDo() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("train/кот/фото №1.png", Pictures.png(1, 1, 0x102030));
        files.put("train/犬/写真.png", Pictures.png(1, 1, 0x405060));
        files.put("test/кот/a b.png", Pictures.png(1, 1, 0x102030));
        files.put("test/犬/ö.png", Pictures.png(1, 1, 0x405060));
        ImageDataset data =
                source(Pictures.zip(home.resolve("pets.zip"), files)).load();
        assertThat(data.classes()).containsExactly("кот", "犬");
        assertThat(pixels(data.train())).containsExactly(0x10, 0x20, 0x30, 0x40, 0x50, 0x60);
    }

    @Test
    void normalizationComesFromTheTrainingSplitButForCifar10InOtherForms() throws IOException {
        Path zip = Pictures.zip(home.resolve("pets.zip"), Pictures.catsAndDogs());
        assertThat(source(zip).load().normalization().mean()[1]).isLessThan(0.01f);
        assertThat(new ImageSource("cifar10-jpeg", GivenPath.of(zip), home.resolve("copies"))
                        .load()
                        .normalization()
                        .mean())
                .isEqualTo(Normalization.cifar10().mean());
    }

    @Test
    void theSecondStartReadsTheCopyAndNotTheImages() throws IOException {
        Path zip = Pictures.zip(home.resolve("pets.zip"), Pictures.catsAndDogs());
        ImageDataset first = source(zip).load();
        FileTime written = Files.getLastModifiedTime(copy());
        ImageDataset second = source(zip).load();
        assertThat(Files.getLastModifiedTime(copy())).isEqualTo(written);
        assertThat(second.checksum()).isEqualTo(first.checksum());
        assertThat(pixels(second.train())).isEqualTo(pixels(first.train()));
        assertThat(second.train().labels()).isEqualTo(first.train().labels());
    }

    @Test
    void aDamagedCopyIsMadeAnew() throws IOException {
        Path zip = Pictures.zip(home.resolve("pets.zip"), Pictures.catsAndDogs());
        byte[] pixels = pixels(source(zip).load().train());
        byte[] whole = Files.readAllBytes(copy());
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        for (byte[] damaged : new byte[][] {flipped, java.util.Arrays.copyOf(whole, 90), {}}) {
            Files.write(copy(), damaged);
            assertThat(pixels(source(zip).load().train())).isEqualTo(pixels);
            assertThat(copy()).hasBinaryContent(whole);
        }
    }

    @Test
    void aChangedSourceIsDecodedAgainAndItsOldCopyGoes() throws IOException {
        Map<String, byte[]> files = Pictures.catsAndDogs();
        Path folder = Pictures.folder(home.resolve("pets"), files);
        ImageSource source = source(folder);
        source.load();
        Path before = copy();
        Files.write(folder.resolve("train/cat/3.png"), Pictures.png(4, 4, 0xff0000));
        assertThat(source.describe().trainExamples()).isEqualTo(5);
        assertThat(source.load().train().size()).isEqualTo(5);
        assertThat(copy()).isNotEqualTo(before);
    }

    private Path copy() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("copies"))) {
            return files.reduce((a, b) -> {
                        throw new AssertionError("two copies: " + a + ", " + b);
                    })
                    .orElseThrow();
        }
    }
}
