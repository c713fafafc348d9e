package io.bitgap.experiment.network;

import io.bitgap.account.Action;
import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.Requires;
import io.bitgap.network.NetworkDescription;
import io.bitgap.network.NetworkDetails;
import io.bitgap.network.Networks;
import io.bitgap.problem.Problem;
import io.bitgap.run.Quotas;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The uploaded networks, and the built-in ones where both are asked for. */
@Service
@Transactional(readOnly = true)
public class UploadedNetworks {
    private final NetworkRows rows;
    private final CurrentUser user;
    private final Quotas quotas;
    private final Audit audit;
    private final Clock clock;

    UploadedNetworks(NetworkRows rows, CurrentUser user, Quotas quotas, Audit audit, Clock clock) {
        this.user = user;
        this.quotas = quotas;
        this.audit = audit;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * What became of an upload.
     *
     * @param created whether it is new; otherwise the same network was there under this name
     */
    public record Uploaded(NetworkView network, boolean created) {}

    /**
     * Stores a network.
     *
     * @param document a configuration as DL4J writes it
     * @throws Problem (422) with everything that is not supported, (409) when the name belongs to another network, or its author has too many
     */
    @Transactional
    @Requires(Action.UPLOAD_NETWORK)
    public Uploaded upload(String name, JsonNode document) {
        String author = user.name();
        NetworkName.check(name);
        NetworkDetails read = Networks.read(name, document, author);
        StoredNetwork wanted = new StoredNetwork(
                name, read.definition(), author, clock.instant().truncatedTo(ChronoUnit.MICROS));
        boolean created = rows.insert(wanted);
        StoredNetwork stored = created ? wanted : rows.find(name).orElseThrow();
        if (!stored.definition().equals(wanted.definition())) {
            throw NetworkName.taken(name, " is there already, and is another one");
        }
        if (created) {
            quotas.requireNetwork(rows.countOf(author) - 1);
            audit.record(AuditAction.UPLOAD_NETWORK, name, null, null);
        }
        return new Uploaded(view(stored), created);
    }

    /** Uploaded ones only. */
    public List<String> names() {
        return rows.names();
    }

    /** Of an uploaded one. */
    public Optional<String> definition(String name) {
        return stored(name).map(StoredNetwork::definition);
    }

    /** All networks, those that come along first. */
    public List<NetworkDescription> descriptions() {
        return Stream.concat(
                        Networks.catalogue().stream(),
                        rows.all().stream()
                                .map(row -> Networks.uploaded(row.name(), row.definition(), row.createdBy())
                                        .description()))
                .toList();
    }

    /** @throws Problem (404) if there is none of that name */
    public NetworkView get(String name) {
        return Networks.details(name)
                .map(details -> NetworkView.of(details, null))
                .or(() -> stored(name).map(UploadedNetworks::view))
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "unknown-network",
                        "There is no network of that name; GET /networks lists them."));
    }

    /** Other names need not be looked up, and some (NUL) the database refuses. */
    private Optional<StoredNetwork> stored(String name) {
        return NetworkName.possible(name) ? rows.find(name) : Optional.empty();
    }

    private static NetworkView view(StoredNetwork stored) {
        return NetworkView.of(Networks.uploaded(stored.name(), stored.definition(), stored.createdBy()), stored);
    }
}
