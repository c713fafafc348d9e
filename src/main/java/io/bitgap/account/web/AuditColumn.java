package io.bitgap.account.web;

import io.bitgap.account.AuditEntry;
import io.bitgap.listing.Column;
import io.bitgap.listing.ListCsv;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the audit. */
enum AuditColumn implements Column {
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

    private final String word;
    private final String title;
    private final @Nullable String sort;
    private final Function<AuditEntry, @Nullable Object> value;

    AuditColumn(String word, String title, @Nullable String sort, Function<AuditEntry, @Nullable Object> value) {
        this.word = word;
        this.title = title;
        this.sort = sort;
        this.value = value;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable String sort() {
        return sort;
    }

    @Override
    public boolean number() {
        return this == AT;
    }

    /** For people. */
    public String text(AuditEntry entry) {
        Object found = value.apply(entry);
        return found == null ? "" : found.toString();
    }

    /** For programs. */
    String csv(AuditEntry entry) {
        return ListCsv.field(value.apply(entry));
    }
}
