package dev.skydeck.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Set;

/** A certificate and its key, read once. */
record TlsFiles(PemKeyCertOptions pem, String certificateSha256) {
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /** @throws GatewayUnusable if they cannot be read, or others can read the key */
    static TlsFiles read(Exposure.Tls tls) {
        byte[] certificate = bytes("--tls-cert", tls.certificate());
        byte[] key = bytes("--tls-key", tls.key());
        requirePrivate(tls.key());
        PemKeyCertOptions pem =
                new PemKeyCertOptions().addCertValue(Buffer.buffer(certificate)).addKeyValue(Buffer.buffer(key));
        return new TlsFiles(pem, sha256(tls.certificate(), certificate));
    }

    private static byte[] bytes(String option, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GatewayUnusable(option + ": " + file + " cannot be read.", e);
        }
    }

    private static void requirePrivate(Path key) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            if (OTHERS.stream().anyMatch(permissions::contains)) {
                throw new GatewayUnusable(
                        "--tls-key: others may read " + key + ". Take that from them with chmod 600 " + key + ".");
            }
        } catch (IOException e) {
            throw new GatewayUnusable("--tls-key: " + key + " cannot be looked at.", e);
        }
    }

    private static String sha256(Path file, byte[] pem) {
        try {
            byte[] encoded = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem))
                    .getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (CertificateException e) {
            throw new GatewayUnusable("--tls-cert: " + file + " holds no certificate in PEM.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return certificateSha256;
    }
}
