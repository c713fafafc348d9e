package io.bitgap.account.web;

import io.bitgap.account.AuditEntry;
import io.bitgap.listing.Column;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the audit. */
enum AuditColumn implements Column<AuditEntry> {
    AT("at", "when", "at", AuditEntry::at),
    ACTOR("actor", "who", "actor", AuditEntry::actor),
    ACTION("action", "did", "action", AuditEntry::action),
    TARGET_KIND("targetKind", "kind", null, AuditEntry::targetKind),
    TARGET("target", "to", null, AuditEntry::target),
    BEFORE("before", "before", null, AuditEntry::before),
    AFTER("after", "after", null, AuditEntry::after),
    ADDRESS("address", "from", null, AuditEntry::address),
    PERSON("personId", "id of the person", null, AuditEntry::personId),
    TOKEN("tokenId", "id of the token", null, AuditEntry::tokenId);

    static final List<AuditColumn> ALL = List.of(values());
    static final List<AuditColumn> DEFAULT = List.of(AT, ACTOR, ACTION, TARGET, BEFORE, AFTER, ADDRESS);

    private final Heading heading;
    private final Function<AuditEntry, @Nullable Object> value;

    AuditColumn(String word, String title, @Nullable String sort, Function<AuditEntry, @Nullable Object> value) {
        this.heading = new Heading(word, title, sort, word.equals("at"));
        this.value = value;
    }

    @Override
    public Heading heading() {
        return heading;
    }

    @Override
    public @Nullable Object value(AuditEntry row) {
        return value.apply(row);
    }
}
