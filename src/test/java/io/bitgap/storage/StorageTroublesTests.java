package io.bitgap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.TestDatabase;
import io.bitgap.artifact.ArtifactsIn;
import io.bitgap.database.Troubles;
import io.bitgap.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class StorageTroublesTests {
    @TempDir
    Path folder;

    private final String url = TestDatabase.migrated();
    private final AtomicLong counter = new AtomicLong();
    private StorageTroubles troubles;
    private StorageHealth health;

    @BeforeEach
    void nothingIsWrong() {
        troubles = new StorageTroubles(
                ArtifactsIn.directory(folder.resolve("store")),
                Troubles.of(TestDatabase.source(url), folder),
                Duration.ofSeconds(10),
                counter::get);
        health = new StorageHealth(troubles);
        troubles.look();
        assertThat(troubles.sentences()).isEmpty();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aStoreThatCannotBeWrittenIsToldUntilItCan() throws IOException {
        Path store = folder.resolve("store");
        Path aside = Files.move(store, folder.resolve("aside"));
        Files.createFile(store);
        troubles.look();
        assertThat(troubles.sentences())
                .singleElement()
                .asString()
                .contains("The artifact store " + store + " cannot be written")
                .endsWith("go on by themselves.");
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThatCode(troubles::requireDatabase).doesNotThrowAnyException();

        Files.delete(store);
        Files.move(aside, store);
        troubles.look();
        assertThat(troubles.sentences()).isEmpty();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatTakesNoChangesRefusesThemWithASentenceAndAsksToTryAgain() {
        alter("set default_transaction_read_only = on");
        troubles.look();
        assertThat(troubles.sentences()).singleElement().asString().startsWith("The database takes no changes");
        assertThatThrownBy(troubles::requireDatabase)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
        alter("reset default_transaction_read_only");
        troubles.look();
        assertThat(troubles.sentences()).isEmpty();
    }

    @Test
    void aDiskOrAServerThatDoesNotAnswerIsToldToo() {
        counter.addAndGet(Duration.ofSeconds(41).toNanos());
        assertThat(troubles.sentences())
                .satisfiesExactly(
                        database -> assertThat(database).startsWith("The database does not answer"),
                        store -> assertThat(store).startsWith("The artifact store " + folder.resolve("store")));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        troubles.look();
        assertThat(troubles.sentences()).isEmpty();
    }

    private void alter(String setting) {
        JdbcClient owner = JdbcClient.create(TestDatabase.source(TestDatabase.asOwner(url)));
        String name = owner.sql("select current_database()").query(String.class).single();
        owner.sql("begin read write; alter database " + name + " " + setting + "; commit")
                .update();
    }
}
