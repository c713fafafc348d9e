package io.bitgap.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.InvalidDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenPathTests {
    @TempDir
    private Path home;

    private GivenPath with(String words) {
        return GivenPath.of(Path.of(home + words));
    }

    @Test
    void wordsAfterThePathComeInAnyOrderAndAnyNumber() {
        assertThat(with("")).isEqualTo(new GivenPath(home, Optional.empty(), OptionalInt.empty(), Optional.empty()));
        assertThat(with("#64x48").size()).contains(new ImageSize(64, 48));
        assertThat(with("#published=cifar10").published()).contains("cifar10");
        for (String words : new String[] {"#published=cifar10#64x48", "#64x48#published=cifar10"}) {
            assertThat(with(words))
                    .isEqualTo(new GivenPath(
                            home, Optional.of(new ImageSize(64, 48)), OptionalInt.empty(), Optional.of("cifar10")));
        }
        assertThat(with("#stream224#published=imagenet"))
                .isEqualTo(new GivenPath(home, Optional.empty(), OptionalInt.of(224), Optional.of("imagenet")));
    }

    @Test
    void aNameMayHaveTheSignInIt() throws IOException {
        Path folder = Files.createDirectories(home.resolve("no #1/pets#2"));
        assertThat(GivenPath.of(folder).path()).isEqualTo(folder);
        GivenPath sized = GivenPath.of(Path.of(folder + "#8x8"));
        assertThat(sized.path()).isEqualTo(folder);
        assertThat(sized.size()).contains(new ImageSize(8, 8));
        Path gone = home.resolve("gone #1/pets");
        assertThat(GivenPath.of(gone).path()).isEqualTo(gone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#64",
                "#0x4",
                "#64x64#32x32",
                "#64x64#stream224",
                "#stream224#64x64",
                "#streams",
                "#publish=cifar10",
                "#published=",
                "#published=cifar10#published=imagenet",
                "#64x64#",
                "#"
            })
    void aWordThatThereIsNotIsAnsweredWithThoseThatThereAre(String words) {
        assertThatThrownBy(() -> with(words))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining(home + words)
                .hasMessageContaining("#64x64")
                .hasMessageContaining("#stream224")
                .hasMessageContaining("#published=cifar10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "1025", "999999999"})
    void aSideThatMakesNoSenseIsRefused(String side) {
        assertThatThrownBy(() -> with("#stream" + side))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("#stream8 to #stream1024");
    }
}
