package io.bitgap.comparison.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gaps at one setting: networks on data sets against methods. Each cell is of one experiment: the finished one on the most training images, of these the newest, that
 * has it.
 *
 * @param setting e.g. {@code 4} or {@code w3a4}
 * @param to what gaps are measured to
 * @param settings those that there are, most measured first
 * @param hidden pairs of network and data set that are left out because there are too many
 */
public record HeatMap(
        String setting, GapTo to, List<Setting> settings, List<Cell> cells, List<MeasuredPair> pairs, int hidden) {
    /** @param runs completed runs of finished experiments */
    public record Setting(String setting, int runs) {}

    /**
     * @param gap mean over n seeds of fp32's or the control's top-1 minus the run's top-1 of the same seed
     * @param experiment slug of the experiment it comes from
     */
    public record Cell(String network, String dataset, String method, double gap, int n, String experiment) {
        private static final double[] STEPS = {0.005, 0.01, 0.02, 0.05, 0.1};

        /** The step of the colour scale: 0 below half a percentage point, 5 from ten on. */
        public int heat() {
            int heat = 0;
            while (heat < STEPS.length && gap >= STEPS[heat]) {
                heat++;
            }
            return heat;
        }
    }

    @JsonIgnore
    public Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        cells.stream().map(Cell::method).sorted().forEach(methods::add);
        return methods;
    }

    public Optional<Cell> at(MeasuredPair pair, String method) {
        return cells.stream()
                .filter(cell -> pair.matches(cell.network(), cell.dataset())
                        && cell.method().equals(method))
                .findFirst();
    }
}
