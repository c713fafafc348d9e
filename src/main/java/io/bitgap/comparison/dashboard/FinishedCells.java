package io.bitgap.comparison.dashboard;

/**
 * SQL fragments that the dashboard's charts share. Numbers of experiments that still train would move under the reader and have
 * seeds missing, so charts show finished ones.
 */
final class FinishedCells {
    /**
     * Experiments of which no run is left to do, as {@code finished}, with the training images that they were limited to: a quick
     * look at few images must not stand in for a result on all of them.
     */
    static final String FINISHED = """
            finished as (
              select e.id, e.created_at, e.network, e.dataset,
                     coalesce(nullif(e.train_examples, 0), 2147483647) as images
              from experiment e
              where not exists (select from run r where r.experiment_id = e.id and r.finished_at is null)
            )
            """;

    private FinishedCells() {}
}
