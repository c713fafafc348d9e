package io.bitgap.worker;

import io.bitgap.database.DatabaseFault;
import io.bitgap.run.RunProgress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports to a database whose disk is full wait until there is space: no report changes anything unless all of it is stored. */
final class DiskPatience {
    private static final Logger LOG = LoggerFactory.getLogger(DiskPatience.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private DiskPatience() {}

    static RunProgress with(RunProgress work, BooleanSupplier shuttingDown) {
        return (RunProgress) Proxy.newProxyInstance(
                RunProgress.class.getClassLoader(), new Class<?>[] {RunProgress.class}, (proxy, report, arguments) -> {
                    boolean waited = false;
                    while (true) {
                        try {
                            return report.invoke(work, arguments);
                        } catch (InvocationTargetException e) {
                            Throwable failure = e.getTargetException();
                            boolean full = DatabaseFault.of(failure)
                                    .filter(DatabaseFault.FULL::equals)
                                    .isPresent();
                            if (!full || shuttingDown.getAsBoolean()) {
                                throw failure;
                            }
                            if (!waited) {
                                LOG.warn("Training waits: {}", DatabaseFault.FULL.sentence());
                            }
                            waited = true;
                            LockSupport.parkNanos(PAUSE.toNanos());
                        }
                    }
                });
    }
}
