package io.bitgap.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address counts as: of IPv6 its first 64 bits, below which a host has as many addresses as it pleases. */
public final class ClientNetwork {
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** @param address as the server or a proxy in front of it wrote it; what is none stands for itself */
    public static String of(String address) {
        String plain = address.replaceFirst("%.*", "");
        if (!plain.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return address;
        }
        try {
            return InetAddress.getByName(plain) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
                    : plain;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
