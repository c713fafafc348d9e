package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.Quantizers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is peculiar to a quantizer its own family answers, so that one more is a package and a line. */
class QuantizerNamesTests {
    private static final Path SOURCES = Path.of("src/main/java/io/bitgap");
    /** Comments, text blocks (examples of bodies) and examples of parameters are documentation. */
    private static final Pattern DOCUMENTATION =
            Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|example = \"[^\"]*\"");

    /** What papers and the origin have done: their tables, recipes and options, by the names that these have. */
    private static final Set<Path> CITED = Set.of(
            Path.of("comparison/PublishedTable.java"),
            Path.of("training/PublishedOptions.java"),
            Path.of("training/PublishedRecipes.java"));

    @Test
    void noClassOutsideAQuantizersPackageNamesAQuantizer() throws IOException {
        String names = Quantizers.families().stream()
                .flatMap(family -> Stream.concat(Stream.of(family.name()), family.aliases().stream()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Pattern literal = Pattern.compile("\"(" + names + ")\"");
        List<Path> own = Quantizers.families().stream()
                .map(QuantizerFamily::getClass)
                .map(type -> Path.of("quantizer", type.getPackageName().replaceAll(".*\\.", "")))
                .toList();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(SOURCES::relativize)
                            .filter(file ->
                                    !CITED.contains(file) && own.stream().noneMatch(file::startsWith))
                            .filter(file -> literal.matcher(code(file)).find()))
                    .isEmpty();
        }
    }

    private static String code(Path file) {
        try {
            return DOCUMENTATION
                    .matcher(Files.readString(SOURCES.resolve(file)))
                    .replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
