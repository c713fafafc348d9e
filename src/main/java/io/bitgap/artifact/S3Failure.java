package io.bitgap.artifact;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Translates an error of S3, or a missing answer, into a sentence for the operator. */
final class S3Failure {
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken");
    private static final Set<String> FULL = Set.of("XMinioStorageFull", "QuotaExceeded", "EntityTooLarge");
    private static final int FORBIDDEN = 403;
    private static final int MOVED = 301;

    private S3Failure() {}

    static ArtifactStoreFailed of(S3Location store, SdkException cause) {
        if (cause instanceof AwsServiceException answer) {
            return answered(store, answer);
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("credentials")) {
            return new ArtifactStoreFailed(
                    "artifact-store-denied",
                    "The artifact store " + store + " needs credentials and there are none: set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or any other source that the AWS SDK reads.",
                    cause);
        }
        if (message.contains("region")) {
            return region(store, message, cause);
        }
        return new ArtifactStoreFailed(
                "artifact-store-unreachable",
                "The artifact store " + store + " does not answer (" + root(cause)
                        + "): is the network up, and does AWS_ENDPOINT_URL_S3 (unset for Amazon) name its server?",
                cause);
    }

    private static ArtifactStoreFailed answered(S3Location store, AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        if (code.equals("NoSuchBucket")) {
            return new ArtifactStoreFailed(
                    "artifact-store-missing",
                    "There is no bucket '" + store.bucket() + "' for the artifact store " + store
                            + ": create it, or point BITGAP_ARTIFACTS to one that is there.",
                    answer);
        }
        if (FULL.contains(code)) {
            return new ArtifactStoreFailed(
                    "artifact-store-full",
                    "The artifact store " + store + " takes no more (" + code
                            + "): free some space (GET /retention says what old checkpoints hold) or raise its limit.",
                    answer);
        }
        if (DENIED.contains(code) || answer.statusCode() == FORBIDDEN) {
            return new ArtifactStoreFailed(
                    "artifact-store-denied",
                    "The artifact store " + store + " refuses access (" + (code.isEmpty() ? "403" : code)
                            + "): check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they allow s3:GetObject,"
                            + " s3:PutObject, s3:DeleteObject and s3:ListBucket.",
                    answer);
        }
        if (answer.statusCode() == MOVED || code.equals("AuthorizationHeaderMalformed")) {
            return region(store, code, answer);
        }
        return new ArtifactStoreFailed(
                "artifact-store-failed",
                "The artifact store " + store + " answers with an error: " + answer.getMessage(),
                answer);
    }

    private static ArtifactStoreFailed region(S3Location store, String reason, SdkException cause) {
        return new ArtifactStoreFailed(
                "artifact-store-region",
                "The artifact store " + store + " is not in the region that is asked (" + reason
                        + "): set AWS_REGION to the bucket's.",
                cause);
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException
                ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : String.valueOf(failure.getMessage());
    }
}
