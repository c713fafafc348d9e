package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume without exec can be mounted by root only: see StorageFaults. */
class NativeFoldersTests {
    @TempDir
    Path folder;

    @Test
    void aFolderOnAnOrdinaryDiskWillDo() throws IOException {
        assertThat(NativeFolders.trouble(folder.resolve("new"), "-Djava.io.tmpdir"))
                .isEmpty();
        assertThat(folder.resolve("new")).isEmptyDirectory();
        assertThat(NativeFolders.trouble()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithItsOption() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(NativeFolders.trouble(file, "-Djava.io.tmpdir"))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Native libraries cannot be unpacked to " + file)
                        .endsWith("name another directory with -Djava.io.tmpdir."));
    }
}
