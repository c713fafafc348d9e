package io.bitgap.checkpoint;

import io.bitgap.artifact.Artifacts;
import java.util.Objects;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CheckpointConfiguration {

    @Bean
    Checkpoints checkpoints(Artifacts artifacts, ObjectProvider<BuildProperties> build) {
        return new Checkpoints(
                artifacts, codeVersion(build.getIfAvailable(() -> new BuildProperties(new Properties()))));
    }

    static CodeVersion codeVersion(BuildProperties build) {
        String commit = Objects.requireNonNullElse(build.get("commit"), CodeVersion.UNKNOWN);
        return new CodeVersion(
                Objects.requireNonNullElse(build.getVersion(), CodeVersion.UNKNOWN),
                Boolean.parseBoolean(build.get("dirty")) ? commit + "-dirty" : commit,
                Objects.toString(build.getTime(), CodeVersion.UNKNOWN));
    }
}
