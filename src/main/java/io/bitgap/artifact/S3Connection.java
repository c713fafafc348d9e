package io.bitgap.artifact;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Makes the client from what the AWS SDK reads by itself: {@code AWS_ENDPOINT_URL_S3}, {@code AWS_REGION},
 * {@code AWS_ACCESS_KEY_ID} and the others, system properties, {@code ~/.aws}, a role of the machine. A server of one's own
 * (MinIO and the like) has no region and its buckets have no host names, so with an endpoint these two need not be set.
 */
final class S3Connection {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private S3Connection() {}

    /** @param pathStyle whether the bucket stands in the path; null: exactly when there is an endpoint of one's own */
    static S3Client open(S3Location store, @Nullable Boolean pathStyle) {
        try {
            boolean ownServer = hasEndpoint();
            S3ClientBuilder builder =
                    S3Client.builder().httpClient(http()).forcePathStyle(pathStyle == null ? ownServer : pathStyle);
            if (ownServer) {
                builder.region(region().orElse(Region.US_EAST_1));
            }
            return builder.build();
        } catch (SdkClientException e) {
            throw S3Failure.of(store, e);
        }
    }

    /** Asks the SDK, whose sources of it are many. */
    private static boolean hasEndpoint() {
        try (S3Client client =
                S3Client.builder().httpClient(http()).region(Region.US_EAST_1).build()) {
            return client.serviceClientConfiguration().endpointOverride().isPresent();
        }
    }

    private static Optional<Region> region() {
        try {
            return Optional.of(
                    new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                            .getRegion());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .build();
    }
}
