package io.bitgap.dataset.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small pictures, and sets of them in every form. */
public final class Pictures {
    private Pictures() {}

    public static byte[] png(int width, int height, int rgb) throws IOException {
        return encoded(filled(width, height, BufferedImage.TYPE_INT_RGB, rgb), "png");
    }

    public static byte[] jpeg(int width, int height, int rgb) throws IOException {
        return encoded(filled(width, height, BufferedImage.TYPE_INT_RGB, rgb), "jpeg");
    }

    public static BufferedImage filled(int width, int height, int type, int argb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb);
            }
        }
        return image;
    }

    public static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("This JDK cannot write such a picture as " + format);
        }
        return out.toByteArray();
    }

    /** Two classes, two training images and one test image each, 4x4: cats are red, dogs blue. */
    public static Map<String, byte[]> catsAndDogs() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("train/dog/1.png", png(4, 4, 0x0000ff));
        files.put("train/dog/2.jpg", jpeg(4, 4, 0x0000ff));
        files.put("train/cat/1.png", png(4, 4, 0xff0000));
        files.put("train/cat/2.JPEG", jpeg(4, 4, 0xff0000));
        files.put("test/cat/9.png", png(4, 4, 0xff0000));
        files.put("test/dog/9.png", png(4, 4, 0x0000ff));
        return files;
    }

    public static Path folder(Path target, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return target;
    }

    public static Path zip(Path target, Map<String, byte[]> files) throws IOException {
        return zip(target, files, StandardCharsets.UTF_8);
    }

    public static Path zip(Path target, Map<String, byte[]> files, Charset names) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target), names)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return target;
    }

    public static Path tar(Path target, Map<String, byte[]> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return target;
    }
}
