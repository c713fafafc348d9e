package io.bitgap.run.web;

import io.bitgap.account.Permits;
import io.bitgap.format.Formats;
import io.bitgap.problem.Problem;
import io.bitgap.run.journal.RunEvent;
import io.bitgap.run.journal.RunEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The clients that follow runs. Once a second one query asks how far all the followed runs are, and a few threads send what is
 * new: clients hold neither a thread nor a connection to the database, and one that reads slowly holds up at most one of those
 * threads. One that has much to catch up with gets it a portion at a time, between the others. However many threads read at
 * once, most connections are left to requests. The source is the database, so that it does not matter which process trains.
 */
@Component
class RunStreams {
    static final int MAX_STREAMS = 200;
    /** So that nobody takes them all. */
    static final int MAX_OF_A_PERSON = 40;

    private static final Logger LOG = LoggerFactory.getLogger(RunStreams.class);
    private static final int SENDERS = 16;
    /** Of the connections of the pool, one in so many may read events at the same time. */
    private static final int SHARE = 3;

    /** How long a sender waits until it may read. */
    private static final Duration TURN = Duration.ofMillis(200);

    private static final Duration RECONNECT = Duration.ofSeconds(3);
    private static final long NEVER = 0;

    private final Set<RunStream> streams = ConcurrentHashMap.newKeySet();
    private final RunEvents events;
    private final Permits permits;
    private final Formats formats;
    private final Clock clock;
    private final Duration silence;
    private final Semaphore readers;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(RunStreams::thread);
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS, RunStreams::thread);
    private volatile boolean closed;

    /**
     * @param silence after which a client is told that it is still followed; one that is gone is noticed then
     * @param connections that the pool has
     */
    RunStreams(
            RunEvents events,
            Permits permits,
            Formats formats,
            Clock clock,
            @Value("${bitgap.events.silence:15s}") Duration silence,
            @Value("${spring.datasource.hikari.maximum-pool-size}") int connections) {
        this.readers = new Semaphore(readers(connections));
        this.silence = silence;
        this.events = events;
        this.permits = permits;
        this.formats = formats;
        this.clock = clock;
        ticks.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** How many of a pool's connections followers use at most, beside the one that looks for news once a second. */
    static int readers(int connections) {
        return Math.max(1, connections / SHARE);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "run-events");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Follows a run.
     *
     * @param after id of the last event that the client has
     * @throws Problem (503) when too many do already, and when this process is about to end
     */
    SseEmitter follow(UUID run, long after) {
        if (closed) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "shutting-down",
                    "This process is about to end. Try again: another one answers, or this one when it is back.");
        }
        if (streams.size() >= MAX_STREAMS) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "too-many-streams",
                    "As many clients follow runs as this process serves (" + MAX_STREAMS
                            + "). Try again later, or ask GET /runs/" + run + " from time to time.");
        }
        Permits.Permit permit = permits.current();
        if (permit.actor().id() != null && followedBy(permit) >= MAX_OF_A_PERSON) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "too-many-streams",
                    "You follow as many runs as one person may (" + MAX_OF_A_PERSON + "). Close some, or ask GET /runs/"
                            + run + " from time to time.");
        }
        SseEmitter emitter = new SseEmitter(NEVER);
        RunStream stream = new RunStream(run, permit, emitter, formats, after, Instant.MIN);
        emitter.onCompletion(() -> streams.remove(stream));
        emitter.onError(error -> streams.remove(stream));
        try {
            // what goes out at once, so that the client sees that it was taken
            emitter.send(SseEmitter.event().comment("following").reconnectTime(RECONNECT.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        streams.add(stream);
        if (closed) {
            // since the question above; whoever closed may not have seen it
            emitter.complete();
        }
        return emitter;
    }

    private long followedBy(Permits.Permit permit) {
        return streams.stream()
                .filter(stream -> Objects.equals(
                        stream.permit().actor().id(), permit.actor().id()))
                .count();
    }

    /** How many follow a run now. */
    int size() {
        return streams.size();
    }

    /** One look at what is new; never throws, or there would be no other. */
    void tick() {
        if (streams.isEmpty()) {
            return;
        }
        try {
            List<RunStream> looked = List.copyOf(streams);
            Map<UUID, RunEvents.Head> heads =
                    events.heads(looked.stream().map(RunStream::run).collect(Collectors.toSet()));
            Set<Permits.Permit> lasting =
                    permits.lasting(looked.stream().map(RunStream::permit).collect(Collectors.toSet()));
            for (RunStream stream : looked) {
                RunEvents.Head head = heads.get(stream.run());
                if (head == null
                        || !lasting.contains(stream.permit())
                        || !stream.permit().shows(head.privateTo())) {
                    streams.remove(stream);
                    stream.emitter().complete();
                } else if (stream.take()) {
                    senders.execute(() -> serve(stream, head));
                }
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody is told anything any more: the process shuts down");
        } catch (RuntimeException | Error e) {
            LOG.warn("Could not look for events of runs; trying again in a second", e);
        }
    }

    /** Empty when as many read as may: whoever waited for longer would keep a thread from clients that have something to hear. */
    private Optional<List<RunEvent>> read(UUID run, long after, long until) {
        if (!mayRead()) {
            return Optional.empty();
        }
        try {
            return Optional.of(events.between(run, after, until));
        } finally {
            readers.release();
        }
    }

    private boolean mayRead() {
        try {
            return readers.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void serve(RunStream stream, RunEvents.Head head) {
        boolean goesOn = false;
        try {
            Instant now = clock.instant();
            RunStream.Rest rest = stream.send(this::read, head, now);
            if (rest == RunStream.Rest.OVER) {
                streams.remove(stream);
                stream.emitter().complete();
            } else if (rest == RunStream.Rest.MORE) {
                senders.execute(() -> serve(stream, head));
                goesOn = true;
            } else if (stream.silentSince(now.minus(silence))) {
                stream.send(SseEmitter.event().comment("still here"), now);
            }
        } catch (IOException e) {
            streams.remove(stream);
            LOG.debug("A client that followed run {} is gone", stream.run(), e);
        } catch (IllegalStateException e) {
            // completed meanwhile, or an answer that could not be written: completed again, so that its client does not
            // wait for ever
            streams.remove(stream);
            stream.emitter().complete();
            LOG.debug("A client that followed run {} is told no more", stream.run(), e);
        } catch (RejectedExecutionException e) {
            LOG.debug("The process shuts down; the client of run {} asks another one for the rest", stream.run());
        } catch (RuntimeException e) {
            LOG.warn("Events of run {} could not be sent; its client may ask again", stream.run(), e);
            streams.remove(stream);
            stream.emitter().complete();
        } finally {
            if (!goesOn) {
                stream.release();
            }
        }
    }

    /** Before the server waits for requests to end: these would not. */
    @EventListener
    void closed(ContextClosedEvent event) {
        closed = true;
        ticks.shutdownNow();
        senders.shutdown();
        streams.forEach(stream -> stream.emitter().complete());
    }
}
