package io.bitgap.storage;

import io.bitgap.artifact.Artifacts;
import io.bitgap.database.DatabaseTroubles;
import io.bitgap.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tries again and again whether something can be saved, so that pages, readiness and requests know without waiting for a disk. What
 * is wrong is told until a try succeeds.
 */
@Component
public class StorageTroubles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageTroubles.class);

    private final Artifacts artifacts;
    private final DatabaseTroubles database;
    private final Duration pause;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "storage-watch");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Optional<String> databaseTrouble = Optional.empty();
    private volatile Optional<String> storeTrouble = Optional.empty();

    /** @param pause between two tries */
    StorageTroubles(
            Artifacts artifacts, DatabaseTroubles database, @Value("${bitgap.storage.watch:10s}") Duration pause) {
        this.artifacts = artifacts;
        this.database = database;
        this.pause = pause;
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        watch.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What people should know: a sentence for each thing that is wrong, with what to do; none when all is well. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        databaseTrouble.ifPresent(sentences::add);
        storeTrouble.ifPresent(
                trouble -> sentences.add(trouble + " Runs wait with their next checkpoint and go on by themselves."));
        return sentences;
    }

    /** @throws Problem (503) while the database would not keep what is given to it */
    public void requireDatabase() {
        databaseTrouble.ifPresent(trouble -> {
            throw new Problem(Problem.Kind.UNAVAILABLE, "database-trouble", trouble);
        });
    }

    void look() {
        databaseTrouble = told(databaseTrouble, database.now());
        storeTrouble = told(storeTrouble, store());
    }

    private Optional<String> store() {
        try {
            artifacts.checkWritable();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> told(Optional<String> before, Optional<String> now) {
        if (now.isPresent() && before.isEmpty()) {
            LOG.warn("{}", now.get());
        } else if (now.isEmpty() && before.isPresent()) {
            LOG.info("This is over: {}", before.get());
        }
        return now;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
