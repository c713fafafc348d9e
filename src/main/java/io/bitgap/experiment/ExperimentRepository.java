package io.bitgap.experiment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ExperimentRepository extends Repository<Experiment, UUID> {
    Experiment save(Experiment experiment);

    Optional<Experiment> findById(UUID id);

    Optional<Experiment> findBySlug(String slug);

    List<Experiment> findByIdIn(Collection<UUID> ids);

    boolean existsBySlug(String slug);

    long count();
}
