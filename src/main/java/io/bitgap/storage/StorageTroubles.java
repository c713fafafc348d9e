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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
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

    /** By then a disk or a server that is there has answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration pause;
    private final LongSupplier counter;
    // the one that hangs does not keep the other from being looked at
    private final ScheduledExecutorService watch = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "storage-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final Watched database;
    private final Watched store;

    /** Something that is looked at, and what was wrong with it the last time. */
    private final class Watched {
        private final Supplier<Optional<String>> look;
        private final String silence;
        private volatile Optional<String> trouble = Optional.empty();
        private volatile long looked = counter.getAsLong();

        Watched(Supplier<Optional<String>> look, String silence) {
            this.look = look;
            this.silence = silence;
        }

        void look() {
            trouble = told(trouble, look.get());
            looked = counter.getAsLong();
        }

        Optional<String> trouble() {
            long silent = counter.getAsLong() - looked;
            return silent > pause.plus(PATIENCE).toNanos() ? Optional.of(silence) : trouble;
        }
    }

    /** @param pause between two tries */
    @Autowired
    StorageTroubles(
            Artifacts artifacts, DatabaseTroubles database, @Value("${bitgap.storage.watch:10s}") Duration pause) {
        this(artifacts, database, pause, System::nanoTime);
    }

    /** @param counter of nanoseconds, as {@link System#nanoTime} */
    StorageTroubles(Artifacts artifacts, DatabaseTroubles database, Duration pause, LongSupplier counter) {
        this.pause = pause;
        this.counter = counter;
        this.database = new Watched(database::now, "The database does not answer; what runs waits for it.");
        this.store =
                new Watched(() -> store(artifacts), "The artifact store " + artifacts.location() + " does not answer.");
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        for (Watched each : List.of(database, store)) {
            watch.scheduleWithFixedDelay(() -> lookOrWarn(each), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void lookOrWarn(Watched each) {
        try {
            each.look();
        } catch (Throwable e) {
            // nobody would look any more
            LOG.warn("It is not known whether this is well: {}", each.silence, e);
        }
    }

    /** What people should know: a sentence for each thing that is wrong, with what to do; none when all is well. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        database.trouble().ifPresent(sentences::add);
        store.trouble()
                .ifPresent(trouble ->
                        sentences.add(trouble + " Runs wait with their next checkpoint and go on by themselves."));
        return sentences;
    }

    /** @throws Problem (503) while the database would not keep what is given to it */
    public void requireDatabase() {
        database.trouble().ifPresent(trouble -> {
            throw new Problem(Problem.Kind.UNAVAILABLE, "database-trouble", trouble);
        });
    }

    void look() {
        database.look();
        store.look();
    }

    private static Optional<String> store(Artifacts artifacts) {
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
