package io.bitgap.storage;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness: a process that cannot save anything is not ready. */
@Component("storage")
class StorageHealth implements HealthIndicator {
    private final StorageTroubles troubles;

    StorageHealth(StorageTroubles troubles) {
        this.troubles = troubles;
    }

    @Override
    public Health health() {
        var sentences = troubles.sentences();
        return sentences.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("troubles", sentences).build();
    }
}
