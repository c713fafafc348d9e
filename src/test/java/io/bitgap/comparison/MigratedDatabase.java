package io.bitgap.comparison;

import io.bitgap.TestDatabase;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.SignedIn;
import io.bitgap.comparison.answers.LastAnswers;
import io.bitgap.dataset.Datasets;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One database for the tests of this room that need no context. */
public final class MigratedDatabase {
    private static final DataSource SOURCE = TestDatabase.source();

    private MigratedDatabase() {}

    public static JdbcClient jdbc() {
        return JdbcClient.create(SOURCE);
    }

    /** With a data set {@code cifar10-png} that stands for cifar10. */
    public static PublishedNumbers published() {
        Path nowhere = Path.of("unused");
        return new PublishedNumbers(
                jdbc(),
                new Datasets(nowhere, Map.of("cifar10-png", Path.of("unused#published=cifar10"))),
                new CurrentUser(),
                SignedIn.audit(jdbc()));
    }

    static ComparisonTables tables() {
        return tables(published());
    }

    static ComparisonTables tables(PublishedNumbers published) {
        LastAnswers answers = new LastAnswers(new CheckpointPredictions(jdbc()), jdbc());
        return new ComparisonTables(new MeasuredCells(jdbc()), new CellComparisons(answers), published);
    }

    static DataSource source() {
        return SOURCE;
    }
}
