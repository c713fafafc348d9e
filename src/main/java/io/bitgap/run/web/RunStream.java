package io.bitgap.run.web;

import io.bitgap.account.Permits;
import io.bitgap.format.Formats;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.journal.RunEvent;
import io.bitgap.run.journal.RunEvents;
import io.bitgap.training.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client that follows a run. Written to by one thread at a time: whoever has it {@link #take taken}. */
final class RunStream {
    /** Ids are read a portion at a time, so that a client which asks for a long run's events does not fill the memory. */
    private static final long PORTION = 100;

    private final UUID run;
    private final Permits.Permit permit;
    private final SseEmitter emitter;
    private final Formats formats;
    private final AtomicBoolean taken = new AtomicBoolean();
    private long sent;
    private long version = -1;
    private Instant lastWrite;

    /**
     * @param permit of whoever follows the run
     * @param sent id of the last event that the client has
     */
    RunStream(UUID run, Permits.Permit permit, SseEmitter emitter, Formats formats, long sent, Instant now) {
        this.run = run;
        this.permit = permit;
        this.formats = formats;
        this.emitter = emitter;
        this.sent = sent;
        this.lastWrite = now;
    }

    UUID run() {
        return run;
    }

    Permits.Permit permit() {
        return permit;
    }

    SseEmitter emitter() {
        return emitter;
    }

    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void release() {
        taken.set(false);
    }

    /** What is sent as {@code now}; {@code shown} and {@code share} are for pages. */
    private record Now(RunState state, Progress progress, RunView.Metrics metrics, ShownProgress shown, double share) {}

    /** What is left to do for a client. */
    enum Rest {
        /** Nothing more will come. */
        OVER,
        /** More can be read at once. */
        MORE,
        /** Nothing now; the next look may find something. */
        LATER
    }

    /** Where events come from: those with ids above {@code after}, up to {@code until}, in their order; empty when others read. */
    interface Source {
        Optional<List<RunEvent>> between(UUID run, long after, long until);
    }

    /** What is sent for an event of the kind {@code state}; {@code last} where nothing follows. */
    private record State(Instant at, String state, @Nullable String reason, boolean last) {}

    private record Metric(List<RunEvent.Value> values) {}

    /**
     * Sends what is new, at most a portion of it.
     *
     * @throws IOException when the client is gone
     */
    Rest send(Source events, RunEvents.Head head, Instant now) throws IOException {
        if (version != head.version()) {
            // no id: it is true now, and nothing that a client would have to catch up with
            write(SseEmitter.event().name("now").data(now(head.now()), MediaType.APPLICATION_JSON), now);
            version = head.version();
        }
        if (isBehind(head)) {
            long until = Math.min(head.last(), sent + PORTION);
            Optional<List<RunEvent>> read = events.between(run, sent, until);
            if (read.isEmpty()) {
                return Rest.LATER;
            }
            for (RunEvent event : read.get()) {
                send(event, head, now);
            }
            sent = until;
        }
        if (isBehind(head)) {
            return Rest.MORE;
        }
        return head.over() ? Rest.OVER : Rest.LATER;
    }

    private Now now(RunEvents.Now now) {
        return new Now(
                now.state(),
                now.progress(),
                now.metrics(),
                ShownProgress.of(now, formats),
                now.progress().share());
    }

    /** Whether there is more to send. */
    boolean isBehind(RunEvents.Head head) {
        return sent < head.last();
    }

    void send(SseEmitter.SseEventBuilder event, Instant now) throws IOException {
        write(event, now);
    }

    boolean silentSince(Instant then) {
        return lastWrite.isBefore(then);
    }

    private void send(RunEvent event, RunEvents.Head head, Instant now) throws IOException {
        SseEmitter.SseEventBuilder message = SseEmitter.event().id(String.valueOf(event.id()));
        if (event instanceof RunEvent.State state) {
            boolean last = head.over() && state.id() == head.last();
            message.name("state")
                    .data(
                            new State(state.at(), state.state().name(), state.reason(), last),
                            MediaType.APPLICATION_JSON);
        } else if (event instanceof RunEvent.Metric metric) {
            message.name("metric").data(new Metric(metric.values()), MediaType.APPLICATION_JSON);
        } else if (event instanceof RunEvent.Log log) {
            message.name("log").data(log.line(), MediaType.APPLICATION_JSON);
        }
        write(message, now);
    }

    private void write(SseEmitter.SseEventBuilder event, Instant now) throws IOException {
        emitter.send(event);
        lastWrite = now;
    }
}
