package io.bitgap.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.InvalidDataset;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

class ImageDecoderTests {
    private final ImageDecoder decoder = new ImageDecoder("here", ImageLimits.DEFAULT);

    private byte[] decoded(BufferedImage image, String format) throws IOException {
        return decoder.decode("file", Pictures.encoded(image, format)).bytes();
    }

    @Test
    void greyStaysAsBrightAsItIs() throws IOException {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            grey.getRaster().setSample(i % 8, i / 8, 0, 100);
        }
        assertThat(decoded(grey, "png")).startsWith(100, 100, 100).containsOnly(100);
        assertThat(decoded(grey, "jpeg")).containsOnly(100);
    }

    @Test
    void sixteenBitsAreCutToEight() throws IOException {
        BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 0x64ff);
        assertThat(decoded(grey, "png")).startsWith(0x64, 0x64, 0x64, 0, 0, 0);
    }

    @Test
    void transparencyIsPutOverWhite() throws IOException {
        assertThat(decoded(Pictures.filled(1, 1, BufferedImage.TYPE_INT_ARGB, 0x00123456), "png"))
                .containsExactly(255, 255, 255);
        assertThat(decoded(Pictures.filled(1, 1, BufferedImage.TYPE_INT_ARGB, 0x80000000), "png"))
                .containsExactly(127, 127, 127);
        assertThat(decoded(Pictures.filled(1, 1, BufferedImage.TYPE_INT_ARGB, 0xff123456), "png"))
                .containsExactly(0x12, 0x34, 0x56);
    }

    @Test
    void palettesAreLookedUp() throws IOException {
        assertThat(decoded(Pictures.filled(3, 1, BufferedImage.TYPE_BYTE_INDEXED, 0xff3366), "png"))
                .startsWith(0xff, 0x33, 0x66);
        assertThat(decoded(Pictures.filled(3, 1, BufferedImage.TYPE_BYTE_BINARY, 0xffffff), "png"))
                .containsOnly(255);
    }

    @Test
    void fourInksDoNotPassForRedGreenBlueAndTransparency() throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        writer.dispose();
        assertThatThrownBy(() -> decoder.decode("inks.jpg", out.toByteArray()))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("inks.jpg")
                .hasMessageContaining("RGB");
    }

    @Test
    void theSizeIsReadWithoutDecoding() throws IOException {
        byte[] header = java.util.Arrays.copyOf(Pictures.png(17, 5, 0), 40);
        assertThat(decoder.size("file", header)).isEqualTo(new ImageSize(17, 5));
    }
}
