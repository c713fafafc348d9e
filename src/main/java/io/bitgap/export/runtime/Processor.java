package io.bitgap.export.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What this processor does with products of unsigned and signed bytes. x86-64 without VNNI adds two of them in 16 bits, where
 * 255*127 + 255*127 = 64770 becomes 32767. ONNX Runtime goes round that when it is told to, for some speed, see
 * "session.x64quantprecision".
 */
final class Processor {
    private static final Path FLAGS = Path.of("/proc/cpuinfo");
    private static final Pattern VNNI = Pattern.compile("\\b(avx512_vnni|avx_vnni)\\b");

    private Processor() {}

    /** Whether sums are exact without being told; false where that is not known. */
    static boolean addsBytesExactly() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!List.of("amd64", "x86_64").contains(architecture)) {
            return true;
        }
        try {
            return Files.isReadable(FLAGS)
                    && VNNI.matcher(Files.readString(FLAGS)).find();
        } catch (IOException e) {
            return false; // the slower way is exact on every processor
        }
    }
}
