package io.bitgap.account;

import static io.bitgap.listing.ListFilter.anyOf;
import static io.bitgap.listing.ListFilter.one;
import static io.bitgap.listing.ValueKind.TEXT;
import static io.bitgap.listing.ValueKind.TIME;

import io.bitgap.listing.ListSchema;
import io.bitgap.listing.SortKey;
import java.util.List;
import java.util.stream.Stream;

/** The sort keys and filters of the audit. */
public final class AuditListing {
    /** {@code GET /audit}. */
    public static final ListSchema ALL = new ListSchema(
            "from audit_entry a",
            "a.id",
            List.of(
                    SortKey.of("at", "a.at", TIME),
                    SortKey.of("actor", "a.actor", TEXT),
                    SortKey.of("action", "a.action", TEXT)),
            List.of(
                    anyOf("actor", "a.actor", TEXT),
                    anyOf("action", "a.action", TEXT, words()),
                    anyOf("targetKind", "a.target_kind", TEXT),
                    anyOf("target", "a.target", TEXT),
                    anyOf("address", "a.address", TEXT),
                    one("after", "a.at >= :after", TIME),
                    one("before", "a.at < :before", TIME)),
            "-at");

    private AuditListing() {}

    private static List<String> words() {
        return Stream.of(AuditAction.values()).map(AuditAction::word).toList();
    }
}
