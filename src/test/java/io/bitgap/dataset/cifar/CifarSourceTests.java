package io.bitgap.dataset.cifar;

import static io.bitgap.dataset.SmallDatasets.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.InvalidDataset;
import io.bitgap.dataset.source.Checksum;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTests {
    private static final String NOWHERE = "http://127.0.0.1:1/cifar-10-binary.tar.gz";

    @TempDir
    private Path home;

    private Path archive;
    private String md5;

    @BeforeEach
    void makeArchive() throws IOException {
        archive = home.resolve("given.tar.gz");
        SmallCifar.archive(archive);
        md5 = Checksum.md5(archive).substring("md5:".length());
    }

    private CifarSource given(Path path) {
        return new CifarSource(home.resolve("data"), Optional.of(path), SmallCifar.format(NOWHERE, md5));
    }

    @Test
    void aGivenArchiveIsReadPlaneByPlane() {
        ImageDataset data = given(archive).load();
        assertThat(data.checksum()).isEqualTo("md5:" + md5);
        assertThat(data.train().size()).isEqualTo(5 * SmallCifar.RECORDS);
        assertThat(data.test().size()).isEqualTo(SmallCifar.RECORDS);
        assertThat(Arrays.copyOf(pixels(data.train()), 4)).containsExactly(1, 2, 3, 0);
        int thirdFile = 2 * SmallCifar.RECORDS;
        assertThat(pixels(data.train())[thirdFile * 3072 + 3]).isEqualTo((byte) 2);
        assertThat(data.train().labels()[thirdFile + 4]).isEqualTo(6);
        assertThat(data.test().labels()).startsWith(5, 6, 7, 8, 9, 0, 1);
        assertThat(data.classes()).startsWith("airplane").endsWith("truck").hasSize(10);
    }

    @Test
    void aDirectoryOfBinFilesGivesTheSamePixels() throws IOException {
        Path folder = home.resolve("folder/cifar-10-batches-bin");
        SmallCifar.directory(folder);
        ImageDataset data = given(home.resolve("folder")).load();
        assertThat(pixels(data.train())).isEqualTo(pixels(given(archive).load().train()));
        assertThat(data.checksum()).startsWith("sha256:");
    }

    @Test
    void anotherFileUnderTheNameIsRefusedByItsChecksum() throws IOException {
        Files.write(archive, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> given(archive).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining(archive.toString())
                .hasMessageContaining("md5:" + md5)
                .hasMessageContaining(NOWHERE);
    }

    @Test
    void anArchiveWhoseStreamIsCutShortIsRefusedEvenIfItsChecksumWereRight() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length - 40));
        md5 = Checksum.md5(archive).substring("md5:".length());
        assertThatThrownBy(() -> given(archive).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining(archive.toString());
    }

    @Test
    void aTruncatedBinFileIsNamed() throws IOException {
        Path folder = home.resolve("folder");
        SmallCifar.directory(folder);
        Files.write(folder.resolve("data_batch_4.bin"), Arrays.copyOf(SmallCifar.file(3), 5000));
        assertThatThrownBy(() -> given(folder).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("data_batch_4.bin")
                .hasMessageContaining("5000 bytes");
    }

    @Test
    void aLabelAboveNineIsCorruption() throws IOException {
        Path folder = home.resolve("folder");
        SmallCifar.directory(folder);
        byte[] bytes = SmallCifar.file(1);
        bytes[CifarFormat.RECORD] = 10;
        Files.write(folder.resolve("data_batch_2.bin"), bytes);
        assertThatThrownBy(() -> given(folder).load())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("data_batch_2.bin")
                .hasMessageContaining("label of 10");
    }

    @Test
    void aDirectoryThatLacksAFileIsToldWithoutLoading() throws IOException {
        Path folder = home.resolve("folder");
        SmallCifar.directory(folder);
        Files.delete(folder.resolve("data_batch_5.bin"));
        assertThatThrownBy(() -> given(folder).describe())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("data_batch_5.bin");
    }

    @Test
    void aZipOfImagesNeedsAnotherName() throws IOException {
        Path zip = Files.write(home.resolve("cifar10-jpeg.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThatThrownBy(() -> given(zip).describe())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("BITGAP_DATASETS_CIFAR10_JPEG");
        assertThatThrownBy(() -> given(home.resolve("none")).describe())
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void withoutANetworkTheMessageSaysWhatToDo() throws IOException {
        CifarSource source = new CifarSource(home.resolve("data"), Optional.empty(), SmallCifar.format(NOWHERE, md5));
        assertThat(source.describe().source()).contains("fetched on first use");
        assertThatThrownBy(source::load)
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining(NOWHERE)
                .hasMessageContaining("BITGAP_DATASETS_CIFAR10");
        assertNoFiles();
    }

    @Test
    void itIsFetchedOnceAndKept() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        withServer(200, Files.readAllBytes(archive), requests, address -> {
            CifarSource source =
                    new CifarSource(home.resolve("data"), Optional.empty(), SmallCifar.format(address, md5));
            assertThat(source.load().train().size()).isEqualTo(35);
            assertThat(source.load().test().size()).isEqualTo(7);
        });
        assertThat(requests).hasValue(1);
        assertThat(home.resolve("data/cifar-10-binary.tar.gz")).hasSameBinaryContentAs(archive);
    }

    @Test
    void aFetchedFileWithAnotherChecksumIsThrownAway() throws IOException {
        withServer(
                200, "a page of the hotel's network".getBytes(StandardCharsets.UTF_8), new AtomicInteger(), address -> {
                    CifarSource source =
                            new CifarSource(home.resolve("data"), Optional.empty(), SmallCifar.format(address, md5));
                    assertThatThrownBy(source::load)
                            .isInstanceOf(InvalidDataset.class)
                            .hasMessageContaining("md5:" + md5);
                });
        assertNoFiles();
    }

    @Test
    void anErrorOfTheServerIsTold() throws IOException {
        withServer(404, new byte[0], new AtomicInteger(), address -> {
            CifarSource source =
                    new CifarSource(home.resolve("data"), Optional.empty(), SmallCifar.format(address, md5));
            assertThatThrownBy(source::load).isInstanceOf(InvalidDataset.class).hasMessageContaining("404");
        });
        assertNoFiles();
    }

    private void assertNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            assertThat(files).isEmpty();
        }
    }

    private interface WithAddress {
        void run(String address) throws IOException;
    }

    private static void withServer(int status, byte[] body, AtomicInteger requests, WithAddress test)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            test.run("http://127.0.0.1:" + server.getAddress().getPort() + "/cifar-10-binary.tar.gz");
        } finally {
            server.stop(0);
        }
    }
}
