package io.bitgap.comparison;

import io.bitgap.dataset.Datasets;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The cited numbers, in the order in which they were added. */
@Repository
public class PublishedNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedNumbers.class);
    private final JdbcClient jdbc;
    private final Datasets datasets;

    public PublishedNumbers(JdbcClient jdbc, Datasets datasets) {
        this.jdbc = jdbc;
        this.datasets = datasets;
    }

    public List<PublishedNumber> all() {
        return jdbc.sql("""
                select collection, dataset, network, method, weight_bits, activation_bits, top1, kind, source, note,
                       case when added_at is not null then added_by end as added_by
                from published
                order by position
                """).query(PublishedNumber.class).list();
    }

    /**
     * Numbers for exactly this network on exactly this data set, then those on the one that it stands for, as if they were on it:
     * {@link #standIn} says so to readers.
     */
    public List<PublishedNumber> of(String network, String dataset) {
        return jdbc
                .sql("""
                select collection, dataset, network, method, weight_bits, activation_bits, top1, kind, source, note,
                       case when added_at is not null then added_by end as added_by
                from published
                where network = :network and dataset in (:dataset, :standsFor)
                order by dataset <> :dataset, position
                """)
                .param("network", network)
                .param("dataset", dataset)
                .param("standsFor", datasets.standsFor(dataset).orElse(dataset))
                .query(PublishedNumber.class)
                .list()
                .stream()
                .map(number -> number.on(dataset))
                .toList();
    }

    /** What readers must know of the published numbers that stand beside those of a data set. */
    public Optional<String> standIn(String dataset) {
        return datasets.standsFor(dataset)
                .map(other ->
                        "Published numbers are those of %s; %s holds other pixels of it.".formatted(other, dataset));
    }

    /**
     * Adds what a person cites; it is in every table from then on.
     *
     * @param body as {@code POST /published} takes it
     * @throws Problem (422) with a pointer to every field that is wrong, (409) where this source's number is there already
     */
    public PublishedNumber add(JsonNode body, String addedBy) {
        PublishedNumber number = PublishedReading.of(body, addedBy);
        int added = with(number, jdbc.sql("""
                insert into published (collection, dataset, network, method, weight_bits, activation_bits,
                                       top1, kind, source, note, added_by, added_at)
                select :collection, :dataset, :network, :method, :weightBits, :activationBits,
                       :top1, :kind, :source, cast(:note as text), :addedBy, now()
                where not exists (select from published
                                  where dataset = :dataset and network = :network and method = :method
                                    and weight_bits = :weightBits and activation_bits = :activationBits
                                    and kind = :kind and source = :source)
                on conflict do nothing
                """)).param("addedBy", addedBy).update();
        if (added == 0) {
            throw new AlreadyPublished(number);
        }
        LOG.info("{} added a published number: {}", addedBy, number);
        return number;
    }

    /** Stores a number that ships with Bitgap, or corrects it; what a person has added stays as it is. */
    void ship(PublishedNumber number) {
        with(number, jdbc.sql("""
                insert into published (collection, dataset, network, method, weight_bits, activation_bits,
                                       top1, kind, source, note, added_by)
                values (:collection, :dataset, :network, :method, :weightBits, :activationBits,
                        :top1, :kind, :source, :note, 'bitgap')
                on conflict (collection, dataset, network, method, weight_bits, activation_bits, kind, source)
                do update set top1 = excluded.top1, note = excluded.note
                where published.added_at is null
                  and (published.top1, published.note) is distinct from (excluded.top1, excluded.note)
                """)).update();
    }

    private static StatementSpec with(PublishedNumber number, StatementSpec statement) {
        return statement
                .param("collection", number.collection())
                .param("dataset", number.dataset())
                .param("network", number.network())
                .param("method", number.method())
                .param("weightBits", number.weightBits())
                .param("activationBits", number.activationBits())
                .param("top1", number.top1())
                .param("kind", number.kind())
                .param("source", number.source())
                .param("note", number.note());
    }
}
