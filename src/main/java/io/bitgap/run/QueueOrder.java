package io.bitgap.run;

/** The order in which queued runs start: by priority, then as they came, then as their experiment has them. */
public final class QueueOrder {
    /** For an {@code order by} over {@code run r}. */
    public static final String SQL = " r.priority desc, r.queued_at, r.position, r.id ";

    private QueueOrder() {}
}
