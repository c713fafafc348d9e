package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms and the arrows between them: each package-info declares which rooms its own may use. */
class ModularityTests {
    private static final ApplicationModules ROOMS = ApplicationModules.of(Bitgap.class);

    @Test
    void roomsUseOnlyWhatTheyDeclareAndOnlyItsApi() {
        ROOMS.verify();
    }

    @Test
    void everyRoomIsOneOfThese() {
        assertThat(ROOMS.stream().map(room -> room.getIdentifier().toString()))
                .containsExactlyInAnyOrder(
                        "problem",
                        "settings",
                        "json",
                        "format",
                        "form",
                        "listing",
                        "account",
                        "run",
                        "queue",
                        "database",
                        "quantizer",
                        "layer",
                        "graph",
                        "network",
                        "dataset",
                        "training",
                        "artifact",
                        "checkpoint",
                        "export",
                        "experiment",
                        "worker",
                        "retention",
                        "backup",
                        "storage",
                        "comparison",
                        "idempotency",
                        "web");
    }
}
