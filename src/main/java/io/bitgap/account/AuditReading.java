package io.bitgap.account;

import io.bitgap.listing.ListQuery;
import io.bitgap.listing.Page;
import io.bitgap.listing.PagedSelect;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was done, by whom. */
@Service
@Transactional(readOnly = true)
public class AuditReading {
    private final JdbcClient jdbc;

    AuditReading(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Requires(Action.READ_AUDIT)
    public Page<AuditEntry> list(ListQuery query) {
        return new PagedSelect(jdbc, query).page(AuditEntry.COLUMNS, AuditEntry::of);
    }

    /** Every entry of the list, not only a page. */
    @Requires(Action.READ_AUDIT)
    public void each(ListQuery query, Consumer<AuditEntry> action) {
        new PagedSelect(jdbc, query).each(AuditEntry.COLUMNS, AuditEntry::of, action);
    }
}
