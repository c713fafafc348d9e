package io.bitgap.dataset.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Any decoded picture as RGB bytes: grey three times, palettes looked up, 16 bits cut to 8, transparency over white.
 * Samples are taken as they are, without conversion between colour spaces.
 */
final class RgbPixels {
    private RgbPixels() {}

    static Rgb of(BufferedImage image) {
        byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(image.getWidth(), image.getHeight()), 3)];
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            swap(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), bytes);
        } else if (image.getColorModel() instanceof IndexColorModel) {
            palette(image, bytes);
        } else {
            samples(image, bytes);
        }
        return new Rgb(image.getWidth(), image.getHeight(), bytes);
    }

    private static void swap(byte[] bgr, byte[] rgb) {
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
    }

    private static void palette(BufferedImage image, byte[] rgb) {
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++, at += 3) {
                int argb = image.getRGB(x, y);
                int alpha = argb >>> 24;
                rgb[at] = overWhite(argb >> 16 & 0xff, alpha);
                rgb[at + 1] = overWhite(argb >> 8 & 0xff, alpha);
                rgb[at + 2] = overWhite(argb & 0xff, alpha);
            }
        }
    }

    private static void samples(BufferedImage image, byte[] rgb) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        boolean hasAlpha = image.getColorModel().hasAlpha();
        int colours = bands - (hasAlpha ? 1 : 0);
        int shift = raster.getSampleModel().getSampleSize(0) - 8;
        if ((colours != 1 && colours != 3) || shift < 0) {
            // Among them CMYK, whose four samples must not pass for RGB with transparency.
            throw new IllegalArgumentException(
                    colours + " colours of " + (shift + 8) + " bits; 1 or 3 of at least 8 are supported");
        }
        int[] row = new int[image.getWidth() * bands];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, image.getWidth(), 1, row);
            for (int i = 0; i < row.length; i += bands, at += 3) {
                int alpha = hasAlpha ? row[i + bands - 1] >> shift : 255;
                for (int c = 0; c < 3; c++) {
                    rgb[at + c] = overWhite(row[i + Math.min(c, colours - 1)] >> shift, alpha);
                }
            }
        }
    }

    private static byte overWhite(int value, int alpha) {
        return (byte) (alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
