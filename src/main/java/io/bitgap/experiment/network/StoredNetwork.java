package io.bitgap.experiment.network;

import java.time.Instant;

/**
 * A row of the table.
 *
 * @param definition canonical text, see {@link io.bitgap.network.NetworkDetails#definition}
 */
record StoredNetwork(String name, String definition, String createdBy, Instant createdAt) {}
