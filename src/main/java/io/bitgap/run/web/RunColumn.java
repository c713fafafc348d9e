package io.bitgap.run.web;

import io.bitgap.format.Formats;
import io.bitgap.listing.Column;
import io.bitgap.run.RunRow;
import io.bitgap.training.ResultWarning;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of the list of runs. Every line begins with the method, which links to its run. */
enum RunColumn implements Column<RunRow> {
    METHOD("method", "method", "method", RunRow::method),
    STATE("state", "state", "state", row -> row.state().name()),
    SETTING("setting", "bits", "weightBits", RunRow::setting),
    SEED("seed", "seed", true, RunRow::seed, (row, figures) -> String.valueOf(row.seed())),
    EXPERIMENT("experiment", "experiment", "experiment", RunRow::experiment),
    NETWORK("network", "network", "network", row -> row.network() == null ? "" : row.network()),
    DATASET("dataset", "data set", "dataset", row -> row.dataset() == null ? "" : row.dataset()),
    REASON("reason", "reason", null, row -> row.reason() == null ? "" : row.reason()),
    PROGRESS(
            "epoch",
            "epochs",
            true,
            row -> row.progress().epoch(),
            (row, figures) -> row.progress().epoch() + " / " + row.progress().epochs()),
    TOP1(
            "top1",
            "top-1",
            true,
            RunRow::top1,
            (row, figures) -> figures.percent(row.top1()) + (row.warnings().isEmpty() ? "" : " ⚠")),
    BEST_TOP1("bestTop1", "best top-1", true, RunRow::bestTop1, (row, figures) -> figures.percent(row.bestTop1())),
    PTQ_TOP1("ptqTop1", "PTQ top-1", true, RunRow::ptqTop1, (row, figures) -> figures.percent(row.ptqTop1())),
    GAP("gap", "gap", true, RunRow::gap, (row, figures) -> figures.points(row.gap())),
    GAP_TO_CONTROL(
            "gapToControl",
            "gap to control",
            true,
            RunRow::gapToControl,
            (row, figures) -> figures.points(row.gapToControl())),
    WARNINGS("warnings", "warnings", null, RunColumn::warnings),
    LOSS("loss", "test loss", true, RunRow::loss, (row, figures) -> figures.value(row.loss())),
    WEIGHT_BITS(
            "weightBits", "weight bits", true, RunRow::weightBits, (row, figures) -> String.valueOf(row.weightBits())),
    ACTIVATION_BITS(
            "activationBits",
            "activation bits",
            true,
            RunRow::activationBits,
            (row, figures) -> String.valueOf(row.activationBits())),
    SPEED(
            "imagesPerSecond",
            "images/s",
            true,
            RunRow::imagesPerSecond,
            (row, figures) -> figures.value(row.imagesPerSecond())),
    SECONDS("seconds", "took", true, RunRow::seconds, (row, figures) -> figures.seconds(row.seconds())),
    CREATED("createdAt", "submitted", true, RunRow::createdAt, (row, figures) -> figures.time(row.createdAt())),
    STARTED("startedAt", "started", true, RunRow::startedAt, (row, figures) -> figures.time(row.startedAt())),
    FINISHED("finishedAt", "finished", true, RunRow::finishedAt, (row, figures) -> figures.time(row.finishedAt()));

    static final List<RunColumn> ALL = List.of(values());
    static final List<RunColumn> DEFAULT =
            List.of(METHOD, STATE, SETTING, SEED, EXPERIMENT, PROGRESS, TOP1, GAP, CREATED);

    private final Heading heading;
    private final Function<RunRow, @Nullable Object> value;
    private final BiFunction<RunRow, Formats, String> text;

    /** Text, which a page shows as it is. */
    RunColumn(String word, String title, @Nullable String sort, Function<RunRow, String> text) {
        this.heading = new Heading(word, title, sort, false);
        this.value = text::apply;
        this.text = (row, figures) -> text.apply(row);
    }

    /** A number or a time: raw for programs, written out for people. */
    RunColumn(
            String word,
            String title,
            boolean number,
            Function<RunRow, @Nullable Object> value,
            BiFunction<RunRow, Formats, String> text) {
        this.heading = new Heading(word, title, word, number);
        this.value = value;
        this.text = text;
    }

    @Override
    public Heading heading() {
        return heading;
    }

    @Override
    public @Nullable Object value(RunRow row) {
        return value.apply(row);
    }

    private static String warnings(RunRow row) {
        return row.warnings().stream().map(ResultWarning::code).collect(Collectors.joining(", "));
    }

    /** For people. */
    public String text(RunRow row, Formats figures) {
        return text.apply(row, figures);
    }
}
