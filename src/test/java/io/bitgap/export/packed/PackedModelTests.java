package io.bitgap.export.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PackedModelTests {
    @Test
    void theLowestBitsComeFirst() {
        assertThat(BitPacking.pack(new int[] {-1, 0, 1, -1}, -1, 2)).containsExactly(0x24);
        assertThat(BitPacking.pack(new int[] {5, 2, 7}, 0, 3)).containsExactly(0b11_010_101, 0b1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9})
    void whatIsPackedIsUnpacked(int width) {
        Random random = new Random(width);
        for (int count : new int[] {0, 1, 7, 8, 9, 1001}) {
            int[] numbers = random.ints(count, -7, (1 << width) - 7).toArray();
            byte[] packed = BitPacking.pack(numbers, -7, width);
            assertThat(packed).hasSize((count * width + 7) / 8);
            assertThat(BitPacking.unpack(packed, count, -7, width)).isEqualTo(numbers);
        }
    }

    @Test
    void aNumberThatNeedsMoreBitsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BitPacking.pack(new int[] {0, 8}, 0, 3))
                .withMessage("8 is not one of the 2^3 numbers from 0 on");
        assertThatIllegalArgumentException().isThrownBy(() -> BitPacking.pack(new int[] {-1}, 0, 3));
    }

    @Test
    void aWidthHoldsAllLevels() {
        assertThat(List.of(1, 2, 3, 4, 5, 15, 16, 17, 256).stream().map(BitPacking::width))
                .containsExactly(1, 1, 2, 2, 3, 4, 4, 5, 8);
    }

    private static PackedModel floats() {
        byte[] file = "BITGAPW1\0\0\u0080?\0\0\0@".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return new PackedModel(
                file,
                new PackedDescription(
                        PackedDescription.FORMAT,
                        "two numbers",
                        Map.of(),
                        new PackedDescription.Input(
                                1, 1, 1, new float[] {0.5f}, new float[] {0.25f}, List.of("black", "white")),
                        new PackedDescription.WeightsFile("weights.bin", file.length, sha256(file)),
                        List.of(new PackedDescription.Tensor("fc.bias", new long[] {2}, 8, 8, null)),
                        List.of()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFilesAreReadBack() {
        PackedModel written = floats();
        PackedModel read = PackedModel.read(written.weights(), written.descriptionFile());
        assertThat(read.floats(read.tensor("fc.bias").orElseThrow())).containsExactly(1, 2);
        assertThat(read.tensor("fc.weight")).isEmpty();
    }

    @Test
    void aFileThatWasCutOffOrAlteredIsRefused() {
        PackedModel written = floats();
        byte[] description = written.descriptionFile();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedModel.read(Arrays.copyOf(written.weights(), 12), description))
                .withMessage("weights.bin has 12 bytes, its description says 16");
        byte[] altered = written.weights().clone();
        altered[9] ^= 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedModel.read(altered, description))
                .withMessageContaining("weights.bin was altered");
        byte[] other = JsonMapper.shared().writeValueAsBytes(Map.of("format", "something else"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedModel.read(written.weights(), other))
                .withMessageContaining("bitgap-packed/1");
    }
}
