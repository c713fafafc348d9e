package io.bitgap.dataset.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes in memory as ImageIO wants them, without its copies and temporary files. */
final class ByteInput extends ImageInputStreamImpl {
    private final byte[] bytes;
    private final int length;

    ByteInput(byte[] bytes) {
        this(bytes, bytes.length);
    }

    /** @param length of the array's beginning that counts */
    ByteInput(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < length ? bytes[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int most) {
        bitOffset = 0;
        int available = (int) Math.min(most, length - streamPos);
        if (available <= 0) {
            return most == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, (int) streamPos, target, offset, available);
        streamPos += available;
        return available;
    }

    @Override
    public long length() {
        return length;
    }
}
