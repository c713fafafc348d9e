package io.bitgap.dataset.image;

/**
 * What an archive may ask of this machine before it is refused: a few kilobytes of zip or PNG can unpack to terabytes.
 *
 * @param entries files in one archive
 * @param entryBytes uncompressed bytes of one image file
 * @param imagePixels width times height of one image, looked at before it is decoded
 * @param streamBytes uncompressed bytes of a whole tar
 */
public record ImageLimits(int entries, long entryBytes, long imagePixels, long streamBytes) {
    public static final ImageLimits DEFAULT = new ImageLimits(3_000_000, 64L << 20, 40_000_000, 256L << 30);
}
