package io.bitgap.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A configuration with quantizers.
 *
 * @param configuration a new one; the source is not changed
 * @param layers every layer with weights, in topological order of the source's definition
 */
public record Attachment(ComputationGraphConfiguration configuration, List<AttachedLayer> layers) {}
