package io.bitgap.export.packed;

/**
 * Packs integers of a few bits each without gaps. Number i takes the bits i*width to (i+1)*width-1 of the string of bits in
 * which bit k is bit k mod 8 of byte k/8, the lowest first; it is stored as its distance from the lowest.
 *
 * <p>Worked number: (-1, 0, 1, -1) at 2 bits from -1 up are the distances 0, 1, 2, 0: the byte 0b00_10_01_00 = 0x24.
 */
final class BitPacking {
    private BitPacking() {}

    /** Bytes that so many numbers take. */
    static int bytes(int count, int width) {
        return Math.toIntExact(((long) count * width + 7) / 8);
    }

    /** Bits that so many distinct numbers need. */
    static int width(int levels) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(levels - 1));
    }

    /** @param width 1..16 */
    static byte[] pack(int[] numbers, int lowest, int width) {
        byte[] packed = new byte[bytes(numbers.length, width)];
        long bit = 0;
        for (int number : numbers) {
            int distance = number - lowest;
            if (distance < 0 || distance >> width != 0) {
                throw new IllegalArgumentException(
                        "%d is not one of the 2^%d numbers from %d on".formatted(number, width, lowest));
            }
            for (int i = 0; i < width; i++, bit++) {
                packed[(int) (bit >> 3)] |= (byte) ((distance >> i & 1) << (bit & 7));
            }
        }
        return packed;
    }

    static int[] unpack(byte[] packed, int count, int lowest, int width) {
        int[] numbers = new int[count];
        long bit = 0;
        for (int n = 0; n < count; n++) {
            int distance = 0;
            for (int i = 0; i < width; i++, bit++) {
                distance |= (packed[(int) (bit >> 3)] >> (bit & 7) & 1) << i;
            }
            numbers[n] = lowest + distance;
        }
        return numbers;
    }
}
