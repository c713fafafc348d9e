package io.bitgap.dataset.image;

import static io.bitgap.dataset.SmallDatasets.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileArchivesTests {
    @TempDir
    private Path home;

    private ImageSource source(Path path) {
        return new ImageSource("pets", GivenPath.of(path), home.resolve("copies"));
    }

    @Test
    void anEntryThatOccursTwiceIsNamed() throws IOException {
        Map<String, byte[]> files = Pictures.catsAndDogs();
        files.put("train/cat/7.png", Pictures.png(4, 4, 0));
        byte[] zip = Files.readAllBytes(Pictures.zip(home.resolve("pets.zip"), files));
        Path twice = Files.write(home.resolve("twice.zip"), replaced(zip, "train/cat/7.png", "train/cat/1.png"));
        assertThatThrownBy(() -> source(twice).describe())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("train/cat/1.png occurs twice");
    }

    @Test
    void namesThatAreNotUtf8AreReadAllTheSame() throws IOException {
        Map<String, byte[]> files = Pictures.catsAndDogs();
        files.put("train/cat/\u00e4\u00ff.png", Pictures.png(4, 4, 0));
        Path odd = Pictures.zip(home.resolve("odd.zip"), files, StandardCharsets.ISO_8859_1);
        assertThat(source(odd).load().train().size()).isEqualTo(5);
    }

    private static byte[] replaced(byte[] bytes, String old, String now) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(old, now).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void linksToImagesAndFoldersAreFollowedAndLinksToNothingAreNamed() throws IOException {
        Path elsewhere = Pictures.folder(home.resolve("elsewhere"), Pictures.catsAndDogs());
        Path pets = Files.createDirectory(home.resolve("pets"));
        Files.createSymbolicLink(pets.resolve("train"), elsewhere.resolve("train"));
        Files.createSymbolicLink(pets.resolve("test"), elsewhere.resolve("test"));
        Files.createSymbolicLink(elsewhere.resolve("train/cat/3.png"), elsewhere.resolve("train/cat/1.png"));
        assertThat(source(pets).load().train().size()).isEqualTo(5);
        Files.createSymbolicLink(elsewhere.resolve("train/cat/4.png"), home.resolve("nothing.png"));
        assertThatThrownBy(() -> source(pets).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("train/cat/4.png");
    }

    @Test
    void aLinkInACircleIsAnErrorAndNotAnEndlessWalk() throws IOException {
        Path pets = Pictures.folder(home.resolve("pets"), Pictures.catsAndDogs());
        Files.createSymbolicLink(pets.resolve("train/cat/loop"), pets);
        assertThatThrownBy(() -> source(pets).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("loop");
    }

    @Test
    void anyDamageToAnArchiveEndsInPixelsOrInAnErrorThatNamesIt() throws IOException {
        Random random = new Random(1);
        Map<String, byte[]> files = Pictures.catsAndDogs();
        for (Path whole :
                new Path[] {Pictures.zip(home.resolve("z.zip"), files), Pictures.tar(home.resolve("t.tar.gz"), files)
                }) {
            byte[] bytes = Files.readAllBytes(whole);
            Path damaged = home.resolve("damaged-" + whole.getFileName());
            for (int i = 0; i < 150; i++) {
                byte[] copy = bytes.clone();
                for (int k = 0; k <= i % 3; k++) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                }
                Files.write(damaged, copy);
                ImageSource source = source(damaged);
                try {
                    ImageDataset data = source.load();
                    assertThat(pixels(data.train())).hasSize(data.train().size() * 48);
                } catch (InvalidDataset e) {
                    assertThat(e).hasMessageContaining(damaged.getFileName().toString());
                }
            }
        }
    }

    @Test
    void anyDamageToAnImageEndsInPixelsOrInAnErrorThatNamesIt() throws IOException {
        Random random = new Random(2);
        for (byte[] whole : new byte[][] {Pictures.jpeg(16, 16, 0x336699), Pictures.png(16, 16, 0x336699)}) {
            try (ImageDecoder decoder = new ImageDecoder("pets.zip", new ImageLimits(9, 9999, 100_000, 9999))) {
                for (int i = 0; i < 800; i++) {
                    byte[] copy = whole.clone();
                    for (int k = 0; k <= i % 4; k++) {
                        copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                    }
                    try {
                        Rgb image = decoder.decode("a.jpg", copy);
                        assertThat(image.bytes()).hasSize(image.width() * image.height() * 3);
                    } catch (InvalidDataset e) {
                        assertThat(e).hasMessageContaining("a.jpg in pets.zip");
                    }
                }
            }
        }
    }
}
