package io.bitgap.artifact;

import io.bitgap.problem.Problem;
import io.bitgap.settings.Settings;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ArtifactConfiguration {

    /** {@code BITGAP_ARTIFACTS} names the directory; without it, {@code artifacts} in the data directory. */
    @Bean
    Artifacts artifacts(@Value("${bitgap.artifacts:}") String location, Settings settings) {
        if (location.isBlank()) {
            return new DirectoryArtifacts(settings.dataDirectory().resolve("artifacts"));
        }
        if (location.contains("://")) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "artifact-store-unsupported",
                    "BITGAP_ARTIFACTS is " + location
                            + ", but object stores are not supported yet: name a directory instead.");
        }
        return new DirectoryArtifacts(Path.of(location));
    }
}
