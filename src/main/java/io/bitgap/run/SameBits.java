package io.bitgap.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says what keeps a run from coming to the bits of an earlier run of the same plan, or from being trained again to its own. Sums of
 * batch norm and of weight gradients are split by the number of threads, and added up in an order that the processor decides; so a
 * run, with all that it starts from, has to be trained in one kind of place.
 */
@Component
class SameBits {
    private final JdbcClient jdbc;

    SameBits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Places where a run and what it starts from were trained or are being trained, beside those of the first completed run of the same
     * plan and those of the workers that live.
     */
    private record Places(@Nullable UUID original, Set<String> own, Set<String> originals, Set<String> live) {
        List<String> obstacles() {
            return own.size() > 1 ? List.of(changed()) : against().stream().toList();
        }

        private String changed() {
            return "It was trained on %s, with what it starts from, so training it again will not come to the same bits."
                    .formatted(both(own));
        }

        private Optional<String> against() {
            if (original == null || originals.isEmpty() || agree(own.isEmpty() ? live : own)) {
                return Optional.empty();
            }
            String theirs = both(originals);
            String same = "the bits of run " + original + ", which has the same plan";
            if (originals.size() > 1) {
                return Optional.of("It will not come to %s: that one was trained on %s.".formatted(same, theirs));
            }
            if (!own.isEmpty()) {
                return Optional.of("It will not come to %s: that one was trained on %s, this one on %s."
                        .formatted(same, theirs, both(own)));
            }
            return live.isEmpty() || live.containsAll(originals)
                    ? Optional.of("It comes to %s, only where that one was trained: on %s.".formatted(same, theirs))
                    : Optional.of("It will not come to %s: that one was trained on %s, and workers that live have %s."
                            .formatted(same, theirs, both(live)));
        }

        private boolean agree(Set<String> places) {
            return originals.size() == 1 && places.equals(originals);
        }

        private static String both(Set<String> places) {
            return String.join(" and ", places);
        }
    }

    /** Sentences; of most runs none. */
    Map<UUID, List<String>> obstacles(Collection<UUID> runs) {
        Map<UUID, List<String>> found = new HashMap<>();
        jdbc.sql("""
                        with recursive
                          original as (
                            select distinct on (own.id) own.id as run, r.id as original %s
                              and own.id = any(:ids) and r.state = 'COMPLETED' and r.created_at < own.created_at
                              -- what is said of it stands in the log, for whoever sees the run
                              and (r.private_to is null or r.private_to = own.private_to)
                            order by own.id, r.created_at, r.id),
                          part as (
                            select r.id as whole, r.id, r.parent_id
                            from (select unnest(:ids) as id union select original from original) asked
                            join run r on r.id = asked.id
                            union all
                            select part.whole, r.id, r.parent_id from part join run r on r.id = part.parent_id),
                          trained as (
                            select part.whole, array_agg(distinct place(a.processor, a.threads)) as places
                            -- offset 0: run by run, not by way of everybody's attempts and checkpoints
                            from part cross join lateral (
                              select processor, threads from attempt
                              where run_id = part.id and processor is not null and (state = 'OPEN'
                                or exists (select from checkpoint c where c.attempt_id = attempt.id offset 0))
                              offset 0) a
                            group by part.whole)
                        select r.id, o.original, coalesce(own.places, '{}') as own, coalesce(theirs.places, '{}') as originals,
                          array(select place(d.processor, d.threads) from worker_device d
                                join live_worker w on w.name = d.worker) as live
                        from run r
                        left join original o on o.run = r.id
                        left join trained own on own.whole = r.id
                        left join trained theirs on theirs.whole = o.original
                        where r.id = any(:ids)
                        """.formatted(Replicates.SAME_TRAINING))
                .param("ids", runs.toArray(UUID[]::new))
                .query(row -> {
                    found.put(row.getObject("id", UUID.class), places(row).obstacles());
                });
        return found;
    }

    private static Places places(ResultSet row) throws SQLException {
        return new Places(
                row.getObject("original", UUID.class), set(row, "own"), set(row, "originals"), set(row, "live"));
    }

    private static Set<String> set(ResultSet row, String column) throws SQLException {
        return new TreeSet<>(List.of((String[]) row.getArray(column).getArray()));
    }
}
