package io.bitgap.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class DatasetsTests {
    @TempDir
    private Path home;

    private Path pets() throws IOException {
        for (String split : List.of("train", "test")) {
            for (String className : List.of("cat", "dog")) {
                Path folder = Files.createDirectories(
                        home.resolve("pets").resolve(split).resolve(className));
                for (int i = 0; i < 20; i++) {
                    BufferedImage image = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
                    ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
                }
            }
        }
        return home.resolve("pets");
    }

    @Test
    void theCatalogueListsBuiltInAndConfiguredSetsAndBrokenOnesTellWhy() throws IOException {
        Datasets datasets =
                new Datasets(home.resolve("data"), Map.of("pets", pets(), "gone", home.resolve("gone.zip")));
        assertThat(datasets.catalogue())
                .extracting(DatasetDescription::name)
                .containsExactlyInAnyOrder("shapes10", "cifar10", "pets");
        assertThat(datasets.find("pets")).map(DatasetDescription::trainExamples).contains(40);
        assertThat(datasets.problem("pets")).isEmpty();
        assertThat(datasets.find("gone")).isEmpty();
        assertThat(datasets.problem("gone"))
                .hasValueSatisfying(why -> assertThat(why).contains("gone.zip").contains("does not exist"));
        assertThat(datasets.entries())
                .extracting(DatasetEntry::name)
                .containsExactlyInAnyOrder("shapes10", "cifar10", "pets", "gone");
        assertThat(datasets.find("never-heard-of")).isEmpty();
        assertThat(datasets.problem("never-heard-of")).isEmpty();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whatIsWrongWithASetIsLoggedOnceAndAgainWhenItChanges(CapturedOutput log) throws IOException {
        Path mine = home.resolve("mine");
        Datasets datasets = new Datasets(home.resolve("data"), Map.of("mine", mine));
        for (int i = 0; i < 3; i++) {
            datasets.entries();
            datasets.problem("mine");
        }
        assertThat(log.getOut())
                .containsOnlyOnce("data set mine cannot be used")
                .containsOnlyOnce("does not exist");
        Files.createDirectory(mine);
        datasets.entries();
        datasets.catalogue();
        assertThat(log.getOut()).containsOnlyOnce("no files at all");
        Files.delete(mine);
        Files.move(pets(), mine);
        datasets.entries();
        datasets.entries();
        assertThat(log.getOut()).containsOnlyOnce("data set mine can be used again");
    }

    @Test
    void aWordAfterThePathThatThereIsNotBreaksThatSetAlone() throws IOException {
        Datasets datasets = new Datasets(
                home.resolve("data"),
                Map.of(
                        "pets",
                        Path.of(pets() + "#published=cifar10#6x6"),
                        "typo",
                        Path.of(pets() + "#publish=cifar10")));
        assertThat(datasets.problem("typo"))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("#publish=cifar10").contains("#published=cifar10"));
        assertThatThrownBy(() -> datasets.load("typo")).isInstanceOf(InvalidDataset.class);
        assertThat(datasets.find("pets")).map(DatasetDescription::width).contains(6);
        assertThat(datasets.standsFor("pets")).contains("cifar10");
        assertThat(datasets.standsFor("shapes10")).isEmpty();
    }

    @Test
    void aChecksumIsKnownOnceASetWasLoadedAndUntilItsFilesChange() throws IOException {
        Path pets = pets();
        Datasets datasets = new Datasets(home.resolve("data"), Map.of("pets", pets));
        assertThat(checksum(datasets)).isNull();
        String loaded = datasets.load("pets").checksum();
        assertThat(checksum(datasets)).isEqualTo(loaded);
        Files.copy(pets.resolve("train/cat/1.png"), pets.resolve("train/cat/more.png"));
        assertThat(checksum(datasets)).isNull();
    }

    private static @Nullable String checksum(Datasets datasets) {
        return datasets.entriesWithChecksums().stream()
                .filter(entry -> entry.name().equals("pets"))
                .findFirst()
                .orElseThrow()
                .checksum();
    }

    @Test
    void aSetIsLoadedOnceHoweverManyAskAtTheSameTime() throws IOException {
        Datasets datasets = new Datasets(home.resolve("data"), Map.of("pets", pets()));
        List<Integer> loaded = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> System.identityHashCode(datasets.load("pets")))
                .toList();
        assertThat(loaded).hasSize(16).containsOnly(System.identityHashCode(datasets.load("pets")));
    }

    @Test
    void aSetWhoseFilesChangedIsLoadedAgain() throws IOException {
        Path pets = pets();
        Datasets datasets = new Datasets(home.resolve("data"), Map.of("pets", pets));
        assertThat(datasets.load("pets").train().size()).isEqualTo(40);
        Files.copy(pets.resolve("train/cat/1.png"), pets.resolve("train/cat/more.png"));
        assertThat(datasets.find("pets")).map(DatasetDescription::trainExamples).contains(41);
        assertThat(datasets.load("pets").train().size()).isEqualTo(41);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        Datasets datasets = new Datasets(home, Map.of());
        assertThatThrownBy(() -> datasets.load("cifar11"))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("cifar11")
                .hasMessageContaining("shapes10, cifar10");
    }

    @Test
    void namesThatAreTakenOrUnfitAreRefused() {
        for (String name : List.of("shapes10", "../x", "", "Ä")) {
            assertThatThrownBy(() -> new Datasets(home, Map.of(name, home)))
                    .isInstanceOf(InvalidDataset.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void buildingTheCatalogueWritesNothing() {
        new Datasets(home.resolve("data"), Map.of()).catalogue();
        assertThat(home.resolve("data")).doesNotExist();
    }
}
