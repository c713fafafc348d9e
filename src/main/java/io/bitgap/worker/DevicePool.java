package io.bitgap.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** The devices of this worker; each is lent to one run at a time. */
final class DevicePool {
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

    /**
     * Lends a device for the time of some work. The queue starts no more work than there are devices, so that none being
     * free is an error, not something to wait for.
     */
    <T> T lend(Function<Device, T> work) {
        Device device = take();
        try {
            return work.apply(device);
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
    }
}
