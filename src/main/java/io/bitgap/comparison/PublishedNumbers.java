package io.bitgap.comparison;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cited numbers, in the order in which they were added. */
@Repository
public class PublishedNumbers {
    private final JdbcClient jdbc;

    PublishedNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<PublishedNumber> all() {
        return jdbc.sql("""
                select collection, dataset, network, method, weight_bits, activation_bits, top1, kind, source, note
                from published
                order by position
                """).query(PublishedNumber.class).list();
    }

    /** Numbers for exactly this network on exactly this data set. */
    public List<PublishedNumber> of(String network, String dataset) {
        return jdbc.sql("""
                select collection, dataset, network, method, weight_bits, activation_bits, top1, kind, source, note
                from published
                where network = :network and dataset = :dataset
                order by position
                """)
                .param("network", network)
                .param("dataset", dataset)
                .query(PublishedNumber.class)
                .list();
    }

    /** Stores a number, or corrects the one with the same place and source if the same person added it. */
    void put(PublishedNumber number, String addedBy) {
        jdbc.sql("""
                insert into published (collection, dataset, network, method, weight_bits, activation_bits,
                                       top1, kind, source, note, added_by)
                values (:collection, :dataset, :network, :method, :weightBits, :activationBits,
                        :top1, :kind, :source, :note, :addedBy)
                on conflict (collection, dataset, network, method, weight_bits, activation_bits, kind, source)
                do update set top1 = excluded.top1, note = excluded.note
                where published.added_by = excluded.added_by
                  and (published.top1, published.note) is distinct from (excluded.top1, excluded.note)
                """)
                .param("collection", number.collection())
                .param("dataset", number.dataset())
                .param("network", number.network())
                .param("method", number.method())
                .param("weightBits", number.weightBits())
                .param("activationBits", number.activationBits())
                .param("top1", number.top1())
                .param("kind", number.kind())
                .param("source", number.source())
                .param("note", number.note())
                .param("addedBy", addedBy)
                .update();
    }
}
