package io.bitgap.run.checkpoint;

import static java.util.stream.Collectors.toMap;

import io.bitgap.listing.Rows;
import io.bitgap.training.ImageClasses;
import io.bitgap.training.TestAnswers;
import io.bitgap.training.TestSplit;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What networks said about each test image: of every run's last and best checkpoint, whether their files are still stored or
 * not. Those of other checkpoints go: nobody compares them.
 */
@Component
public class CheckpointPredictions {
    private final JdbcClient jdbc;

    public CheckpointPredictions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores those of a checkpoint that is there, and removes those of its run that are neither the last nor the best any more. */
    void store(UUID run, NewCheckpoint saved) {
        store(saved.split());
        jdbc.sql("""
                        insert into checkpoint_prediction (checkpoint_id, test_split, predicted)
                        values (:checkpoint, :split, :predicted)
                        """)
                .param("checkpoint", saved.id())
                .param("split", saved.split().id())
                .param("predicted", saved.test().predictions().bytes())
                .update();
        jdbc.sql("""
                        delete from checkpoint_prediction where checkpoint_id in (
                          select id from (
                            select id, epoch = max(epoch) over () as newest,
                                   row_number() over (order by coalesce(validation_top1, top1) desc, epoch desc) = 1
                                     as best
                            from checkpoint where run_id = :run) standing
                          where not newest and not best)
                        """).param("run", run).update();
    }

    private void store(TestSplit split) {
        jdbc.sql("""
                        insert into test_split (id, checksum, classes, images, labels, names)
                        values (:id, :checksum, :classes, :images, :labels, :names) on conflict do nothing
                        """)
                .param("id", split.id())
                .param("checksum", split.checksum())
                .param("classes", split.classes().toArray(String[]::new))
                .param("images", split.size())
                .param("labels", split.labels().bytes())
                .param("names", split.names().toArray(String[]::new))
                .update();
    }

    public boolean stored(UUID checkpoint) {
        return jdbc.sql("select exists (select from checkpoint_prediction where checkpoint_id = :checkpoint)")
                .param("checkpoint", checkpoint)
                .query(Boolean.class)
                .single();
    }

    /** Empty where the checkpoint was neither the last nor the best of its run when another one came. */
    public Optional<TestAnswers> find(UUID checkpoint) {
        return Optional.ofNullable(of(List.of(checkpoint)).get(checkpoint));
    }

    /** By checkpoint, of those that have any. What several were tested on is read once. */
    public Map<UUID, TestAnswers> of(Collection<UUID> checkpoints) {
        List<Stored> stored = jdbc.sql("""
                        select checkpoint_id, test_split, predicted from checkpoint_prediction
                        where checkpoint_id = any(:checkpoints)
                        """)
                .param("checkpoints", checkpoints.toArray(UUID[]::new))
                .query((row, number) -> new Stored(
                        Rows.uuid(row, "checkpoint_id"), row.getString("test_split"), row.getBytes("predicted")))
                .list();
        Map<String, TestSplit> splits =
                splits(stored.stream().map(Stored::split).distinct().toArray(String[]::new));
        return stored.stream().collect(toMap(Stored::checkpoint, each -> each.answers(splits)));
    }

    private record Stored(UUID checkpoint, String split, byte[] predicted) {
        TestAnswers answers(Map<String, TestSplit> splits) {
            TestSplit own = Objects.requireNonNull(splits.get(split));
            return new TestAnswers(
                    own, ImageClasses.read(predicted, own.classes().size()));
        }
    }

    private Map<String, TestSplit> splits(String[] ids) {
        return jdbc
                .sql("select id, checksum, classes, labels, names from test_split where id = any(:ids)")
                .param("ids", ids)
                .query((row, number) -> split(row))
                .list()
                .stream()
                .collect(toMap(TestSplit::id, split -> split));
    }

    private static TestSplit split(ResultSet row) throws SQLException {
        List<String> classes = texts(row.getArray("classes"));
        return new TestSplit(
                row.getString("id"),
                row.getString("checksum"),
                classes,
                ImageClasses.read(row.getBytes("labels"), classes.size()),
                texts(row.getArray("names")));
    }

    private static List<String> texts(Array column) throws SQLException {
        return Arrays.asList((String[]) column.getArray());
    }
}
