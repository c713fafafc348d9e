package io.bitgap.artifact;

import io.bitgap.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ArtifactConfiguration {

    /**
     * {@code BITGAP_ARTIFACTS} names a directory or {@code s3://bucket/prefix}; without it, {@code artifacts} in the data
     * directory. {@code BITGAP_S3_PATH_STYLE} is for servers that differ from what {@link S3Connection} finds.
     */
    @Bean
    Artifacts artifacts(
            @Value("${bitgap.artifacts:}") String location,
            @Value("${bitgap.s3-path-style:#{null}}") @Nullable Boolean pathStyle,
            Settings settings) {
        if (location.isBlank()) {
            return new DirectoryArtifacts(settings.dataDirectory().resolve("artifacts"));
        }
        if (S3Location.isMeantBy(location)) {
            S3Location store = S3Location.of(location.strip());
            return new S3Artifacts(S3Connection.open(store, pathStyle), store);
        }
        return new DirectoryArtifacts(Path.of(location.strip()));
    }
}
