package io.bitgap.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.InvalidDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenImagesTests {
    @TempDir
    private Path home;

    private Map<String, byte[]> files = Map.of();
    private Path zip = Path.of("");

    @BeforeEach
    void twoClasses() throws IOException {
        files = Pictures.catsAndDogs();
        zip = home.resolve("pets.zip");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> loading(Path path) {
        return assertThatThrownBy(() -> source(path, ImageLimits.DEFAULT).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining(path.getFileName().toString());
    }

    private ImageSource source(Path path, ImageLimits limits) {
        return new ImageSource("pets", GivenPath.of(path), home.resolve("copies"), limits);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> loadingZip() throws IOException {
        return loading(Pictures.zip(zip, files));
    }

    @Test
    void aClassMissingInOneSplitIsNamed() throws IOException {
        files.remove("test/dog/9.png");
        loadingZip().hasMessageContaining("class dog has images in train but none in test");
        files.put("test/wolf/1.png", Pictures.png(4, 4, 0));
        files.put("test/dog/9.png", Pictures.png(4, 4, 0));
        loadingZip().hasMessageContaining("class wolf has images in test but none in train");
    }

    @Test
    void noImagesAtAllSaysWhatLiesThereInstead() throws IOException {
        files = Map.of("data/readme.txt", new byte[] {1});
        loadingZip().hasMessageContaining("data/readme.txt").hasMessageContaining("train/<class>/");
        files = Map.of("train/cat/1.png", Pictures.png(4, 4, 0));
        loadingZip()
                .hasMessageContaining("no JPEG or PNG images in test/<class>/ or val/<class>/")
                .hasMessageContaining("What there is: 1 image in train/.");
        files = Map.of(
                "train/cat/1.png", Pictures.png(4, 4, 0),
                "train/dog/1.png", Pictures.png(4, 4, 0),
                "validation/cat/1.png", Pictures.png(4, 4, 0));
        loadingZip()
                .hasMessageContaining(
                        "What there is: 2 images in train/; 1 other file, for example validation/cat/1.png. Expected are");
        files = Map.of("val/cat/1.png", Pictures.png(4, 4, 0));
        loadingZip().hasMessageContaining("images in train/<class>/.");
        loading(Files.createDirectory(home.resolve("empty"))).hasMessageContaining("no files at all");
    }

    @Test
    void oneClassIsNotEnough() throws IOException {
        files.keySet().removeIf(name -> name.contains("dog"));
        loadingZip().hasMessageContaining("one class only (cat)");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        files.put("train/cat/empty.png", new byte[0]);
        loadingZip().hasMessageContaining("train/cat/empty.png").hasMessageContaining("empty");
    }

    @Test
    void aFileThatIsNoImageIsNamed() throws IOException {
        files.put("train/cat/page.jpg", "<html>not found</html>".getBytes(StandardCharsets.UTF_8));
        loadingZip().hasMessageContaining("train/cat/page.jpg").hasMessageContaining("neither a JPEG nor a PNG");
    }

    @Test
    void otherImageFormatsAreRefusedRatherThanPassedOver() throws IOException {
        files.put("train/cat/new.webp", new byte[] {1});
        loadingZip().hasMessageContaining("train/cat/new.webp").hasMessageContaining("convert");
    }

    @Test
    void aTruncatedJpegOrPngIsNamed() throws IOException {
        for (byte[] whole : new byte[][] {noise("jpeg"), noise("png")}) {
            for (double part : new double[] {0.1, 0.5, 0.9}) {
                files.put("train/cat/cut.jpg", Arrays.copyOf(whole, (int) (whole.length * part)));
                loadingZip().hasMessageContaining("train/cat/cut.jpg").hasMessageContaining("cannot be decoded");
            }
        }
    }

    private static byte[] noise(String format) throws IOException {
        var image = Pictures.filled(32, 32, java.awt.image.BufferedImage.TYPE_INT_RGB, 0);
        for (int i = 0; i < 1024; i++) {
            image.setRGB(i % 32, i / 32, i * 7919 * 104729);
        }
        return Pictures.encoded(image, format);
    }

    @Test
    void aTruncatedOrDamagedArchiveIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(Pictures.zip(zip, files));
        Path cut = Files.write(home.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
        loading(cut).hasMessageContaining("cannot be read");
        Path tar = Pictures.tar(home.resolve("pets.tar.gz"), files);
        byte[] tarred = Files.readAllBytes(tar);
        loading(Files.write(home.resolve("cut.tar.gz"), Arrays.copyOf(tarred, tarred.length - 30)))
                .hasMessageContaining("cannot be read");
        loading(Files.write(home.resolve("nothing.zip"), new byte[0])).hasMessageContaining("is empty");
        loading(Files.write(home.resolve("text.zip"), new byte[] {1, 2, 3, 4, 5}))
                .hasMessageContaining("neither a directory, a zip nor a tar.gz");
        loading(home.resolve("absent.zip")).hasMessageContaining("does not exist");
    }

    @Test
    void aChangedByteInAZipIsFoundByItsCrc() throws IOException {
        byte[] stored = storedZip();
        int at = new String(stored, StandardCharsets.ISO_8859_1).indexOf("IDAT");
        stored[at - 12] ^= 1;
        loading(Files.write(zip, stored)).hasMessageContaining("CRC").hasMessageContaining("train/");
    }

    private byte[] storedZip() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                var crc = new java.util.zip.CRC32();
                crc.update(file.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void pathsThatLeadOutOfTheArchiveAreRefused() throws IOException {
        for (String name :
                new String[] {"../train/cat/x.png", "train/../../x.png", "/train/x.png", "train\\..\\..\\x"}) {
            files = Pictures.catsAndDogs();
            files.put(name, Pictures.png(4, 4, 0));
            loadingZip().hasMessageContaining("leads out of it");
        }
        files = Pictures.catsAndDogs();
        files.put("../evil.png", Pictures.png(4, 4, 0));
        loading(Pictures.tar(home.resolve("pets.tar.gz"), files)).hasMessageContaining("leads out of it");
    }

    @Test
    void whatUnpacksToTooMuchIsRefusedBeforeItIsUnpacked() throws IOException {
        files.put("train/cat/bomb.png", new byte[300_000]);
        ImageLimits small = new ImageLimits(100, 100_000, 1000, 1 << 20);
        Pictures.zip(zip, files);
        Path tar = Pictures.tar(home.resolve("pets.tar.gz"), files);
        for (Path path : new Path[] {zip, tar}) {
            assertThatThrownBy(() -> source(path, small).load())
                    .isInstanceOf(InvalidDataset.class)
                    .hasMessageContaining("train/cat/bomb.png")
                    .hasMessageContaining("100,000 bytes");
            ImageLimits few = new ImageLimits(3, 1 << 20, 1000, 1 << 20);
            assertThatThrownBy(() -> source(path, few).load())
                    .isInstanceOf(InvalidDataset.class)
                    .hasMessageContaining("more than 3 files");
        }
        ImageLimits shortStream = new ImageLimits(100, 1 << 20, 1000, 200_000);
        assertThatThrownBy(() -> source(tar, shortStream).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("200,000 bytes");
    }

    @Test
    void hugeDimensionsAreRefusedBeforeDecoding() throws IOException {
        byte[] png = Pictures.png(4, 4, 0);
        // Width and height stand at bytes 16 and 20 of a PNG: 65,536 x 65,536 would be 12 GB.
        System.arraycopy(new byte[] {0, 1, 0, 0, 0, 1, 0, 0}, 0, png, 16, 8);
        files.put("train/cat/huge.png", png);
        loadingZip().hasMessageContaining("train/cat/huge.png").hasMessageContaining("65536 x 65536");
    }

    @Test
    void aSetThatDoesNotFitIntoMemorySaysHowToMakeItSmaller() throws IOException {
        for (int i = 10; i < 20; i++) {
            files.put("train/cat/" + i + ".png", Pictures.png(4, 4, 0));
        }
        Path path = Pictures.zip(zip, files);
        assertThatThrownBy(() -> source(Path.of(path + "#9999x9999"), ImageLimits.DEFAULT)
                        .load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("MB of memory")
                .hasMessageContaining("#32x32");
    }

    @Test
    void whatFailedWhileLoadingIsRememberedUntilTheFileChanges() throws IOException {
        files.put("train/cat/page.jpg", new byte[] {1, 2, 3, 4});
        ImageSource source = source(Pictures.zip(zip, files), ImageLimits.DEFAULT);
        assertThat(source.describe().trainExamples()).isEqualTo(5);
        assertThatThrownBy(source::load).isInstanceOf(InvalidDataset.class);
        assertThatThrownBy(source::describe)
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("train/cat/page.jpg");
        files.remove("train/cat/page.jpg");
        Pictures.zip(zip, files);
        assertThat(source.describe().trainExamples()).isEqualTo(4);
    }
}
