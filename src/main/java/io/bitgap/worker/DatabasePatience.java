package io.bitgap.worker;

import io.bitgap.database.DatabaseFault;
import io.bitgap.run.RunProgress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database does not take is told again until it does: no report changes anything unless all of it is stored. */
final class DatabasePatience {
    private static final Logger LOG = LoggerFactory.getLogger(DatabasePatience.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private DatabasePatience() {}

    /** Whether something failed because of the database, and may not later. */
    static boolean helpsWith(Throwable failure) {
        return DatabaseFault.of(failure).filter(DatabaseFault::passes).isPresent();
    }

    private interface Report {
        @Nullable
        Object send() throws Throwable;
    }

    /** Reports to a database whose disk is full wait until there is space. */
    static RunProgress with(RunProgress work, BooleanSupplier shuttingDown) {
        return (RunProgress) Proxy.newProxyInstance(
                RunProgress.class.getClassLoader(),
                new Class<?>[] {RunProgress.class},
                (proxy, report, arguments) -> insist(DatabaseFault.FULL::equals, shuttingDown, () -> {
                    try {
                        return report.invoke(work, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    /** Waits for a database that is away, too: nothing else is left to do. */
    static void insist(BooleanSupplier shuttingDown, Runnable report) {
        try {
            insist(DatabaseFault::passes, shuttingDown, () -> {
                report.run();
                return null;
            });
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object insist(Predicate<DatabaseFault> passes, BooleanSupplier shuttingDown, Report report)
            throws Throwable {
        boolean waited = false;
        while (true) {
            try {
                return report.send();
            } catch (Throwable e) {
                Optional<DatabaseFault> fault = DatabaseFault.of(e).filter(passes);
                if (fault.isEmpty() || shuttingDown.getAsBoolean()) {
                    throw e;
                }
                if (!waited) {
                    LOG.warn("A report waits: {}", fault.get().sentence());
                }
                waited = true;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
