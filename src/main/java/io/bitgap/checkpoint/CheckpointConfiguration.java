package io.bitgap.checkpoint;

import io.bitgap.artifact.Artifacts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CheckpointConfiguration {

    @Bean
    Checkpoints checkpoints(Artifacts artifacts, ObjectProvider<BuildProperties> build) {
        return new Checkpoints(artifacts, codeVersion(build.getIfAvailable()));
    }

    private static CodeVersion codeVersion(@Nullable BuildProperties build) {
        if (build == null || build.getVersion() == null) {
            return new CodeVersion("unknown", "unknown");
        }
        return new CodeVersion(build.getVersion(), String.valueOf(build.getTime()));
    }
}
