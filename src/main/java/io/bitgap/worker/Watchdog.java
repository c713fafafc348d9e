package io.bitgap.worker;

import io.bitgap.format.Formats;
import io.bitgap.run.RunProgress;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from outside at what is trained here and notes at the run what is not as it should be: steps that do not end, memory that is
 * nearly used up, a training that takes far longer than it was estimated to. A run that makes no progress at all is failed, and its
 * process ended, since nothing else gets a device back from native code; so is that of a canceled or paused run whose step does not end.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Formats FORMATS = new Formats();
    private static final double NEARLY = 0.9;
    private static final double FAR_ABOVE = 3;
    /** Steps end more often than that, or say nothing of how long they take. */
    private static final Duration SILENT = Duration.ofSeconds(3);
    /** By then a canceled run's device is not free by itself within the 10 s that it may take. */
    private static final Duration TOO_LONG = Duration.ofSeconds(6);
    /** Between two sights of a closed attempt: whoever has just woken up hears of it at the next step. */
    private static final Duration BETWEEN_SIGHTS = Duration.ofSeconds(2);
    /** Shorter than this, nobody has waited for long. */
    private static final Duration WORTH_A_WORD = Duration.ofMinutes(10);

    private final RunProgress work;
    private final Memory memory;
    private final Duration longestStep;
    private final LongSupplier counter;
    private final BooleanSupplier alone;
    private final IntConsumer end;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

    /** Memory of this process, in bytes. */
    interface Memory {
        long used();

        /** 0 where there is no limit. */
        long limit();
    }

    /**
     * @param longestStep after which a run without a sign of life is given up
     * @param counter of nanoseconds, as {@link System#nanoTime}
     * @param alone whether nothing but one run would be ended with the process
     * @param end ends the process with that exit code
     */
    Watchdog(
            RunProgress work,
            Memory memory,
            Duration longestStep,
            LongSupplier counter,
            BooleanSupplier alone,
            IntConsumer end) {
        this.work = work;
        this.memory = memory;
        this.longestStep = longestStep;
        this.counter = counter;
        this.alone = alone;
        this.end = end;
    }

    /** An attempt under way; closed when it is over. */
    final class Watched implements AutoCloseable {
        private final UUID attempt;
        private final long begun = counter.getAsLong();
        private final Set<String> said = ConcurrentHashMap.newKeySet();
        private volatile long lastSign = begun;
        private volatile double estimate;
        /** When it was first seen that the attempt is over; null before. */
        private volatile @Nullable Long closedSince;

        private Watched(UUID attempt) {
            this.attempt = attempt;
        }

        /** A step or a batch has ended. */
        void alive() {
            lastSign = counter.getAsLong();
            closedSince = null;
        }

        /** @param left seconds; the first estimate counts */
        void estimated(double left) {
            if (estimate == 0 && left > 0) {
                estimate = seconds(begun) + left;
            }
        }

        private void note(String what, String sentence) {
            if (!said.contains(what)) {
                work.noted(attempt, sentence);
                said.add(what);
            }
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }

    Watched watch(UUID attempt) {
        Watched one = new Watched(attempt);
        watched.add(one);
        return one;
    }

    private double seconds(long since) {
        return (counter.getAsLong() - since) / 1e9;
    }

    /** To be called every few seconds. */
    void look() {
        for (Watched one : watched) {
            double silence = seconds(one.lastSign);
            if (silence > longestStep.toSeconds()) {
                giveUp(one, silence);
            } else if (silence > Math.min(longestStep.toSeconds() / 2.0, WORTH_A_WORD.toSeconds())) {
                one.note(
                        "silence",
                        "No step has ended for %s. After %s without one the run is given up."
                                .formatted(
                                        FORMATS.seconds(silence), FORMATS.seconds((double) longestStep.toSeconds())));
            }
            lookAtMemory(one);
            lookAtEstimate(one);
        }
    }

    private void giveUp(Watched one, double silence) {
        String reason =
                "No step has ended for %s: its native code hangs, or a step takes longer than bitgap.worker.longest-step"
                                .formatted(FORMATS.seconds(silence))
                        + " allows. A smaller batch size makes steps shorter. The worker's process ends to get its device back.";
        LOG.error("Attempt {} is given up: {}", one.attempt, reason);
        work.failed(one.attempt, "no-progress", reason);
        end.accept(ProcessEnd.STUCK);
        // not before it was told: what fails is tried again at the next look
        one.close();
    }

    /**
     * To be called every second, in a process that does nothing but train: ends it where a run was canceled, paused or given to another
     * worker and its step goes on. The silence alone ends nothing.
     */
    void lookForClosed() {
        for (Watched one : watched) {
            double silence = seconds(one.lastSign);
            if (silence < SILENT.toSeconds()) {
                continue;
            }
            Long since = one.closedSince;
            if (since == null) {
                if (!work.open(one.attempt)) {
                    one.closedSince = counter.getAsLong();
                }
            } else if (seconds(since) >= BETWEEN_SIGHTS.toSeconds()
                    && silence > TOO_LONG.toSeconds()
                    && alone.getAsBoolean()
                    && watched.contains(one)) {
                LOG.warn(
                        "Attempt {} is over, and its step has not ended for {}: the process ends to get its device back",
                        one.attempt,
                        FORMATS.seconds(silence));
                end.accept(ProcessEnd.GAVE_WAY);
                one.close();
            }
        }
    }

    private void lookAtMemory(Watched one) {
        long used = memory.used();
        if (memory.limit() > 0 && used > NEARLY * memory.limit()) {
            one.note(
                    "memory",
                    "The worker's memory is nearly used up: %s of %s. A run that needs more fails, and where the limit is the"
                                    .formatted(FORMATS.bytes(used), FORMATS.bytes(memory.limit()))
                            + " machine's the worker is killed. A smaller batch size needs less.");
        }
    }

    private void lookAtEstimate(Watched one) {
        double taken = seconds(one.begun);
        if (one.estimate > 0 && taken > FAR_ABOVE * one.estimate && taken > WORTH_A_WORD.toSeconds()) {
            one.note(
                    "estimate",
                    "The training has taken %s by now and was estimated at %s when it began: does something else use the processor,"
                                    .formatted(FORMATS.seconds(taken), FORMATS.seconds(one.estimate))
                            + " or is the machine short of memory?");
        }
    }
}
