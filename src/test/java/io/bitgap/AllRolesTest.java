package io.bitgap;

import io.bitgap.dataset.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application and its worker, with nothing played; the tests that extend it share one context. */
@Tag("application")
@SpringBootTest(
        properties = {"bitgap.role=all", "bitgap.retention.automatic=true", "bitgap.retention.days=3"},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class AllRolesTest {
    static final String PHOTOGRAPHS = "my-photos";

    /** Forty red and blue photographs of different shapes. */
    @DynamicPropertySource
    static void aFolderOfPhotographs(DynamicPropertyRegistry properties) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            String split = i < 16 ? "train" : "val";
            files.put("%s/blue/%d.jpg".formatted(split, i), Pictures.jpeg(40 + i, 30, 0x2030a0 + i));
            files.put("%s/red/%d.jpg".formatted(split, i), Pictures.jpeg(30, 40 + i, 0xa03020 + i));
        }
        Path folder = Pictures.folder(Files.createTempDirectory("bitgap-test").resolve("photos"), files);
        properties.add("bitgap.datasets.my_photos", () -> folder + "#stream32");
    }
}
