package io.bitgap.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTests {
    private static final UUID ID = UUID.fromString("01a224ef-7a1c-75c4-93fa-0bcfac3f9c2a");

    @ParameterizedTest
    @CsvSource({
        "PACT on CIFAR-10, pact-on-cifar-10-3f9c2a",
        "'  Größe & Zählung!  ', grosse-zahlung-3f9c2a",
        "ﬁne-tuned, fine-tuned-3f9c2a",
        "日本, experiment-3f9c2a",
        "--, experiment-3f9c2a"
    })
    void itIsTheNameInPlainLettersAndTheEndOfTheId(String name, String slug) {
        assertThat(Slug.of(name, ID, taken -> false)).isEqualTo(slug);
        assertThat(Slug.looksLike(slug)).isTrue();
    }

    @Test
    void aTakenOneGetsMoreOfTheId() {
        assertThat(Slug.of("PACT", ID, "pact-3f9c2a"::equals)).isEqualTo("pact-0bcfac3f9c2a");
    }

    @Test
    void aLongNameIsCutAndDoesNotEndInADash() {
        assertThat(Slug.of("a".repeat(59) + " " + "b".repeat(141), ID, taken -> false))
                .isEqualTo("a".repeat(59) + "-3f9c2a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PACT-3f9c2a", "pact 3f9c2a", "pact\u0000", "../pact"})
    void whatIsNoSlugNeedNotBeLookedUp(String text) {
        assertThat(Slug.looksLike(text)).isFalse();
    }
}
