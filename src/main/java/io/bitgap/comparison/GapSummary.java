package io.bitgap.comparison;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far each method falls short of fp32 at each setting, over all finished experiments with one network and one data
 * set.
 *
 * @param points widest setting first, methods in alphabetical order within it
 */
public record GapSummary(String network, String dataset, List<Point> points) {
    /**
     * @param gap mean over n runs of fp32 top-1 of the same experiment and seed minus the run's top-1
     * @param n runs
     */
    public record Point(String method, String setting, int weightBits, int activationBits, double gap, int n) {}

    public Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        points.forEach(point -> methods.add(point.method()));
        return methods;
    }

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
}
