package io.bitgap.backup;

import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.MissingArtifact;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.database.BackupLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Whether rows and files belong together. Reads every byte. */
final class Check {
    /** A younger file without a row is one whose row is about to be written. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final DataSource owner;
    private final Artifacts artifacts;

    Check(DataSource owner, Artifacts artifacts) {
        this.owner = owner;
        this.artifacts = artifacts;
    }

    /**
     * @param files that rows name
     * @param missing keys of those that are not there
     * @param altered keys of those whose bytes are others than those that were stored
     * @param orphans keys of files that no row names
     */
    record Found(int files, List<String> missing, List<String> altered, List<String> orphans) {
        boolean sound() {
            return missing.isEmpty() && altered.isEmpty() && orphans.isEmpty();
        }
    }

    Found run() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            BackupLock.keepFiles(connection);
            Instant youngest = Instant.now().minus(GRACE);
            List<ArtifactEntry> stored = new ArrayList<>();
            // files first: one that is stored from here on has its row later
            artifacts.list("sha256", stored::add);
            return compare(NamedFile.all(new Catalog(connection)), stored, youngest);
        }
    }

    private Found compare(List<NamedFile> named, List<ArtifactEntry> stored, Instant youngest) {
        Set<String> keys = named.stream().map(NamedFile::key).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        List<String> altered = new ArrayList<>();
        for (NamedFile file : named) {
            try {
                StoredArtifact found = artifacts.examine(file.key());
                if (!file.is(found.size(), found.sha256())) {
                    altered.add(file.key());
                }
            } catch (MissingArtifact e) {
                missing.add(file.key());
            }
        }
        List<String> orphans = stored.stream()
                .filter(entry -> !keys.contains(entry.key()) && entry.storedAt().isBefore(youngest))
                .map(ArtifactEntry::key)
                .sorted()
                .toList();
        return new Found(named.size(), missing, altered, orphans);
    }
}
