package io.bitgap.comparison.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far each method falls short of fp32, or of its control, at each setting, for one network on one data set. Each point is of one
 * experiment: the finished one on the most training images, of these the newest, that has it.
 *
 * @param to what gaps are measured to
 * @param points widest setting first, methods in alphabetical order within it
 * @param experiments where the points come from, newest first
 * @param standIn what to know of published gaps that are of another data set; null where the data set stands for none that has any
 */
public record GapChart(
        String network,
        String dataset,
        GapTo to,
        List<Point> points,
        List<CellSource> experiments,
        @Nullable String standIn) {
    /**
     * @param gap mean over n seeds of fp32's or the control's top-1 minus the run's top-1 of the same seed
     * @param std sample standard deviation; null for n = 1
     * @param published the gap that others have published for it, of the first source that has one; null without
     * @param publishedSource who
     * @param experiment slug of the experiment it comes from
     */
    public record Point(
            String method,
            String setting,
            int weightBits,
            int activationBits,
            double gap,
            @Nullable Double std,
            int n,
            @Nullable Double published,
            @Nullable String publishedSource,
            String experiment) {}

    @JsonIgnore
    public Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        points.forEach(point -> methods.add(point.method()));
        return methods;
    }

    @JsonIgnore
    public Set<String> settings() {
        Set<String> settings = new LinkedHashSet<>();
        points.forEach(point -> settings.add(point.setting()));
        return settings;
    }

    public Optional<Point> at(String method, String setting) {
        return points.stream()
                .filter(point ->
                        point.method().equals(method) && point.setting().equals(setting))
                .findFirst();
    }

    /** Whether others have published a gap for one of the points. */
    @JsonIgnore
    public boolean anythingPublished() {
        return points.stream().anyMatch(point -> point.published() != null);
    }

    /** Whether others have published a gap for one of a method's points. */
    public boolean published(String method) {
        return points.stream().anyMatch(point -> point.method().equals(method) && point.published() != null);
    }

    /** The position of an experiment among {@link #experiments}, from 1. */
    public int number(String experiment) {
        return ChartFootnotes.number(experiments, experiment);
    }
}
