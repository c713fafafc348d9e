package io.bitgap.comparison.dashboard;

/**
 * A network and a data set with finished experiments.
 *
 * @param experiments how many
 */
public record MeasuredPair(String network, String dataset, int experiments) {
    boolean matches(String otherNetwork, String otherDataset) {
        return network.equals(otherNetwork) && dataset.equals(otherDataset);
    }
}
