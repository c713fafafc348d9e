package io.bitgap.experiment.network;

import java.time.Instant;

/**
 * A row of the table.
 *
 * @param definition canonical text, see {@link io.bitgap.network.NetworkDetails#definition}
 * @param sha256 of its UTF-8 bytes
 */
record StoredNetwork(String name, String definition, String sha256, String createdBy, Instant createdAt) {}
