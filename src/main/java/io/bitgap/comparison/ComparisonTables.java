package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Subject;
import io.bitgap.experiment.ExperimentView;
import org.springframework.stereotype.Service;

/** Makes the tables of stored experiments. */
@Service
public class ComparisonTables {
    private final MeasuredCells measured;
    private final PublishedNumbers published;

    ComparisonTables(MeasuredCells measured, PublishedNumbers published) {
        this.measured = measured;
        this.published = published;
    }

    /** The experiment as it stands now, finished or not, after each run's last epoch. */
    public ComparisonTable of(ExperimentView experiment, TableStyle style) {
        return of(experiment, style, MeasuredValue.LAST);
    }

    /** The experiment as it stands now; finished or not. */
    public ComparisonTable of(ExperimentView experiment, TableStyle style, MeasuredValue value) {
        Subject subject = new Subject(
                experiment.id(),
                experiment.slug(),
                experiment.name(),
                experiment.state(),
                text(experiment, "network"),
                text(experiment, "dataset"),
                text(experiment, "levelConvention"));
        Quotes quotes = new Quotes(published.of(subject.network(), subject.dataset()));
        return ComparisonTable.of(subject, style, value, measured.of(experiment.id(), value), quotes);
    }

    private static String text(ExperimentView experiment, String field) {
        Object value = experiment.spec().get(field);
        return value == null ? "" : value.toString();
    }
}
