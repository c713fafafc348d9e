package io.bitgap.dataset.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageFilesTests {
    @Test
    void pathsInAnyScriptComeBackAsTheyWere() {
        List<String> paths = List.of("train/a/1.jpg", "", "train/кот/фото №1.png", "test/犬/写真.png");
        ImageFiles files = new ImageFiles(Path.of("."), 8, paths);
        for (int i = 0; i < paths.size(); i++) {
            assertThat(files.path(i)).isEqualTo(paths.get(i));
        }
    }
}
