package io.bitgap.worker;

import io.bitgap.layer.MemoryLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The devices of this worker; each is lent to one run at a time. */
final class DevicePool {
    /** Small beside the 30 s after which memory is expected back, and longer than a chain of runs takes from one to the next. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "memory");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Device> all;
    private final Deque<Device> free;

    DevicePool(List<Device> devices) {
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("a worker needs a device");
        }
        all = List.copyOf(devices);
        free = new ArrayDeque<>(devices);
    }

    int size() {
        return all.size();
    }

    List<Device> devices() {
        return all;
    }

    /** How many are lent. */
    synchronized int busy() {
        return all.size() - free.size();
    }

    /**
     * Lends a device for the time of some work. The queue starts no more work than there are devices, so that none being
     * free is an error, not something to wait for.
     */
    <T> T lend(Function<Device, T> work) {
        Device device = take();
        try {
            return MemoryLimit.leavingNothing(() -> work.apply(device));
        } finally {
            giveBack(device);
        }
    }

    private synchronized Device take() {
        Device device = free.poll();
        if (device == null) {
            throw new IllegalStateException("all " + size() + " devices are in use");
        }
        return device;
    }

    private synchronized void giveBack(Device device) {
        free.push(device);
        if (idle()) {
            tidying.schedule(this::tidy, IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean idle() {
        return busy() == 0;
    }

    /** What a run leaves lies about until the garbage collector comes by, which it does not where nothing happens. */
    private void tidy() {
        if (idle()) {
            MemoryLimit.collect();
        }
    }
}
