package io.bitgap.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3Proxy: a real S3 server on files, with signatures and checksums. Its libraries are in {@code target/s3proxy}, where the
 * build copies them, and not on the classpath of tests; so it is started by reflection.
 */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY = "bitgap-test";
    public static final String SECRET_KEY = "not-a-secret";
    private static final Path LIBRARIES = Path.of("target/s3proxy");

    private final URLClassLoader libraries;
    private final Object proxy;

    private S3Server(URLClassLoader libraries, Object proxy) {
        this.libraries = libraries;
        this.proxy = proxy;
    }

    /** @param folder where it keeps buckets and objects */
    public static S3Server start(Path folder) {
        try {
            var libraries = new URLClassLoader(jars(), S3Server.class.getClassLoader());
            Object files = libraries
                    .loadClass("org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore")
                    .getConstructor(String.class)
                    .newInstance(folder.toString());
            Class<?> store = libraries.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
            Class<?> authentication = libraries.loadClass("org.gaul.s3proxy.auth.AuthenticationType");
            Object builder = libraries
                    .loadClass("org.gaul.s3proxy.S3Proxy")
                    .getMethod("builder")
                    .invoke(null);
            Class<?> type = builder.getClass();
            type.getMethod("blobStore", store).invoke(builder, files);
            type.getMethod("endpoint", URI.class).invoke(builder, URI.create("http://127.0.0.1:0"));
            type.getMethod("awsAuthentication", authentication, String.class, String.class)
                    .invoke(builder, authentication.getField("AWS_V4").get(null), ACCESS_KEY, SECRET_KEY);
            Object proxy = type.getMethod("build").invoke(builder);
            proxy.getClass().getMethod("start").invoke(proxy);
            return new S3Server(libraries, proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "S3Proxy does not start; are its libraries in " + LIBRARIES.toAbsolutePath()
                            + "? mvn generate-test-resources copies them",
                    e);
        }
    }

    public int port() {
        try {
            return (int) proxy.getClass().getMethod("getPort").invoke(proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** A client of this server, for the test itself and for stores. */
    S3Client client() {
        return client(endpoint(), SECRET_KEY);
    }

    static S3Client client(URI endpoint, String secretKey) {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, secretKey)))
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    public void createBucket(String name) {
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(name));
        }
    }

    @Override
    public void close() {
        try {
            proxy.getClass().getMethod("stop").invoke(proxy);
            libraries.close();
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] jars() {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.map(S3Server::url).toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
