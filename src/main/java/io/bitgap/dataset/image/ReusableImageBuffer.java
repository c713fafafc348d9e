package io.bitgap.dataset.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** Where colour images of eight bits are decoded to, one after the other, grown to the largest. Others get new memory. */
final class ReusableImageBuffer {
    /** Samples in the order in which the readers have them: they copy whole rows then, and allocate none. */
    private static final ImageTypeSpecifier RGB = ImageTypeSpecifier.createInterleaved(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), new int[] {0, 1, 2}, DataBuffer.TYPE_BYTE, false, false);

    private BufferedImage image = RGB.createBufferedImage(1, 1);

    /** @param width of what the parameters leave of the image */
    Picture read(ImageReader reader, ImageReadParam part, int width, int height) throws IOException {
        if (!isColour(reader)) {
            Rgb other = RgbPixels.of(reader.read(0, part));
            return new Picture(other.bytes(), other.width(), other.height(), 3 * other.width());
        }
        if (width > image.getWidth() || height > image.getHeight()) {
            image = RGB.createBufferedImage(Math.max(width, image.getWidth()), Math.max(height, image.getHeight()));
        }
        part.setDestination(image);
        reader.read(0, part);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new Picture(bytes, width, height, 3 * image.getWidth());
    }

    /** The reader says first what it would decode to by itself: from JPEG the same bytes in the order BGR. */
    private static boolean isColour(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return false;
        }
        ImageTypeSpecifier type = types.next();
        return type.equals(RGB) || type.getBufferedImageType() == BufferedImage.TYPE_3BYTE_BGR;
    }
}
