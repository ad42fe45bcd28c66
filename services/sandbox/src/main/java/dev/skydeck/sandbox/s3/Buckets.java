package dev.skydeck.sandbox.s3;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Buckets as folders and objects as files. Everything here blocks. Symbolic links are neither listed nor followed. */
final class Buckets {
    /** Names of files that are being written. They are not objects yet. */
    private static final String TEMPORARY = ".tmp-";

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final Path root;

    Buckets(Path root) {
        this.root = root;
    }

    Path bucket(String name) throws S3Error {
        Path folder = bucketPath(name);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw S3Error.noSuchBucket();
        }
        return folder;
    }

    void createBucket(String name) throws S3Error, IOException {
        Files.createDirectories(bucketPath(name));
    }

    private Path bucketPath(String name) throws S3Error {
        if (!BUCKET.matcher(name).matches() || name.contains("..")) {
            throw S3Error.noSuchBucket();
        }
        return root.resolve(name);
    }

    /** The file of an object that is there. */
    Path file(S3Path object) throws S3Error, IOException {
        Path path = path(object);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw S3Error.noSuchKey();
        }
        // A folder on the way may be a link that leads out.
        if (!path.toRealPath().equals(bucket(object.bucket()).toRealPath().resolve(object.key()))) {
            throw S3Error.noSuchKey();
        }
        return path;
    }

    ObjectInfo info(S3Path object) throws S3Error, IOException {
        try {
            return ObjectInfo.of(
                    object.key(),
                    Files.readAttributes(file(object), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            throw S3Error.noSuchKey();
        }
    }

    /** A new name beside the object, to write to before {@link #publish}. */
    Path temporary(S3Path object) throws S3Error, IOException {
        Path path = path(object);
        try {
            Path folder = Files.createDirectories(path.toAbsolutePath().getParent());
            if (!folder.toRealPath().startsWith(bucket(object.bucket()).toRealPath())) {
                throw S3Error.invalid("The key leads out of its bucket.");
            }
            return folder.resolve(TEMPORARY + UUID.randomUUID());
        } catch (FileAlreadyExistsException e) {
            throw S3Error.invalid("A part of the key is an object itself; the sandbox keeps objects as files.");
        }
    }

    /** Makes a written file the object. */
    ObjectInfo publish(Path temporary, S3Path object) throws S3Error, IOException {
        Path path = path(object);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw S3Error.invalid("The key is a folder of other objects; the sandbox keeps objects as files.");
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        return info(object);
    }

    /** Makes a written file the object if there is none of that key; of several who try at once one succeeds. */
    ObjectInfo publishNew(Path temporary, S3Path object) throws S3Error, IOException {
        try {
            // A move would replace the other's object between a look and the move; a link is refused.
            Files.createLink(path(object), temporary);
        } catch (FileAlreadyExistsException e) {
            throw S3Error.preconditionFailed();
        }
        Files.delete(temporary);
        return info(object);
    }

    /** An object that is not there is as good as deleted. */
    void delete(S3Path object) throws S3Error, IOException {
        bucket(object.bucket());
        try {
            Files.deleteIfExists(file(object));
        } catch (S3Error e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    /** All objects of a bucket whose keys begin with the prefix, in no order. */
    List<ObjectInfo> list(String bucket, String prefix) throws S3Error, IOException {
        Path folder = bucket(bucket);
        List<ObjectInfo> objects = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String key = key(folder, directory) + "/";
                boolean mayMatch = directory.equals(folder) || key.startsWith(prefix) || prefix.startsWith(key);
                return mayMatch ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String key = key(folder, file);
                if (attributes.isRegularFile()
                        && key.startsWith(prefix)
                        && !file.getFileName().toString().startsWith(TEMPORARY)) {
                    objects.add(ObjectInfo.of(key, attributes));
                }
                return FileVisitResult.CONTINUE;
            }

            /** Files come and go while a listing is made. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return objects;
    }

    private static String key(Path folder, Path file) {
        return folder.relativize(file).toString();
    }

    /** Refuses every key that is not, letter for letter, a path below its bucket. */
    private Path path(S3Path object) throws S3Error {
        Path folder = bucket(object.bucket());
        String key = object.key();
        Path path;
        try {
            path = folder.resolve(key).normalize();
        } catch (InvalidPathException e) {
            throw S3Error.invalid("The key can't be a file name on this machine: " + e.getReason());
        }
        boolean honest = path.startsWith(folder)
                && !path.equals(folder)
                && key(folder, path).equals(key);
        if (!honest || key.startsWith(TEMPORARY) || key.contains("/" + TEMPORARY)) {
            throw S3Error.invalid("The sandbox keeps objects as files; a key must be a plain path.");
        }
        return path;
    }
}
