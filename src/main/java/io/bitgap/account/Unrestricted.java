package io.bitgap.account;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does as the service what the current user may, but with experiments that they do not see: counts how much is in front of their own in
 * the queue, gives an experiment from their hands into others'. What it answers must not tell whose or what the others' are.
 */
@Component
public class Unrestricted {
    private final CurrentUser user;
    private final JdbcClient jdbc;

    Unrestricted(CurrentUser user, JdbcClient jdbc) {
        this.user = user;
        this.jdbc = jdbc;
    }

    public <T> T call(Supplier<T> work) {
        SecurityContext caller = SecurityContextHolder.getContext();
        String reader = user.reader();
        // a transaction has its connection already, which has been told whom it reads for
        boolean told = TransactionSynchronizationManager.isActualTransactionActive() && !reader.isEmpty();
        if (told) {
            tell("");
        }
        try {
            SecurityContextHolder.clearContext();
            T result = work.get();
            if (told) {
                tell(reader);
            }
            return result;
        } catch (RuntimeException e) {
            if (told) {
                tellAgain(reader, e);
            }
            throw e;
        } finally {
            SecurityContextHolder.setContext(caller);
        }
    }

    private void tell(String reader) {
        jdbc.sql("select set_config('bitgap.reader', :reader, true)")
                .param("reader", reader)
                .query(row -> {});
    }

    /** A transaction that the error has ended in the database has forgotten by itself what it was told. */
    private void tellAgain(String reader, RuntimeException error) {
        try {
            tell(reader);
        } catch (RuntimeException e) {
            error.addSuppressed(e);
        }
    }
}
