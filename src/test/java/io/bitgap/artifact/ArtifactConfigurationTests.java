package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactConfigurationTests {
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", S3Server.ACCESS_KEY, "aws.secretAccessKey", S3Server.SECRET_KEY);

    @TempDir
    Path data;

    @AfterEach
    void forgetTheBucket() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.endpointUrlS3");
    }

    @Test
    void withoutALocationArtifactsLieInTheDataDirectory() {
        StoredArtifact stored = at("").put(out -> out.write(1));

        assertThat(data.resolve("artifacts").resolve(stored.key())).exists();
    }

    @Test
    void aDirectoryIsNamedByItsPath() {
        StoredArtifact stored = at(data.resolve("elsewhere").toString()).put(out -> out.write(1));

        assertThat(data.resolve("elsewhere").resolve(stored.key())).exists();
    }

    @Test
    void aBucketOnAServerOfOnesOwnNeedsNoRegionAndNoHostNameOfItsOwn() {
        try (S3Server server = S3Server.start(data)) {
            server.createBucket("models");
            System.setProperty("aws.endpointUrlS3", server.endpoint().toString());
            CREDENTIALS.forEach(System::setProperty);

            Artifacts artifacts = at("s3://models/bitgap/");

            artifacts.checkWritable();
            StoredArtifact stored = artifacts.put(out -> out.write(1));
            assertThat(artifacts.find(stored.key())).isPresent();
            assertThat(artifacts.location()).isEqualTo("s3://models/bitgap");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://models", "s3://", "s3:///models", "s3://Models", "s3://models/../x y", "gs://models"})
    void whatIsNeitherADirectoryNorABucketIsRefusedWithASentence(String location) {
        assertThatThrownBy(() -> at(location))
                .hasMessageContaining(location)
                .hasMessageContaining("s3://bucket/prefix");
    }

    private Artifacts at(String location) {
        return new ArtifactConfiguration()
                .artifacts(location, null, new Settings(Role.ALL, data.toString(), false, Map.of()));
    }
}
