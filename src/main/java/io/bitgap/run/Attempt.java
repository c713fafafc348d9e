package io.bitgap.run;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One worker's attempt at a run. */
@Entity
@Table(name = "attempt")
class Attempt extends Identified {
    /** OPEN until it ends in one of the others. */
    enum State {
        OPEN,
        COMPLETED,
        FAILED,
        CANCELED,
        LOST
    }

    private UUID runId;
    private int number;
    private String worker;
    private String device;
    private @Nullable String processor;
    private @Nullable Integer threads;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable String reason;
    private @Nullable String note;
    private boolean released;
    private Instant startedAt;
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected Attempt() {}

    Attempt(UUID id, UUID runId, int number, WorkerDevice workplace, Instant now) {
        super(id);
        this.runId = runId;
        this.number = number;
        this.worker = workplace.worker();
        this.device = workplace.device();
        this.processor = workplace.processor();
        this.threads = workplace.threads();
        this.state = State.OPEN;
        this.startedAt = now;
    }

    void note(String odd) {
        note = note == null ? odd : note + " " + odd;
    }

    void complete(Instant now) {
        end(State.COMPLETED, null, now);
    }

    void fail(String why, Instant now) {
        end(State.FAILED, why, now);
    }

    void cancel(String why, Instant now) {
        end(State.CANCELED, why, now);
    }

    void lose(String why, Instant now) {
        end(State.LOST, why, now);
    }

    /** Its run goes on later; that is nobody's fault. */
    void release(String why, Instant now) {
        end(State.LOST, why, now);
        released = true;
    }

    private void end(State outcome, @Nullable String why, Instant now) {
        if (!open()) {
            throw new IllegalStateException("attempt " + getId() + " has already ended as " + state);
        }
        state = outcome;
        reason = why;
        endedAt = now;
    }

    boolean open() {
        return state == State.OPEN;
    }

    UUID runId() {
        return runId;
    }

    int number() {
        return number;
    }

    String worker() {
        return worker;
    }

    boolean isOn(WorkerDevice workplace) {
        return worker.equals(workplace.worker()) && device.equals(workplace.device());
    }

    RunView.Attempt view() {
        return new RunView.Attempt(
                number, worker, device, processor, threads, state.name(), released, reason, note, startedAt, endedAt);
    }
}
